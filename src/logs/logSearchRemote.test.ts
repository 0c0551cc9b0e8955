import { describe, expect, onTestFinished, test } from 'vitest'
import { serveRemote, type Call } from '../k8s/remote.ts'
import { logMethods } from './logMethods.ts'
import type { LogViewState } from './logProtocol.ts'
import { testLines, type TestedLines } from './logSearchTest.ts'
import { eventually } from '../lib/eventually.ts'

const call: Call = { signal: new AbortController().signal, report: () => {} }

/** A holder whose expressions are tested at the other end of a port; `isStuck` says when nothing comes back. */
function begin(isStuck: (lines: TestedLines) => boolean, lateMs = 5000) {
  let [started, ended] = [0, 0]
  const start = () => {
    const { port1, port2 } = new MessageChannel()
    started++
    const answer = (lines: TestedLines) => (isStuck(lines) ? new Promise<never>(() => {}) : testLines(lines))
    serveRemote(port2, { test: answer })
    port1.start()
    port2.start()
    return { port: port1, end: () => (ended++, port1.close()) }
  }
  const { served, close } = logMethods({ start, lateMs })
  onTestFinished(close)
  let state: LogViewState | undefined
  void served.watch(undefined, { ...call, report: (told) => (state = told as LogViewState) })
  const append = (lines: readonly string[]) =>
    served.append({ source: 1, bytes: new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')) }, call)
  const look = (text: string, only = false) => {
    const search = { text, regex: true, caseSensitive: true, only }
    return served.setView({ filter: { noise: true, fields: [] }, search, columns: 0 }, call)
  }
  return { served, append, look, state: () => state, counts: () => [started, ended] }
}

const lines = Array.from(
  { length: 20_000 },
  (_, index) => `line ${index}${index % 500 === 0 ? ' \u001b[1mhi\u001b[0mt' : ''}`,
)

describe('expressions that are tested elsewhere', () => {
  test('find the same lines, also those that come later', async () => {
    const { served, append, look, state } = begin(() => false)
    await append(lines)
    await look('\\bh.t$', true)
    await eventually(() => expect(state()).toMatchObject({ searched: 1, matches: 40, rows: 40, filtered: 19_960 }))
    await append(['a hit', 'a miss'])
    await eventually(() => expect(state()).toMatchObject({ searched: 1, matches: 41, rows: 41, total: 20_002 }))
    const { rows } = await served.rows({ from: 39, to: 41 }, call)
    expect(rows).toMatchObject([
      { text: 'line 19500 hit', matches: [11, 14] },
      { text: 'a hit', matches: [2, 5] },
    ])
    await look('l[i]ne 1999\\d')
    await eventually(() => expect(state()).toMatchObject({ searched: 1, matches: 10, rows: 20_002 }))
  })

  test('are tested here where nothing else can', async () => {
    const { append, look, state, counts } = begin(() => {
      throw new Error('no worker')
    })
    await append(lines)
    await look('h.t$')
    await eventually(() => expect(state()).toMatchObject({ searched: 1, matches: 40 }))
    expect(counts()).toEqual([1, 1])
  })

  test('are given up when they do not come to an end, while all else goes on', async () => {
    const { served, append, look, state, counts } = begin(
      ({ search, text }) => search.text === 'bad' && text !== '',
      // On a busy machine what comes to an end takes a while, too.
      2000,
    )
    await append(lines)
    await look('bad', true)
    await eventually(() => expect(state()).toMatchObject({ searchStopped: true, matches: 0, rows: 20_000 }))
    expect((await served.rows({ from: 0, to: 1 }, call)).rows).toMatchObject([{ text: 'line 0 hit', matches: [] }])
    await look('line 7$')
    await eventually(() => expect(state()).toMatchObject({ searched: 1, matches: 1 }))
    expect(state()).not.toHaveProperty('searchStopped')
    expect(counts()).toEqual([2, 1])
  })
})
