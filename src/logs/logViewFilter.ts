import { isNoise, levelOf, parseLogLine } from '../lib/logLine.ts'
import { logfmtValue } from '../lib/logfmt.ts'
import type { LogChunk } from './logStoreChunk.ts'
import type { LogFilter } from './logProtocol.ts'

/** What a filter says of a line. */
export const passes = 1
/** It would be shown if noise were. */
export const hidesNoise = 2
export const hidesFiltered = 3

/** Texts that a line has which has a field with one of these values. */
interface Field {
  key: string
  values: ReadonlySet<string>
  /** `key=`, and how the values may go on. */
  name: string
  written: readonly string[]
  /** Where the next `key=` of the text at hand is. */
  next: number
}

/** A filter, made ready for many lines. */
export class LineFilter {
  readonly #filter: LogFilter
  readonly #sources: ReadonlySet<number> | undefined
  /** By the lowest three bits of a line. */
  readonly #levels: readonly boolean[]
  readonly #included: readonly Field[]
  readonly #excluded: readonly Field[]

  constructor(filter: LogFilter) {
    this.#filter = filter
    this.#sources = filter.sources && new Set(filter.sources)
    this.#levels = Array.from({ length: 8 }, (_, bits) => filter.levels?.includes(levelOf(bits) ?? 'none') ?? true)
    this.#included = fieldsOf(filter.fields.filter(({ exclude }) => !exclude))
    this.#excluded = fieldsOf(filter.fields.filter(({ exclude }) => exclude))
  }

  /** Judges the lines of a chunk from one to another. */
  judge(chunk: LogChunk, from: number, to: number): void {
    const { verdicts } = chunk
    if (this.#sources && !this.#sources.has(chunk.source)) {
      verdicts.fill(hidesFiltered, from, to)
      return
    }
    const { bits, keys } = chunk
    const { noise, from: after = -Infinity, to: before = Infinity } = this.#filter
    for (let index = from; index < to; index++) {
      const own = bits[index] ?? 0
      const time = keys[index] ?? 0
      if (!this.#levels[own & 7] || time < after || time >= before) verdicts[index] = hidesFiltered
      else verdicts[index] = !noise && isNoise(own) ? hidesNoise : passes
    }
    if (this.#included.length + this.#excluded.length > 0) this.#judgeFields(chunk, from, to)
  }

  #judgeFields(chunk: LogChunk, from: number, to: number): void {
    const { verdicts, skips } = chunk
    const { text, starts } = chunk.decoded(from, to)
    for (const field of [...this.#included, ...this.#excluded]) field.next = -1
    for (let index = from; index < to; index++) {
      if (verdicts[index] === hidesFiltered) continue
      const begin = (starts[index - from] ?? 0) + (skips[index] ?? 0)
      const end = (starts[index - from + 1] ?? 0) - 1
      const isCandidate = (field: Field) => mayHave(field, text, begin, end)
      const included = this.#included.every(isCandidate)
      const excluded = included && this.#excluded.some(isCandidate)
      if (included && !excluded && this.#included.length === 0) continue
      if (!included || !this.#isIn(text.slice(begin, text[end - 1] === '\r' ? end - 1 : end))) {
        verdicts[index] = hidesFiltered
      }
    }
  }

  #isIn(text: string): boolean {
    const { fields } = parseLogLine(text)
    const has = ({ key, values }: Field) => Object.hasOwn(fields, key) && values.has(fields[key] ?? '')
    return this.#included.every(has) && !this.#excluded.some(has)
  }
}

/** Whether a line has a text that it cannot lack if it has the field. Lines are asked for one after another. */
function mayHave(field: Field, text: string, begin: number, end: number): boolean {
  if (field.next < begin) field.next = find(text, field.name, begin)
  while (field.next < end) {
    const value = field.next + field.name.length
    if (field.written.some((written) => text.startsWith(written, value))) return true
    field.next = find(text, field.name, value)
  }
  return false
}

function find(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from)
  return at < 0 ? Infinity : at
}

function fieldsOf(fields: LogFilter['fields']): Field[] {
  return [...Map.groupBy(fields, ({ key }) => key)].map(([key, own]) => {
    const values = new Set(own.flatMap(({ value }) => valuesOf(key, value)))
    // Of a class, the first digit is enough to tell what may be in it.
    const written = own.flatMap(({ value }) =>
      writings(key === statusField && isClass(value) ? value.slice(0, 1) : value),
    )
    return { key, values, name: `${key}=`, written, next: -1 }
  })
}

/** The codes that an answer may have, by what stands for all of a class. */
const statusField = 'http.response.status'
const isClass = (value: string) => /^[1-5]xx$/.test(value)

/** The values that a value of a filter stands for: `4xx` for every status from 400 to 499. */
function valuesOf(key: string, value: string): string[] {
  if (key !== statusField || !isClass(value)) return [value]
  return Array.from({ length: 100 }, (_, code) => String(Number(value[0]) * 100 + code))
}

/** A value may be in quotes that it does not need. */
function writings(value: string): string[] {
  const written = logfmtValue(value)
  return written.startsWith('"') ? [written.slice(0, -1)] : [written, `"${written}`]
}
