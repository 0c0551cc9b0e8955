import type { ContainerStatus, EnvVar, PodContainer, PodVolume, Probe } from '../../../k8s/resources/pod.ts'
import { isSecretVariable, redactText } from '../../../lib/redaction.ts'
import { clauses } from '../../../lib/prose.ts'
import { formatNumber, t } from '../../../lib/t.ts'

/** The state of a container in a word, with its color. */
export function stateWord(
  status: ContainerStatus | undefined,
  isInit: boolean,
): {
  word: string
  kind: 'success' | 'info' | 'warning' | 'danger' | 'none'
} {
  const { running, waiting, terminated } = status?.state ?? {}
  if (running) {
    if (isInit && !status?.started) return { word: t('Running'), kind: 'info' }
    return status?.ready ? { word: t('Running'), kind: 'success' } : { word: t('Running, not ready'), kind: 'warning' }
  }
  if (terminated) {
    const isFine = (terminated.exitCode ?? 0) === 0
    return { word: terminated.reason || (isFine ? 'Completed' : 'Error'), kind: isFine ? 'none' : 'danger' }
  }
  const reason = waiting?.reason
  const isQuiet = reason === undefined || reason === 'ContainerCreating' || reason === 'PodInitializing'
  return { word: reason ?? t('Waiting'), kind: isQuiet ? 'info' : 'danger' }
}

/** What a probe asks and how often, in a sentence. */
export function probeWords(probe: Probe): string {
  const { periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3, initialDelaySeconds = 0 } = probe
  return clauses([
    t('{{what}} every {{period}} s, waits up to {{timeout}} s; fails after {{failures}} misses in a row', {
      what: probeTarget(probe),
      period: formatNumber(periodSeconds),
      timeout: formatNumber(timeoutSeconds),
      failures: formatNumber(failureThreshold),
    }),
    ...(initialDelaySeconds > 0
      ? [t('begins {{delay}} s after the start', { delay: formatNumber(initialDelaySeconds) })]
      : []),
  ])
}

function probeTarget({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (httpGet) {
    const { scheme = 'HTTP', host = '', port = '', path = '/' } = httpGet
    return `GET ${scheme.toLowerCase()}://${host}:${port}${path}`
  }
  if (tcpSocket) return `TCP ${tcpSocket.host ?? ''}:${tcpSocket.port ?? ''}`
  if (grpc) return `gRPC :${grpc.port ?? ''}${grpc.service ? `/${grpc.service}` : ''}`
  if (exec) return (exec.command ?? []).join(' ')
  return t('nothing')
}

/** Ports as `oc describe pod` writes them: "5000/TCP". */
export function portWords({ ports }: PodContainer): string {
  return (ports ?? [])
    .map(({ name, containerPort, hostPort, protocol = 'TCP' }) =>
      [
        `${containerPort ?? ''}/${protocol}`,
        name && `(${name})`,
        hostPort && t('on the node: {{port}}', { port: String(hostPort) }),
      ]
        .filter(Boolean)
        .join(' '),
    )
    .join(', ')
}

/** CPU and memory: "cpu 100m, memory 256Mi". */
export function resourceWords(resources: Record<string, string> | null | undefined): string | undefined {
  const entries = Object.entries(resources ?? {})
  return entries.length > 0 ? entries.map(([name, amount]) => `${name} ${amount}`).join(', ') : undefined
}

/** Where the value of a variable comes from, or the value itself unless it looks like a secret. */
export function envText({ name = '', value, valueFrom }: EnvVar): string {
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = valueFrom ?? {}
  if (secretKeyRef)
    return t('from secret {{name}}, key {{key}}', { name: secretKeyRef.name ?? '', key: secretKeyRef.key ?? '' })
  if (configMapKeyRef)
    return t('from ConfigMap {{name}}, key {{key}}', {
      name: configMapKeyRef.name ?? '',
      key: configMapKeyRef.key ?? '',
    })
  if (fieldRef) return t('from the field {{path}}', { path: fieldRef.fieldPath ?? '' })
  if (resourceFieldRef) return t('from the field {{path}}', { path: resourceFieldRef.resource ?? '' })
  if (value && isSecretVariable(name)) return t('not shown: it looks like a secret')
  // Such as the password in the address of a proxy.
  return redactText(value ?? '')
}

/** What a volume is, in words. */
export function volumeWords(volume: PodVolume): string {
  const { persistentVolumeClaim, emptyDir, secret, configMap, hostPath, projected } = volume
  if (persistentVolumeClaim) return t('claim {{name}}', { name: persistentVolumeClaim.claimName ?? '' })
  if (emptyDir)
    return emptyDir.medium === 'Memory'
      ? t('empty directory in memory, goes with the pod')
      : t('empty directory on the node, goes with the pod')
  if (secret) return t('secret {{name}}', { name: secret.secretName ?? '' })
  if (configMap) return t('ConfigMap {{name}}', { name: configMap.name ?? '' })
  if (hostPath) return t('{{path}} of the node', { path: hostPath.path ?? '' })
  if (projected) return (projected.sources ?? []).map(sourceWords).join(', ')
  // Whatever else Kubernetes has: its own word.
  return Object.keys(volume).find((key) => key !== 'name') ?? ''
}

type Source = NonNullable<NonNullable<PodVolume['projected']>['sources']>[number]

function sourceWords({ secret, configMap, serviceAccountToken }: Source): string {
  if (secret) return t('secret {{name}}', { name: secret.name ?? '' })
  if (configMap) return t('ConfigMap {{name}}', { name: configMap.name ?? '' })
  if (serviceAccountToken) return t('token of the service account')
  return t('facts about the pod')
}
