import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { builtInRules } from './builtInRoles.ts'
import { grantsOf, isGrantedTo, ownGroups, registryRights, rightsOf, whoMay } from './registryRights.ts'
import type { AccessSources, Rights } from './registryRights.ts'
import type { PolicyRule, Role } from './role.ts'
import type { RoleBinding, Subject } from './roleBinding.ts'

type Lists = Record<string, { items: (Role | RoleBinding)[] }>
const recorded = JSON.parse(readFileSync('mocks/data/recordings/00-state.json', 'utf8')) as Lists
const rbac = '/apis/rbac.authorization.k8s.io/v1'
// Each list has the kind of its address.
const clusterRoles = (recorded[`${rbac}/clusterroles`]?.items ?? []) as Role[]
const localRoles = (recorded[`${rbac}/roles`]?.items ?? []) as Role[]
const recordedSources: Omit<AccessSources, 'unread' | 'pending'> = {
  bindings: (recorded[`${rbac}/rolebindings`]?.items ?? []) as RoleBinding[],
  clusterBindings: (recorded[`${rbac}/clusterrolebindings`]?.items ?? []) as RoleBinding[],
  roles: new Map([
    ...clusterRoles.map((role) => [`ClusterRole/${role.metadata.name}`, role] as const),
    ...localRoles.map((role) => [`Role/${role.metadata.namespace ?? ''}/${role.metadata.name}`, role] as const),
  ]),
}
const rulesOf = (name: string) => clusterRoles.find(({ metadata }) => metadata.name === name)?.rules ?? []
const granted = (rights: Rights) => registryRights.filter((right) => rights[right] !== undefined).join(' ')

describe('what recorded roles allow', () => {
  test.each([
    ['cluster-admin', 'pull push create administer delete prune'],
    ['admin', 'pull push create administer delete'],
    ['edit', 'pull push create delete'],
    ['view', 'pull'],
    ['registry-admin', 'pull push create administer delete'],
    ['registry-editor', 'pull push create delete'],
    ['registry-viewer', 'pull'],
    ['system:image-puller', 'pull'],
    ['system:image-pusher', 'pull push'],
    ['system:image-builder', 'pull push create'],
    ['system:image-pruner', 'prune'],
    ['system:image-signer', 'pull'],
    ['system:image-auditor', ''],
    // The registry reads blobs for those who may; what it may itself is no way in for others.
    ['system:registry', 'pull delete'],
    ['cluster-reader', 'pull'],
    ['system:openshift:controller:image-import-controller', 'create prune'],
    ['cluster-image-registry-operator', 'pull push create delete prune'],
    ['system:controller:namespace-controller', 'pull delete prune'],
    ['basic-user', ''],
    ['self-provisioner', ''],
  ])('%s: %s', (name, rights) => {
    expect(granted(rightsOf(rulesOf(name)))).toBe(rights)
  })

  test('what is assumed of roles that may not be read is what they ship with', () => {
    for (const [name, rules] of Object.entries(builtInRules)) {
      expect({ name, rights: granted(rightsOf(rules)) }).toEqual({
        name,
        rights: granted(rightsOf(rulesOf(name))),
      })
    }
  })
})

const image = ['image.openshift.io']
describe('how far custom rules go', () => {
  test.each<[string, PolicyRule[], Partial<Rights>]>([
    ['nothing', [], {}],
    [
      'some streams',
      [{ verbs: ['get'], apiGroups: image, resources: ['imagestreams/layers'], resourceNames: ['web', 'api'] }],
      { pull: ['api', 'web'] },
    ],
    [
      'some streams, and all by another rule',
      [
        { verbs: ['get'], apiGroups: image, resources: ['imagestreams/layers'], resourceNames: ['web'] },
        { verbs: ['get'], apiGroups: ['*'], resources: ['*/layers'] },
      ],
      { pull: 'all' },
    ],
    [
      'what is yet to be made has no name',
      [{ verbs: ['create'], apiGroups: image, resources: ['imagestreams'], resourceNames: ['web'] }],
      {},
    ],
    ['the legacy group', [{ verbs: ['*'], apiGroups: [''], resources: ['*'] }], {}],
    [
      'push without pull',
      [{ verbs: ['update'], apiGroups: image, resources: ['imagestreams/layers'] }],
      { push: 'all' },
    ],
    [
      'role bindings of OpenShift’s own group are kept in Kubernetes’',
      [{ verbs: ['create'], apiGroups: ['authorization.openshift.io'], resources: ['rolebindings'] }],
      {},
    ],
  ])('%s', (_, rules, reach) => {
    const none = { pull: undefined, push: undefined, create: undefined, administer: undefined }
    expect(rightsOf(rules)).toEqual({ ...none, delete: undefined, prune: undefined, ...reach })
  })
})

const group = 'rbac.authorization.k8s.io'
const user = (name: string): Subject => ({ kind: 'User', apiGroup: group, name })
const binding = (role: string, subjects: Subject[] | null, namespace?: string, kind = 'ClusterRole'): RoleBinding => ({
  metadata: { name: role, ...(namespace && { namespace }) },
  roleRef: { apiGroup: group, kind, name: role },
  subjects,
})
const puller: Role = { metadata: { name: 'own' }, rules: [{ verbs: ['get'], apiGroups: image, resources: ['*'] }] }

describe('grants', () => {
  const all: PolicyRule[] = [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]
  const everything: Role = { metadata: { name: 'everything' }, rules: all }
  const found = grantsOf({
    clusterBindings: [binding('everything', [user('eva')])],
    bindings: [
      binding('everything', [user('ann'), user('bob')], 'a'),
      binding('gone', [user('cid')], 'a'),
      binding('unread', [user('dan')], 'a'),
      binding('edit', [user('eve')], 'a'),
      binding('own', [user('fay')], 'a', 'Role'),
      binding('own', [user('gus')], 'b', 'Role'),
      // What every object of the language has is no role that OpenShift ships.
      binding('constructor', [user('hal')], 'a'),
      binding('__proto__', [user('ida')], 'a'),
      binding('everything', null, 'a'),
    ],
    roles: new Map<string, Role | 'missing' | 'unknown'>([
      ['ClusterRole/everything', everything],
      ['ClusterRole/gone', 'missing'],
      ['ClusterRole/unread', 'unknown'],
      ['ClusterRole/edit', 'unknown'],
      ['Role/a/own', puller],
      ['Role/b/own', 'missing'],
    ]),
  })
  const words = found.map(({ subject, rights, isAssumed }) => [
    subject.name,
    typeof rights === 'string' ? rights : granted(rights),
    isAssumed,
  ])
  test('by the rules of the role, in the scope of the binding', () => {
    expect(words).toEqual([
      ['eva', 'pull push create administer delete prune', false],
      // Images belong to the cluster: no binding in a project gives any right to them.
      ['ann', 'pull push create administer delete', false],
      ['bob', 'pull push create administer delete', false],
      ['cid', 'missingRole', false],
      ['dan', 'unknownRole', false],
      ['eve', 'pull push create delete', true],
      ['fay', 'pull', false],
      ['gus', 'missingRole', false],
      ['hal', 'unknownRole', false],
      ['ida', 'unknownRole', false],
    ])
  })
})

describe('who may', () => {
  const push = { verb: 'update', group: 'image.openshift.io', resource: 'imagestreams', subresource: 'layers' }
  const names = (target: Parameters<typeof whoMay>[1]) =>
    whoMay(recordedSources, target).map(({ subject, binding: { metadata } }) => `${subject.name} by ${metadata.name}`)

  test('push to a project: by its bindings and the cluster’s', () => {
    const inCluster = names(push)
    expect(inCluster).toContain('system:masters by cluster-admin')
    expect(inCluster).not.toContain('dev by edit')
    expect(names({ ...push, namespace: 'payments' })).toEqual([...inCluster, 'dev by edit'])
    expect(names({ ...push, namespace: 'storefront' })).toEqual([...inCluster, 'dev by registry-editor'])
    expect(names({ ...push, namespace: 'analytics' })).toEqual(inCluster)
  })

  test('only a named stream', () => {
    const one: Role = {
      metadata: { name: 'one' },
      rules: [{ verbs: ['update'], apiGroups: image, resources: ['imagestreams/layers'], resourceNames: ['web'] }],
    }
    const sources = {
      bindings: [binding('one', [user('dev')], 'a')],
      clusterBindings: [],
      roles: new Map([['ClusterRole/one', one]]),
    }
    expect(whoMay(sources, { ...push, namespace: 'a' })).toEqual([])
    expect(whoMay(sources, { ...push, namespace: 'a', name: 'api' })).toEqual([])
    expect(whoMay(sources, { ...push, namespace: 'a', name: 'web' })).toHaveLength(1)
  })
})

describe('a grant is for', () => {
  const builder = { name: 'system:serviceaccount:ci:builder', groups: ownGroups('system:serviceaccount:ci:builder') }
  test.each<[string, Subject, boolean]>([
    ['the service account', { kind: 'ServiceAccount', namespace: 'ci', name: 'builder' }, true],
    ['one of the binding’s project, as none is named', { kind: 'ServiceAccount', name: 'builder' }, true],
    ['one of another project', { kind: 'ServiceAccount', namespace: 'b', name: 'builder' }, false],
    ['the user of its name', user('system:serviceaccount:ci:builder'), true],
    ['a user of its short name', user('builder'), false],
    ['all of its project', { kind: 'Group', name: 'system:serviceaccounts:ci' }, true],
    ['all of another project', { kind: 'Group', name: 'system:serviceaccounts:b' }, false],
    ['all service accounts', { kind: 'Group', name: 'system:serviceaccounts' }, true],
    ['everybody who is logged in', { kind: 'Group', name: 'system:authenticated' }, true],
    ['those who are not', { kind: 'Group', name: 'system:unauthenticated' }, false],
  ])('%s: %s', (_, subject, isTheirs) => {
    expect(isGrantedTo({ subject, binding: binding('view', [subject], 'ci') }, builder)).toBe(isTheirs)
  })
})
