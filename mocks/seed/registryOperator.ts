import type { K8sObject } from '../../src/k8s/types.ts'
import { podOfReplicaSet, podStatus, replicaSetOf } from '../controllers/replicaSetPods.ts'
import type { Deployment } from '../kinds/deployment.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import type { Objects } from './base.ts'
import { uidOf } from './digests.ts'
import { metadataOf } from './podBuilders.ts'

const NAME = 'cluster-image-registry-operator'

/** The operator where it runs in the cluster itself: on all but hosted control planes. */
export function registryOperator(created: string): Objects {
  const labels = { name: NAME }
  const deployment: Deployment = {
    metadata: metadataOf({
      kind: 'Deployment',
      namespace: REGISTRY_NAMESPACE,
      name: NAME,
      created,
      labels,
      annotations: { 'deployment.kubernetes.io/revision': '1' },
      generation: 1,
    }),
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { creationTimestamp: null, labels },
        spec: {
          containers: [
            {
              name: NAME,
              image: 'quay.io/openshift/origin-cluster-image-registry-operator:4.13',
              ports: [{ containerPort: 60000, name: 'metrics' }],
              resources: { requests: { cpu: '10m', memory: '50Mi' } },
              imagePullPolicy: 'IfNotPresent',
            },
          ],
          restartPolicy: 'Always',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          priorityClassName: 'system-cluster-critical',
          serviceAccountName: NAME,
        },
      },
      strategy: { type: 'Recreate' },
    },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      conditions: [
        {
          type: 'Available',
          status: 'True',
          lastUpdateTime: created,
          lastTransitionTime: created,
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        },
      ],
    },
  }
  const made = replicaSetOf(deployment, 1, 1)
  const replicaSet = {
    ...made,
    metadata: { ...made.metadata, uid: uidOf(`ReplicaSet ${NAME}`), creationTimestamp: created, generation: 1 },
    status: { replicas: 1, fullyLabeledReplicas: 1, readyReplicas: 1, availableReplicas: 1, observedGeneration: 1 },
  }
  const pod = podOfReplicaSet(replicaSet, 'worker-0')
  const metadata = {
    ...pod.metadata,
    name: `${replicaSet.metadata.name}-7hx4q`,
    uid: uidOf(`Pod ${NAME}`),
    creationTimestamp: created,
  }
  const whole: K8sObject = { ...pod, metadata }
  const status = podStatus(
    { ...whole, spec: pod.spec },
    { running: { startedAt: created }, ready: true },
    { at: created, startTime: created, ip: '10.128.0.9' },
  )
  return {
    deployments: [deployment],
    replicaSets: [replicaSet],
    pods: [{ ...whole, spec: pod.spec, status } as K8sObject],
  }
}
