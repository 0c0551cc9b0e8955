import { consumerKinds, type ConsumerKind } from '../../../k8s/resources/imageConsumerWorkload.ts'
import { containersOf, triggersAnnotation, type ImageTrigger } from '../../../k8s/resources/imageTrigger.ts'
import type { TriggerHome } from '../../../k8s/resources/imageTriggerChange.ts'
import type { PodTemplate } from '../../../k8s/resources/podTemplate.ts'
import type { K8sObject } from '../../../k8s/types.ts'

/** A workload by its name; its kind is one of those that refer to images. */
export interface WorkloadName {
  kind: string
  namespace: string
  name: string
}

/** A kind that refers to images, by its name. Throws for others: nothing offers them. */
export function kindNamed(kind: string): ConsumerKind {
  const found = consumerKinds.find(({ type }) => type.kind === kind)
  if (!found) throw new Error(`${kind} does not refer to images`)
  return found
}

/** How a kind writes its triggers; undefined for kinds that have none. */
export function triggerHome(kind: string): TriggerHome | undefined {
  const style = kindNamed(kind).triggers
  const path = kind === 'CronJob' ? 'spec.jobTemplate.spec.template.spec' : 'spec.template.spec'
  return style && { style, path }
}

/** The triggers of a live workload. */
export function triggersIn(kind: string, object: K8sObject): readonly ImageTrigger[] {
  return kindNamed(kind).project(object).triggers
}

/** What of a workload concerns its triggers: rollouts go on meanwhile. */
export function triggerParts(object: K8sObject): Record<string, unknown> {
  // Configs keep a list, everything else an annotation; neither has the other.
  const { spec } = object as { spec?: { triggers?: unknown } | null }
  const annotation = object.metadata.annotations?.[triggersAnnotation]
  return {
    ...(annotation !== undefined && { annotation }),
    ...(spec?.triggers !== undefined && { triggers: spec.triggers }),
  }
}

/** The names of a workload's containers, init containers last: they are rarely meant. */
export function containersIn(kind: string, object: K8sObject): string[] {
  // Every kind with triggers but BuildConfig has its pod template at one of these places.
  const { spec } = object as {
    spec?: {
      template?: PodTemplate | null
      jobTemplate?: { spec?: { template?: PodTemplate | null } | null } | null
    } | null
  }
  const template = kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template
  const names = containersOf(template).flatMap(({ name }) => name ?? [])
  const first = template?.spec?.initContainers?.length ?? 0
  return [...names.slice(first), ...names.slice(0, first)]
}
