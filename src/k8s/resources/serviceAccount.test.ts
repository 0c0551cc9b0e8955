import { expect, test } from 'vitest'
import { changedLinks, serviceAccountRow, type ServiceAccount } from './serviceAccount.ts'

const account = (imagePullSecrets?: string[] | null, secrets?: string[] | null): ServiceAccount => ({
  metadata: { name: 'default', namespace: 'payments' },
  ...(imagePullSecrets !== undefined && { imagePullSecrets: imagePullSecrets?.map((name) => ({ name })) ?? null }),
  ...(secrets !== undefined && { secrets: secrets?.map((name) => ({ name })) ?? null }),
})

test.each([
  ['adds one', account(['a'], ['m']), { pull: true }, { imagePullSecrets: [{ name: 'a' }, { name: 'quay' }] }],
  [
    'adds the first',
    account(),
    { pull: true, mount: true },
    { imagePullSecrets: [{ name: 'quay' }], secrets: [{ name: 'quay' }] },
  ],
  ['adds to null', account(null, null), { mount: true }, { secrets: [{ name: 'quay' }] }],
  [
    'takes one out',
    account(['a', 'quay', 'b'], ['quay']),
    { pull: false },
    { imagePullSecrets: [{ name: 'a' }, { name: 'b' }] },
  ],
  ['takes the last out', account(['quay']), { pull: false, mount: false }, { imagePullSecrets: [] }],
  ['has it already', account(['quay']), { pull: true }, undefined],
  ['does not have it', account(['a'], ['a']), { pull: false, mount: false }, undefined],
])('%s', (_, before, change, expected) => {
  expect(changedLinks(before, { secret: 'quay', ...change })).toEqual(expected)
})

test('what others have put beside a name stays', () => {
  const before = { ...account(), secrets: [{ name: 'a', namespace: 'x' }, { name: 'quay' }] }
  expect(changedLinks(before, { secret: 'quay', mount: false })).toEqual({ secrets: [{ name: 'a', namespace: 'x' }] })
})

test('of a list only names are kept', () => {
  const { metadata, ...rest } = account(['a', 'a'], ['b'])
  const annotations = { 'openshift.io/internal-registry-pull-secret-ref': 'default-dockercfg-x', other: 'y' }
  expect(serviceAccountRow.project({ metadata: { ...metadata, annotations, uid: 'u' }, ...rest })).toEqual({
    metadata: { name: 'default', namespace: 'payments', uid: 'u' },
    pull: ['a'],
    mount: ['b'],
    generated: 'default-dockercfg-x',
  })
})
