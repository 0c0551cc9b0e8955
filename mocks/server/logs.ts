export interface LogLine {
  /** RFC 3339 with nanoseconds, as the container runtime notes it. */
  time: string
  text: string
}

interface ContainerLog {
  lines: LogLine[]
  listeners: Set<(line: LogLine) => void>
}

/** What every container has written, in memory. */
export class Logs {
  readonly #logs = new Map<string, ContainerLog>()
  readonly #now: () => Date
  /** The first lines of containers nobody has set a log for, by container name. */
  readonly #defaults: Record<string, string>

  constructor(now: () => Date, defaults: Record<string, string> = {}) {
    this.#now = now
    this.#defaults = defaults
  }

  #log(pod: string, container: string): ContainerLog {
    const key = `${pod}/${container}`
    const known = this.#logs.get(key)
    if (known) return known
    const log: ContainerLog = { lines: this.#parse(this.#defaults[container] ?? ''), listeners: new Set() }
    this.#logs.set(key, log)
    return log
  }

  #parse(text: string): LogLine[] {
    const lines = text.split('\n')
    if (lines.at(-1) === '') lines.pop()
    let time = this.#now().toISOString()
    return lines.map((line) => {
      time = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/.exec(line.slice(0, 60))?.[1] ?? time
      return { time, text: line }
    })
  }

  /** Replaces a container's log. `pod` is 'namespace/name'. Lines are dated by the time they begin with. */
  set(pod: string, container: string, text: string): void {
    this.#log(pod, container).lines = this.#parse(text)
  }

  /** The lines that a container has written before the cluster is looked at. */
  load(pod: string, container: string, lines: readonly LogLine[]): void {
    this.#log(pod, container).lines = [...lines]
  }

  /** Writes one more line; followers see it at once. */
  append(pod: string, container: string, text: string, time = this.#now().toISOString()): void {
    const log = this.#log(pod, container)
    const line = { time, text }
    log.lines.push(line)
    for (const listener of log.listeners) listener(line)
  }

  /** The lines written so far. */
  lines(pod: string, container: string): readonly LogLine[] {
    return this.#log(pod, container).lines
  }

  /** Calls the listener for every later line. The answer ends that. */
  follow(pod: string, container: string, listener: (line: LogLine) => void): () => void {
    const { listeners } = this.#log(pod, container)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
}
