import { useEffect, useState, type ReactNode } from 'react'
import { ApiError } from '../../../k8s/ApiError.ts'
import { isFinished } from '../../../k8s/resources/job.ts'
import { isPodFinished, terminationOf, troubleOf, type Pod, type PodTrouble } from '../../../k8s/resources/pod.ts'
import { prunerContainerOf, registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { useLog } from '../../../k8s/useLog.ts'
import { PruneLogParser } from '../../../lib/pruneLog.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { LogView } from '../../../ui/LogView.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { MissingRightNote } from './MissingRightNote.tsx'
import { PodRefusals } from './PodRefusals.tsx'
import { RunOutcome } from './RunOutcome.tsx'
import { leftBehind } from './useRunLogs.ts'
import type { PrunerRun, PrunerRuns } from './useRuns.ts'

const newParser = () => new PruneLogParser()

interface PartProps {
  run: PrunerRun
  /** Whether somebody has seen it going. */
  watched: boolean
  /** What stands between what came of it and its log. */
  children: ReactNode
}

/** A run whose log is there: what it says above, its lines below. */
export function LoggedRun({ run, pod, watched, children }: PartProps & { pod: Pod }) {
  const { name } = pod.metadata
  // As it was at first: what was followed is not read again when its container ends.
  const [follow] = useState(!isPodFinished(pod))
  const { state, lines, parsed, error, retry } = useLog(
    {
      namespace: registryNamespace,
      pod: name,
      container: prunerContainerOf(pod),
      follow,
      ended: isPodFinished(pod),
    },
    newParser,
  )
  const left = useStill(state === 'ended' && !isPodFinished(pod))
  useRetry(left, retry)
  const over = (state === 'ended' && !left) || state === 'broken'
  const unread = state === 'broken' && lines.count === 0
  const log = unread ? leftBehind(pod) : parsed
  const forbidden = unread && error?.code === 403
  return (
    <>
      <RunOutcome run={run} log={log} whole={state === 'ended' && !left} tell={watched && over} />
      <PodEnd pod={pod} />
      {children}
      {forbidden ? (
        <MissingRightNote title={t('The log cannot be shown')} error={error} />
      ) : (
        <LogView
          name={t('Log of {{name}}', { name })}
          lines={lines}
          state={left ? 'broken' : state}
          error={left ? endedEarly() : error}
          onRetry={retry}
          fileName={name}
        />
      )}
    </>
  )
}

/** A run without a log: it has not begun, it cannot begin, or its pod is gone. */
export function UnloggedRun({ run, pods, watched, children }: PartProps & { pods: PrunerRuns['pods'] }) {
  const { pod, job } = run
  const trouble = pod && troubleOf(pod)
  const finished = isFinished(job)
  // The pod's own news may come after the job's.
  const over = pod ? isPodFinished(pod) : pods !== 'loading'
  return (
    <>
      <RunOutcome run={run} log={pod && leftBehind(pod)} whole={false} tell={watched && over} />
      {trouble && <Trouble trouble={trouble} />}
      {!pod && typeof pods === 'object' && (
        <MissingRightNote title={t('The log cannot be shown')} error={pods.error}>
          {t('The logs of runs are those of their pods.')}
        </MissingRightNote>
      )}
      {!pod && pods === 'ready' && finished && (
        <Alert inline status="info" title={t('The log went with its pod')}>
          {t('The pod of this run was deleted, and what it said is lost. Only how the job ended is still known.')}
        </Alert>
      )}
      {!pod && pods === 'ready' && <PodRefusals job={job} />}
      {!finished && run.state.kind !== 'suspended' && !trouble && (
        <p role="status">
          {pod ? t('The container of the run starts. Its log follows.') : t('Waiting for the pod of the run.')}
        </p>
      )}
      {children}
    </>
  )
}

/** Why a container ended, where its log cannot say it. */
function PodEnd({ pod }: { pod: Pod }) {
  const trouble = troubleOf(pod)
  const end = terminationOf(pod, prunerContainerOf(pod))
  if (trouble?.kind === 'evicted') return <Trouble trouble={trouble} />
  if (end?.reason !== 'OOMKilled') return null
  return (
    <Alert inline status="danger" title={t('The run had too little memory')}>
      {t(
        'Its container was killed (OOMKilled, exit code {{code}}). Give the pruner more in its settings: Resources, limit of memory.',
        { code: end.exitCode },
      )}
    </Alert>
  )
}

function Trouble({ trouble }: { trouble: PodTrouble }) {
  return (
    <Alert inline status={trouble.kind === 'evicted' ? 'danger' : 'warning'} title={troubleTitle(trouble)}>
      <p>{troubleAdvice(trouble)}</p>
      <ServerMessage message={[trouble.reason, trouble.message].filter(Boolean).join(': ')} />
    </Alert>
  )
}

function troubleTitle({ kind }: PodTrouble): string {
  switch (kind) {
    case 'unschedulable':
      return t('No node takes the pod of this run')
    case 'image':
      return t('The image of the pruner cannot be pulled')
    case 'evicted':
      return t('The cluster ended the pod of this run')
    case 'waiting':
      return t('The container of this run cannot start')
  }
}

function troubleAdvice({ kind }: PodTrouble): string {
  switch (kind) {
    case 'unschedulable':
      return t(
        'It waits until one does. The node selector, tolerations, affinity and resources of the pruner decide which may.',
      )
    case 'image':
      return t('It is tried again by itself. The image comes with the cluster: look at the pull secret and at mirrors.')
    case 'evicted':
      return t('What it had deleted stays deleted; the next run goes on with the rest.')
    case 'waiting':
      return t('It is tried again by itself.')
  }
}

const patienceMs = 3000

/** Whether something has been so for some seconds: what comes by two ways does not come at once. */
function useStill(now: boolean): boolean {
  const [still, setStill] = useState(false)
  // Time passes outside React.
  useEffect(() => {
    if (!now) return
    const timer = setTimeout(() => setStill(true), patienceMs)
    return () => {
      clearTimeout(timer)
      setStill(false)
    }
  }, [now])
  return now && still
}

const againMs = 5000

/** Reads again by itself: proxies end what is silent for long, and the pruner waits for minutes between its attempts. */
function useRetry(when: boolean, retry: () => void): void {
  // Time passes outside React.
  useEffect(() => {
    if (!when) return
    const timer = setTimeout(retry, againMs)
    return () => clearTimeout(timer)
  }, [when, retry])
}

function endedEarly(): ApiError {
  const message = t('The connection ended although the container still runs.')
  return new ApiError({ code: 0, reason: 'StreamEnded', message, url: '', method: 'GET' })
}
