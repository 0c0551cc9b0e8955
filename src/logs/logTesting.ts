import { afterKubeletTime, isContinued, isNoise, kubeletTime, levelOf, parseLogLine, scanLine } from '../lib/logLine.ts'
import { expressionOf, matches, matchesIn } from './logSearchExpression.ts'
import type { LogFilter, LogRow, LogViewOptions } from './logProtocol.ts'
import { cutText, longestRow, partsOf, shownText } from './logViewText.ts'

interface ModelLine {
  source: number
  /** Which line of its log it is, from 0. */
  index: number
  /** As it came, byte by byte as characters, without the line end. */
  raw: string
  time: number | undefined
  key: number
  bits: number
  text: string
}

const groupMicros = 10e6

/** Lines as they are meant to be held and shown, without any haste: what the quick way is compared with. */
export function modelLines(logs: ReadonlyMap<number, Uint8Array>): ModelLine[] {
  const held: ModelLine[] = []
  for (const [source, bytes] of logs) {
    let [time, head, key, bits]: [number | undefined, number, number, number] = [undefined, -Infinity, -Infinity, 0]
    const raws = Array.from(bytes, (byte) => String.fromCharCode(byte))
      .join('')
      .split('\n')
    if (raws.at(-1) === '') raws.pop()
    for (const [index, raw] of raws.entries()) {
      const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(fromLatin1(raw)).replace(/\r$/, '')
      // With what follows: a timestamp ends with a space.
      const own = kubeletTime(`${decoded}\n`, 0)
      const text = own === undefined ? decoded : decoded.slice(afterKubeletTime(decoded, 0))
      time = own ?? time
      bits = scanLine(text, 0, text.length, bits)
      const at = time ?? -Infinity
      if (!isContinued(bits) || at - head > groupMicros) head = at
      key = Math.max(key, head)
      held.push({ source, index, raw, time, key, bits, text })
    }
  }
  // Sorting is stable: lines of a source stay as they came.
  return held.toSorted((a, b) => (a.key === b.key ? a.source - b.source : a.key - b.key))
}

function modelPasses({ bits, text, key, source }: ModelLine, filter: LogFilter): boolean {
  const { sources, levels, fields, from = -Infinity, to = Infinity } = filter
  const own = parseLogLine(text).fields
  return (
    (!sources || sources.includes(source)) &&
    (!levels || levels.includes(levelOf(bits) ?? 'none')) &&
    key >= from &&
    key < to &&
    fields.every(
      ({ key: name, value, exclude }) =>
        (exclude && own[name] !== value) ||
        (!exclude && fields.some((other) => !other.exclude && other.key === name && own[name] === other.value)),
    )
  )
}

/** The rows of a view, all of them. */
export function modelRows(
  lines: readonly ModelLine[],
  { filter, search, columns }: LogViewOptions,
): Omit<LogRow, 'line'>[] {
  const expression = search && search.text !== '' ? expressionOf(search) : undefined
  return lines.flatMap((line) => {
    const shown = shownText(line.text)
    if (!modelPasses(line, filter) || (!filter.noise && isNoise(line.bits))) return []
    if (search?.only && expression && !matches(expression, shown)) return []
    const found = expression ? matchesIn(expression, shown) : []
    const texts = columns === 0 ? [cutText(shown, longestRow)] : slices(shown, partsOf(shown, columns))
    let start = 0
    return texts.map((text, part) => {
      const end = start + text.length
      const own: number[] = []
      for (let index = 0; index < found.length; index += 2) {
        const from = Math.max(start, found[index] ?? 0)
        const to = Math.min(end, found[index + 1] ?? 0)
        if (from < to) own.push(from - start, to - start)
      }
      start = end
      return {
        part,
        text,
        cut: columns === 0 ? shown.length - text.length : 0,
        source: line.source,
        time: line.time,
        level: levelOf(line.bits) ?? 'none',
        continued: isContinued(line.bits),
        noise: isNoise(line.bits),
        matches: own,
      }
    })
  })
}

const slices = (text: string, starts: readonly number[]) =>
  starts.map((start, index) => text.slice(start, starts[index + 1]))

export const fromLatin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
