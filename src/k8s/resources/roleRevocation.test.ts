import { describe, expect, test } from 'vitest'
import { subjectOf, type Grant, type RoleBinding, type Subject } from './roleBinding.ts'
import { revocationsOf, revokeCommandOf } from './roleRevocation.ts'

const group = 'rbac.authorization.k8s.io'
const dev = subjectOf('User', 'dev')
const ops = subjectOf('Group', 'ops')
const builder: Subject = { kind: 'ServiceAccount', namespace: 'a', name: 'builder' }
const grant = (change: Partial<Grant> = {}): Grant => ({ role: 'view', namespace: 'a', subject: dev, ...change })

interface Made {
  role?: string
  kind?: string
  namespace?: string | undefined
  annotations?: Record<string, string>
}

function binding(name: string, subjects: Subject[] | null, made: Made = {}): RoleBinding {
  const { role = 'view', kind = 'ClusterRole', annotations } = made
  const namespace = 'namespace' in made ? made.namespace : 'a'
  return {
    metadata: { name, ...(namespace && { namespace }), ...(annotations && { annotations }) },
    roleRef: { apiGroup: group, kind, name: role },
    subjects,
  }
}

const kept = { annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'false' } }

describe('who is taken out of what', () => {
  test.each<[string, RoleBinding[], Grant, unknown[]]>([
    ['nothing', [], grant(), []],
    ['one with others stays', [binding('view', [ops, dev])], grant(), [['view', ['ops'], false]]],
    ['one with nobody left goes', [binding('view', [dev])], grant(), [['view', [], true]]],
    ['one that names them twice', [binding('view', [dev, ops, dev])], grant(), [['view', ['ops'], false]]],
    [
      'every binding of the role, whatever it is called',
      [binding('view', [dev]), binding('seen', [ops, dev]), binding('view-0', [ops])],
      grant(),
      [
        ['view', [], true],
        ['seen', ['ops'], false],
      ],
    ],
    ['another role of theirs', [binding('edit', [dev], { role: 'edit' })], grant(), []],
    ['a role of the project with the same name', [binding('view', [dev], { kind: 'Role' })], grant(), []],
    [
      'the same, when that is meant',
      [binding('view', [dev], { kind: 'Role' })],
      grant({ roleKind: 'Role' }),
      [['view', [], true]],
    ],
    ['a group of their name', [binding('view', [subjectOf('Group', 'dev')])], grant(), []],
    ['one that is kept from being repaired', [binding('view', [dev], kept)], grant(), [['view', [], false]]],
    [
      'one that OpenShift would make again',
      [binding('system:image-builders', [builder])],
      grant({ subject: builder }),
      [['system:image-builders', [], false]],
    ],
    [
      'one of the cluster that is only called so',
      [binding('system:image-builders', [dev], { namespace: undefined })],
      grant({ namespace: undefined }),
      [['system:image-builders', [], true]],
    ],
    ['nobody in it', [binding('view', null)], grant(), []],
  ])('%s', (_, bindings, asked, expected) => {
    expect(
      revocationsOf(bindings, asked).map(({ binding: { metadata }, rest, isDeleted }) => [
        metadata.name,
        rest.map(({ name }) => name),
        isDeleted,
      ]),
    ).toEqual(expected)
  })
})

describe('the command', () => {
  test.each<[RoleBinding[], Grant, string]>([
    [[binding('view', [dev])], grant(), 'oc policy remove-role-from-user view dev -n a'],
    [[binding('view', [ops])], grant({ subject: ops }), 'oc policy remove-role-from-group view ops -n a'],
    [
      [binding('view', [builder])],
      grant({ subject: builder }),
      'oc policy remove-role-from-user view system:serviceaccount:a:builder -n a',
    ],
    [
      [binding('own', [dev], { role: 'own', kind: 'Role' })],
      grant({ role: 'own', roleKind: 'Role' }),
      'oc policy remove-role-from-user own dev --role-namespace=a -n a',
    ],
    [
      [binding('view', [dev], { namespace: undefined })],
      grant({ namespace: undefined }),
      'oc adm policy remove-cluster-role-from-user view dev',
    ],
    // `oc` takes this user for the service account, which is not in the binding.
    [
      [
        binding('registry-sa', [subjectOf('Group', 'x'), { kind: 'User', name: 'system:serviceaccount:a:b' }], {
          namespace: undefined,
        }),
      ],
      grant({ namespace: undefined, subject: { kind: 'User', name: 'system:serviceaccount:a:b' } }),
      `oc patch clusterrolebinding registry-sa --type=merge -p '{"subjects":[{"kind":"Group","apiGroup":"${group}","name":"x"}]}'`,
    ],
    [
      [binding('node-ca', [{ kind: 'ServiceAccount', name: 'node-ca' }])],
      grant({ subject: { kind: 'ServiceAccount', name: 'node-ca' } }),
      'oc delete rolebinding node-ca -n a',
    ],
    // Deleted by `oc policy` it would be back at once.
    [
      [binding('system:image-pullers', [ops])],
      grant({ subject: ops }),
      `oc patch rolebinding system:image-pullers -n a --type=merge -p '{"subjects":[]}'`,
    ],
  ])('%#', (bindings, asked, command) => {
    expect(revokeCommandOf(bindings, asked)).toBe(command)
  })
})
