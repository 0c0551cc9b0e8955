import { BulkLog } from './bulkLog.ts'
import type { Later } from './clock.ts'
import { InstanceLog, type Source } from './instanceLog.ts'
import { Lines, type LogLine, type Written } from './written.ts'

export type { Feed, Source } from './instanceLog.ts'
export type { LogLine } from './written.ts'

interface ContainerLog {
  current: InstanceLog
  /** What the container's instance before this one has written. */
  previous: InstanceLog | undefined
  listeners: Set<() => void>
  /** Takes back the next look at what has come by itself, while somebody follows. */
  stopLooking: (() => void) | undefined
}

interface LogsOptions {
  now(): Date
  later?: Later
  /** The first lines of containers nobody has set a log for, by container name. */
  defaults?: Record<string, string>
  /** What a container writes by itself, if anything. */
  sourceOf?(pod: string, container: string): Source | undefined
}

const LOOK_EVERY = 200
/** At logs that grow fast. */
const LOOK_OFTEN = 20

/** What every container has written, in memory. Pods are named 'namespace/name'. */
export class Logs {
  readonly #logs = new Map<string, ContainerLog>()
  readonly #now: () => Date
  readonly #later: Later | undefined
  readonly #defaults: Record<string, string>
  readonly #sourceOf: NonNullable<LogsOptions['sourceOf']>

  constructor({ now, later, defaults = {}, sourceOf = () => undefined }: LogsOptions) {
    this.#now = now
    this.#later = later
    this.#defaults = defaults
    this.#sourceOf = sourceOf
  }

  #log(pod: string, container: string): ContainerLog {
    const key = `${pod}/${container}`
    const known = this.#logs.get(key)
    if (known) return known
    const first = this.#defaults[container]
    const current =
      first === undefined
        ? new InstanceLog(new Lines(), this.#sourceOf(pod, container))
        : new InstanceLog(new Lines(this.#parse(first)))
    const log: ContainerLog = { current, previous: undefined, listeners: new Set(), stopLooking: undefined }
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

  #read(instance: InstanceLog): Written {
    return instance.read(this.#now().getTime())
  }

  #changed({ listeners }: ContainerLog): void {
    for (const listener of listeners) listener()
  }

  /** Looks for what comes by itself, as long as somebody follows. */
  #look(pod: string, container: string): void {
    const log = this.#log(pod, container)
    if (log.stopLooking || !log.listeners.size) return
    const written = this.#read(log.current)
    const bulk = written instanceof BulkLog
    if (bulk ? !written.grows : !log.current.writes) return
    const before = written.count
    log.stopLooking = this.#later?.(
      () => {
        log.stopLooking = undefined
        if (bulk || this.#read(log.current).count !== before) this.#changed(log)
        this.#look(pod, container)
      },
      bulk ? LOOK_OFTEN : LOOK_EVERY,
    )
  }

  /** Replaces a container's log, which writes nothing by itself from here on. Lines are dated by the time they begin with. */
  set(pod: string, container: string, text: string): void {
    this.put(pod, container, new Lines(this.#parse(text)))
  }

  /** The lines that a container has written before the cluster is looked at, or how to get them. */
  load(pod: string, container: string, lines: readonly LogLine[] | (() => readonly LogLine[])): void {
    const made = typeof lines === 'function' ? lines : () => lines
    this.#log(pod, container).current = new InstanceLog(new Lines(), undefined, made)
  }

  /** Replaces a container's log by one that may not be kept line by line. */
  put(pod: string, container: string, written: Written): void {
    const log = this.#log(pod, container)
    log.current = new InstanceLog(written)
    this.#changed(log)
    this.#look(pod, container)
  }

  /** Writes one more line; followers see it at once. */
  append(pod: string, container: string, text: string, time?: string): void {
    this.write(pod, container, [{ text, time: time ?? this.#now().toISOString() }])
  }

  /** Writes more lines; followers see them at once. */
  write(pod: string, container: string, lines: readonly LogLine[]): void {
    const log = this.#log(pod, container)
    for (const line of lines) log.current.add(line)
    this.#changed(log)
  }

  /** The lines written so far; none of a log that is not kept line by line. */
  lines(pod: string, container: string): readonly LogLine[] {
    const written = this.written(pod, container)
    return written instanceof Lines ? written.list : []
  }

  /** What the present instance of a container has written. */
  written(pod: string, container: string): Written {
    return this.#read(this.#log(pod, container).current)
  }

  /** What the instance before the present one has written. */
  previous(pod: string, container: string): Written | undefined {
    const { previous } = this.#log(pod, container)
    return previous && this.#read(previous)
  }

  /** Gives a container an instance before the present one, with its log. */
  keepPrevious(pod: string, container: string, lines: readonly LogLine[]): void {
    this.#log(pod, container).previous = new InstanceLog(new Lines([...lines]))
  }

  /** A container is started for the first time: from here on it writes what it writes by itself. */
  begin(pod: string, container: string): void {
    const { current } = this.#log(pod, container)
    if (this.#defaults[container] === undefined) current.begin(this.#sourceOf(pod, container))
  }

  /** A container ends: it writes nothing more by itself. */
  end(pod: string, container: string): void {
    this.#log(pod, container).current.end(this.#now().getTime())
  }

  /** A container starts again: its log begins anew, the old one is that of its previous instance. */
  restart(pod: string, container: string): void {
    this.end(pod, container)
    const log = this.#log(pod, container)
    log.previous = log.current
    log.current = new InstanceLog(new Lines(), this.#sourceOf(pod, container))
  }

  /** Logs end with their pod. */
  forget(pod: string): void {
    for (const key of this.#logs.keys()) if (key.startsWith(`${pod}/`)) this.#logs.delete(key)
  }

  /** Nobody is told anything any more. */
  close(): void {
    for (const log of this.#logs.values()) {
      log.stopLooking?.()
      log.stopLooking = undefined
      log.listeners.clear()
    }
  }

  /** Calls the listener whenever there may be more. The answer ends that. */
  follow(pod: string, container: string, listener: () => void): () => void {
    const log = this.#log(pod, container)
    log.listeners.add(listener)
    this.#look(pod, container)
    return () => {
      log.listeners.delete(listener)
      if (log.listeners.size) return
      log.stopLooking?.()
      log.stopLooking = undefined
    }
  }
}
