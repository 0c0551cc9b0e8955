import type { LogClient } from '../../logs/logClient.ts'
import type { LogRow } from '../../logs/logProtocol.ts'

/** A row of a log with nothing about it. */
export function rowOf(line: number, more: Partial<LogRow> = {}): LogRow {
  return {
    line,
    part: 0,
    text: `line ${line}`,
    cut: 0,
    source: 0,
    time: undefined,
    level: 'none',
    continued: false,
    noise: false,
    matches: [],
    ...more,
  }
}

/** Holds rows as a worker does, answers when it is let, and notes what it was asked. */
export class RowsHolder {
  version = 1
  rows: LogRow[]
  readonly asked: string[] = []
  #waiting: (() => void)[] = []

  constructor(rows: LogRow[]) {
    this.rows = rows
  }

  readonly client: Pick<LogClient, 'call'> = {
    // Answers each method with the type that it has.
    call: ((method: string, argument: { from: number; to: number; line: number }) => {
      this.asked.push(method === 'rows' ? `${argument.from}-${argument.to}` : `${method} ${argument.line}`)
      return new Promise<unknown>((resolve) => this.#waiting.push(() => resolve(this.#answer(method, argument))))
    }) as LogClient['call'],
  }

  #answer(method: string, { from, to, line }: { from: number; to: number; line: number }): unknown {
    if (method === 'rows') return { version: this.version, from, rows: this.rows.slice(from, to) }
    if (method === 'line') return { line: { text: `whole ${line}` } }
    const row = this.rows.findIndex((each) => each.line === line)
    return row < 0 ? undefined : row
  }

  /** Answers all that is asked, and what is asked thereupon. */
  async answer(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      for (const resolve of this.#waiting.splice(0)) resolve()
      await Promise.resolve()
    }
  }
}
