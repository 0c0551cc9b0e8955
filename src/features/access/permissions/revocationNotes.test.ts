import { describe, expect, test } from 'vitest'
import { grantsOf, type KnownUser } from '../../../k8s/resources/registryRights.ts'
import type { Role } from '../../../k8s/resources/role.ts'
import { subjectOf, type RoleBinding, type Subject } from '../../../k8s/resources/roleBinding.ts'
import { revocationsOf } from '../../../k8s/resources/roleRevocation.ts'
import { revocationNotes } from './revocationNotes.ts'

const apiGroup = 'rbac.authorization.k8s.io'
const image = ['image.openshift.io']
const layers = (...verbs: string[]) => ({ verbs, apiGroups: image, resources: ['imagestreams/layers'] })
const role = (name: string, rules: NonNullable<Role['rules']>): [string, Role] => [
  `ClusterRole/${name}`,
  { metadata: { name }, rules },
]
const roles = new Map([
  role('puller', [layers('get')]),
  role('pusher', [layers('get', 'update')]),
  role('admin', [layers('get', 'update'), { verbs: ['*'], apiGroups: [apiGroup], resources: ['*'] }]),
  role('other', []),
])

function binding(
  of: string,
  subjects: Subject[],
  namespace?: string,
  annotations?: Record<string, string>,
): RoleBinding {
  return {
    metadata: { name: `${of}-binding`, ...(namespace && { namespace }), ...(annotations && { annotations }) },
    roleRef: { apiGroup, kind: 'ClusterRole', name: of },
    subjects,
  }
}

interface Case {
  taken: string
  subject: Subject
  bindings: RoleBinding[]
  clusterBindings?: RoleBinding[]
  namespace?: string | undefined
  me?: KnownUser
}

function notesOf({ taken, subject, bindings, clusterBindings = [], me, ...where }: Case) {
  const namespace = 'namespace' in where ? where.namespace : 'a'
  const grant = { role: taken, namespace, subject }
  const scope = namespace === undefined ? clusterBindings : bindings
  return revocationNotes({
    grant,
    revocations: revocationsOf(scope, grant),
    grants: grantsOf({ bindings, clusterBindings, roles }),
    me,
  })
}

const ann = subjectOf('User', 'ann')
const bob = subjectOf('User', 'bob')
const ops = subjectOf('Group', 'ops')
const builder = subjectOf('User', 'system:serviceaccount:b:builder')
const asAnn: KnownUser = { name: 'ann', groups: ['ops'] }

describe('the last administrator', () => {
  const title = 'Nobody is left who grants roles in a'
  test.each<[string, Omit<Case, 'taken' | 'subject'>, boolean]>([
    ['of the project', { bindings: [binding('admin', [ann], 'a')] }, true],
    ['is not the last one', { bindings: [binding('admin', [ann, bob], 'a')] }, false],
    [
      'beside those of the cluster',
      { bindings: [binding('admin', [ann], 'a')], clusterBindings: [binding('admin', [bob])] },
      true,
    ],
  ])('%s', (_, made, isLast) => {
    const { alerts } = notesOf({ taken: 'admin', subject: ann, ...made })
    expect(alerts.some((alert) => alert.title === title)).toBe(isLast)
  })
})

describe('one’s own access', () => {
  test.each<[string, Case, string[]]>([
    [
      'by name, for good',
      { taken: 'admin', subject: ann, bindings: [binding('admin', [ann, bob], 'a')] },
      ['You may no longer pull images, push images, grant roles. You cannot give it back to yourself.'],
    ],
    [
      'what is left by another role is not lost',
      { taken: 'pusher', subject: ann, bindings: [binding('pusher', [ann], 'a'), binding('puller', [ops], 'a')] },
      ['You may no longer push images.'],
    ],
    [
      'as a member',
      { taken: 'puller', subject: ops, bindings: [binding('puller', [ops], 'a')] },
      ['You may no longer pull images.'],
    ],
    [
      'all of it is left',
      {
        taken: 'puller',
        subject: ann,
        bindings: [binding('puller', [ann], 'a')],
        clusterBindings: [binding('pusher', [ops])],
      },
      [],
    ],
    ['of somebody else', { taken: 'puller', subject: bob, bindings: [binding('puller', [bob], 'a')] }, []],
  ])('%s', (_, made, texts) => {
    expect(notesOf({ ...made, me: asAnn }).alerts.map(({ text }) => text)).toEqual(texts)
  })
})

describe('those who lose it', () => {
  test.each<[string, Case, string[]]>([
    [
      'a user alone in the binding',
      { taken: 'puller', subject: bob, bindings: [binding('puller', [bob], 'a')] },
      [
        'bob may no longer pull images, unless as a member of a group.',
        'The binding puller-binding is deleted: nobody else is in it.',
      ],
    ],
    [
      'a group, with others in the binding',
      { taken: 'puller', subject: ops, bindings: [binding('puller', [ops, ann, bob], 'a')] },
      [
        'Everybody in the group may no longer pull images, unless by a role of their own.',
        '2 others stay in the binding puller-binding.',
      ],
    ],
    [
      'a service account whose project may pull by another binding',
      {
        taken: 'pusher',
        subject: builder,
        bindings: [
          binding('pusher', [builder, ann], 'a'),
          binding('puller', [subjectOf('Group', 'system:serviceaccounts:b')], 'a'),
        ],
      },
      [
        'By other roles system:serviceaccount:b:builder may still pull images.',
        'system:serviceaccount:b:builder may no longer push images, unless as a member of a group.',
        'Builds and pipelines that push as it fail.',
        'One other stays in the binding pusher-binding.',
      ],
    ],
    [
      'the pods of a project',
      {
        taken: 'puller',
        subject: subjectOf('Group', 'system:serviceaccounts:b'),
        bindings: [binding('puller', [subjectOf('Group', 'system:serviceaccounts:b'), ann], 'a')],
      },
      [
        'Everybody in the group may no longer pull images, unless by a role of their own.',
        'Pods of b can no longer pull these images: running ones keep running until they restart.',
        'One other stays in the binding puller-binding.',
      ],
    ],
    [
      'a role that allows nothing here',
      { taken: 'other', subject: bob, bindings: [binding('other', [bob, ann], 'a')] },
      ['It allows nothing in the registry: nothing is lost there.', 'One other stays in the binding other-binding.'],
    ],
    [
      'in the whole cluster, by a binding that is repaired',
      {
        taken: 'puller',
        subject: bob,
        namespace: undefined,
        bindings: [],
        clusterBindings: [
          binding('puller', [bob, ann], undefined, { 'rbac.authorization.kubernetes.io/autoupdate': 'true' }),
        ],
      },
      [
        'bob may no longer pull images, unless as a member of a group.',
        'It is lost in every project.',
        'One other stays in the binding puller-binding.',
        'puller-binding came with the cluster, which repairs it when its control plane starts: what you remove comes back.',
      ],
    ],
  ])('%s', (_, made, notes) => {
    expect(notesOf(made).notes).toEqual(notes)
  })
})
