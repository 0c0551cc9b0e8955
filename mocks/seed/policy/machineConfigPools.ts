import { poolConditions, renderedConfig, renderedFrom, type MachineConfigPool } from '../../kinds/machineConfigPool.ts'
import { storeOf, type State } from '../../server/cluster.ts'
import { aggregatedRules, type ClusterRole } from '../../kinds/clusterRole.ts'
import type { K8sObject } from '../../../src/k8s/types.ts'
import { roleWith } from '../access/bindings.ts'
import { at, withObjects } from '../base.ts'
import { metadataOf } from '../podBuilders.ts'

const GROUP = 'machineconfiguration.openshift.io'

interface PoolSpec {
  name: string
  machines: number
  paused?: boolean
  /** Its machines have an older configuration than they should. */
  behind?: boolean
}

const definition = (created: string): K8sObject => {
  const object = {
    metadata: metadataOf({
      kind: 'CustomResourceDefinition',
      namespace: '',
      name: `machineconfigpools.${GROUP}`,
      created,
    }),
    spec: {
      group: GROUP,
      scope: 'Cluster',
      names: {
        plural: 'machineconfigpools',
        singular: 'machineconfigpool',
        shortNames: ['mcp'],
        kind: 'MachineConfigPool',
        listKind: 'MachineConfigPoolList',
      },
      versions: [{ name: 'v1', served: true }],
    },
  }
  return object
}

function pool(
  { name, machines, paused = false, behind = false }: PoolSpec,
  config: string,
  created: string,
): K8sObject {
  const source = renderedFrom(name, '').source
  const builtIn = name === 'master' || name === 'worker'
  const made: MachineConfigPool = {
    metadata: {
      ...metadataOf({
        kind: 'MachineConfigPool',
        namespace: '',
        name,
        created,
        generation: 3,
        labels: {
          ...(builtIn && { 'machineconfiguration.openshift.io/mco-built-in': '' }),
          [`pools.operator.machineconfiguration.openshift.io/${name}`]: '',
        },
      }),
    },
    spec: {
      configuration: { name: config, source },
      machineConfigSelector: { matchLabels: { 'machineconfiguration.openshift.io/role': name } },
      nodeSelector: { matchLabels: { [`node-role.kubernetes.io/${name}`]: '' } },
      paused,
    },
    status: {
      conditions: [],
      configuration: behind ? renderedFrom(name, 'of last month') : { name: config, source },
      machineCount: machines,
      readyMachineCount: behind ? 0 : machines,
      updatedMachineCount: behind ? 0 : machines,
      unavailableMachineCount: 0,
      degradedMachineCount: 0,
      observedGeneration: 3,
    },
  }
  const said: MachineConfigPool = { ...made, status: { ...made.status, conditions: poolConditions(made, created) } }
  return said
}

const pools: PoolSpec[] = [
  // Somebody wants to restart these by hand.
  { name: 'gpu', machines: 2, paused: true, behind: true },
  { name: 'master', machines: 3 },
  { name: 'worker', machines: 2 },
]

/** The pools in a state, all but the paused one with what it says of registries. */
export function poolsFor(state: State, created: string): K8sObject[] {
  const store = storeOf(state)
  return pools.map((each) => pool(each, renderedConfig(store, each.name).name, created))
}

/** A state whose nodes the machine config operator looks after. */
export function withMachineConfigPools(before: State, created: string): State {
  const reader = roleWith(
    '',
    'system:openshift:machine-config-operator:cluster-reader',
    [{ verbs: ['get', 'list', 'watch'], apiGroups: [GROUP], resources: ['machineconfigpools', 'machineconfigs'] }],
    created,
    { labels: { 'rbac.authorization.k8s.io/aggregate-to-cluster-reader': 'true' } },
  )
  const state = withObjects(before, {
    customResourceDefinitions: [definition(created)],
    clusterRoles: [reader],
    machineConfigPools: poolsFor(before, created),
  })
  const roles: readonly ClusterRole[] = state[at.clusterRoles]?.items ?? []
  const items = roles.map((each) =>
    each.metadata.name === 'cluster-reader' ? { ...each, rules: aggregatedRules(each, roles) } : each,
  )
  return { ...state, [at.clusterRoles]: { items } }
}
