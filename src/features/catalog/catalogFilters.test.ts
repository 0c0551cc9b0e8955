import { describe, expect, test } from 'vitest'
import {
  changeFilters,
  findRows,
  isFiltered,
  noFilters,
  parseFilters,
  sortRows,
  type OfferedRow,
} from './catalogFilters.ts'

const row = (namespace: string, name: string, card: Partial<OfferedRow['card']> = {}): OfferedRow => ({
  metadata: { namespace, name },
  card: {
    displayName: name,
    builder: false,
    deprecated: false,
    versions: ['1'],
    usable: 1,
    total: 1,
    words: [],
    ...card,
  },
})

const redHat = 'Red Hat, Inc.'
const rows = [
  row('openshift', 'nodejs', { displayName: 'Node.js', builder: true, provider: redHat, words: ['nodejs'] }),
  row('openshift', 'postgresql', { provider: redHat, words: ['database', 'sql'], description: 'Runs SQL' }),
  row('demo', 'web', { displayName: 'App 10', versions: ['1.2'] }),
  row('demo', 'builder', { displayName: 'app 9', builder: true, words: ['nodejs'] }),
]
const isMine = (namespace: string) => namespace === 'demo'
const find = (search: string) => findRows(sortRows(rows), parseFilters(new URLSearchParams(search)), isMine)
const names = (search: string) => find(search).rows.map(({ metadata }) => metadata.name)

describe('findRows', () => {
  test.each([
    ['', ['builder', 'web', 'nodejs', 'postgresql']],
    ['sort=-name', ['postgresql', 'nodejs', 'web', 'builder']],
    ['type=builders', ['builder', 'nodejs']],
    ['type=mine', ['builder', 'web']],
    ['type=unknown', ['builder', 'web', 'nodejs', 'postgresql']],
    ['from=openshift', ['nodejs', 'postgresql']],
    [`provider=${encodeURIComponent(redHat)}&tag=sql`, ['postgresql']],
    ['q=sql+RUNS', ['postgresql']],
    ['q=openshift/nodejs', ['nodejs']],
    ['q=1.2', ['web']],
    ['type=builders&tag=nodejs&from=demo', ['builder']],
    ['q=nothing', []],
  ])('%s', (search, expected) => expect(names(search)).toEqual(expected))

  test('counts are of what each choice would show', () => {
    expect(find('tag=nodejs&from=demo').facets).toEqual({
      all: 1,
      builders: 1,
      mine: 1,
      from: [
        { value: 'demo', hits: 1 },
        { value: 'openshift', hits: 1 },
      ],
      provider: [],
      tag: [{ value: 'nodejs', hits: 1 }],
    })
    expect(find('type=builders').facets).toMatchObject({ all: 4, builders: 2, mine: 2 })
  })
})

test('the address keeps what is no filter, and is cleared of what is', () => {
  const params = new URLSearchParams('project=demo&embed=1&type=mine&q=a&tag=b')
  expect(isFiltered(parseFilters(params))).toBe(true)
  const cleared = changeFilters(params, noFilters)
  expect(cleared.toString()).toBe('project=demo&embed=1')
  expect(isFiltered(parseFilters(cleared))).toBe(false)
})
