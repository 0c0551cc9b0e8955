import type { K8sObject } from '../../src/k8s/types.ts'
import { notFound } from '../server/status.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { AnyObject, Call, KindRules, PrinterColumn, Subresource } from './kind.ts'

interface Workload extends K8sObject {
  spec?: {
    replicas?: number
    selector?: { matchLabels?: Record<string, string> } & Record<string, unknown>
    template?: { spec?: { containers?: { name: string; image?: string }[]; nodeSelector?: Record<string, string> } }
  }
  status?: Record<string, unknown>
}

const count = (status: Record<string, unknown> | undefined, field: string) => Number(status?.[field] ?? 0)
const number = (name: string, field: string): PrinterColumn<Workload> => ({
  name,
  type: name === 'Ready' ? 'string' : 'integer',
  cell: ({ status }) => count(status, field),
})
const selector = ({ spec }: Workload) =>
  Object.entries(spec?.selector?.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',')

const ready: PrinterColumn<Workload> = {
  name: 'Ready',
  description: 'Number of the pod with ready state',
  cell: ({ spec, status }) => `${count(status, 'readyReplicas')}/${spec?.replicas ?? 0}`,
}
const containers = ({ spec }: Workload) => spec?.template?.spec?.containers ?? []
const wide: PrinterColumn<Workload>[] = [
  {
    name: 'Containers',
    priority: 1,
    description: 'Names of each container in the template.',
    cell: (object) =>
      containers(object)
        .map(({ name }) => name)
        .join(','),
  },
  {
    name: 'Images',
    priority: 1,
    description: 'Images referenced by each container in the template.',
    cell: (object) =>
      containers(object)
        .map(({ image }) => image ?? '')
        .join(','),
  },
  {
    name: 'Selector',
    priority: 1,
    description:
      "Label selector for pods. Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment. It must match the pod template's labels.",
    cell: selector,
  },
]

/** The scale of a workload: its replicas alone, under the version of the autoscaling API. */
function scale(plural: string): Subresource {
  const shown = ({ metadata, spec, status, ...rest }: Workload): K8sObject => {
    const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
    const kept = Object.fromEntries(
      Object.entries({ namespace, uid, resourceVersion, creationTimestamp }).filter(([, value]) => value !== undefined),
    )
    const replicas = spec?.replicas
    const answer = {
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name, ...kept },
      spec: replicas ? { replicas } : {},
      status: { replicas: count(status, 'replicas'), selector: selector({ metadata, spec: spec ?? {}, ...rest }) },
    }
    return answer
  }
  const found = ({ store, namespace, name = '' }: Call): Workload => {
    const object = store.get(`apps/${plural}`, namespace, name)
    if (!object) throw notFound('apps', plural, name)
    return object
  }
  return {
    kind: 'Scale',
    get: (call) => shown(found(call)),
    update(call, object: AnyObject) {
      const old = found(call)
      const { replicas = 0 } = (object['spec'] ?? {}) as { replicas?: number }
      if (old.spec?.replicas === replicas || call.dryRun) return shown({ ...old, spec: { ...old.spec, replicas } })
      const metadata = { ...old.metadata, generation: (old.metadata.generation ?? 0) + 1 }
      const next: Workload = { ...old, metadata, spec: { ...old.spec, replicas } }
      return shown(call.store.put(`apps/${plural}`, next))
    },
  }
}

/** Deployments and the like. */
export const workloadKinds: KindRules<Workload>[] = [
  {
    group: 'apps',
    plural: 'deployments',
    subresources: { scale: scale('deployments') },
    columns: [
      nameColumn,
      ready,
      {
        ...number('Up-to-date', 'updatedReplicas'),
        type: 'string',
        description:
          'Total number of non-terminated pods targeted by this deployment that have the desired template spec.',
      },
      {
        ...number('Available', 'availableReplicas'),
        type: 'string',
        description: 'Total number of available pods (ready for at least minReadySeconds) targeted by this deployment.',
      },
      ageColumn,
      ...wide,
    ],
  },
  {
    group: 'apps',
    plural: 'statefulsets',
    subresources: { scale: scale('statefulsets') },
    columns: [nameColumn, ready, ageColumn, ...wide.slice(0, 2)],
  },
  {
    group: 'apps',
    plural: 'replicasets',
    subresources: { scale: scale('replicasets') },
    columns: [
      nameColumn,
      { name: 'Desired', type: 'integer', cell: ({ spec }) => spec?.replicas ?? 0 },
      number('Current', 'replicas'),
      { ...number('Ready', 'readyReplicas'), type: 'integer' },
      ageColumn,
      ...wide,
    ],
  },
  {
    group: 'apps',
    plural: 'daemonsets',
    columns: [
      nameColumn,
      number('Desired', 'desiredNumberScheduled'),
      number('Current', 'currentNumberScheduled'),
      { ...number('Ready', 'numberReady'), type: 'integer' },
      number('Up-to-date', 'updatedNumberScheduled'),
      number('Available', 'numberAvailable'),
      {
        name: 'Node Selector',
        cell: ({ spec }) =>
          Object.entries(spec?.template?.spec?.nodeSelector ?? {})
            .map(([k, v]) => `${k}=${v}`)
            .join(',') || '<none>',
      },
      ageColumn,
      ...wide,
    ],
  },
]
