import { describe, expect, test } from 'vitest'
import { imageWhys, itemWhys } from '../../../k8s/resources/pruneWhys.ts'
import { defaultPruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import {
  imageAdvice,
  imageWhyLabel,
  imageWhyOf,
  imageWhyText,
  itemAdvice,
  itemGoes,
  itemWhyLabel,
  itemWhyText,
  userText,
  whysIn,
} from './previewWords.ts'

const bySize = {
  ...defaultPruneOptions,
  overSizeLimit: true,
  keepYoungerThan: undefined,
  keepTagRevisions: undefined,
} as const

describe('why a revision goes or stays', () => {
  test.each([
    ['younger', defaultPruneOptions, 'less than 1h old'],
    ['stream-younger', defaultPruneOptions, 'its image stream was created less than 1h ago'],
    ['revision', defaultPruneOptions, 'among the 3 revisions kept of each tag'],
    ['revision', { ...defaultPruneOptions, keepTagRevisions: 1 }, 'the one revision kept of each tag'],
    ['beyond', defaultPruneOptions, 'older than 1h, beyond revision 3, and nothing uses it'],
    ['beyond', { ...defaultPruneOptions, keepTagRevisions: 0 }, 'older than 1h, and nothing uses it'],
    ['beyond', bySize, 'larger than a limit of its project, and nothing uses it'],
    ['image-gone', defaultPruneOptions, 'its image is gone, and it is older than 1h'],
    ['image-gone', bySize, 'its image is gone'],
    ['not-considered', defaultPruneOptions, 'the run stops before it looks at anything'],
    ['not-considered', { ...defaultPruneOptions, namespace: 'shop' }, 'in another project'],
  ] as const)('%s with %o', (why, options, text) => {
    expect(itemWhyText(why, options)).toBe(text)
  })

  test('every reason has words of its own, and every one that keeps says what would change it', () => {
    expect(new Set(itemWhys.map(itemWhyLabel)).size).toBe(itemWhys.length)
    expect(new Set(itemWhys.map((why) => itemWhyText(why, defaultPruneOptions))).size).toBe(itemWhys.length)
    expect(itemWhys.filter((why) => itemAdvice(why) === undefined)).toEqual(itemWhys.filter(itemGoes))
  })

  test('the bits of a plan are reasons, in their order', () => {
    expect(whysIn((1 << itemWhys.indexOf('beyond')) | (1 << itemWhys.indexOf('revision')))).toEqual([
      'revision',
      'beyond',
    ])
    expect(whysIn(0)).toEqual([])
  })
})

describe('why an image goes or stays', () => {
  test.each([
    ['goes', defaultPruneOptions, 'no revision that stays has it, and it is older than 1h'],
    ['goes', bySize, 'no revision that stays has it'],
    ['younger', defaultPruneOptions, 'less than 1h old'],
    ['not-considered', { ...defaultPruneOptions, namespace: 'x' }, 'with a project chosen, a run deletes no images'],
  ] as const)('%s with %o', (why, options, text) => {
    expect(imageWhyText(why, options)).toBe(text)
  })

  test('every reason has words of its own', () => {
    expect(new Set(imageWhys.map(imageWhyLabel)).size).toBe(imageWhys.length)
    expect(imageWhys.filter((why) => imageAdvice(why) === undefined)).toEqual(['goes'])
    expect(imageWhys.map((_, code) => imageWhyOf(code))).toEqual([...imageWhys])
  })
})

test.each([
  [{ kind: 'BuildConfig', namespace: 'lab', name: 'service' }, 'BuildConfig lab/service'],
  [{ kind: 'Pod', namespace: 'shop', name: 'web-1', container: 'app' }, 'Pod shop/web-1, container app'],
  [
    { kind: 'Job', namespace: 'shop', name: 'load', container: 'wait', init: true },
    'Job shop/load, init container wait',
  ],
] as const)('who uses it: %o', (user, text) => {
  expect(userText(user)).toBe(text)
})
