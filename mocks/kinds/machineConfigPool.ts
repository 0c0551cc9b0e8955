import { hexOf } from '../seed/digests.ts'
import type { Store } from '../server/store.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { ageOf } from './columns.ts'
import type { KindRules } from './kind.ts'
import type { Condition } from './operator.ts'

const MACHINE_CONFIG = 'machineconfiguration.openshift.io'
export const POOLS = `${MACHINE_CONFIG}/machineconfigpools`

interface RenderedConfig {
  name: string
  source: { apiVersion: string; kind: string; name: string }[]
}

export interface MachineConfigPool extends K8sObject {
  spec: {
    configuration: RenderedConfig
    machineConfigSelector?: object
    nodeSelector?: object
    paused: boolean
    maxUnavailable?: number | string
  }
  status: {
    conditions: Condition[]
    configuration: RenderedConfig
    machineCount: number
    readyMachineCount: number
    updatedMachineCount: number
    unavailableMachineCount: number
    degradedMachineCount: number
    observedGeneration: number
  }
}

/** The lists of mirrors that nodes get. */
export const MIRROR_SETS = [
  'config.openshift.io/imagedigestmirrorsets',
  'config.openshift.io/imagetagmirrorsets',
  'operator.openshift.io/imagecontentsourcepolicies',
] as const

/** The configuration that the nodes of a pool should have for what the cluster says of registries. */
export function renderedConfig(store: Store, pool: string): RenderedConfig {
  const specOf = (object: K8sObject | undefined): unknown => object && Reflect.get(object, 'spec')
  const image = specOf(store.get('config.openshift.io/images', undefined, 'cluster'))
  const sources = image && typeof image === 'object' ? Reflect.get(image, 'registrySources') : undefined
  const mirrors = MIRROR_SETS.map((kind) => store.list(kind).map(specOf))
  return renderedFrom(pool, JSON.stringify([sources ?? {}, mirrors]))
}

/** The configuration of a pool made of some text. */
export function renderedFrom(pool: string, text: string): RenderedConfig {
  const names = [`00-${pool}`, `01-${pool}-container-runtime`, `01-${pool}-kubelet`, `99-${pool}-generated-registries`]
  return {
    name: `rendered-${pool}-${hexOf(`rendered ${pool} ${text}`, 32)}`,
    source: names.map((name) => ({ apiVersion: `${MACHINE_CONFIG}/v1`, kind: 'MachineConfig', name })),
  }
}

/** What a pool says of itself, as the machine config operator words it. Times are kept where nothing changed. */
export function poolConditions({ spec, status }: MachineConfigPool, now: string): Condition[] {
  const target = `MachineConfig ${spec.configuration.name}`
  const done =
    status.configuration.name === spec.configuration.name &&
    status.updatedMachineCount === status.machineCount &&
    status.unavailableMachineCount === 0
  const updating = !done && !spec.paused
  const said: [string, boolean, string][] = [
    ['RenderDegraded', false, ''],
    ['NodeDegraded', false, ''],
    ['Degraded', false, ''],
    ['Updated', done, done ? `All nodes are updated with ${target}` : ''],
    [
      'Updating',
      updating,
      updating
        ? `All nodes are updating to ${target}`
        : !done && spec.paused
          ? `Pool is paused; will not update to ${target}`
          : '',
    ],
  ]
  return said.map(([type, holds, message]) => {
    const old = status.conditions.find((condition) => condition.type === type)
    const value = holds ? 'True' : 'False'
    const lastTransitionTime = old?.status === value ? old.lastTransitionTime : now
    return { type, status: value, lastTransitionTime, reason: '', message }
  })
}

const condition = ({ status }: MachineConfigPool, type: string) =>
  status.conditions.find((each) => each.type === type)?.status ?? ''

/** Pools of machines that get the same configuration, with the columns of their definition. */
export const machineConfigPools: KindRules<MachineConfigPool> = {
  group: MACHINE_CONFIG,
  plural: 'machineconfigpools',
  columns: [
    { name: 'Name', format: 'name', cell: ({ metadata }) => metadata.name },
    { name: 'Config', cell: ({ status }) => status.configuration.name },
    { name: 'Updated', cell: (pool) => condition(pool, 'Updated') },
    { name: 'Updating', cell: (pool) => condition(pool, 'Updating') },
    { name: 'Degraded', cell: (pool) => condition(pool, 'Degraded') },
    { name: 'MachineCount', type: 'number', cell: ({ status }) => status.machineCount },
    { name: 'ReadyMachineCount', type: 'number', cell: ({ status }) => status.readyMachineCount },
    { name: 'UpdatedMachineCount', type: 'number', cell: ({ status }) => status.updatedMachineCount },
    { name: 'DegradedMachineCount', type: 'number', cell: ({ status }) => status.degradedMachineCount },
    { name: 'Age', type: 'date', cell: ({ metadata }, { now }) => ageOf(metadata.creationTimestamp, now()) },
  ],
}
