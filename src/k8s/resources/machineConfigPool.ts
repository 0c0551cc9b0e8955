import type { K8sObject, ResourceType } from '../types.ts'
import type { Condition } from './registryConfig.ts'

export interface MachineConfigPool extends K8sObject {
  spec?: { paused?: boolean; configuration?: { name?: string } | null } | null
  status?: {
    machineCount?: number
    updatedMachineCount?: number
    readyMachineCount?: number
    unavailableMachineCount?: number
    degradedMachineCount?: number
    configuration?: { name?: string } | null
    conditions?: Condition[] | null
  } | null
}

/** Nodes that get the same configuration, one after the other. Asked for again and again while they do. */
export const MachineConfigPool: ResourceType<MachineConfigPool> = {
  group: 'machineconfiguration.openshift.io',
  version: 'v1',
  plural: 'machineconfigpools',
  kind: 'MachineConfigPool',
  namespaced: false,
  watchable: false,
}

/** How far a pool is. */
export interface PoolState {
  updated: boolean
  updating: boolean
  degraded: boolean
  paused: boolean
  machines: number
  /** Those that are ready and have the newest configuration. */
  updatedMachines: number
  ready: number
  /** What the conditions say of being degraded, in the operator's words. */
  messages: string[]
}

/** How far a pool is, by its conditions and counts. */
export function poolState({ spec, status }: MachineConfigPool): PoolState {
  const conditions = status?.conditions ?? []
  const isTrue = (wanted: string) => conditions.some(({ type, status: is }) => type === wanted && is === 'True')
  // Degraded itself says nothing: why stands in those of nodes and of rendering.
  const messages = conditions.flatMap(({ type, status: is, message }) =>
    type.endsWith('Degraded') && is === 'True' && message ? [message] : [],
  )
  return {
    updated: isTrue('Updated'),
    updating: isTrue('Updating'),
    degraded: isTrue('Degraded') || isTrue('NodeDegraded') || isTrue('RenderDegraded'),
    paused: spec?.paused === true,
    machines: status?.machineCount ?? 0,
    updatedMachines: status?.updatedMachineCount ?? 0,
    ready: status?.readyMachineCount ?? 0,
    messages: [...new Set(messages)],
  }
}
