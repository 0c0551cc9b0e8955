import { isContinued, isNoise, kubeletTime, levelOf } from '../lib/logLine.ts'
import { isOdd, isUneven, type LogChunk } from './logStoreChunk.ts'
import { lowerBound } from './logStoreOrder.ts'
import { isHit } from './logSearch.ts'
import type { LogRow } from './logProtocol.ts'
import type { LogView } from './logView.ts'
import { cutText, longestRow, partsOf } from './logViewText.ts'

const mostRows = 5000
/** Enough bytes of a line for what an unwrapped row shows of it, in nearly all lines. */
const shownBytes = 65_536

interface Shown {
  text: string
  /** UTF-16 units of the whole line. */
  length: number
  parts: readonly number[]
  matches: readonly number[]
}

/** The rows of a view, and where lines and matches are among them. */
export class LogViewRows {
  readonly #view: LogView

  constructor(view: LogView) {
    this.#view = view
  }

  /** Rows from one to another, the latter left out. */
  rows(from: number, to: number): LogRow[] {
    const rows: LogRow[] = []
    const end = Math.min(to, this.#view.rows, from + mostRows)
    let position = this.#positionOf(from)
    for (let row = Math.max(0, from); row < end; position++) {
      const first = this.rowAt(position)
      const after = this.rowAt(position + 1)
      const place = this.#view.places[position] ?? 0
      const [chunk, index] = [this.#view.order.chunk(place), place & 0xffff]
      const shown = this.#shown(chunk, index)
      for (; row < Math.min(end, after); row++) rows.push(rowOf(chunk, index, row - first, shown))
    }
    return rows
  }

  /** The first row of the line at a position of the view. */
  rowAt(position: number): number {
    if (this.#view.columns === 0 || position === 0) return position
    return this.#view.ends[position - 1] ?? 0
  }

  /** The row of a line, if the view has it. */
  rowOfLine(line: number): number | undefined {
    const { store, order, places, length } = this.#view
    const chunk = store.chunkOf(line)
    if (!chunk || line % 65_536 >= chunk.ordered) return undefined
    const place = chunk.slot * 65_536 + (line % 65_536)
    const position = order.find(places, length, place)
    return position < length && places[position] === place ? this.rowAt(position) : undefined
  }

  /** The row of the first line at or after a moment. */
  rowOfTime(time: number): number | undefined {
    const { order, places, length } = this.#view
    const position = lowerBound(length, (at) => {
      const place = places[at] ?? 0
      return (order.chunk(place).keys[place & 0xffff] ?? 0) < time
    })
    return position < length ? this.rowAt(position) : undefined
  }

  /** The match before or after a row. Each line that matches counts once, where its first match is. */
  match(row: number, direction: 1 | -1): { row: number; index: number } | undefined {
    const { length, rows } = this.#view
    if (!this.#view.search) return undefined
    const last = direction > 0 ? length : -1
    let position = row < 0 ? (direction > 0 ? 0 : -1) : row >= rows ? (direction > 0 ? length : length - 1) : -2
    if (position === -2) position = this.#positionOf(row)
    for (; position !== last; position += direction) {
      if (!this.#isHit(position)) continue
      const found = this.#matchRow(position)
      if (direction > 0 ? found <= row : found >= row) continue
      let index = 0
      for (let before = 0; before < position; before++) if (this.#isHit(before)) index++
      return { row: found, index }
    }
    return undefined
  }

  #isHit(position: number): boolean {
    const place = this.#view.places[position] ?? 0
    const chunk = this.#view.order.chunk(place)
    const index = place & 0xffff
    return index < chunk.searched && chunk.hits[index] === isHit
  }

  #matchRow(position: number): number {
    const first = this.rowAt(position)
    if (this.#view.columns === 0) return first
    const place = this.#view.places[position] ?? 0
    const { parts, matches } = this.#shown(this.#view.order.chunk(place), place & 0xffff)
    const [begin = 0] = matches
    return first + lowerBound(parts.length, (part) => (parts[part] ?? 0) <= begin) - 1
  }

  #positionOf(row: number): number {
    const { columns, ends, length } = this.#view
    if (columns === 0) return Math.max(0, row)
    return lowerBound(length, (position) => (ends[position] ?? 0) <= row)
  }

  #shown(chunk: LogChunk, index: number): Shown {
    const { columns, search } = this.#view
    const shape = chunk.shapes[index] ?? 0
    const whole = columns > 0 || (shape & isUneven) !== 0 || chunk.end(index) - chunk.begin(index) <= shownBytes
    let text = whole || (shape & isOdd) !== 0 ? chunk.shown(index) : chunk.text(index, shownBytes)
    // A character that was cut.
    if (!whole && text.endsWith('\ufffd')) text = text.slice(0, -1)
    const isFound = search && index < chunk.searched && chunk.hits[index] === isHit
    return {
      text: columns > 0 ? text : cutText(text, longestRow),
      length: whole ? text.length : (chunk.widths[index] ?? 0),
      parts: columns > 0 ? partsOf(text, columns) : [0],
      matches: isFound ? search.matchesIn(text) : [],
    }
  }
}

function rowOf(chunk: LogChunk, index: number, part: number, shown: Shown): LogRow {
  const start = shown.parts[part] ?? 0
  const end = shown.parts[part + 1] ?? shown.text.length
  const bits = chunk.bits[index] ?? 0
  return {
    line: chunk.serial * 65_536 + index,
    part,
    text: shown.text.slice(start, end),
    cut: shown.parts.length > 1 ? 0 : shown.length - shown.text.length,
    source: chunk.source,
    time: timeOf(chunk, index),
    level: levelOf(bits) ?? 'none',
    continued: isContinued(bits),
    noise: isNoise(bits),
    matches: within(shown.matches, start, end),
  }
}

/** When the kubelet took a line; where it has no timestamp, when it took the one before it. */
export function timeOf(chunk: LogChunk, index: number): number | undefined {
  const key = chunk.keys[index]
  if (key === undefined || !Number.isFinite(key)) return undefined
  for (let at = index; at >= 0; at--) {
    const begin = chunk.offsets[at] ?? 0
    const skip = chunk.skips[at] ?? 0
    if (skip === 0) continue
    return kubeletTime(String.fromCharCode(...chunk.bytes.subarray(begin, begin + skip)), 0)
  }
  return chunk.before
}

/** Matches that are in a part of a text, as positions in it. */
function within(matches: readonly number[], start: number, end: number): number[] {
  const found: number[] = []
  const first = lowerBound(matches.length / 2, (at) => (matches[at * 2 + 1] ?? 0) <= start)
  for (let at = first * 2; at < matches.length; at += 2) {
    const from = matches[at] ?? 0
    if (from >= end) break
    found.push(Math.max(start, from) - start, Math.min(end, matches[at + 1] ?? 0) - start)
  }
  return found
}
