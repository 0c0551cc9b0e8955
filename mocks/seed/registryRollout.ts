import type { K8sObject } from '../../src/k8s/types.ts'
import { REGISTRY, REGISTRY_LABELS, wantedDeployment } from '../controllers/registryTemplate.ts'
import { podOfReplicaSet, podStatus, replicaSetOf, templateHash } from '../controllers/replicaSetPods.ts'
import type { Deployment, DeploymentCondition } from '../kinds/deployment.ts'
import { REGISTRY_NAMESPACE, type RegistrySpec, type RegistryStorage } from '../kinds/operator.ts'
import type { Objects } from './base.ts'
import { hexOf, uidOf } from './digests.ts'
import { metadataOf } from './podBuilders.ts'
import type { RegistrySeed } from './registry.ts'

const namespace = REGISTRY_NAMESPACE

const facts = { dependencies: 'as seeded', zones: false }

/** The name of the ReplicaSet that a seeded registry has. */
export const replicaSetName = (spec: RegistrySpec, storage: RegistryStorage) =>
  `${REGISTRY}-${templateHash(wantedDeployment(spec, storage, facts).template)}`

/** The Deployment of a seeded registry, with its ReplicaSet and pods. */
export function deploymentObjects({ created, spec, storage, pods, progressing }: RegistrySeed): Objects {
  const wanted = wantedDeployment(spec, storage, facts)
  const ready = pods.filter(({ state }) => 'running' in state && state.ready).length
  const annotations = {
    'deployment.kubernetes.io/revision': '1',
    'imageregistry.operator.openshift.io/checksum': `sha256:${hexOf(JSON.stringify(wanted), 64)}`,
    'release.openshift.io/version': '4.13.0',
  }
  const metadata = metadataOf({
    kind: 'Deployment',
    namespace,
    name: REGISTRY,
    created,
    labels: REGISTRY_LABELS,
    annotations,
    generation: 1,
  })
  const replicas = pods.length
  const counts = { replicas, ...(ready && { readyReplicas: ready, availableReplicas: ready }) }
  const deployment: Deployment = { metadata, spec: { ...wanted } }
  const made = replicaSetOf(deployment, replicas, 1)
  const rollout: DeploymentCondition[] = rolloutConditions(made.metadata.name, created, ready, progressing)
  const replicaSet = {
    ...made,
    metadata: {
      ...made.metadata,
      uid: uidOf(`ReplicaSet ${made.metadata.name}`),
      creationTimestamp: created,
      generation: 1,
    },
    status: { ...counts, fullyLabeledReplicas: replicas, observedGeneration: 1 },
  }
  return {
    deployments: [
      {
        ...deployment,
        status: {
          observedGeneration: 1,
          ...counts,
          updatedReplicas: replicas,
          ...(ready < replicas && { unavailableReplicas: replicas - ready }),
          conditions: rollout,
        },
      } as K8sObject,
    ],
    replicaSets: [replicaSet],
    pods: pods.map(({ node, state, created: since = created }, i) => {
      const name = `${made.metadata.name}-${hexOf(`pod ${i}`, 5).replaceAll(/[013ae]/g, 'x')}`
      const pod = podOfReplicaSet(replicaSet, node)
      const whole = {
        ...pod,
        metadata: { ...pod.metadata, name, uid: uidOf(`Pod ${name}`), creationTimestamp: since },
      }
      const status = podStatus(whole, state, { at: since, startTime: since, ip: `10.128.${i}.2${i}` })
      return { ...whole, status }
    }),
  }
}

function rolloutConditions(
  replicaSet: string,
  created: string,
  ready: number,
  progressing: RegistrySeed['progressing'],
): DeploymentCondition[] {
  const { since, ...said } = progressing ?? {
    since: created,
    status: 'True',
    reason: 'NewReplicaSetAvailable',
    message: `ReplicaSet "${replicaSet}" has successfully progressed.`,
  }
  const available = {
    status: ready ? 'True' : 'False',
    reason: ready ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: `Deployment ${ready ? 'has' : 'does not have'} minimum availability.`,
  }
  return [
    { type: 'Available', lastUpdateTime: created, lastTransitionTime: created, ...available },
    { type: 'Progressing', lastUpdateTime: since, lastTransitionTime: since, ...said },
  ]
}
