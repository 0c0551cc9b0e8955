import { expect, test } from 'vitest'
import { lowerBound, Store } from './store.ts'

const stream = (namespace: string, name: string, resourceVersion?: string) => ({
  metadata: { name, namespace, ...(resourceVersion && { resourceVersion }) },
})
const STREAMS = 'image.openshift.io/imagestreams'
const PODS = '/pods'
const names = (store: Store, namespace?: string, at?: number) =>
  store.list(STREAMS, namespace, at).map(({ metadata }) => metadata.name)

function seeded() {
  const store = new Store()
  store.seed(STREAMS, [stream('a-b', 'x', '5'), stream('a', 'z', '7'), stream('a', 'y', '6')])
  store.seed(PODS, [stream('a', 'pod', '900')])
  store.seeded()
  return store
}

test('objects are listed by key, and a dash sorts before the slash of a shorter namespace', () => {
  const store = seeded()
  expect(names(store)).toEqual(['x', 'y', 'z'])
  expect(names(store, 'a')).toEqual(['y', 'z'])
  expect(names(store, 'a-b')).toEqual(['x'])
  expect(names(store, 'nowhere')).toEqual([])
})

test('each etcd counts on from the highest version it was seeded with', () => {
  const store = seeded()
  expect([store.revision(STREAMS), store.revision(PODS)]).toEqual([7, 900])
  expect(store.put(STREAMS, stream('a', 'new')).metadata.resourceVersion).toBe('8')
  expect(store.put(PODS, stream('a', 'new')).metadata.resourceVersion).toBe('901')
})

test('an object without a version gets one when seeding ends', () => {
  const store = new Store()
  store.seed(STREAMS, [stream('a', 'one', '3'), stream('a', 'two')])
  store.seeded()
  expect(store.get(STREAMS, 'a', 'two')?.metadata.resourceVersion).toBe('4')
})

test('changes are heard and replayed in order, with the version of the removal', () => {
  const store = seeded()
  const heard: string[] = []
  const stop = store.subscribe(STREAMS, ({ type, object }) =>
    heard.push(`${type} ${object.metadata.name}@${object.metadata.resourceVersion}`),
  )
  store.put(STREAMS, stream('a', 'new'))
  store.put(STREAMS, stream('a', 'new'))
  store.put(PODS, stream('a', 'unrelated'))
  store.remove(STREAMS, 'a', 'new')
  stop()
  store.put(STREAMS, stream('a', 'unheard'))
  expect(heard).toEqual(['ADDED new@8', 'MODIFIED new@9', 'DELETED new@10'])
  const history = store.since(STREAMS, 8)
  expect('changes' in history && history.changes.map(({ type, revision }) => `${type} ${revision}`)).toEqual([
    'MODIFIED 9',
    'DELETED 10',
    'ADDED 11',
  ])
})

test('history before the seeding and before a compaction is gone', () => {
  const store = seeded()
  expect(store.since(STREAMS, 1)).toEqual({ tooOld: 7 })
  expect(store.since(STREAMS, 7)).toEqual({ changes: [] })
  store.put(STREAMS, stream('a', 'new'))
  store.compact()
  expect(store.since(STREAMS, 7)).toEqual({ tooOld: 8 })
})

test('a held version stays readable while objects come and go, until it is compacted', () => {
  const store = seeded()
  store.hold(STREAMS)
  store.put(STREAMS, stream('a', 'new'))
  store.remove(STREAMS, 'a', 'y')
  expect(names(store, 'a', 7)).toEqual(['y', 'z'])
  expect(names(store, 'a')).toEqual(['new', 'z'])
  store.compact()
  expect(store.holds(STREAMS, 7)).toBe(false)
})

test('the log forgets its oldest part when it grows too long', () => {
  const store = seeded()
  for (let i = 0; i < 10_001; i++) store.put(STREAMS, stream('a', 'busy'))
  expect(store.since(STREAMS, 7)).toEqual({ tooOld: 1007 })
  expect(store.since(STREAMS, 1007)).toHaveProperty('changes.length', 9001)
})

test('removing a namespace removes what lives in it', () => {
  const store = seeded()
  store.removeNamespace('a')
  expect(names(store)).toEqual(['x'])
  expect(store.list(PODS)).toEqual([])
})

test.each([
  ['', 0],
  ['a/y', 1],
  ['a/y\0', 2],
  ['b', 3],
])('the first key not below %j is number %i', (key, index) => {
  expect(lowerBound(seeded().list(STREAMS), key)).toBe(index)
})
