import { useQuery } from '@tanstack/react-query'
import { asApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ClusterVersion, clusterVersionName } from '../../../k8s/resources/clusterVersion.ts'
import { internalRegistryHost, type ImageConfig } from '../../../k8s/resources/imageConfig.ts'
import type { ClusterNeeds } from '../../../k8s/resources/imageConfigEffects.ts'
import { Infrastructure, infrastructureName, isHosted } from '../../../k8s/resources/infrastructure.ts'
import { poolState } from '../../../k8s/resources/machineConfigPool.ts'
import type { NodeFacts } from './saveConsequences.ts'
import { usePools } from './usePools.ts'

/** Where OpenShift's images come from unless the cluster says otherwise. */
const standardRelease = 'quay.io/openshift-release-dev/ocp-release'

export interface PolicyFacts {
  needs: ClusterNeeds
  nodes: NodeFacts
  /** Operators of the control plane run outside the cluster. */
  hosted: boolean
}

/** What a change of the policy is judged by besides itself. */
export function usePolicyFacts(config: ImageConfig): PolicyFacts {
  const version = useQuery(objectOf(ClusterVersion, { name: clusterVersionName }))
  const { data: infrastructure } = useQuery(objectOf(Infrastructure, { name: infrastructureName }))
  const { data: pools = [], error } = usePools()
  const states = pools.map((pool) => ({ name: pool.metadata.name, ...poolState(pool) }))
  // There may be a release that the person may not read.
  const unread = version.error && asApiError(version.error).code !== 404
  const releaseImage = version.data ? version.data.status?.desired?.image : unread ? standardRelease : undefined
  return {
    needs: { internalRegistry: internalRegistryHost(config), releaseImage },
    nodes: {
      paused: states.flatMap(({ name, paused }) => (paused ? [name] : [])),
      degraded: states.flatMap(({ name, degraded }) => (degraded ? [name] : [])),
      noPools: isKindMissing(error),
    },
    hosted: infrastructure !== undefined && isHosted(infrastructure),
  }
}
