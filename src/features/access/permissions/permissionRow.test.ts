import { describe, expect, test } from 'vitest'
import { grantsOf, type AccessSources } from '../../../k8s/resources/registryRights.ts'
import type { Role } from '../../../k8s/resources/role.ts'
import type { RoleBinding, Subject } from '../../../k8s/resources/roleBinding.ts'
import { atOnce } from '../../../lib/inSlices.ts'
import { permissionSteps, rightCounts, shownRows, type SubjectFacts } from './permissionRow.ts'

const group = 'rbac.authorization.k8s.io'
const image = ['image.openshift.io']
const user = (name: string): Subject => ({ kind: 'User', apiGroup: group, name })
const team = (name: string): Subject => ({ kind: 'Group', apiGroup: group, name })
const account = (namespace: string, name: string): Subject => ({ kind: 'ServiceAccount', namespace, name })
const puller: Role = {
  metadata: { name: 'puller' },
  rules: [{ verbs: ['get'], apiGroups: image, resources: ['imagestreams/layers'] }],
}
const pusher: Role = {
  metadata: { name: 'pusher' },
  rules: [{ verbs: ['get', 'update'], apiGroups: image, resources: ['imagestreams/layers'] }],
}
const roles = new Map<string, Role | 'missing' | 'unknown'>([
  ['ClusterRole/puller', puller],
  ['ClusterRole/pusher', pusher],
  ['ClusterRole/other', { metadata: { name: 'other' }, rules: [] }],
  ['ClusterRole/gone', 'missing'],
  ['ClusterRole/secret', 'unknown'],
])

interface Made {
  name?: string
  namespace?: string
  annotations?: Record<string, string>
}

function binding(role: string, subjects: Subject[], { name = role, namespace, annotations }: Made = {}): RoleBinding {
  return {
    metadata: { name, ...(namespace && { namespace }), ...(annotations && { annotations }) },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: role },
    subjects,
  }
}

const nothingKnown: SubjectFacts = { accountsOf: () => undefined, users: undefined, groups: undefined }
const rowsOf = ({ bindings = [], clusterBindings = [] }: Partial<AccessSources>, facts: SubjectFacts = nothingKnown) =>
  atOnce(permissionSteps(grantsOf({ bindings, clusterBindings, roles }), facts))

test('people come first, then groups, then service accounts, each by name', () => {
  const subjects = [
    account('b', 'x'),
    team('system:serviceaccounts:b'),
    team('system:authenticated'),
    team('zebras'),
    user('zoe'),
    account('a', 'y'),
    user('Ann'),
    user('system:serviceaccount:a:z'),
  ]
  const rows = rowsOf({ bindings: [binding('puller', subjects, { namespace: 'a' })] })
  expect(rows.map(({ name, kind }) => [name, kind])).toEqual([
    ['Ann', 'user'],
    ['zoe', 'user'],
    ['zebras', 'group'],
    ['system:authenticated', 'everybody'],
    ['system:serviceaccounts:b', 'serviceAccounts'],
    ['system:serviceaccount:a:y', 'serviceAccount'],
    ['system:serviceaccount:a:z', 'serviceAccount'],
    ['system:serviceaccount:b:x', 'serviceAccount'],
  ])
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
})

describe('who does not exist', () => {
  const facts: SubjectFacts = {
    accountsOf: (namespace) => (namespace === 'a' ? new Set(['builder']) : undefined),
    users: new Set(['ann']),
    groups: new Map([['ops', ['ann', 'bob']]]),
  }
  test.each<[Subject, string | undefined]>([
    [account('a', 'builder'), undefined],
    [account('a', 'gone'), 'gone'],
    [{ kind: 'ServiceAccount', name: 'gone' }, 'gone'],
    [user('system:serviceaccount:a:gone'), 'gone'],
    // Whose project may not be seen may well be there.
    [account('b', 'gone'), undefined],
    [user('ann'), undefined],
    [user('bob'), 'unseen'],
    [user('system:admin'), undefined],
    [user('kube:admin'), undefined],
    [team('ops'), undefined],
    [team('devs'), 'unseen'],
    [team('system:authenticated'), undefined],
  ])('%j: %s', (subject, state) => {
    const [row] = rowsOf({ bindings: [binding('puller', [subject], { namespace: 'a' })] }, facts)
    expect(row?.state).toBe(state)
  })
  test('is told of nobody while nothing is known', () => {
    const subjects = [account('a', 'gone'), user('bob'), team('devs')]
    const rows = rowsOf({ bindings: [binding('puller', subjects, { namespace: 'a' })] })
    expect(rows.map(({ state }) => state)).toEqual([undefined, undefined, undefined])
  })
})

describe('what is the cluster’s own', () => {
  const shipped = { annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' } }
  test.each<[string, RoleBinding, boolean]>([
    ['a user with a role everywhere', binding('pusher', [user('sre')]), false],
    ['what the cluster came with', binding('pusher', [team('masters')], shipped), true],
    ['its own names', binding('pusher', [user('system:admin')]), true],
    ['an operator’s account, everywhere', binding('pusher', [account('openshift-infra', 'x')]), true],
    ['a controller’s account', binding('pusher', [account('kube-system', 'x')]), true],
    ['a binding of a controller', binding('pusher', [user('x')], { name: 'system:controller:x' }), true],
    ['an account that is only called so', binding('pusher', [account('openshifty', 'x')]), false],
    [
      'an account in its own project',
      binding('pusher', [account('openshift-a', 'x')], { namespace: 'openshift-a' }),
      false,
    ],
    ['everybody, though the cluster came with it', binding('puller', [team('system:authenticated')], shipped), false],
    ['the pods of a project', binding('puller', [team('system:serviceaccounts:a')], { namespace: 'a' }), false],
  ])('%s', (_, made, isSystem) => {
    const [row] = rowsOf(made.metadata.namespace ? { bindings: [made] } : { clusterBindings: [made] })
    expect(row?.about).toBe(isSystem ? 'system' : 'registry')
  })
})

test('what has nothing to do with the registry is left out and counted; what may have is not', () => {
  const rows = rowsOf({
    bindings: ['puller', 'other', 'gone', 'secret'].map((role) => binding(role, [user(role)], { namespace: 'a' })),
    clusterBindings: [binding('pusher', [user('system:admin')]), binding('other', [user('system:x')])],
  })
  const names = (show: { unrelated: boolean; system: boolean }) => shownRows(rows, show).rows.map(({ name }) => name)
  expect(shownRows(rows, { unrelated: false, system: false })).toMatchObject({ unrelated: 2, system: 1 })
  expect(names({ unrelated: false, system: false })).toEqual(['gone', 'puller', 'secret'])
  expect(names({ unrelated: true, system: false })).toEqual(['gone', 'other', 'puller', 'secret', 'system:x'])
  expect(names({ unrelated: false, system: true })).toEqual(['gone', 'puller', 'secret', 'system:admin'])
})

test('everybody with a right is counted once; who is gone and roles that do not exist count for nothing', () => {
  const facts: SubjectFacts = { ...nothingKnown, accountsOf: () => new Set(['builder']) }
  const subjects = [user('ann'), team('ops'), account('a', 'builder'), account('a', 'gone')]
  const rows = rowsOf(
    {
      bindings: [
        binding('puller', [...subjects, team('system:serviceaccounts:b')], { namespace: 'a' }),
        binding('pusher', subjects.slice(0, 1), { namespace: 'a' }),
        binding('gone', [user('bob')], { namespace: 'a' }),
      ],
      clusterBindings: [binding('puller', [user('ann'), team('system:authenticated')])],
    },
    facts,
  )
  expect(rightCounts(rows, ['pull', 'push', 'administer'])).toEqual([
    { right: 'pull', users: 1, groups: 2, serviceAccounts: 1, everybody: true },
    { right: 'push', users: 1, groups: 0, serviceAccounts: 0, everybody: false },
    { right: 'administer', users: 0, groups: 0, serviceAccounts: 0, everybody: false },
  ])
})

test('ten thousand bindings of many projects, each role looked at once', () => {
  let looks = 0
  const counted = new Map(roles)
  const get = counted.get.bind(counted)
  counted.get = (key) => {
    looks++
    return get(key)
  }
  const names = ['puller', 'pusher', 'other', 'gone']
  const bindings = Array.from({ length: 10_000 }, (_, at) =>
    binding(names[at % 4] ?? '', [user(`user-${at % 500}`), account(`p${at % 1000}`, 'builder')], {
      name: `b-${at}`,
      namespace: `p${at % 1000}`,
    }),
  )
  const grants = grantsOf({ bindings, clusterBindings: [], roles: counted })
  const { rows, unrelated } = shownRows(atOnce(permissionSteps(grants, nothingKnown)), {
    unrelated: false,
    system: false,
  })
  expect(looks).toBe(4)
  expect({ rows: rows.length, unrelated }).toEqual({ rows: 15_000, unrelated: 5000 })
})
