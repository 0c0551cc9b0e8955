import { describe, expect, it } from 'vitest'
import { appendChunk, applyEvent, applyEvents, applyWrite, isNewer, type ChangeEvent } from './applyEvent.ts'
import { object } from './testApi.ts'
import type { K8sList, K8sObject } from './types.ts'

const list = (...items: K8sObject[]): K8sList<K8sObject> => ({ metadata: { resourceVersion: '10' }, items })
const names = ({ items }: K8sList<K8sObject>) =>
  items.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`)

describe('applyEvent', () => {
  const before = list(object('a', '3'), object('b', '10'))
  const cases: [name: string, event: ChangeEvent<K8sObject>, expected: string[], version: string][] = [
    ['ADDED appends', { type: 'ADDED', object: object('c', '11') }, ['a@3', 'b@10', 'c@11'], '11'],
    ['ADDED of a known object replaces', { type: 'ADDED', object: object('a', '11') }, ['a@11', 'b@10'], '11'],
    ['MODIFIED replaces in place', { type: 'MODIFIED', object: object('a', '12') }, ['a@12', 'b@10'], '12'],
    [
      'MODIFIED of an unknown object appends',
      { type: 'MODIFIED', object: object('x', '12') },
      ['a@3', 'b@10', 'x@12'],
      '12',
    ],
    ['DELETED removes', { type: 'DELETED', object: object('a', '13') }, ['b@10'], '13'],
    [
      'DELETED of an unknown object moves the version',
      { type: 'DELETED', object: object('x', '13') },
      ['a@3', 'b@10'],
      '13',
    ],
    [
      'BOOKMARK moves the version',
      { type: 'BOOKMARK', object: { metadata: { resourceVersion: '99' } } },
      ['a@3', 'b@10'],
      '99',
    ],
    ['an older object changes nothing', { type: 'MODIFIED', object: object('b', '9') }, ['a@3', 'b@10'], '10'],
    ['9 is older than 10', { type: 'MODIFIED', object: object('b', '9') }, ['a@3', 'b@10'], '10'],
  ]
  it.each(cases)('%s', (_name, event, expected, version) => {
    const after = applyEvent(before, event)
    expect(names(after)).toEqual(expected)
    expect(after.metadata.resourceVersion).toBe(version)
    expect(names(before)).toEqual(['a@3', 'b@10'])
  })

  it('gives the same list when nothing changes, and the same rows when only the version moves', () => {
    expect(applyEvent(before, { type: 'MODIFIED', object: object('b', '10') })).toBe(before)
    const moved = applyEvent(before, { type: 'BOOKMARK', object: { metadata: { resourceVersion: '11' } } })
    expect(moved.items).toBe(before.items)
  })

  it('applies events to the same object in order', () => {
    const after = applyEvents(before, [
      { type: 'DELETED', object: object('a', '11') },
      { type: 'ADDED', object: object('a', '12', { uid: 'a-again' }) },
      { type: 'ADDED', object: object('c', '13') },
      { type: 'MODIFIED', object: object('c', '14') },
      { type: 'DELETED', object: object('b', '15') },
    ])
    expect(names(after)).toEqual(['a@12', 'c@14'])
    expect(after.metadata.resourceVersion).toBe('15')
  })

  it('knows objects without uid by namespace and name, and lives without any version', () => {
    const bare = { metadata: { name: 'a', namespace: 'x' } }
    const after = applyEvents({ metadata: {}, items: [bare, { metadata: { name: 'a', namespace: 'y' } }] }, [
      { type: 'DELETED', object: bare },
    ])
    expect(after).toEqual({ metadata: {}, items: [{ metadata: { name: 'a', namespace: 'y' } }] })
  })

  it('applies a thousand events to five thousand objects', () => {
    const many = list(...Array.from({ length: 5000 }, (_, i) => object(`s${i}`)))
    const events = Array.from({ length: 1000 }, (_, i) => ({
      type: 'MODIFIED' as const,
      object: object(`s${i * 5}`, '20'),
    }))
    expect(applyEvents(many, events).items).toHaveLength(5000)
  })
})

it('a write shows at once but leaves the version, so that no event of others is missed', () => {
  const after = applyWrite(list(object('a', '3')), { type: 'MODIFIED', object: object('a', '20') })
  expect(names(after)).toEqual(['a@20'])
  expect(after.metadata.resourceVersion).toBe('10')
})

it('an object whose end was seen before the answer to its deletion does not come back', () => {
  const ending = { type: 'MODIFIED' as const, object: object('a', '9') }
  expect(names(applyWrite(list(object('b', '3')), ending))).toEqual(['b@3'])
  expect(names(applyWrite(list(object('b', '3')), { type: 'ADDED', object: object('a', '11') }))).toEqual([
    'b@3',
    'a@11',
  ])
})

it('the next chunk is appended without repeating or aging what is there', () => {
  const before = {
    ...list(object('a', '3'), object('c', '20')),
    metadata: { resourceVersion: '10', continue: 't1', remainingItemCount: 2 },
  }
  const middle = {
    metadata: { resourceVersion: '10', continue: 't2', remainingItemCount: 1 },
    items: [object('b', '2'), object('c', '4')],
  }
  const after = appendChunk(before, middle)
  expect(names(after)).toEqual(['a@3', 'c@20', 'b@2'])
  expect(after.metadata).toEqual({ resourceVersion: '10', continue: 't2', remainingItemCount: 1 })
  const last = appendChunk(after, { metadata: { resourceVersion: '10' }, items: [object('d')] })
  expect(last.metadata).toEqual({ resourceVersion: '10' })
})

it('compares versions as numbers however long, and others only for being different', () => {
  const newer = (a?: string, b?: string) =>
    isNewer({ ...(a && { resourceVersion: a }) }, { ...(b && { resourceVersion: b }) })
  expect(newer('10', '9')).toBe(true)
  expect(newer('9', '10')).toBe(false)
  expect(newer('90071992547409931', '90071992547409930')).toBe(true)
  expect(newer('abc', 'abd')).toBe(true)
  expect(newer('abc', 'abc')).toBe(false)
  expect(newer('1')).toBe(true)
  expect(newer(undefined, '1')).toBe(false)
  expect(newer()).toBe(true)
})
