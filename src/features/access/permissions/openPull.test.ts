import { describe, expect, test } from 'vitest'
import { ApiError } from '../../../k8s/ApiError.ts'
import { rightsOf, type AccessGrant } from '../../../k8s/resources/registryRights.ts'
import type { PolicyRule } from '../../../k8s/resources/role.ts'
import { isOpenPullUnknown, openProjects, openPullChange, openPullOf, type OpenPull } from './openPull.ts'

const image = ['image.openshift.io']
const pull: PolicyRule = { verbs: ['get'], apiGroups: image, resources: ['imagestreams/layers'] }
const push: PolicyRule = { ...pull, verbs: ['get', 'update'] }
const authenticated = 'system:authenticated'
const unauthenticated = 'system:unauthenticated'

function grantTo(
  name: string,
  rules: PolicyRule[] = [pull],
  { namespace = 'a', role = 'any', kind = 'Group' } = {},
): AccessGrant {
  return {
    subject: { kind, name },
    role: { kind: 'ClusterRole', name: role },
    binding: {
      metadata: { name: `${role} of ${name}`, ...(namespace && { namespace }) },
      roleRef: { apiGroup: '', kind: 'ClusterRole', name: role },
    },
    rights: rightsOf(rules),
    isAssumed: false,
  }
}

const everywhere = { namespace: '' }
const one = { ...pull, resourceNames: ['web'] }

describe('who may pull without a role', () => {
  test.each<[string, AccessGrant[], OpenPull, boolean]>([
    ['nobody', [], 'roles', false],
    ['a user of that name', [grantTo(authenticated, [pull], { kind: 'User' })], 'roles', false],
    ['all service accounts are not everybody', [grantTo('system:serviceaccounts')], 'roles', false],
    ['whoever is logged in', [grantTo(authenticated)], 'authenticated', false],
    ['by a role that allows more', [grantTo(authenticated, [push])], 'authenticated', false],
    ['by a role without pull', [grantTo(authenticated, [])], 'roles', false],
    ['one stream only', [grantTo(authenticated, [one])], 'roles', false],
    ['in another project', [grantTo(authenticated, [pull], { namespace: 'b' })], 'roles', false],
    ['in the whole cluster', [grantTo(authenticated, [pull], everywhere)], 'authenticated', false],
    ['anybody', [grantTo(authenticated), grantTo(unauthenticated)], 'anonymous', false],
    ['those alone who are not logged in', [grantTo(unauthenticated)], 'anonymous', true],
    [
      'the one here, the other everywhere',
      [grantTo(authenticated, [pull], everywhere), grantTo(unauthenticated)],
      'anonymous',
      false,
    ],
  ])('%s', (_, grants, choice, isOdd) => {
    expect(openPullOf(grants, 'a')).toMatchObject({ choice, isOdd })
  })
  test('is not told by a role that may not be read', () => {
    const grants = [{ ...grantTo(authenticated), rights: 'unknownRole' as const }]
    const state = openPullOf(grants, 'a')
    expect(state.choice).toBe('roles')
    expect(isOpenPullUnknown(state, [])).toBe(true)
    expect(isOpenPullUnknown(openPullOf([...grants, grantTo(authenticated)], 'a'), [])).toBe(false)
  })
  test('nor by bindings that may not be read; those of the cluster are no choice of a project', () => {
    const error = new ApiError({ code: 403, reason: 'Forbidden', message: '', url: '', method: 'GET' })
    const nobody = openPullOf([], 'a')
    expect(isOpenPullUnknown(nobody, [])).toBe(false)
    expect(isOpenPullUnknown(nobody, [{ what: 'rolebindings', error }])).toBe(true)
    expect(isOpenPullUnknown(nobody, [{ what: 'clusterrolebindings', error }])).toBe(false)
  })
})

describe('what it takes', () => {
  const viewer = { role: 'registry-viewer' }
  test.each<[string, AccessGrant[], OpenPull, string[], string[], number]>([
    ['to let in who is logged in', [], 'authenticated', [authenticated], [], 0],
    ['to let in anybody: two groups', [], 'anonymous', [authenticated, unauthenticated], [], 0],
    ['to let in anybody, from who is logged in', [grantTo(authenticated)], 'anonymous', [unauthenticated], [], 0],
    ['to mend what is odd', [grantTo(unauthenticated)], 'anonymous', [authenticated], [], 0],
    [
      'to let in who is logged in, from anybody',
      [grantTo(authenticated), grantTo(unauthenticated, [pull], viewer)],
      'authenticated',
      [],
      ['registry-viewer system:unauthenticated'],
      0,
    ],
    [
      'to let in nobody, whatever role it was by',
      [grantTo(authenticated), grantTo(authenticated, [push], viewer), grantTo(unauthenticated)],
      'roles',
      [],
      ['any system:authenticated', 'registry-viewer system:authenticated', 'any system:unauthenticated'],
      0,
    ],
    ['what holds everywhere stays', [grantTo(authenticated, [pull], everywhere)], 'roles', [], [], 1],
    ['nothing', [grantTo(authenticated)], 'authenticated', [], [], 0],
  ])('%s', (_, grants, wanted, given, taken, stays) => {
    const change = openPullChange(openPullOf(grants, 'a'), wanted, 'a')
    expect(change.grants.map(({ subject }) => subject.name)).toEqual(given)
    for (const { role, namespace } of change.grants) expect([role, namespace]).toEqual(['system:image-puller', 'a'])
    expect(change.revokes.map(({ role, subject }) => `${role} ${subject.name}`)).toEqual(taken)
    expect(change.stays).toHaveLength(stays)
  })
})

test('the projects that are open, by what their own bindings say', () => {
  const grants = [
    grantTo(authenticated, [pull], { namespace: 'c' }),
    grantTo(unauthenticated, [pull], { namespace: 'b' }),
    grantTo(authenticated, [pull], { namespace: 'b' }),
    grantTo(authenticated, [one], { namespace: 'd' }),
    grantTo(authenticated, [pull], everywhere),
  ]
  expect(openProjects(grants)).toEqual([
    { namespace: 'b', choice: 'anonymous' },
    { namespace: 'c', choice: 'authenticated' },
  ])
})
