import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Call } from '../k8s/remote.ts'
import { logMethods } from './logMethods.ts'
import type { LogRow, LogViewOptions, LogViewState } from './logProtocol.ts'
import { expressionOf } from './logSearchExpression.ts'
import { fromLatin1, modelLines, modelRows } from './logTesting.ts'
import { eventually } from '../lib/eventually.ts'

const call: Call = { signal: new AbortController().signal, report: () => {} }

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

function begin(...options: Parameters<typeof logMethods>) {
  const { served, close } = logMethods(...options)
  ends.push(close)
  const append = (source: number, bytes: Uint8Array) => served.append({ source, bytes: new Uint8Array(bytes) }, call)
  const rows = async () => (await served.rows({ from: 0, to: 5000 }, call)).rows
  return { served, append, rows }
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const stamp = (micros: number) =>
  `${new Date(1_800_000_000_000 + Math.floor(micros / 1000)).toISOString().slice(0, -1)}${String(micros % 1000).padStart(3, '0')}Z `

const pieces = fc.constantFrom(
  'time="2026-11-20T23:33:09.2Z" level=info msg="authorized request" user=alice',
  'level=error msg="a b"',
  'goroutine 1 [running]:',
  '\tmain.go:12 +0x1b',
  'panic: x',
  '',
  ' indented',
  'E1120 23:00:00.000000       1 file.go:40] bad',
  '\u001b[31mred\u001b[0m',
  'nul\0',
  'ÄÖÜ µs',
  '漢字テスト',
  '👩‍💻 emoji',
  'e\u0301',
  'tab\tbed',
  'cr\r',
  'İstanbul K',
  'k=v k="v w" not=k',
  'time="2026-11-20T23:33:09Z" level=warning msg="error authorizing context: authorization header required" user=bob',
)
const raw = fc.oneof(
  { weight: 6, arbitrary: fc.array(pieces, { maxLength: 3 }).map((parts) => bytesOf(parts.join(' '))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }).map((bytes) => bytes.filter((byte) => byte !== 10)) },
)
/** A log: lines with times that mostly grow, and line ends. */
const log = fc
  .array(
    fc.record({
      raw,
      step: fc.constantFrom(0, 0, 1, 700, 400_000, 1_500_000, -300),
      crlf: fc.boolean(),
      bare: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((lines) => {
    let at = 5_000_000
    return lines.map((line) => {
      at = Math.max(0, at + line.step)
      const own = line.bare && line.step === 0 ? '' : stamp(at)
      return fromLatin1(own + latin1(line.raw) + (line.crlf ? '\r\n' : '\n'))
    })
  })
const logs = fc.array(log, { minLength: 1, maxLength: 3 })
const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes)
const together = (parts: readonly Uint8Array[]) => fromLatin1(parts.map(latin1).join(''))

const view: fc.Arbitrary<LogViewOptions> = fc.record({
  filter: fc.record(
    {
      noise: fc.boolean(),
      fields: fc.array(
        fc.record({
          key: fc.constantFrom('user', 'level', 'k'),
          value: fc.constantFrom('alice', 'error', 'info', 'v'),
          exclude: fc.boolean(),
        }),
        { maxLength: 2 },
      ),
      levels: fc.subarray(['none' as const, 'info' as const, 'error' as const, 'warning' as const]),
      sources: fc.subarray([0, 1, 2]),
      from: fc.constantFrom(1_800_000_005_000_000, 1_800_000_005_400_000),
      to: fc.constantFrom(1_800_000_005_400_001, 1_800_000_007_000_000),
    },
    { requiredKeys: ['noise', 'fields'] },
  ),
  search: fc.option(
    fc.record({
      text: fc.constantFrom(
        'a',
        'K',
        'red',
        'É',
        'µ',
        'i',
        '',
        '漢',
        '\\',
        '[',
        'main.go',
        'x*',
        '^$',
        '.',
        'e\\b',
        ' ',
      ),
      regex: fc.boolean(),
      caseSensitive: fc.boolean(),
      only: fc.boolean(),
    }),
    { nil: undefined },
  ),
  columns: fc.constantFrom(0, 0, 1, 2, 7, 80),
})

/** What the model and the holder are compared in. */
const bare = ({ line: _line, ...row }: LogRow) => row

function validOptions(options: LogViewOptions): LogViewOptions {
  try {
    if (options.search) expressionOf(options.search)
    return options
  } catch {
    return { ...options, search: undefined }
  }
}

type Held = ReturnType<typeof begin>

/** Gives logs to a holder, cut anywhere and in turns; in between it is looked at in these ways. */
async function feed(
  { served, append, rows }: Held,
  all: readonly Uint8Array[],
  sizes: Iterable<number>,
  views: readonly LogViewOptions[],
) {
  const rest = all.map((bytes, source) => ({ source, bytes }))
  let turn = 0
  for (const size of sizes) {
    const open = rest.filter(({ bytes }) => bytes.length > 0)
    const next = open[turn++ % Math.max(1, open.length)]
    if (!next) return
    await append(next.source, next.bytes.slice(0, size))
    next.bytes = next.bytes.slice(size)
    const now = views[turn % views.length]
    if (now && turn % 3 === 0) await served.setView(now, call)
    if (turn % 5 === 0) await rows()
  }
}

/** Goes through all matches, from one end to the other. */
async function matchRows({ served }: Held, direction: 1 | -1) {
  const found: number[] = []
  for (let row = direction > 0 ? -1 : Number.MAX_SAFE_INTEGER; ;) {
    const match = await served.match({ row, direction }, call)
    if (!match) return found
    expect(match.index).toBe(direction > 0 ? found.length : match.index)
    found.push((row = match.row))
  }
}

describe('lines of logs', () => {
  test('are those of a naive model, however they are cut, looked at and let go', async () => {
    const sizes = fc.infiniteStream(fc.integer({ min: 1, max: 60 }))
    const capacity = fc.constantFrom({}, {}, { lines: 9 })
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.array(view, { minLength: 1, maxLength: 3 }),
        sizes,
        capacity,
        async (all, views, cuts, room) => {
          const held = begin({ capacity: room })
          const { served, rows } = held
          const bytes = all.map(together)
          await feed(held, bytes, cuts, views)
          const model = modelLines(new Map(bytes.entries()))
          for (const options of views) {
            const state = await served.setView(options, call)
            const gone = all.map(
              ({ length }, id) => length - (state.sources.find(({ source }) => source === id)?.lines ?? 0),
            )
            const lines = model.filter(({ source, index }) => index >= (gone[source] ?? 0))
            expect(state.dropped).toBe(model.length - lines.length)
            const expected = modelRows(lines, validOptions(options))
            const actual = await rows()
            expect(actual.map(bare)).toEqual(expected)
            const { length: shown } = modelRows(lines, { ...validOptions(options), columns: 0 })
            expect(state).toMatchObject({ rows: expected.length, shown, total: lines.length })
            expect(state.shown + state.noise + state.filtered).toBe(state.total)
            for (const [row, { line, part, time }] of actual.entries()) {
              if (part > 0) continue
              expect(await served.rowOf({ line }, call)).toBe(row)
              expect((await served.line({ line }, call))?.time).toBe(time)
            }
            const found = await matchRows(held, 1)
            expect(found.length).toBe(state.matches)
            expect((await matchRows(held, -1)).toReversed()).toEqual(found)
            const withMatches = new Set(actual.filter(({ matches }) => matches.length > 0).map(({ line }) => line))
            expect(found.map((row) => actual[row]?.line)).toEqual(expect.arrayContaining([...withMatches]))
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  test('are told to whoever watches, and are the same until they are told anew', async () => {
    const { served, append, rows } = begin()
    const told: LogViewState[] = []
    const abort = new AbortController()
    const report = (state: unknown) => void told.push(state as LogViewState)
    const watching = served.watch(undefined, { signal: abort.signal, report })
    expect(told).toMatchObject([{ rows: 0, total: 0 }])
    await append(1, bytesOf(`${stamp(0)}one\n${stamp(1)}two`))
    expect(await rows()).toEqual([])
    await eventually(() => expect(told).toMatchObject([{ rows: 0 }, { rows: 1, total: 1 }]))
    expect(await served.rows({ from: 0, to: 9 }, call)).toMatchObject({
      version: told.at(-1)?.version,
      rows: [{ text: 'one' }],
    })
    await served.finish({ source: 1 }, call)
    await eventually(() => expect(told.at(-1)).toMatchObject({ rows: 2, total: 2, longest: 3 }))
    await served.clear({}, call)
    await eventually(() => expect(told.at(-1)).toMatchObject({ rows: 0, total: 0, dropped: 0 }))
    abort.abort()
    await expect(watching).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('are found in slices, while others are answered', async () => {
    const { served, append } = begin()
    const lines = Array.from(
      { length: 60_000 },
      (_, index) => `${stamp(index)}${index % 1000 === 7 ? 'Needle' : 'hay'} ${'x'.repeat(150)}\n`,
    )
    for (let at = 0; at < lines.length; at += 5000) await append(1, bytesOf(lines.slice(at, at + 5000).join('')))
    let state: LogViewState | undefined
    void served.watch(undefined, { ...call, report: (told) => (state = told as LogViewState) })
    for (const regex of [false, true]) {
      const search = { text: regex ? 'ne+dle' : 'needle', regex, caseSensitive: false, only: true }
      const first = await served.setView({ filter: { noise: true, fields: [] }, search, columns: 0 }, call)
      expect(first.rows).toBe(first.matches)
      await eventually(() =>
        expect(state).toMatchObject({ searched: 1, matches: 60, rows: 60, filtered: 59_940, total: 60_000 }),
      )
    }
  })

  test('are shown by the class of a status, and by no other number', async () => {
    const { served, append, rows } = begin()
    const key = 'http.response.status'
    const values = ['200', '404', '"499"', '500', '40', '4000', '4xx']
    await append(
      1,
      bytesOf(
        values
          .map((value, at) => `${stamp(at)}time="2026-11-20T23:33:09Z" level=info msg=x ${key}=${value}\n`)
          .join(''),
      ),
    )
    const shown = async (...fields: { value: string; exclude: boolean }[]) => {
      const filter = { noise: true, fields: fields.map((field) => ({ key, ...field })) }
      await served.setView({ filter, columns: 0 }, call)
      return (await rows()).map(({ text }) => text.slice(text.lastIndexOf('=') + 1))
    }
    expect(await shown({ value: '4xx', exclude: false })).toEqual(['404', '"499"'])
    expect(await shown({ value: '4xx', exclude: false }, { value: '500', exclude: false })).toEqual([
      '404',
      '"499"',
      '500',
    ])
    expect(await shown({ value: '4xx', exclude: true })).toEqual(['200', '500', '40', '4000', '4xx'])
  })

  test('are given back byte for byte', async () => {
    const { served, append } = begin()
    const lines = ['\u001b[31mred\u001b[0m', 'cr\r', '', 'nul\0', '\xff\xfe\xc3', 'no end'].map(
      (line, index) => stamp(index) + line,
    )
    await append(1, fromLatin1(lines.join('\n')))
    await served.finish({ source: 1 }, call)
    const saved = async (all: boolean, timestamps: boolean) => {
      const parts: Uint8Array[] = []
      await served.text(
        { all, timestamps },
        { ...call, report: (bytes) => void parts.push((bytes as Uint8Array).slice()) },
      )
      return parts.map(latin1).join('')
    }
    expect(await saved(true, true)).toBe(lines.join('\n'))
    await served.setView(
      {
        filter: { noise: true, fields: [] },
        search: { text: 'R', regex: false, caseSensitive: false, only: true },
        columns: 0,
      },
      call,
    )
    expect(await saved(false, false)).toBe('\u001b[31mred\u001b[0m\ncr\r\n')
  })

  test('of a megabyte are cut in one row, and whole in many', async () => {
    const { served, append, rows } = begin()
    const line = `needle ${'ä'.repeat(500_000)} \ud83d\ude00 needle`
    await append(1, bytesOf(`${stamp(0)}${line}\n`))
    const search = { text: 'needle', regex: true, caseSensitive: true, only: false }
    await served.setView({ filter: { noise: true, fields: [] }, search, columns: 0 }, call)
    expect(await rows()).toMatchObject([{ text: line.slice(0, 5000), cut: line.length - 5000, matches: [0, 6] }])
    const { rows: count } = await served.setView({ filter: { noise: true, fields: [] }, search, columns: 1000 }, call)
    const parts = await rows()
    expect([parts.length, parts.map(({ text }) => text).join('') === line]).toEqual([count, true])
    expect(parts.at(-1)).toMatchObject({ part: count - 1, cut: 0 })
    expect((await served.line({ line: parts[0]?.line ?? 0 }, call))?.line.text === line).toBe(true)
  })

  test('are not searched for what is no expression, nor for ever', async () => {
    const { served, append } = begin()
    await append(1, bytesOf('a (\n\n'))
    const look = (text: string, regex = true) =>
      served.setView(
        { filter: { noise: true, fields: [] }, search: { text, regex, caseSensitive: false, only: false }, columns: 0 },
        call,
      )
    expect(await look('(')).toMatchObject({
      searchProblem: expect.stringContaining('Unterminated'),
      matches: 0,
      searched: 1,
      rows: 2,
    })
    expect(await look('(', false)).toMatchObject({ matches: 1, searched: 1 })
    expect(await look('x*')).toMatchObject({ matches: 2 })
    expect(await look('^$')).toMatchObject({ matches: 1 })
    expect(await look('.')).not.toHaveProperty('searchProblem')
  })
})
