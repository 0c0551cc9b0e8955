import type { K8sObject } from '../../src/k8s/types.ts'
import { podOfReplicaSet, podStatus, replicaSetOf } from '../controllers/replicaSetPods.ts'
import { withContainer } from '../controllers/containers.ts'
import type { Deployment } from '../kinds/deployment.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import type { Pod } from '../kinds/pod.ts'
import { klogLine } from '../registry/componentLogs.ts'
import { withPreviousLog } from '../server/seededLogs.ts'
import type { Objects } from './base.ts'
import { hexOf, uidOf } from './digests.ts'
import { metadataOf } from './podBuilders.ts'

const NAME = 'cluster-image-registry-operator'

/** The operator where it runs in the cluster itself: on all but hosted control planes. It may have ended once, and been started again. */
export function registryOperator(created: string, restarted?: string): Objects {
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
  const set = replicaSetOf(deployment, 1, 1)
  const replicaSet = {
    ...set,
    metadata: { ...set.metadata, uid: uidOf(`ReplicaSet ${NAME}`), creationTimestamp: created, generation: 1 },
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
  const made = { ...whole, spec: pod.spec, status } as K8sObject
  return {
    deployments: [deployment],
    replicaSets: [replicaSet],
    pods: [restarted ? restartedAt(made, restarted) : made],
  }
}

/** A pod whose container lost its lease at some time. */
function restartedAt(pod: Pod, time: string): Pod {
  const terminated = {
    exitCode: 1,
    reason: 'Error',
    startedAt: pod.metadata.creationTimestamp ?? time,
    finishedAt: time,
    containerID: `cri-o://${hexOf(`${NAME} first`, 64)}`,
  }
  const change = { restartCount: 1, state: { running: { startedAt: time } }, lastState: { terminated } }
  const at = Date.parse(time)
  const lock = 'openshift-image-registry/openshift-master-controllers'
  return withPreviousLog(withContainer(pod, NAME, change, time), NAME, [
    klogLine(
      at - 9000,
      'E',
      'leaderelection.go:330',
      `error retrieving resource lock ${lock}: Get "https://172.30.0.1:443/apis/coordination.k8s.io/v1/namespaces/openshift-image-registry/leases/openshift-master-controllers": dial tcp 172.30.0.1:443: connect: connection refused`,
    ),
    klogLine(
      at - 2000,
      'I',
      'leaderelection.go:283',
      `failed to renew lease ${lock}: timed out waiting for the condition`,
    ),
    klogLine(at - 1000, 'W', 'leaderelection.go:85', 'leader election lost'),
  ])
}
