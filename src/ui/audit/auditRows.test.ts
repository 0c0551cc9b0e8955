import { expect, test } from 'vitest'
import type { AuditEvent } from '../../lib/registryAudit.ts'
import type { Pod } from '../../k8s/resources/pod.ts'
import { auditGroups, keepRows } from './auditRows.ts'
import { reachOf, type ReachedLog } from './logReach.ts'

const event = (kind: AuditEvent['kind'], time: number, user?: string, repository?: string): AuditEvent => ({
  kind,
  time,
  method: 'GET',
  uri: '/',
  ...(user !== undefined && { user }),
  ...(repository !== undefined && { repository }),
})

test('events are counted by user and by repository', () => {
  const events = [
    event('push', 3, 'dev', 'a/b'),
    event('pull', 9, 'dev', 'a/c'),
    event('denied', 5, 'sre', 'a/b'),
    event('badToken', 4),
  ]
  expect(
    auditGroups(events, 'user').map(({ name, total, last, push, denied }) => [name, total, last, push, denied]),
  ).toEqual([
    ['dev', 2, 9, 1, 0],
    ['sre', 1, 5, 0, 1],
    ['', 1, 4, 0, 0],
  ])
  expect(auditGroups(events, 'repository').map(({ name, total }) => [name, total])).toEqual([
    ['a/b', 2],
    ['a/c', 1],
    ['', 1],
  ])
})

test('rows that have not changed stay the same objects', () => {
  interface Found {
    line: number
    source: number
    state: string
  }
  const make = (found: Found) => ({ ...found })
  const isSame = (found: Found, row: Found) => found.state === row.state
  const before = [make({ line: 1, source: 0, state: 'done' }), make({ line: 2, source: 0, state: 'running' })]
  const rows = keepRows(
    [
      { line: 3, source: 0, state: 'done' },
      { line: 2, source: 0, state: 'done' },
      { line: 1, source: 0, state: 'done' },
    ],
    before,
    make,
    isSame,
  )
  expect(rows.map((row) => before.indexOf(row))).toEqual([-1, -1, 0])
  // Another session gives its lines the same numbers.
  expect(keepRows([{ line: 1, source: 1, state: 'done' }], before, make, isSame)[0]).not.toBe(before[0])
})

test('how far back each log reaches', () => {
  const started = '2026-11-20T23:00:00Z'
  const at = Date.parse(started) * 1000
  const log = (id: number, previous = false): ReachedLog => ({
    id,
    pod: `p${id}`,
    uid: `u${id}`,
    container: 'registry',
    previous,
  })
  const pod = (id: number, status: object): Pod => ({
    metadata: { name: `p${id}`, uid: `u${id}` },
    status: { containerStatuses: [{ name: 'registry', ...status }] },
  })
  const running = { state: { running: { startedAt: started } } }
  const held = (source: number, oldest?: number) => ({
    source,
    lines: 1,
    bytes: 1,
    ...(oldest !== undefined && { oldest }),
  })
  const reach = reachOf(
    [log(0), log(1), log(2), log(3), log(4, true)],
    [held(0, at + 2_000_000), held(1, at + 3_600_000_000), held(2, at - 1), held(3), held(4, at + 1_000_000)],
    [pod(0, running), pod(1, running), pod(3, running), pod(4, { lastState: { terminated: { startedAt: started } } })],
  )
  expect(reach.map(({ pod: name, from }) => [name, from])).toEqual([
    ['p1', 'cut'],
    ['p0', 'start'],
    ['p4', 'start'],
    ['p2', 'unknown'],
  ])
})
