import { expect, test } from 'vitest'
import type { ImageStream, TagEventList, TagReference } from '../../k8s/resources/imageStream.ts'
import { arrivalsOf, isUnknown, tagsAgain, type ImportRun } from './importRun.ts'

const policies = { importPolicy: { scheduled: true }, referencePolicy: { type: 'Source' } }
const run: ImportRun = {
  namespace: 'demo',
  name: 'web',
  wanted: { tags: [{ tag: 't', from: 'quay.io/a/web:1', ...policies }] },
  tags: [{ tag: 't', digests: ['sha256:new'] }],
}
const web = (status?: Omit<TagEventList, 'tag'>, spec?: Omit<TagReference, 'name'>): ImageStream => ({
  metadata: { name: 'web', namespace: 'demo' },
  spec: { tags: spec ? [{ name: 't', ...spec }] : [] },
  status: { tags: status ? [{ tag: 't', ...status }] : [] },
})
const item = (image: string, generation = 1) => ({ image, generation, created: '2026-11-21T00:00:00Z' })
const failure = (generation: number) => ({
  conditions: [{ type: 'ImportSuccess', status: 'False', reason: 'NotFound', message: 'gone', generation }],
})
const asked = { from: { kind: 'DockerImage', name: 'quay.io/a/web:1' }, importPolicy: { scheduled: true } }

test.each<[string, ImageStream | undefined, ImageStream | undefined, object]>([
  ['no stream came of it', undefined, undefined, { ok: false, reason: 'Unknown' }],
  ['a new stream has it', undefined, web({ items: [item('sha256:new')] }), { ok: true, digest: 'sha256:new' }],
  ['it moved', web({ items: [item('sha256:old')] }), web({ items: [item('sha256:new', 2)] }), { ok: true }],
  [
    'it is as before',
    web({ items: [item('sha256:old')] }),
    web({ items: [item('sha256:old')] }),
    { reason: 'Unknown' },
  ],
  [
    'it has that image with the policy that was asked for',
    web({ items: [item('sha256:new')] }),
    web({ items: [item('sha256:new')] }, asked),
    { ok: true },
  ],
  [
    'it has that image, but not the policy',
    web({ items: [item('sha256:new')] }),
    web({ items: [item('sha256:new')] }, { from: asked.from, importPolicy: {} }),
    { ok: false, reason: 'Unknown' },
  ],
  ['it failed', web(), web({ items: null, ...failure(2) }), { ok: false, reason: 'NotFound', message: 'gone' }],
  [
    'it failed before, and there is no newer failure',
    web({ items: null, ...failure(2) }),
    web({ items: null, ...failure(2) }),
    { ok: false, reason: 'Unknown' },
  ],
])('after a lost answer: %s', (_, before, after, expected) => {
  expect(arrivalsOf(before, after, run)).toMatchObject([{ tag: 't', name: 'quay.io/a/web:1', ...expected }])
})

test('what failed is asked for again as it was, from a repository tag by tag', () => {
  const results = [
    { tag: 't', name: 'quay.io/a/web:1', ok: false },
    { tag: 'u', name: 'quay.io/a/web:2', ok: true },
    { tag: '', name: 'quay.io/a/web', ok: false },
  ]
  expect(tagsAgain(run, results)).toEqual([{ tag: 't', from: 'quay.io/a/web:1', ...policies }])
  const whole = { ...run, wanted: { repository: 'quay.io/a/web', policies } }
  expect(tagsAgain(whole, results)).toEqual([{ tag: 't', from: 'quay.io/a/web:1', ...policies }])
})

test.each([
  [{ ok: false, reason: 'NetworkError' }, true],
  [{ ok: false, reason: 'Unknown' }, true],
  [{ ok: false, reason: 'NotFound' }, false],
  [{ ok: false }, false],
  [{ ok: true }, false],
])('%o is unknown: %s', (result, expected) => {
  expect(isUnknown({ tag: 't', name: '', ...result })).toBe(expected)
})
