import type { LogLines } from '../../k8s/logReader.ts'
import type { LogRow } from '../../logs/logProtocol.ts'
import type { LogRowsSource } from './logRows.ts'

/** Characters of a line that are drawn: more of them in one element hold the browser. */
const mostDrawn = 20_000

/** The rows of lines that the page itself holds. `columns`: characters in a row of wrapped lines; 0: one row a line. */
export function rowsOfLines(lines: LogLines, columns: number): LogRowsSource {
  // Where the rows of each line begin.
  const begins = columns > 0 ? new Uint32Array(lines.count + 1) : undefined
  if (begins) {
    let row = 0
    for (let line = 0; line < lines.count; line++) {
      begins[line] = row
      row += Math.max(1, Math.ceil(Math.min(lines.at(line).length, mostDrawn) / columns))
    }
    begins[lines.count] = row
  }
  const count = begins ? (begins[lines.count] ?? 0) : lines.count
  const lineAt = (row: number) => (begins ? lineOf(begins, row) : row)
  return {
    count,
    lines: lines.count,
    longest: Math.min(lines.longest, mostDrawn),
    moved: 0,
    get(index) {
      if (index < 0 || index >= count) return undefined
      const line = lineAt(index)
      const part = index - (begins?.[line] ?? index)
      const text = lines.at(line)
      const end = Math.min(text.length, mostDrawn)
      const drawn = begins ? text.slice(part * columns, Math.min(end, (part + 1) * columns)) : text.slice(0, end)
      const isLast = !begins || (part + 1) * columns >= end
      return { ...plain, line, part, text: drawn, cut: isLast ? text.length - end : 0 }
    },
    want() {},
    subscribe: () => () => {},
    async text(from, to) {
      const texts: string[] = []
      if (to > from) for (let line = lineAt(from); line <= lineAt(to - 1); line++) texts.push(`${lines.at(line)}\n`)
      return texts.join('')
    },
  }
}

const plain: Omit<LogRow, 'line' | 'part' | 'text' | 'cut'> = {
  source: 0,
  time: undefined,
  level: 'none',
  continued: false,
  noise: false,
  matches: [],
}

/** The line that a row is of: the last one that begins at or before it. */
function lineOf(begins: Uint32Array, row: number): number {
  let [low, high] = [0, begins.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((begins[middle] ?? 0) <= row) low = middle
    else high = middle - 1
  }
  return low
}
