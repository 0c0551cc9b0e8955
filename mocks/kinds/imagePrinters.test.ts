import { expect, test } from 'vitest'
import { imageTagTexts, roundedDuration, tagsUpToWidth } from './imagePrinters.ts'
import { completeTag } from './imageStreamSpec.ts'

const minute = 60_000
const hour = 60 * minute
test.each([
  [500, 'Less than a second'],
  [1000, '1 second'],
  [59_000, '59 seconds'],
  [minute, 'About a minute'],
  [59 * minute, '59 minutes'],
  [89 * minute, 'About an hour'],
  [90 * minute, '2 hours'],
  [47 * hour, '47 hours'],
  [13 * 24 * hour, '13 days'],
  [40 * 24 * hour, '5 weeks'],
  [300 * 24 * hour, '10 months'],
  [800 * 24 * hour, '2 years'],
])('%i ms is %s', (milliseconds, text) => expect(roundedDuration(milliseconds)).toBe(text))

const history = (tag: string, created?: string) => ({
  tag,
  items: created ? [{ created, dockerImageReference: 'a', image: 'b', generation: 1 }] : null,
})

test('tags are shown latest first, then by name, as many as fit', () => {
  const old = '2026-01-01T00:00:00Z'
  const recent = '2026-01-02T00:00:00Z'
  expect(tagsUpToWidth([])).toBe('')
  expect(tagsUpToWidth([history('failed'), history('b', old), history('c', recent), history('a', old)])).toBe(
    'c,a,b,failed',
  )
  const many = ['1.0.0', '1.1.0', '1.2.0', '1.5.0', '1.6.0', '1.7.0', 'latest'].map((tag) => history(tag, old))
  expect(tagsUpToWidth(many)).toBe('1.0.0,1.1.0,1.2.0,1.5.0,1.6.0,1.7.0 + 1 more...')
  expect(tagsUpToWidth([history('x'.repeat(80), old), history('y', old)])).toBe(`${'x'.repeat(80)} + 1 more...`)
})

const items = (generation: number, image = 'sha256:1') => [
  { created: '2026-01-01T00:00:00Z', dockerImageReference: 'r', image, generation },
]
const from = { kind: 'DockerImage', name: 'q/a:1' }
test.each([
  ['a push', null, items(1), ['Push', 'image/sha256:1']],
  ['an import', { from, generation: 1 }, items(1), ['Tag', 'image/sha256:1']],
  ['an import under way', { from, generation: 2 }, items(1), ['Tag', 'Importing']],
  ['an import not yet begun', { from, generation: 1 }, null, ['Tag', 'q/a:1']],
  ['a push over an import', { from, generation: 1 }, items(2), ['Push', 'image/sha256:1']],
  ['a scheduled import', { from, importPolicy: { scheduled: true } }, null, ['Scheduled', 'q/a:1']],
  ['a reference', { from, reference: true }, items(1, ''), ['Ref', 'r']],
  ['an alias', { from: { kind: 'ImageStreamTag', name: '1' } }, null, ['Track', 'istag/1']],
  ['a copy', { from: { kind: 'ImageStreamTag', name: 'a:1', namespace: 'n' } }, null, ['Tag', 'istag n/a:1']],
  ['an image', { from: { kind: 'ImageStreamImage', name: 'a@sha256:2' } }, null, ['Tag', 'image/sha256:2']],
  ['a bad image', { from: { kind: 'ImageStreamImage', name: 'a' } }, null, ['Tag', 'InvalidRefName']],
  ['nothing', {}, null, ['', '']],
])('%s', (_name, spec, events, expected) => {
  const status = events && { tag: 't', items: events }
  expect(imageTagTexts({ spec: spec && completeTag({ name: 't', ...spec }), status })).toEqual(expected)
})

test('a failed import says why', () => {
  const condition = {
    type: 'ImportSuccess',
    status: 'False',
    lastTransitionTime: '',
    reason: 'NotFound',
    generation: 1,
  }
  const spec = completeTag({ name: 't', from })
  const status = { tag: 't', items: items(1), conditions: [condition] }
  expect(imageTagTexts({ spec, status })[1]).toBe('ImportFailed (NotFound)')
})
