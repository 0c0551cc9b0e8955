import type { K8sObject } from '../../src/k8s/types.ts'
import { ageColumn, ageOf, nameColumn } from './columns.ts'
import type { AnyObject, KindRules, PrinterColumn } from './kind.ts'

const text = (object: unknown, ...path: string[]): string => {
  const value = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    object,
  )
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

const size = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value).length : 0)

/** A selector on a field of events: `involvedObject.name`. */
const eventField = (path: string) => ({ path, of: (object: AnyObject) => text(object, ...path.split('.')) })

/** Kinds that only need columns of their own. */
export const coreKinds: KindRules[] = [
  {
    group: '',
    plural: 'configmaps',
    columns: [
      nameColumn,
      {
        name: 'Data',
        description:
          "Data contains the configuration data. Each key must consist of alphanumeric characters, '-', '_' or '.'. Values with non-UTF-8 byte sequences must use the BinaryData field. The keys stored in Data must not overlap with the keys in the BinaryData field, this is enforced during validation process.",
        cell: ({ data, binaryData }) => size(data) + size(binaryData),
      },
      ageColumn,
    ],
  },
  {
    group: '',
    plural: 'serviceaccounts',
    columns: [
      nameColumn,
      {
        name: 'Secrets',
        type: 'string',
        description:
          'Secrets is a list of the secrets in the same namespace that pods running using this ServiceAccount are allowed to use. Pods are only limited to this list if this service account has a "kubernetes.io/enforce-mountable-secrets" annotation set to "true". This field should not be used to find auto-generated service account token secrets for use outside of pods. Instead, tokens can be requested directly using the TokenRequest API, or service account token secrets can be manually created. More info: https://kubernetes.io/docs/concepts/configuration/secret',
        cell: ({ secrets }) => size(secrets),
      },
      ageColumn,
    ],
  },
  {
    group: '',
    plural: 'services',
    columns: [
      nameColumn,
      { name: 'Type', cell: (object) => text(object, 'spec', 'type') },
      { name: 'Cluster-IP', cell: (object) => text(object, 'spec', 'clusterIP') || '<none>' },
      { name: 'External-IP', cell: () => '<none>' },
      { name: 'Port(s)', cell: (object) => ports(object['spec']) },
      ageColumn,
    ],
  },
  {
    group: '',
    plural: 'events',
    columns: [
      {
        name: 'Last Seen',
        cell: (object, { now }) =>
          ageOf(text(object, 'lastTimestamp') || text(object, 'eventTime') || object.metadata.creationTimestamp, now()),
      },
      { name: 'Type', cell: (object) => text(object, 'type') },
      { name: 'Reason', cell: (object) => text(object, 'reason') },
      {
        name: 'Object',
        cell: (object) =>
          `${text(object, 'involvedObject', 'kind').toLowerCase()}/${text(object, 'involvedObject', 'name')}`,
      },
      { name: 'Subobject', priority: 1, cell: (object) => text(object, 'involvedObject', 'fieldPath') },
      { name: 'Source', priority: 1, cell: (object) => text(object, 'source', 'component') },
      { name: 'Message', cell: (object) => text(object, 'message').trim() },
      { name: 'First Seen', priority: 1, cell: (object, { now }) => ageOf(text(object, 'firstTimestamp'), now()) },
      { name: 'Count', priority: 1, cell: (object) => text(object, 'count') || '1' },
      { ...nameColumn, priority: 1 },
    ],
    fields: [
      'involvedObject.kind',
      'involvedObject.name',
      'involvedObject.namespace',
      'involvedObject.uid',
      'involvedObject.fieldPath',
      'reason',
      'type',
      'source',
    ].map(eventField),
  },
  {
    group: '',
    plural: 'nodes',
    columns: [
      nameColumn,
      { name: 'Status', cell: nodeStatus },
      { name: 'Roles', cell: nodeRoles },
      ageColumn,
      { name: 'Version', cell: (object) => text(object, 'status', 'nodeInfo', 'kubeletVersion') },
    ],
  },
  {
    group: 'rbac.authorization.k8s.io',
    plural: 'roles',
    columns: [nameColumn, { name: 'Created At', cell: ({ metadata }) => metadata.creationTimestamp ?? '' }],
  },
  {
    group: 'rbac.authorization.k8s.io',
    plural: 'clusterroles',
    columns: [nameColumn, { name: 'Created At', cell: ({ metadata }) => metadata.creationTimestamp ?? '' }],
  },
  {
    group: 'config.openshift.io',
    plural: 'clusteroperators',
    columns: [
      nameColumn,
      { name: 'Version', description: 'The version the operator is at.', cell: operatorVersion },
      condition('Available', 'Whether the operator is running and stable.'),
      condition('Progressing', 'Whether the operator is processing changes.'),
      condition('Degraded', 'Whether the operator is degraded.'),
      {
        name: 'Since',
        type: 'date',
        description: "The time the operator's Available status last changed.",
        cell: (object, { now }) => ageOf(text(conditionOf(object, 'Available'), 'lastTransitionTime'), now()),
      },
    ],
  },
]

/** What a condition of a cluster operator says. */
function condition(name: string, description: string): PrinterColumn<AnyObject> {
  return { name, description, cell: (object) => text(conditionOf(object, name), 'status') }
}

function conditionOf(object: AnyObject, type: string): unknown {
  const { status } = object as AnyObject & { status?: { conditions?: { type: string }[] } }
  return status?.conditions?.find((each) => each.type === type)
}

function operatorVersion(object: AnyObject): string {
  const { status } = object as AnyObject & { status?: { versions?: { name: string; version: string }[] } }
  return status?.versions?.find(({ name }) => name === 'operator')?.version ?? ''
}

function ports(spec: unknown): string {
  const list: unknown = typeof spec === 'object' && spec !== null ? Reflect.get(spec, 'ports') : undefined
  return Array.isArray(list)
    ? list.map((port) => `${text(port, 'port')}/${text(port, 'protocol') || 'TCP'}`).join(',')
    : '<none>'
}

function nodeStatus(object: K8sObject): string {
  const { status } = object as K8sObject & { status?: { conditions?: { type: string; status: string }[] } }
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True' ? 'Ready' : 'NotReady'
}

function nodeRoles({ metadata }: K8sObject): string {
  const roles = Object.keys(metadata.labels ?? {})
    .flatMap((label) => (label.startsWith('node-role.kubernetes.io/') ? [label.slice(24)] : []))
    .toSorted()
  return roles.join(',') || '<none>'
}
