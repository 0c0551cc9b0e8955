import { describe, expect, test } from 'vitest'
import { defaultPruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import {
  changedOptions,
  optionsKey,
  shortDuration,
  wantedOptions,
  withSettings,
  withoutSettings,
  type PresentOptions,
} from './previewOptions.ts'

const hour = 3_600_000_000_000n
const present: PresentOptions = { options: defaultPruneOptions, age: '60m' }
const wanted = (query: string) => wantedOptions(new URLSearchParams(query), present)

describe('the options that an address asks for', () => {
  test('are the present ones where it says nothing', () => {
    expect(wanted('').options).toEqual(defaultPruneOptions)
    expect(wanted('view=stays&sort=-bytes').options).toEqual(defaultPruneOptions)
  })

  test.each([
    ['revisions=0', { keepTagRevisions: 0 }],
    ['revisions=2147483648', { keepTagRevisions: 2 ** 31 }],
    ['age=72h', { keepYoungerThan: 72n * hour }],
    ['age=1h30m', { keepYoungerThan: hour + hour / 2n }],
    ['age=0', { keepYoungerThan: 0n }],
    ['all=false', { all: false }],
    ['registry=false', { pruneRegistry: false }],
    ['ignore-invalid=true', { ignoreInvalidRefs: true }],
    ['project=shop', { namespace: 'shop' }],
    ['all=maybe', {}],
    [
      'size-limit=true&revisions=5&age=nonsense',
      { overSizeLimit: true, keepTagRevisions: undefined, keepYoungerThan: undefined },
    ],
  ])('%s', (query, change) => {
    expect(wanted(query).options).toEqual({ ...defaultPruneOptions, ...change })
  })

  test.each([
    ['revisions=-1', { revisions: 'The pruner refuses numbers below 0.' }],
    ['revisions=', { revisions: 'Give a whole number, such as 3.' }],
    ['revisions=1.5', { revisions: 'Give a whole number, such as 3.' }],
    [
      'age=3 days',
      { age: 'time: unknown unit " days" in duration "3 days". Durations are written as 60m, 72h or 1h30m.' },
    ],
    ['age=-1h', { age: 'The pruner refuses ages below 0.' }],
    ['age=', { age: 'time: invalid duration "". Durations are written as 60m, 72h or 1h30m.' }],
  ])('cannot be read: %s', (query, problems) => {
    expect(wanted(query).options).toBeUndefined()
    expect(wanted(query).problems).toEqual(problems)
  })

  test('a field shows what was typed, wrong or not', () => {
    expect(wanted('age=3 d&revisions=x')).toMatchObject({ age: '3 d', revisions: 'x' })
  })
})

describe('the address', () => {
  test('holds only what differs from the pruner, and begins at the first page', () => {
    const start = new URLSearchParams('view=stays&page=4&age=72h')
    expect(String(withSettings(start, { revisions: '5', all: 'false' }, present))).toBe(
      'view=stays&age=72h&revisions=5&all=false',
    )
    expect(String(withSettings(start, { age: '60m' }, present))).toBe('view=stays')
    expect(String(withSettings(start, { age: '' }, present))).toBe('view=stays&age=')
  })

  test('goes back to the present settings', () => {
    expect(String(withoutSettings(new URLSearchParams('view=stays&revisions=1&project=x&sort=-bytes')))).toBe(
      'view=stays&sort=-bytes',
    )
  })
})

test.each([
  [{}, { settable: false, foreign: false }],
  [{ keepTagRevisions: 5 }, { settable: true, foreign: false }],
  [
    { ignoreInvalidRefs: true, all: false },
    { settable: true, foreign: true },
  ],
  [{ namespace: 'shop' }, { settable: false, foreign: true }],
  [
    { overSizeLimit: true, keepTagRevisions: undefined, keepYoungerThan: undefined },
    { settable: false, foreign: true },
  ],
])('what can be set in the pruner: %o', (change, expected) => {
  expect(changedOptions({ ...defaultPruneOptions, ...change }, present)).toEqual(expected)
})

test('options are told apart by their values', () => {
  expect(optionsKey({ ...defaultPruneOptions, overSizeLimit: false })).toBe(optionsKey(defaultPruneOptions))
  expect(optionsKey({ ...defaultPruneOptions, keepTagRevisions: undefined })).not.toBe(optionsKey(defaultPruneOptions))
})

test.each([
  [72n * hour, '72h'],
  [hour + hour / 2n, '1h30m'],
  [hour / 60n, '1m'],
  [0n, '0s'],
  [hour / 120n, '30s'],
  [hour + 1_000_000_000n, '1h0m1s'],
  [10n * hour, '10h'],
])('%s ns is %s', (nanoseconds, text) => {
  expect(shortDuration(nanoseconds)).toBe(text)
})
