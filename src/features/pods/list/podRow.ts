import { isPodFinished, type Pod } from '../../../k8s/resources/pod.ts'
import { componentOf, podComponents, type PodComponent } from '../../../k8s/resources/podComponent.ts'
import { podStatus, type PodSeverity, type PodStatus } from '../../../k8s/resources/podStatus.ts'
import type { PodUse } from '../../../prometheus/usePodUse.ts'
import { naturalCompare } from '../../../lib/naturalCompare.ts'

/** A pod as the table shows it. */
export interface PodRow {
  pod: Pod
  name: string
  component: PodComponent
  status: PodStatus
  cores: number | undefined
  /** Of memory. */
  bytes: number | undefined
}

const rows = new WeakMap<Pod, PodRow>()

/** The rows of pods, those of the registry itself first. The row of a pod stays the same until it or its use changes. */
export function podRows(pods: readonly Pod[], use: PodUse): PodRow[] {
  return pods
    .map((pod) => {
      const { name } = pod.metadata
      const [cores, bytes] = [use.cores?.get(name), use.bytes?.get(name)]
      const known = rows.get(pod)
      if (known && known.cores === cores && known.bytes === bytes) return known
      const row = { pod, name, component: componentOf(pod), status: known?.status ?? podStatus(pod), cores, bytes }
      rows.set(pod, row)
      return row
    })
    .toSorted((a, b) => componentRank(a) - componentRank(b) || naturalCompare(a.name, b.name))
}

const componentRank = ({ component }: PodRow) => podComponents.indexOf(component)

const urgencies = ['problem', 'waiting', 'failed', 'ok', 'done']

/** Where a pod stands among others: the lower, the sooner somebody should look at it. What failed and has ended is history. */
export function urgency(row: PodRow): number {
  const { severity } = row.status
  const kind = severity === 'problem' && isPodFinished(row.pod) ? 'failed' : severity
  return urgencies.indexOf(kind) * podComponents.length + componentRank(row)
}

/** How the pods of a part of the registry are. Pods that have ended or are about to count for none but the pruner. */
export interface ComponentCount {
  component: PodComponent
  pods: number
  ready: number
  done: number
  problems: number
}

/** The parts of the registry that have pods, and how these are. */
export function componentCounts(all: readonly PodRow[]): ComponentCount[] {
  return podComponents.flatMap((component) => {
    const own = all.filter((row) => row.component === component && (component === 'pruner' || !isLeaving(row.pod)))
    const count = (severity: PodSeverity) => own.filter(({ status }) => status.severity === severity).length
    if (own.length === 0) return []
    return [{ component, pods: own.length, ready: count('ok'), done: count('done'), problems: count('problem') }]
  })
}

const isLeaving = (pod: Pod) => isPodFinished(pod) || pod.metadata.deletionTimestamp !== undefined
