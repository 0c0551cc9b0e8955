import type { K8sObject, ResourceType } from '../types.ts'
import type { Container, PodSpec } from './podTemplate.ts'

export interface ContainerState {
  waiting?: { reason?: string; message?: string } | null
  running?: { startedAt?: string | null } | null
  terminated?: {
    exitCode?: number
    signal?: number
    reason?: string
    /** What the container left behind, or the end of its log where its terminationMessagePolicy says so. */
    message?: string
    startedAt?: string | null
    finishedAt?: string | null
  } | null
}

export interface ContainerStatus {
  name?: string
  /** What was asked for, as the node names it. */
  image?: string
  /** Repository and digest of the image that runs; empty until it is pulled. */
  imageID?: string
  state?: ContainerState | null
  lastState?: ContainerState | null
  ready?: boolean
  /** Its startup probe was answered, if it has one. */
  started?: boolean | null
  restartCount?: number
}

export interface PodCondition {
  type?: string
  status?: string
  reason?: string
  message?: string
  lastTransitionTime?: string | null
}

/** How the kubelet asks whether a container lives, is ready, or has started. Numbers are seconds, thresholds are counts. */
export interface Probe {
  httpGet?: { path?: string; port?: number | string; scheme?: string; host?: string } | null
  tcpSocket?: { port?: number | string; host?: string } | null
  grpc?: { port?: number; service?: string | null } | null
  exec?: { command?: string[] | null } | null
  initialDelaySeconds?: number
  periodSeconds?: number
  timeoutSeconds?: number
  successThreshold?: number
  failureThreshold?: number
}

interface KeyOf {
  name?: string
  key?: string
  optional?: boolean
}

/** A variable of a container: a value, or where it is taken from. */
export interface EnvVar {
  name?: string
  value?: string
  valueFrom?: {
    secretKeyRef?: KeyOf | null
    configMapKeyRef?: KeyOf | null
    fieldRef?: { fieldPath?: string } | null
    resourceFieldRef?: { containerName?: string; resource?: string } | null
  } | null
}

/** A container of a pod, with all that it says of it. */
export interface PodContainer extends Container {
  env?: EnvVar[] | null
  envFrom?: { prefix?: string; secretRef?: KeyOf | null; configMapRef?: KeyOf | null }[] | null
  ports?: { name?: string; containerPort?: number; hostPort?: number; protocol?: string }[] | null
  volumeMounts?: { name?: string; mountPath?: string; subPath?: string; readOnly?: boolean }[] | null
  livenessProbe?: Probe | null
  readinessProbe?: Probe | null
  startupProbe?: Probe | null
  lifecycle?: {
    preStop?: { exec?: { command?: string[] | null } | null; sleep?: { seconds?: number } | null } | null
  } | null
  /** Always, of an init container: it goes on beside the others. */
  restartPolicy?: string | null
}

/** A volume of a pod: its name, and one key that says what it is. */
export interface PodVolume {
  name?: string
  persistentVolumeClaim?: { claimName?: string; readOnly?: boolean } | null
  emptyDir?: { medium?: string; sizeLimit?: string } | null
  secret?: { secretName?: string } | null
  configMap?: { name?: string } | null
  hostPath?: { path?: string } | null
  projected?: {
    sources?:
      | {
          secret?: { name?: string } | null
          configMap?: { name?: string } | null
          serviceAccountToken?: { audience?: string } | null
        }[]
      | null
  } | null
}

export interface Pod extends K8sObject {
  spec?:
    | (Omit<PodSpec, 'containers' | 'initContainers' | 'volumes'> & {
        containers?: PodContainer[] | null
        initContainers?: PodContainer[] | null
        volumes?: PodVolume[] | null
        nodeName?: string
        serviceAccountName?: string
        priorityClassName?: string
        priority?: number | null
        restartPolicy?: string
        terminationGracePeriodSeconds?: number | null
        hostNetwork?: boolean
      })
    | null
  status?: {
    phase?: string
    reason?: string
    message?: string
    podIP?: string
    podIPs?: { ip?: string }[] | null
    hostIP?: string
    startTime?: string | null
    qosClass?: string
    conditions?: PodCondition[] | null
    containerStatuses?: ContainerStatus[] | null
    initContainerStatuses?: ContainerStatus[] | null
  } | null
}

/** Pods. */
export const Pod: ResourceType<Pod> = {
  group: '',
  version: 'v1',
  plural: 'pods',
  kind: 'Pod',
  namespaced: true,
  watchable: true,
}

/** The job that a pod belongs to. Kubernetes writes a second label for it since 1.27. */
export function jobNameOf({ metadata }: Pod): string | undefined {
  const { labels, ownerReferences } = metadata
  return (
    labels?.['batch.kubernetes.io/job-name'] ??
    labels?.['job-name'] ??
    ownerReferences?.find(({ kind, controller }) => kind === 'Job' && controller)?.name
  )
}

/** Whether nothing runs in a pod any more. */
export function isPodFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

/** How a container of a pod ended, if it did. */
export function terminationOf(pod: Pod, container: string): NonNullable<ContainerState['terminated']> | undefined {
  const found = (pod.status?.containerStatuses ?? []).find(({ name }) => name === container)
  return found?.state?.terminated ?? undefined
}

/** Whether a container writes a log or has written one: one that waits has none yet. */
export function hasStarted(pod: Pod, container: string): boolean {
  const state = (pod.status?.containerStatuses ?? []).find(({ name }) => name === container)?.state
  return Boolean(state?.running || state?.terminated)
}

/** Why a pod does not run yet, or was ended by the cluster, in the API's words. */
export interface PodTrouble {
  kind: 'unschedulable' | 'image' | 'waiting' | 'evicted'
  reason: string
  message: string
}

/** What keeps a pod from running: no node takes it, its image cannot be pulled, its container cannot be made; or what ended it. */
export function troubleOf({ status }: Pod): PodTrouble | undefined {
  if (status?.phase === 'Failed' && status.reason)
    return { kind: 'evicted', reason: status.reason, message: status.message ?? '' }
  const scheduled = (status?.conditions ?? []).find(({ type }) => type === 'PodScheduled')
  if (status?.phase === 'Pending' && scheduled?.status === 'False' && scheduled.reason)
    return { kind: 'unschedulable', reason: scheduled.reason, message: scheduled.message ?? '' }
  for (const { state } of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    const { reason, message = '' } = state?.waiting ?? {}
    if (!reason || quietReasons.has(reason)) continue
    return { kind: imageReasons.has(reason) ? 'image' : 'waiting', reason, message }
  }
  return undefined
}

// These pass by themselves.
const quietReasons = new Set(['ContainerCreating', 'PodInitializing'])
const imageReasons = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
])

/** How the containers of a pod ended, each the last time that it did, the newest first. Init containers that are done are left out. */
export function terminationsOf({ status }: Pod): NonNullable<ContainerState['terminated']>[] {
  const timeOf = (finishedAt: string | null | undefined) => Date.parse(finishedAt ?? '') || 0
  const endOf = ({ state, lastState }: ContainerStatus) => state?.terminated ?? lastState?.terminated ?? []
  const failedInits = (status?.initContainerStatuses ?? []).flatMap(endOf).filter(({ exitCode = 0 }) => exitCode !== 0)
  return [...failedInits, ...(status?.containerStatuses ?? []).flatMap(endOf)].toSorted(
    (a, b) => timeOf(b.finishedAt) - timeOf(a.finishedAt),
  )
}
