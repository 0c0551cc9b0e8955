import type { Event } from '../../../k8s/resources/event.ts'
import { terminationsOf, type Pod } from '../../../k8s/resources/pod.ts'
import { componentOf } from '../../../k8s/resources/podComponent.ts'
import { podStatus, type PodStatus } from '../../../k8s/resources/podStatus.ts'
import { podProblem } from '../../../k8s/resources/registryVerdictPods.ts'
import { quoteOf, type RegistryProblem, type RegistryStep } from '../../../k8s/resources/registryVerdictWords.ts'
import { paths } from '../../../lib/paths.ts'
import { timeSpan } from '../../../lib/relativeTime.ts'
import { t } from '../../../lib/t.ts'
import { exitWords } from './exitWords.ts'

/** How a pod is, in words: what, what to do, and what the cluster says of it. `events`: those about it. `now` in ms. */
export function podVerdict(pod: Pod, events: readonly Event[], now: number): RegistryProblem {
  const status = podStatus(pod)
  const { deletionTimestamp } = pod.metadata
  if (deletionTimestamp && (status.word === 'Terminating' || status.word === 'Unknown'))
    return leaving(pod, now - Date.parse(deletionTimestamp))
  if (status.severity === 'done')
    return { status: 'success', sentence: t('It has done its work and ended without an error.'), steps: [logStep(pod)] }
  if (status.severity === 'ok') return running(pod, status, now)
  if (pod.status?.phase === 'Failed') return failed(pod)
  if (status.word === 'SchedulingGated')
    return {
      status: 'info',
      sentence: t('It is held back from the scheduler until its scheduling gates are taken away.'),
      steps: [],
    }
  const last = terminationsOf(pod)[0]
  if (last?.reason === 'OOMKilled' && status.restarts > 0) return outOfMemory(pod, status)
  const warnings = events.filter(({ type }) => type === 'Warning')
  const problem = podProblem(pod, warnings)
  if (problem) {
    const { because, advice, reason, message, isStorage } = problem
    const isCrash = /CrashLoopBackOff/.test(status.word)
    return {
      status: status.severity === 'problem' ? 'danger' : 'warning',
      sentence: t('It does not run as it should: {{because}}.', { because }),
      why: [
        ...(last && isCrash ? [t('Last time it ended with {{why}}.', { why: exitWords(last) })] : []),
        adviceFor(pod, isCrash, advice ?? t('Its events say more.')),
      ].join(' '),
      ...quoteOf({ reason, message }),
      steps: [
        ...(isCrash ? [{ label: t('View its last log'), to: logPath(pod, true) }] : []),
        ...(isStorage ? [{ label: t('See storage'), to: paths.registry('storage') }] : []),
        { label: t('See its events'), to: paths.pod(pod.metadata.name, 'events') },
      ],
    }
  }
  if (status.severity === 'problem')
    return {
      status: 'danger',
      sentence: t('It does not run: {{word}}.', { word: status.word }),
      why: t('Its events and its log say more.'),
      steps: [{ label: t('See its events'), to: paths.pod(pod.metadata.name, 'events') }, logStep(pod)],
    }
  return {
    status: pod.status?.phase === 'Running' ? 'warning' : 'info',
    sentence:
      pod.status?.phase === 'Running'
        ? t('It runs and is not ready yet: {{ready}} containers are.', { ready: status.ready })
        : t('It is starting.'),
    steps: [],
  }
}

function leaving(pod: Pod, lateMs: number): RegistryProblem {
  const isLost = pod.status?.reason === 'NodeLost' || pod.status?.reason === 'NodeUnreachable'
  if (isLost || lateMs > 30_000)
    return {
      status: 'warning',
      sentence: isLost
        ? t('Its node {{node}} does not answer: nobody knows whether it still runs.', {
            node: pod.spec?.nodeName ?? '',
          })
        : t('It should have ended {{span}} ago and has not.', { span: timeSpan(lateMs) }),
      why: t(
        'Mostly its node {{node}} does not answer. The pod goes as soon as the node is back or was removed from the cluster; other reasons are finalizers and volumes that cannot be let go.',
        { node: pod.spec?.nodeName ?? '' },
      ),
      ...quoteOf({ message: pod.status?.message }),
      steps: [{ label: t('See its events'), to: paths.pod(pod.metadata.name, 'events') }],
    }
  return {
    status: 'info',
    sentence: t('It is being ended: requests under way have {{span}} left.', { span: timeSpan(Math.max(0, -lateMs)) }),
    steps: [],
  }
}

const day = 86_400_000

function running(pod: Pod, { restarts, lastReason, lastRestart }: PodStatus, now: number): RegistryProblem {
  const sentence =
    componentOf(pod) === 'registry' ? t('It is ready and takes requests.') : t('It runs, and all of it is ready.')
  if (restarts === 0) return { status: 'success', sentence, steps: [] }
  const last = terminationsOf(pod)[0]
  // What has gone well for a day is told, but is no warning any more.
  const isRecent = !(now - Date.parse(lastRestart ?? '') > day)
  if (last?.reason === 'OOMKilled' && isRecent) return outOfMemory(pod, podStatus(pod))
  return {
    status: 'success',
    sentence: `${sentence} ${t('Its containers were started again {{count}} times, last after {{reason}}.', {
      count: restarts,
      reason: last ? exitWords(last) : (lastReason ?? t('an end that nobody recorded')),
    })}`,
    steps: [{ label: t('View its last log'), to: logPath(pod, true) }],
  }
}

/** Killed for its memory: it may run right now, until the next time. */
function outOfMemory(pod: Pod, { severity, restarts }: PodStatus): RegistryProblem {
  const isRegistry = componentOf(pod) === 'registry'
  return {
    status: severity === 'ok' ? 'warning' : 'danger',
    sentence: t('It was ended for using more memory than it may have; started again {{count}} times.', {
      count: restarts,
    }),
    why: isRegistry
      ? t('Raise the memory limit in the settings, or take it away. What was being pushed broke off each time.')
      : t('Its memory limit is too low for what it does, or its node has too little.'),
    ...quoteOf({ reason: 'OOMKilled' }),
    steps: [
      ...(isRegistry ? [{ label: t('See settings'), to: paths.registry('settings') }] : []),
      { label: t('View its last log'), to: logPath(pod, true) },
    ],
  }
}

function failed(pod: Pod): RegistryProblem {
  const { reason, message } = pod.status ?? {}
  const [last] = terminationsOf(pod)
  if (!reason)
    return {
      status: 'danger',
      sentence: last ? t('It ended with {{why}}.', { why: exitWords(last) }) : t('It failed.'),
      ...quoteOf({ reason: last?.reason, message: last?.message?.trim() }),
      why: t('Its log says why.'),
      steps: [logStep(pod)],
    }
  return {
    status: 'danger',
    sentence: reason === 'Evicted' ? t('Its node put it out.') : t('The cluster ended it: {{reason}}.', { reason }),
    why: failureAdvice(reason, message ?? ''),
    ...quoteOf({ reason, message }),
    steps: [{ label: t('See its events'), to: paths.pod(pod.metadata.name, 'events') }],
  }
}

function failureAdvice(reason: string, message: string): string {
  if (reason === 'Evicted' && /ephemeral-storage|DiskPressure|inodes/i.test(message))
    return t(
      'Its node ran out of disk. With emptyDir storage the images fill the node’s own disk: move them to a volume or an object store. This pod stays as a record and can be deleted.',
    )
  if (reason === 'Evicted' && /memory/i.test(message))
    return t(
      'Its node ran out of memory. A memory request as large as what it uses keeps a pod longer. This pod stays as a record and can be deleted.',
    )
  if (reason.startsWith('Preempt')) return t('A pod of higher priority took its place. Another pod was made instead.')
  if (/^(Node|Terminated|Shutdown)/.test(reason))
    return t('Its node went down or was restarted. Another pod was made instead; this one stays as a record.')
  if (reason === 'DeadlineExceeded') return t('It took longer than it was allowed to.')
  if (/Affinity|Topology|OutOf|Admission/.test(reason))
    return t('Its node would not take it after all: it lacks room, a label or a device. Another pod was made instead.')
  return t('Another pod was made in its place if something owns it; this one stays as a record and can be deleted.')
}

function adviceFor(pod: Pod, isCrash: boolean, advice: string): string {
  if (!isCrash || componentOf(pod) === 'registry') return advice
  return t('Its log says why: that of the container before the present one.')
}

const logPath = (pod: Pod, previous = false) =>
  paths.pod(pod.metadata.name, 'logs', previous ? { previous: '1' } : undefined)
const logStep = (pod: Pod): RegistryStep => ({ label: t('View logs'), to: logPath(pod) })
