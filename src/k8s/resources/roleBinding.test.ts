import { describe, expect, test } from 'vitest'
import {
  administratorsOf,
  bindingNames,
  bindingOf,
  grantCommandOf,
  newBinding,
  serviceAccountOf,
  subjectOf,
  type Grant,
  type RoleBinding,
} from './roleBinding.ts'

const group = 'rbac.authorization.k8s.io'

function binding(name: string, role: string, subjects: RoleBinding['subjects'], kind = 'ClusterRole'): RoleBinding {
  return {
    metadata: { name, namespace: 'a' },
    roleRef: { apiGroup: group, kind, name: role },
    subjects: subjects ?? null,
  }
}

test.each([
  ['system:serviceaccount:ci:builder', { namespace: 'ci', name: 'builder' }],
  ['system:serviceaccount:ci:build.er-1', { namespace: 'ci', name: 'build.er-1' }],
  ['system:serviceaccount:ci', undefined],
  ['system:serviceaccount:ci:a:b', undefined],
  ['system:serviceaccount::builder', undefined],
  ['system:serviceaccount:ci:', undefined],
  ['system:serviceaccount:CI:builder', undefined],
  ['system:serviceaccount:ci:<img src=x>', undefined],
  ['system:admin', undefined],
  ['dev', undefined],
])('the service account of %s', (user, account) => {
  expect(serviceAccountOf(user)).toEqual(account)
})

test('a service account is a subject of its own kind, and only as a user', () => {
  expect(subjectOf('User', 'system:serviceaccount:ci:builder')).toEqual({
    kind: 'ServiceAccount',
    namespace: 'ci',
    name: 'builder',
  })
  expect(subjectOf('Group', 'system:serviceaccount:ci:builder')).toEqual({
    kind: 'Group',
    apiGroup: group,
    name: 'system:serviceaccount:ci:builder',
  })
  expect(subjectOf('User', 'dev')).toEqual({ kind: 'User', apiGroup: group, name: 'dev' })
})

describe('what is granted already', () => {
  const grant: Grant = { role: 'system:image-pusher', namespace: 'a', subject: subjectOf('User', 'dev') }
  test.each([
    ['nothing', [], undefined],
    ['another role', [binding('x', 'view', [subjectOf('User', 'dev')])], undefined],
    ['a role of the project with the same name', [binding('x', grant.role, [grant.subject], 'Role')], undefined],
    ['another user', [binding('x', grant.role, [subjectOf('User', 'de')])], undefined],
    ['a group of the same name', [binding('x', grant.role, [subjectOf('Group', 'dev')])], undefined],
    ['no subjects', [binding('x', grant.role, null)], undefined],
    ['the second of a binding', [binding('x', grant.role, [subjectOf('User', 'sre'), grant.subject])], 'x'],
  ])('%s', (_, bindings, name) => {
    expect(bindingOf(bindings, grant)?.metadata.name).toBe(name)
  })

  test('a service account of another project is another one', () => {
    const mine = { ...grant, subject: subjectOf('User', 'system:serviceaccount:a:builder') }
    const theirs = binding('x', grant.role, [subjectOf('User', 'system:serviceaccount:b:builder')])
    expect(bindingOf([theirs], mine)).toBeUndefined()
  })
})

test.each([
  [[], ['view', 'view-0', 'view-1']],
  [['view'], ['view-0', 'view-1', 'view-2']],
  [
    ['view', 'view-0', 'view-2'],
    ['view-1', 'view-3', 'view-4'],
  ],
  [['view-0'], ['view', 'view-1', 'view-2']],
])('names beside %j', (taken, names) => {
  const tried = bindingNames('view', new Set(taken))
  expect([tried.next().value, tried.next().value, tried.next().value]).toEqual(names)
})

test('a new binding names the cluster role and one subject', () => {
  expect(newBinding({ role: 'view', namespace: 'a', subject: subjectOf('User', 'dev') }, 'view-0')).toEqual({
    metadata: { name: 'view-0', namespace: 'a' },
    subjects: [{ kind: 'User', apiGroup: group, name: 'dev' }],
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'view' },
  })
  expect(newBinding({ role: 'view', subject: subjectOf('User', 'dev') }, 'view').metadata).toEqual({ name: 'view' })
})

test.each<[Grant, string]>([
  [
    { role: 'system:image-pusher', namespace: 'analytics', subject: subjectOf('User', 'dev') },
    'oc policy add-role-to-user system:image-pusher dev -n analytics',
  ],
  [
    { role: 'system:image-puller', namespace: 'a', subject: subjectOf('Group', 'system:unauthenticated') },
    'oc policy add-role-to-group system:image-puller system:unauthenticated -n a',
  ],
  [
    { role: 'system:image-puller', namespace: 'a', subject: subjectOf('User', 'system:serviceaccount:b:default') },
    'oc policy add-role-to-user system:image-puller system:serviceaccount:b:default -n a',
  ],
  [
    { role: 'system:image-pruner', subject: subjectOf('User', "o'neill; rm -rf /") },
    `oc adm policy add-cluster-role-to-user system:image-pruner 'o'\\''neill; rm -rf /'`,
  ],
  [
    { role: 'system:image-puller', namespace: 'a', subject: subjectOf('User', '--as=admin') },
    'oc policy add-role-to-user -n a -- system:image-puller --as=admin',
  ],
])('the command of a grant', (grant, command) => {
  expect(grantCommandOf(grant)).toBe(command)
})

test('administrators are named once', () => {
  const bindings = [
    binding('admin', 'admin', [subjectOf('User', 'eva'), subjectOf('Group', 'ops')]),
    binding('more', 'registry-admin', [subjectOf('User', 'eva')]),
    binding('edit', 'edit', [subjectOf('User', 'dev')]),
    binding('own', 'admin', [subjectOf('User', 'bob')], 'Role'),
  ]
  expect(administratorsOf(bindings).map(({ name }) => name)).toEqual(['eva', 'ops'])
})
