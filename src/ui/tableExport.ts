import type { Column } from './table.ts'

// A spreadsheet would run what begins like this.
const formula = /^[=+\-@\t\r]/

/** The rows as CSV with a line of titles, as RFC 4180 says. Texts that a spreadsheet would run as a formula get an apostrophe. */
export function toCsv<R>(rows: readonly R[], columns: readonly Column<R>[]): string {
  return csvTitles(columns) + csvLines(rows, columns)
}

/** The line of titles alone, for files that are made in pieces. */
export function csvTitles<R>(columns: readonly Column<R>[]): string {
  return `${exportedOf(columns)
    .map(({ title }) => csvCell(title()))
    .join(',')}\r\n`
}

/** The rows alone. */
export function csvLines<R>(rows: readonly R[], columns: readonly Column<R>[]): string {
  const exported = exportedOf(columns)
  return rows.map((row) => `${exported.map((column) => csvCell(column.text?.(row))).join(',')}\r\n`).join('')
}

const exportedOf = <R>(columns: readonly Column<R>[]) => columns.filter(({ text }) => text)

function csvCell(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The rows as JSON: an array of objects by column key. */
export function toJson<R>(rows: readonly R[], columns: readonly Column<R>[]): string {
  const objects = rows.map((row) =>
    Object.fromEntries(columns.flatMap(({ key, text }) => (text ? [[key, text(row) ?? null]] : []))),
  )
  return `${JSON.stringify(objects, null, 2)}\n`
}
