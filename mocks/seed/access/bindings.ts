import type { PolicyRule } from '../../server/access.ts'
import type { K8sObject } from '../../../src/k8s/types.ts'
import { metadataOf } from '../podBuilders.ts'

const RBAC = 'rbac.authorization.k8s.io'

/** `user alice`, `group auditors` or `serviceaccount ci/pipeline`. */
export type SubjectText = `${'user' | 'group' | 'serviceaccount'} ${string}`

function subject(text: SubjectText) {
  const at = text.indexOf(' ')
  const name = text.slice(at + 1)
  if (text.startsWith('user')) return { kind: 'User', apiGroup: RBAC, name }
  if (text.startsWith('group')) return { kind: 'Group', apiGroup: RBAC, name }
  const [namespace = '', account = ''] = name.split('/')
  return { kind: 'ServiceAccount', name: account, namespace }
}

interface BindingSpec {
  /** Without one the binding is of the whole cluster. */
  namespace?: string
  name: string
  /** A cluster role, or `Role/name` for one of the project. */
  role: string
  subjects: readonly SubjectText[]
  created: string
  annotations?: Record<string, string>
}

/** Who has a role. `subjects` is left out where there are none, as the server does. */
export function binding({ namespace = '', name, role, subjects, created, annotations }: BindingSpec): K8sObject {
  const own = role.startsWith('Role/')
  const kind = namespace ? 'RoleBinding' : 'ClusterRoleBinding'
  const object = {
    metadata: metadataOf({ kind, namespace, name, created, ...(annotations && { annotations }) }),
    ...(subjects.length && { subjects: subjects.map(subject) }),
    roleRef: { apiGroup: RBAC, kind: own ? 'Role' : 'ClusterRole', name: own ? role.slice(5) : role },
  }
  return object
}

const managed = (what: string) => ({
  'openshift.io/description': `Allows ${what}.  It is auto-managed by a controller; remove subjects to disable.`,
})

/** The three bindings that OpenShift makes in every project. */
export function defaultBindings(namespace: string, created: string): K8sObject[] {
  const made: [string, string, SubjectText, string][] = [
    [
      'system:deployers',
      'system:deployer',
      `serviceaccount ${namespace}/deployer`,
      'deploymentconfigs in this namespace to rollout pods in this namespace',
    ],
    [
      'system:image-builders',
      'system:image-builder',
      `serviceaccount ${namespace}/builder`,
      'builds in this namespace to push images to this namespace',
    ],
    [
      'system:image-pullers',
      'system:image-puller',
      `group system:serviceaccounts:${namespace}`,
      'all pods in this namespace to pull images from this namespace',
    ],
  ]
  return made.map(([name, of, who, what]) =>
    binding({ namespace, name, role: of, subjects: [who], created, annotations: managed(what) }),
  )
}

/** A Role of a project, or a ClusterRole without one. */
export function roleWith(
  namespace: string,
  name: string,
  rules: readonly PolicyRule[],
  created: string,
  more: { labels?: Record<string, string>; annotations?: Record<string, string>; aggregationRule?: object } = {},
): K8sObject {
  const { labels, annotations, aggregationRule } = more
  const kind = namespace ? 'Role' : 'ClusterRole'
  const object = {
    metadata: metadataOf({
      kind,
      namespace,
      name,
      created,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    }),
    rules,
    ...(aggregationRule && { aggregationRule }),
  }
  return object
}

/** What OpenShift lets its deployers do; the recorded cluster has no deployment configs at work and lacks it. */
export const deployerRole = (created: string): K8sObject =>
  roleWith(
    '',
    'system:deployer',
    [
      { verbs: ['delete'], apiGroups: [''], resources: ['replicationcontrollers'] },
      { verbs: ['get', 'list', 'update', 'watch'], apiGroups: [''], resources: ['replicationcontrollers'] },
      { verbs: ['get', 'update'], apiGroups: [''], resources: ['replicationcontrollers/scale'] },
      { verbs: ['create', 'get', 'list', 'watch'], apiGroups: [''], resources: ['pods'] },
      { verbs: ['get'], apiGroups: [''], resources: ['pods/log'] },
      { verbs: ['create', 'list'], apiGroups: [''], resources: ['events'] },
      {
        verbs: ['create', 'update'],
        apiGroups: ['', 'image.openshift.io'],
        resources: ['imagestreamtags', 'imagetags'],
      },
    ],
    created,
    {
      annotations: {
        'openshift.io/description':
          'Grants the right to deploy within a project.  Used primarily with service accounts for automated deployments.',
        'rbac.authorization.kubernetes.io/autoupdate': 'true',
      },
    },
  )
