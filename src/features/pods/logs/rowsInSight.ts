import type { LogRowsSource } from '../../../ui/logs/logRows.ts'

/** Knows which rows are in sight, by what a list asks for. */
export class RowsInSight {
  #from = 0

  /** The first row in sight. */
  get from(): number {
    return this.#from
  }

  /** The same rows, for a list that is to be listened to. */
  of(rows: LogRowsSource): LogRowsSource {
    return {
      get count() {
        return rows.count
      },
      get moved() {
        return rows.moved
      },
      lines: rows.lines,
      longest: rows.longest,
      get: rows.get,
      subscribe: rows.subscribe,
      text: rows.text,
      want: (from, to, hold) => {
        this.#from = from
        rows.want(from, to, hold)
      },
    }
  }
}
