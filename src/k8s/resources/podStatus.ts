import type { ContainerState, ContainerStatus, Pod, PodContainer } from './pod.ts'

export type PodSeverity =
  /** Runs, and all its containers are ready. */
  | 'ok'
  /** On its way: it starts, ends, or is not ready yet. */
  | 'waiting'
  /** It does not come up, was ended, or ended badly. */
  | 'problem'
  /** It has done what it was to do. */
  | 'done'

/** What `kubectl get pods` prints of a pod. */
export interface PodStatus {
  /** STATUS: Running, CrashLoopBackOff, Init:0/1, Completed, Terminating … */
  word: string
  /** READY: "1/1". */
  ready: string
  /** RESTARTS, of the containers that are counted there. */
  restarts: number
  /** When the last of them ended before it was started again, RFC 3339. */
  lastRestart?: string
  /** Why it did: "OOMKilled", "Error exit 137". */
  lastReason?: string
  severity: PodSeverity
}

type Terminated = NonNullable<ContainerState['terminated']>

/** The columns of `kubectl get pods`, as Kubernetes' printPod makes them (pkg/printers/internalversion, 1.31). */
export function podStatus(pod: Pod): PodStatus {
  const { status, metadata } = pod
  const phase = status?.phase ?? ''
  const inits = new Map((pod.spec?.initContainers ?? []).map((container) => [container.name, container]))
  const sidecars = [...inits.values()].filter(isSidecar).length
  const init = initStatus(status?.initContainerStatuses ?? [], inits)
  const gated = conditionsOf(pod).some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated')
  let word = init.word ?? (gated ? 'SchedulingGated' : status?.reason || phase)
  let { ready } = init
  let counted = init.all
  if (init.word === undefined || isTrue(pod, 'Initialized')) {
    const main = mainStatus(status?.containerStatuses ?? [])
    counted = [...init.sidecars, ...main.statuses]
    ready += main.ready
    word = main.word ?? word
    // Some have ended well and others go on.
    if (word === 'Completed' && main.isSomeRunning) word = isTrue(pod, 'Ready') ? 'Running' : 'NotReady'
  }
  if (metadata.deletionTimestamp) {
    if (status?.reason === 'NodeLost') word = 'Unknown'
    else if (!isTerminal(phase)) word = 'Terminating'
  }
  const total = (pod.spec?.containers ?? []).length + sidecars
  const restarts = counted.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0)
  const last = restarts > 0 ? lastTermination(counted) : undefined
  return {
    word,
    ready: `${ready}/${total}`,
    restarts,
    ...(last?.finishedAt && { lastRestart: last.finishedAt }),
    ...(last && { lastReason: terminationWord(last) }),
    severity: severityOf(pod, word, ready === total),
  }
}

const isSidecar = (container: PodContainer | undefined) => container?.restartPolicy === 'Always'
const isTerminal = (phase: string) => phase === 'Succeeded' || phase === 'Failed'
const conditionsOf = ({ status }: Pod) => status?.conditions ?? []
const isTrue = (pod: Pod, condition: string) =>
  conditionsOf(pod).some(({ type, status }) => type === condition && status === 'True')

interface InitStatus {
  /** Undefined: all are done. */
  word?: string
  ready: number
  /** Those that were looked at, and the ones among them that go on beside the main containers. */
  all: ContainerStatus[]
  sidecars: ContainerStatus[]
}

/** Init containers in their order, up to the first that is not done. */
function initStatus(statuses: readonly ContainerStatus[], specs: ReadonlyMap<string | undefined, PodContainer>) {
  const result: InitStatus = { ready: 0, all: [], sidecars: [] }
  for (const [index, status] of statuses.entries()) {
    const sidecar = isSidecar(specs.get(status.name))
    const { terminated, waiting } = status.state ?? {}
    result.all.push(status)
    if (sidecar) result.sidecars.push(status)
    if (terminated && (terminated.exitCode ?? 0) === 0) continue
    if (sidecar && status.started) {
      if (status.ready) result.ready++
      continue
    }
    if (terminated) result.word = `Init:${reasonOrCode(terminated)}`
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') result.word = `Init:${waiting.reason}`
    else result.word = `Init:${index}/${specs.size}`
    break
  }
  return result
}

function mainStatus(statuses: readonly ContainerStatus[]) {
  let word: string | undefined
  let ready = 0
  let isSomeRunning = false
  // The first of them has the last word.
  for (const { state, ready: isReady } of statuses.toReversed()) {
    if (state?.waiting?.reason) word = state.waiting.reason
    else if (state?.terminated) word = reasonOrCode(state.terminated)
    else if (isReady && state?.running) {
      isSomeRunning = true
      ready++
    }
  }
  return { word, ready, isSomeRunning, statuses }
}

function reasonOrCode({ reason, signal, exitCode = 0 }: Terminated): string {
  if (reason) return reason
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`
}

/** Why a container ended, in a few words: "OOMKilled", "Error exit 137", "Completed". */
export function terminationWord({ reason, signal, exitCode = 0 }: Terminated): string {
  if (reason && (exitCode === 0 || reason === 'OOMKilled')) return reason
  const code = signal ? `signal ${signal}` : `exit ${exitCode}`
  return reason ? `${reason} ${code}` : code
}

/** How the container ended that was started again last. */
function lastTermination(statuses: readonly ContainerStatus[]): Terminated | undefined {
  let last: Terminated | undefined
  for (const { lastState } of statuses) {
    const ended = lastState?.terminated
    if (ended && timeOf(ended) >= timeOf(last)) last = ended
  }
  return last
}

const timeOf = (ended: Terminated | undefined) => Date.parse(ended?.finishedAt ?? '') || 0

// What passes by itself in the life of a pod that is well.
const quietWords = new Set(['Pending', 'ContainerCreating', 'PodInitializing', 'SchedulingGated', 'Terminating'])

function severityOf(pod: Pod, word: string, isReady: boolean): PodSeverity {
  const phase = pod.status?.phase
  // Nothing has been said of it yet.
  if (word === '') return 'waiting'
  if (word === 'Completed' || word === 'Succeeded') return 'done'
  if (word === 'Running') return isReady ? 'ok' : 'waiting'
  if (word === 'Pending') return isUnschedulable(pod) ? 'problem' : 'waiting'
  if (phase !== 'Failed' && (quietWords.has(word) || word === 'NotReady' || /^Init:\d+\/\d+$/.test(word)))
    return 'waiting'
  return 'problem'
}

function isUnschedulable(pod: Pod): boolean {
  return conditionsOf(pod).some(
    ({ type, status, reason }) => type === 'PodScheduled' && status === 'False' && reason === 'Unschedulable',
  )
}
