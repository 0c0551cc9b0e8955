import { readFileSync } from 'node:fs'
import { onTestFinished, expect, test } from 'vitest'
import type { Call } from '../k8s/remote.ts'
import { auditReport } from '../lib/registryAudit.ts'
import { logMethods } from './logMethods.ts'
import type { AuditQuery, RequestQuery } from './logProtocol.ts'

const call: Call = { signal: new AbortController().signal, report: () => {} }
const sample = readFileSync('mocks/data/samples/registry.log', 'utf8').trimEnd().split('\n')
const all: RequestQuery = { noise: true, sort: { by: 'time', descending: false }, limit: 10_000 }
const events: AuditQuery = { limit: 10_000 }

function begin() {
  const { served, close } = logMethods()
  onTestFinished(close)
  const append = async (source: number, lines: readonly string[]) => {
    // As the kubelet has them.
    const text = lines
      .map((line) => `${/^time="([^"]*)"/.exec(line)?.[1] ?? '2026-11-20T23:33:09Z'} ${line}\n`)
      .join('')
    await served.append({ source, bytes: new TextEncoder().encode(text) }, call)
  }
  return { served, append }
}

test('lines that come little by little, and are asked about in between, tell what was done', async () => {
  const { served, append } = begin()
  for (let at = 0; at < sample.length; at += 7) {
    await append(1, sample.slice(at, at + 7))
    if (at % 5 === 0)
      await Promise.all([served.requests(all, call), served.audit(events, call), served.problems({}, call)])
  }
  const { rows, total, lines, counts } = await served.audit(events, call)
  expect([lines, rows.length]).toEqual([sample.length, total])
  expect(rows.map(({ time }) => time)).toEqual(rows.map(({ time }) => time).toSorted((a, b) => b - a))
  const { about: _about, ...expected } = JSON.parse(readFileSync('mocks/data/samples/registry.expected.json', 'utf8'))
  expect(auditReport(rows)).toMatchObject(expected)
  expect(counts).toMatchObject({ push: rows.filter(({ kind }) => kind === 'push').length, badToken: 3 })
  const push = rows.findLast(({ kind }) => kind === 'push')
  expect((await served.line({ line: push?.line ?? 0 }, call))?.line).toMatchObject({
    message: 'authorized request',
    fields: { 'openshift.auth.user': push?.user, 'http.request.uri': push?.uri },
  })
})

test('requests are filtered, sorted and cut, with the noise counted', async () => {
  const { served, append } = begin()
  await append(1, sample)
  await append(2, sample.slice(0, 100))
  const ask = (query: Partial<RequestQuery>) => served.requests({ ...all, ...query }, call)
  const { rows, total } = await ask({})
  expect(new Set(rows.map(({ source }) => source))).toEqual(new Set([1, 2]))
  const quiet = await ask({ noise: false })
  expect([quiet.total + quiet.noise, quiet.rows.some(({ noise }) => noise)]).toEqual([total, false])
  const longest = await ask({ sort: { by: 'duration', descending: true }, limit: 3 })
  expect([longest.rows.length, longest.total]).toEqual([3, total])
  const durations = rows.map(({ durationMs = -1 }) => durationMs).toSorted((a, b) => b - a)
  expect(longest.rows.map(({ durationMs }) => durationMs)).toEqual(durations.slice(0, 3))
  for (const [query, fits] of [
    [{ status: '4xx' }, (request) => String(request.status).startsWith('4')],
    [{ status: '201' }, (request) => request.status === 201],
    [{ method: 'put' }, (request) => request.method === 'PUT'],
    [{ user: 'DEV' }, (request) => request.user === 'dev'],
    [{ repository: 'payments' }, (request) => request.repository?.startsWith('payments/')],
    [{ sources: [2] }, (request) => request.source === 2],
  ] satisfies [Partial<RequestQuery>, (request: (typeof rows)[number]) => unknown][]) {
    const found = await ask(query)
    expect(found.rows).toEqual(rows.filter(fits))
    expect(found.total).toBeGreaterThan(0)
  }
  expect((await served.audit({ ...events, repository: 'storefront/we', exact: true }, call)).total).toBe(0)
  expect((await served.audit({ ...events, repository: 'storefront/we' }, call)).total).toBeGreaterThan(0)
  const happened = (await served.audit(events, call)).rows
  for (const [query, fits] of [
    [{ status: '4xx' }, (event) => String(event.status).startsWith('4')],
    [{ method: 'put' }, (event) => event.method === 'PUT'],
  ] satisfies [Partial<AuditQuery>, (event: (typeof happened)[number]) => boolean][]) {
    const some = happened.filter(fits)
    expect((await served.audit({ ...events, ...query }, call)).rows).toEqual(some)
    expect([some.length > 0, some.length < happened.length]).toEqual([true, true])
  }
  await served.clear({ source: 1 }, call)
  expect((await ask({})).rows.map(({ source }) => source)).toEqual(
    rows.flatMap(({ source }) => (source === 2 ? [2] : [])),
  )
})

test('who gives up waiting does not stop the others', async () => {
  const { served, append } = begin()
  for (let copy = 0; copy < 40; copy++) await append(1, sample)
  const abort = new AbortController()
  const first = served.requests(all, { ...call, signal: abort.signal })
  const second = served.audit(events, call)
  abort.abort()
  await expect(first).rejects.toMatchObject({ name: 'AbortError' })
  expect((await second).lines).toBe(sample.length * 40)
})
