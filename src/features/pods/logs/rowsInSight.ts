import type { LogRowsSource } from '../../../ui/logs/logRows.ts'

/** The same rows; `onSight` hears which are in sight. */
export function withSight(rows: LogRowsSource, onSight: (from: number) => void): LogRowsSource {
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
      onSight(from)
      rows.want(from, to, hold)
    },
  }
}
