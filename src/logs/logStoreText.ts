import { isContinued, parseLogLine } from '../lib/logLine.ts'
import { isOpenEnded, type LogChunk } from './logStoreChunk.ts'
import type { LogStore } from './logStore.ts'
import type { LogMethods } from './logProtocol.ts'
import { timeOf } from './logViewRows.ts'

const pieceBytes = 1 << 20
const longestText = 1 << 20
const mostContinued = 1000

/** Lines as they came, piece by piece. `places` are not changed meanwhile, `slots` say what they refer to. */
export function* textOf(
  places: Uint32Array,
  slots: readonly (LogChunk | undefined)[],
  timestamps: boolean,
): Generator<Uint8Array<ArrayBuffer>> {
  let piece = new Uint8Array(pieceBytes)
  let length = 0
  for (let at = 0; at < places.length;) {
    const place = places[at] ?? 0
    const chunk = slots[place >>> 16]
    const index = place & 0xffff
    if (!chunk) {
      at++
      continue
    }
    // Neighbors are copied at once.
    let after = at + 1
    if (timestamps) while (after < places.length && places[after] === place + after - at) after++
    const last = index + after - at - 1
    const begin = timestamps ? (chunk.offsets[index] ?? 0) : chunk.begin(index)
    const isEnd = after === places.length && ((chunk.shapes[last] ?? 0) & isOpenEnded) !== 0
    const end = chunk.next(last) - (isEnd ? 1 : 0)
    if (length + end - begin > piece.length) {
      if (length > 0) yield piece.slice(0, length)
      length = 0
      if (end - begin > piece.length) piece = new Uint8Array(end - begin)
    }
    piece.set(chunk.bytes.subarray(begin, end), length)
    length += end - begin
    at = after
  }
  if (length > 0) yield piece.slice(0, length)
}

/** A whole line with its fields, and the lines that belong to it. */
export function wholeLine(store: LogStore, line: number): LogMethods['line']['result'] {
  const chunk = store.chunkOf(line)
  if (!chunk) return undefined
  const index = line % 65_536
  const time = timeOf(chunk, index)
  const continued: string[] = []
  const chunks = store.logs.get(chunk.source)?.chunks ?? []
  let length = 0
  let [held, at] = [chunks.indexOf(chunk), index + 1]
  for (let next = chunks[held]; next && continued.length < mostContinued && length < longestText; at++) {
    if (at >= next.count) {
      next = chunks[++held]
      at = -1
      continue
    }
    if (!isContinued(next.bits[at] ?? 0)) break
    const text = next.text(at, longestText)
    continued.push(text)
    length += text.length
  }
  return {
    line: parseLogLine(chunk.text(index, longestText), index > 0 ? (chunk.bits[index - 1] ?? 0) : 0),
    source: chunk.source,
    ...(time !== undefined && { time }),
    continued,
  }
}
