import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Call } from '../k8s/remote.ts'
import { logMethods } from './logMethods.ts'
import type { LogViewOptions } from './logProtocol.ts'
import { fromLatin1, modelLines, modelRows } from './logTesting.ts'

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
  ...['time="2026-11-20T23:33:09.2Z" level=info msg="authorized request" user=alice', 'level=error msg="a b"'],
  ...[
    'goroutine 1 [running]:',
    '\tmain.go:12 +0x1b',
    'panic: x',
    '',
    ' indented',
    'E1120 23:00:00.000000       1 file.go:40] bad',
  ],
  ...[
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
  ],
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
const bare = <T extends { line?: number }>({ line: _, ...row }: T) => row

function validOptions(options: LogViewOptions): LogViewOptions {
  try {
    if (options.search?.regex) new RegExp(options.search.text)
    return options
  } catch {
    return { ...options, search: undefined }
  }
}

describe('lines of logs', () => {
  test('are those of a naive model, however they are cut and looked at', async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.array(view, { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 60 })),
        async (all, views, sizes) => {
          const { served, append, rows } = begin()
          const rest = all.map((lines, source) => ({ source, bytes: together(lines) }))
          let turn = 0
          for (const size of sizes) {
            const open = rest.filter(({ bytes }) => bytes.length > 0)
            const next = open[turn++ % Math.max(1, open.length)]
            if (!next) break
            await append(next.source, next.bytes.slice(0, size))
            next.bytes = next.bytes.slice(size)
            const now = views[turn % views.length]
            if (now && turn % 3 === 0) await served.setView(now, call)
            if (turn % 5 === 0) await rows()
          }
          const model = modelLines(new Map(all.map((lines, source) => [source, together(lines)])))
          for (const options of views) {
            const state = await served.setView(options, call)
            const expected = modelRows(model, validOptions(options))
            expect((await rows()).map(bare)).toEqual(expected)
            const { length: shown } = modelRows(model, { ...validOptions(options), columns: 0 })
            expect(state).toMatchObject({ rows: expected.length, shown, total: model.length })
            expect(state.shown + state.noise + state.filtered).toBe(state.total)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
