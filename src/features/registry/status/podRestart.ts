import { asApiError, type ApiError } from '../../../k8s/ApiError.ts'
import { evict, isHeldBack } from '../../../k8s/evict.ts'
import { isPodFinished, troubleOf, type Pod, type PodTrouble } from '../../../k8s/resources/pod.ts'
import { sleep } from '../../../lib/sleep.ts'
import { t } from '../../../lib/t.ts'

/** Where one pod stands. */
export type PodStep =
  | { kind: 'waiting' | 'evicting' | 'replaced' | 'gone' }
  /** Its disruption budget forbids it for now, in the server's words. */
  | { kind: 'heldBack'; message: string }
  /** It is going, and the pod in its place is not Ready yet: why, if that is known. */
  | { kind: 'replacing'; trouble?: PodTrouble | undefined }
  /** Nothing was done to it, or its replacement did not become Ready in time. */
  | { kind: 'failed'; message: string; evicted: boolean; error?: ApiError }

export interface PodRestart {
  phase: 'asking' | 'running' | 'stopped' | 'failed' | 'done'
  /** By the name of the pod, in the order in which they go. */
  steps: ReadonlyMap<string, PodStep>
}

export interface PodRestartOptions {
  /** The registry's pods as they are now. */
  pods(): readonly Pod[]
  /** Calls back whenever they may have changed. Returns how to unsubscribe. */
  onPods(listener: () => void): () => void
  /** How long to wait before a pod is tried again that its budget holds back, in ms, where the server does not say. */
  retryMs?: number
  /** How long a replacement may take to become Ready, in ms. */
  patienceMs?: number
}

export interface PodRestarter {
  get(): PodRestart
  subscribe(listener: () => void): () => void
  /** Begins, or goes on with those that are left. Resolves when it has come to an end, whichever. */
  run(): Promise<PodRestart>
  /** Evicts no further pod. What is gone is replaced by the Deployment all the same. */
  stop(): void
}

/** The pods that a restart is about: those that do not run well first, so that a fault shows while the good ones still run. */
export function restartable(pods: readonly Pod[]): Pod[] {
  const live = pods.filter((pod) => !pod.metadata.deletionTimestamp && !isPodFinished(pod))
  return live.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)))
}

/** Evicts the registry's pods one at a time, each when the one before has a replacement that is Ready. */
export function createPodRestart({
  pods,
  onPods,
  retryMs = 5000,
  patienceMs = 10 * 60_000,
}: PodRestartOptions): PodRestarter {
  const listeners = new Set<() => void>()
  let restart: PodRestart = { phase: 'asking', steps: new Map() }
  let abort = new AbortController()
  let chosen: readonly Pod[] | undefined
  const known = new Set<string | undefined>()
  const evicted = new Set<string | undefined>()

  const show = (next: PodRestart) => {
    restart = next
    for (const listener of listeners) listener()
  }
  const step = (pod: Pod, to: PodStep) => show({ ...restart, steps: new Map(restart.steps).set(pod.metadata.name, to) })

  /** Waits until the pods have changed, at most so long. */
  const change = async (ms: number, signal: AbortSignal) => {
    const changed = new AbortController()
    const off = onPods(() => changed.abort())
    try {
      await sleep(ms, AbortSignal.any([signal, changed.signal]))
    } catch {
      signal.throwIfAborted()
    } finally {
      off()
    }
  }

  const evictOne = async (pod: Pod, signal: AbortSignal) => {
    step(pod, { kind: 'evicting' })
    for (;;) {
      try {
        // What was sent is done, whether its answer is waited for or not.
        const outcome = await evict(pod)
        if (outcome === 'evicted') evicted.add(pod.metadata.uid)
        return outcome
      } catch (thrown) {
        const error = asApiError(thrown)
        if (!isHeldBack(error)) throw error
        step(pod, { kind: 'heldBack', message: error.message })
        await sleep(error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : retryMs, signal)
      }
    }
  }

  /** Whether as many pods are Ready that came since as were evicted. */
  const awaitReplacement = async (pod: Pod, signal: AbortSignal) => {
    const until = performance.now() + patienceMs
    for (;;) {
      const newer = pods().filter(({ metadata }) => !known.has(metadata.uid) && !metadata.deletionTimestamp)
      if (newer.filter(isReady).length >= evicted.size) return true
      const [trouble] = newer.filter((each) => !isReady(each)).flatMap((each) => troubleOf(each) ?? [])
      step(pod, { kind: 'replacing', trouble })
      const left = until - performance.now()
      if (left <= 0) return false
      await change(left, signal)
    }
  }

  const restartOne = async (pod: Pod, signal: AbortSignal): Promise<boolean> => {
    try {
      const isEvicted = evicted.has(pod.metadata.uid)
      if (!isEvicted && (await evictOne(pod, signal)) === 'gone') {
        step(pod, { kind: 'gone' })
        return true
      }
      if (await awaitReplacement(pod, signal)) {
        step(pod, { kind: 'replaced' })
        return true
      }
      step(pod, { kind: 'failed', message: t('Its replacement did not become Ready in time.'), evicted: true })
    } catch (thrown) {
      signal.throwIfAborted()
      const error = asApiError(thrown)
      step(pod, { kind: 'failed', message: error.message, evicted: false, error })
    }
    return false
  }

  const run = async (): Promise<PodRestart> => {
    abort = new AbortController()
    const { signal } = abort
    if (!chosen) {
      chosen = restartable(pods())
      for (const { metadata } of pods()) known.add(metadata.uid)
    }
    const before = restart.steps
    const isDone = (pod: Pod) => ['replaced', 'gone'].includes(before.get(pod.metadata.name)?.kind ?? '')
    show({
      phase: 'running',
      steps: new Map(
        chosen.map((pod) => [pod.metadata.name, isDone(pod) ? { kind: 'replaced' } : { kind: 'waiting' }]),
      ),
    })
    try {
      for (const pod of chosen.filter((each) => !isDone(each))) {
        signal.throwIfAborted()
        if (!(await restartOne(pod, signal))) {
          show({ ...restart, phase: 'failed' })
          return restart
        }
      }
      show({ ...restart, phase: 'done' })
    } catch {
      show({ ...restart, phase: 'stopped' })
    }
    return restart
  }

  return {
    get: () => restart,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    run,
    stop: () => abort.abort(),
  }
}

/** Whether a pod takes requests. */
export function isReady({ status }: Pod): boolean {
  return (status?.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True')
}
