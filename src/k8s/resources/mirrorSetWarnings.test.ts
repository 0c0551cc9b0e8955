import { describe, expect, test } from 'vitest'
import type { ImageRegistrySources } from './imageConfig.ts'
import { mirrorSetOf, specOf, type MirrorSet } from './mirrorSet.ts'
import { mirrorSetFor } from './mirrorSetTesting.ts'
import { mirrorSetWarnings } from './mirrorSetWarnings.ts'

const idms = mirrorSetFor.bind(undefined, 'ImageDigestMirrorSet')
const itms = mirrorSetFor.bind(undefined, 'ImageTagMirrorSet')
const icsp = mirrorSetFor.bind(undefined, 'ImageContentSourcePolicy')
const never = { mirrorSourcePolicy: 'NeverContactSource' } as const

const warningsOf = (sets: readonly MirrorSet[], sources?: ImageRegistrySources, version = '4.19.1') =>
  mirrorSetWarnings(sets, sources, version).map(({ severity, text, sets: about }) => [
    severity,
    text,
    about.map(({ name }) => name).join(' '),
  ])

describe('mirrorSetWarnings', () => {
  test('ordinary sets', () => {
    expect(warningsOf([])).toEqual([])
    expect(warningsOf([idms('a', ['quay.io', 'm.corp']), itms('b', ['quay.io', 'm.corp'])])).toEqual([])
    expect(warningsOf([itms('b', { source: '*.quay.io', mirrors: ['m.corp'], ...never })])).toEqual([])
  })

  test.each<[string, RegExp, MirrorSet[], string, ImageRegistrySources?]>([
    ['danger', /^“\*\.m\.corp” is not the name/, [idms('a', ['quay.io', '*.m.corp'])], 'a'],
    ['danger', /^“https:\/\/quay\.io” is not the name/, [idms('a', ['https://quay.io', 'm.corp'])], 'a'],
    ['danger', /mirror has no dot/, [idms('a', ['quay.io', 'mirror'])], 'a'],
    ['danger', /is its own mirror/, [idms('a', { source: 'q.io', mirrors: ['m.corp', 'q.io'], ...never })], 'a'],
    [
      'danger',
      /policy of q\.io is not the same everywhere/,
      [idms('a', { source: 'q.io', mirrors: ['m.corp'], ...never }), itms('b', ['q.io', 'm.corp'])],
      'a b',
    ],
    [
      'danger',
      /bad\.q\.io lies in the source \*\.q\.io/,
      [idms('a', ['*.q.io', 'm.corp'])],
      'a',
      { blockedRegistries: ['bad.q.io'] },
    ],
    ['warning', /q\.io has no mirror/, [idms('a', ['q.io'])], 'a'],
    ['warning', /q\.io has no mirror/, [idms('a', ['q.io', 'q.io'])], 'a'],
    ['warning', /m\.corp of q\.io stands there twice/, [icsp('a', ['q.io', 'm.corp', 'm.corp'])], 'a'],
    [
      'warning',
      /q\.io\/x is blocked \(q\.io\)/,
      [idms('a', ['q.io/x', 'm.corp'])],
      'a',
      { blockedRegistries: ['q.io'] },
    ],
    [
      'warning',
      /q\.io is not an allowed registry/,
      [idms('a', ['q.io', 'm.corp'])],
      'a',
      { allowedRegistries: ['m.corp'] },
    ],
    [
      'warning',
      /m\.corp is never asked: \*\.corp is blocked/,
      [idms('a', ['q.io', 'm.corp'])],
      'a',
      { blockedRegistries: ['*.corp'] },
    ],
    [
      'warning',
      /q\.io\/m is never asked: it lies in a source/,
      [idms('a', { source: 'q.io', mirrors: ['q.io/m'], ...never })],
      'a',
    ],
    ['warning', /mirror each other in a loop/, [idms('a', ['q.io', 'm.corp']), icsp('b', ['m.corp', 'q.io'])], 'b a'],
    [
      'warning',
      /mirror each other in a loop/,
      [idms('a', ['q.io', 'm.corp'], ['m.corp', 'n.corp'], ['n.corp', 'q.io/x'])],
      'a',
    ],
    [
      'info',
      /The mirror m\.corp\/q of q\.io has mirrors itself/,
      [idms('a', ['q.io', 'm.corp/q'], ['m.corp', 'n.corp'])],
      'a',
    ],
    [
      'info',
      /Several sets name q\.io\. Together they say: n\.corp, m\.corp\./,
      [idms('a', ['q.io', 'm.corp']), icsp('b', ['q.io', 'n.corp', 'm.corp'])],
      'a b',
    ],
    [
      'warning',
      /want different orders. Nodes now try m\.corp, n\.corp;/,
      [idms('a', ['q.io', 'm.corp', 'n.corp'], ['q.io', 'n.corp', 'm.corp'])],
      'a',
    ],
    ['info', /For q\.io\/x its own mirrors count/, [idms('a', ['q.io', 'm.corp'], ['q.io/x', 'n.corp'])], 'a'],
    [
      'warning',
      /q\.io\/x has mirrors for tags only/,
      [idms('a', ['q.io', 'm.corp']), itms('b', ['q.io/x', 'n.corp'])],
      'b a',
    ],
    [
      'warning',
      /q\.io\/x has mirrors for digests only/,
      [itms('a', ['q.io', 'm.corp']), icsp('b', ['q.io/x', 'n.corp'])],
      'b a',
    ],
    ['warning', /Nothing reads ImageContentPolicy/, [mirrorSetFor('ImageContentPolicy', 'a', ['q.io', 'm.corp'])], 'a'],
    ['info', /ImageContentSourcePolicy is deprecated/, [icsp('a', ['q.io', 'm.corp'])], 'a'],
  ])('%s %s', (severity, text, sets, about, sources) => {
    expect(warningsOf(sets, sources)).toContainEqual([severity, expect.stringMatching(text), about])
  })

  test('two that name each other are one loop', () => {
    const texts = warningsOf([idms('a', ['q.io', 'm.corp']), icsp('b', ['m.corp', 'q.io'])])
    expect(texts.filter(([severity]) => severity === 'warning')).toHaveLength(1)
    expect(warningsOf([idms('a', ['q.io', 'm.corp']), itms('b', ['m.corp', 'q.io'])])).toEqual([])
  })

  test.each<[string | undefined, boolean]>([
    ['4.12.30', true],
    ['4.13.26', true],
    ['4.13.27', false],
    ['4.14.2', true],
    ['4.14.3', false],
    ['4.15.0-0.okd-scos', false],
    [undefined, true],
  ])('the old kind beside the new ones, at %s', (version, refused) => {
    const sets = [idms('a', ['q.io', 'm.corp']), icsp('b', ['r.io', 'n.corp'])]
    const texts = mirrorSetWarnings(sets, undefined, version).map(({ text }) => text)
    expect(texts.some((text) => text.includes('beside an ImageContentSourcePolicy'))).toBe(refused)
  })
})

test('broken entries, as servers without a schema take them, are left out', () => {
  const set = mirrorSetOf('ImageDigestMirrorSet', {
    metadata: { name: 'a' },
    spec: JSON.parse(
      '{"imageDigestMirrors":[null,{"mirrors":["x"]},{"source":"q.io"},{"source":"r.io","mirrors":["m",1,null],"mirrorSourcePolicy":"NeverContactSource"}]}',
    ),
  })
  expect(set.entries).toEqual([
    { source: 'q.io', mirrors: [] },
    { source: 'r.io', mirrors: ['m'], ...never },
  ])
  expect(mirrorSetOf('ImageTagMirrorSet', { metadata: { name: 'a' } }).entries).toEqual([])
  expect(specOf('ImageContentSourcePolicy', set.entries)).toEqual({
    repositoryDigestMirrors: [
      { source: 'q.io', mirrors: [] },
      { source: 'r.io', mirrors: ['m'] },
    ],
  })
})
