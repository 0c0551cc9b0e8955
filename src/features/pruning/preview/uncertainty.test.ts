import { describe, expect, test } from 'vitest'
import type { KindReading } from './previewProtocol.ts'
import { grantsFor, uncertaintiesOf } from './uncertainty.ts'

const reading = (plural: string, state: KindReading['state'], message?: string): KindReading => ({
  kind: plural,
  group: plural.startsWith('image') ? 'image.openshift.io' : '',
  plural,
  state,
  loaded: 0,
  ...(message && { message }),
})

const whole = { overSizeLimit: undefined }

describe('what could not be read', () => {
  test('is nothing when all was read, or is no kind of the cluster', () => {
    expect(
      uncertaintiesOf([reading('pods', 'read'), reading('deploymentconfigs', 'missing')], { overSizeLimit: true }),
    ).toEqual([])
  })

  test('errs to more for kinds that protect, together in one sentence', () => {
    const [only, ...others] = uncertaintiesOf(
      [reading('pods', 'forbidden', 'no pods'), reading('jobs', 'forbidden')],
      whole,
    )
    expect(others).toEqual([])
    expect(only).toMatchObject({ plurals: ['pods', 'jobs'], messages: ['no pods'] })
    expect(only?.sentence).toBe(
      'You may not list pods, jobs. Images that only these use look unused. The run itself may see them: it may delete less than shown.',
    )
  })

  test('keeps failures apart from what is forbidden, with the words of the server', () => {
    expect(
      uncertaintiesOf([reading('pods', 'failed', 'etcd is on fire'), reading('jobs', 'forbidden')], whole),
    ).toHaveLength(2)
  })

  test('errs to less for limits, and only where they decide', () => {
    expect(uncertaintiesOf([reading('limitranges', 'forbidden')], whole)).toEqual([])
    expect(uncertaintiesOf([reading('limitranges', 'forbidden')], { overSizeLimit: true })[0]?.sentence).toMatch(
      /may delete more than shown/,
    )
  })

  test('leaves only history without images', () => {
    expect(uncertaintiesOf([reading('images', 'forbidden')], whole)[0]?.sentence).toMatch(
      /^You may not list images\. Only the history/,
    )
  })

  test('is only what is gone, of images of one project', () => {
    const [only] = uncertaintiesOf([reading('images', 'forbidden')], { ...whole, namespace: 'shop' })
    expect(only?.sentence).toMatch(/as if all its images were there: old revisions/)
  })
})

test.each([
  [{}, ['oc adm policy add-cluster-role-to-user cluster-reader dev']],
  [
    { namespace: 'shop' },
    ['oc adm policy add-role-to-user view dev -n shop', 'oc adm policy add-cluster-role-to-user cluster-reader dev'],
  ],
])('who may read it, in %o', (scope, commands) => {
  const kinds = [
    reading('pods', 'forbidden'),
    reading('jobs', 'forbidden'),
    reading('images', 'forbidden'),
    reading('limitranges', 'read'),
  ]
  expect(grantsFor(kinds, scope, 'dev')).toEqual(commands)
})
