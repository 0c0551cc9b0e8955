import type { K8sObject } from '../types.ts'
import { strategyFrom, type BuildConfig } from './buildConfig.ts'
import type { DeploymentConfig, DeploymentTrigger } from './deploymentConfig.ts'
import { parseTriggersAnnotation, triggerFieldPath, triggersAnnotation } from './imageTrigger.ts'
import type { AnnotatedTrigger, ImageTrigger, TemplatePath } from './imageTrigger.ts'

/** A trigger that somebody wants. */
export interface WantedTrigger {
  namespace: string
  stream: string
  tag: string
  /** Builds have none. */
  container?: string
  paused: boolean
}

/** How a workload writes its triggers, as far as a change must know. */
export interface TriggerHome {
  style: ImageTrigger['style']
  path: TemplatePath
}

/** What to change of a workload: its annotation, or the whole list of its triggers. */
export type TriggerPatch =
  { metadata: { annotations: { [triggersAnnotation]: string | null } } } | { spec: { triggers: readonly object[] } }

/** Adds a trigger behind those that are there. */
export function addTrigger(object: K8sObject, home: TriggerHome, wanted: WantedTrigger): TriggerPatch {
  const { namespace, stream, tag, container = '', paused } = wanted
  const name = `${stream}:${tag}`
  const here = namespace === object.metadata.namespace
  const from = { kind: 'ImageStreamTag', name, namespace }
  switch (home.style) {
    case 'annotation': {
      const entry: AnnotatedTrigger = {
        from: here ? { kind: 'ImageStreamTag', name } : from,
        fieldPath: triggerFieldPath(container, home.path),
        paused,
      }
      return annotation([...entriesOf(object), entry])
    }
    case 'deploymentConfig': {
      const trigger = {
        type: 'ImageChange',
        imageChangeParams: { automatic: !paused, containerNames: [container], from },
      }
      return { spec: { triggers: [...listOf(object), trigger] } }
    }
    case 'buildConfig': {
      // The image that builds start from needs no name.
      const own = strategyFrom((object as BuildConfig).spec) // of the kind that the style says
      const isOwn =
        own?.kind === 'ImageStreamTag' &&
        own.name === name &&
        (own.namespace ?? object.metadata.namespace) === namespace
      const imageChange = { ...(!isOwn && { from }), ...(paused && { paused }) }
      return { spec: { triggers: [...listOf(object), { type: 'ImageChange', imageChange }] } }
    }
  }
}

/** Pauses or resumes a trigger; everything else in its entry stays. */
export function pauseTrigger(object: K8sObject, trigger: ImageTrigger, paused: boolean): TriggerPatch {
  switch (trigger.style) {
    case 'annotation':
      return annotation(
        entriesOf(object).map((entry, index) => (index === trigger.index ? { ...entry, paused } : entry)),
      )
    case 'deploymentConfig':
      return changed(object, trigger, (entry) => ({
        ...entry,
        imageChangeParams: { ...entry.imageChangeParams, automatic: !paused },
      }))
    case 'buildConfig':
      return changed(object, trigger, (entry) => ({ ...entry, imageChange: { ...entry.imageChange, paused } }))
  }
}

/** Removes a trigger. An annotation that cannot be read goes as a whole, as does one that would be empty. */
export function removeTrigger(object: K8sObject, trigger: ImageTrigger): TriggerPatch {
  if (trigger.style !== 'annotation') {
    return { spec: { triggers: listOf(object).filter((_, index) => index !== trigger.index) } }
  }
  return annotation(trigger.fault === 'notJson' ? [] : entriesOf(object).filter((_, index) => index !== trigger.index))
}

/** The same trigger in a newer version of its workload: places in the list move. Undefined when it is gone. */
export function sameTrigger(triggers: readonly ImageTrigger[], wanted: ImageTrigger): ImageTrigger | undefined {
  const isSame = (trigger: ImageTrigger) =>
    trigger.namespace === wanted.namespace &&
    trigger.stream === wanted.stream &&
    trigger.tag === wanted.tag &&
    trigger.fieldPath === wanted.fieldPath &&
    trigger.containers.join() === wanted.containers.join()
  return triggers.find((trigger) => trigger.index === wanted.index && isSame(trigger)) ?? triggers.find(isSame)
}

function annotation(entries: readonly AnnotatedTrigger[]): TriggerPatch {
  const text = entries.length === 0 ? null : JSON.stringify(entries)
  return { metadata: { annotations: { [triggersAnnotation]: text } } }
}

function entriesOf({ metadata }: K8sObject): AnnotatedTrigger[] {
  return parseTriggersAnnotation(metadata.annotations?.[triggersAnnotation] || '[]') ?? []
}

type ConfigTrigger = DeploymentTrigger & NonNullable<NonNullable<BuildConfig['spec']>['triggers']>[number]

function listOf(object: K8sObject): ConfigTrigger[] {
  // Both kinds of configs keep their triggers at the same place.
  const { spec } = object as (DeploymentConfig & BuildConfig) | { spec?: undefined }
  return spec?.triggers ?? []
}

function changed(
  object: K8sObject,
  { index }: ImageTrigger,
  change: (entry: ConfigTrigger) => ConfigTrigger,
): TriggerPatch {
  return { spec: { triggers: listOf(object).map((entry, at) => (at === index ? change(entry) : entry)) } }
}
