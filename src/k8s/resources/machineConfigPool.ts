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
