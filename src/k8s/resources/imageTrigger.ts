import type { BuildConfig } from './buildConfig.ts'
import { strategyFrom } from './buildConfig.ts'
import type { DeploymentConfig } from './deploymentConfig.ts'
import type { TagSourceReference } from './imageStream.ts'
import type { PodTemplate } from './podTemplate.ts'

/** Where the controller of triggers looks for them (openshift-controller-manager pkg/image/trigger). */
export const triggersAnnotation = 'image.openshift.io/triggers'

/** Why a trigger never does anything. The server stores all of these, and only the controller's log says more. */
export type TriggerFault =
  /** The annotation is no JSON array: none of its triggers works. */
  | 'notJson'
  /** Two triggers write the same field: none of the workload's works. */
  | 'duplicate'
  /** There is no such container: none of the workload's works. */
  | 'unknownContainer'
  /** Another trigger of the workload is broken so that none of them works. */
  | 'otherBroken'
  /** The field is not the image of a container, or not one of this kind. */
  | 'fieldPath'
  /** Only triggers without an apiVersion are looked at. */
  | 'apiVersion'
  /** Only image stream tags trigger. */
  | 'kind'
  /** The name has no `stream:tag` form. */
  | 'name'

/** One image change trigger, however its workload writes it. */
export interface ImageTrigger {
  /** An annotation, or `spec.triggers` of a DeploymentConfig or a BuildConfig. */
  style: 'annotation' | 'deploymentConfig' | 'buildConfig'
  /** Its place in the list that it is written in. */
  index: number
  /** What it watches: empty where that cannot be read. */
  namespace: string
  stream: string
  tag: string
  /** The containers that get the image. A build has none. */
  containers: readonly string[]
  fieldPath?: string
  paused: boolean
  fault?: TriggerFault
}

/** What the annotation holds, as far as it keeps to the form. */
export interface AnnotatedTrigger {
  from?: (TagSourceReference & { apiVersion?: string }) | null
  fieldPath?: string
  paused?: boolean
}

/** Where a kind keeps its pod template, as the paths of triggers say it. */
export type TemplatePath = 'spec.template.spec' | 'spec.jobTemplate.spec.template.spec'

/** The field of a container's image, in the only form that the controller reads. */
export function triggerFieldPath(container: string, path: TemplatePath): string {
  return `${path}.containers[?(@.name=="${container}")].image`
}

/** The entries of a triggers annotation. Undefined when it is no JSON array of objects. */
export function parseTriggersAnnotation(text: string): AnnotatedTrigger[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    // The server and the controller know an absent list as null.
    if (parsed === null) return []
    if (!Array.isArray(parsed) || !parsed.every((entry) => typeof entry === 'object' && entry !== null))
      return undefined
    // Every entry is an object; each field is looked at before it is used.
    return parsed as AnnotatedTrigger[]
  } catch {
    return undefined
  }
}

/** The triggers of a workload that keeps them in its annotation. */
export function annotatedTriggers(
  text: string | undefined,
  template: PodTemplate | null | undefined,
  { namespace, path }: { namespace: string; path: TemplatePath },
): ImageTrigger[] {
  if (!text) return []
  const entries = parseTriggersAnnotation(text)
  if (!entries) {
    const unread = { namespace: '', stream: '', tag: '', containers: [] }
    return [{ style: 'annotation', index: 0, ...unread, paused: false, fault: 'notJson' }]
  }
  const fields = entries.map(({ fieldPath }) => fieldPath)
  const duplicate = new Set(fields).size < fields.length
  const triggers = entries.map((entry, index): ImageTrigger => {
    const field = containerAt(entry.fieldPath, template, path)
    const fault = duplicate ? 'duplicate' : (faultOf(entry.from, Boolean(entry.from?.apiVersion)) ?? field.fault)
    return {
      style: 'annotation',
      index,
      ...sourceOf(entry.from, namespace),
      containers: field.container === undefined ? [] : [field.container],
      ...(typeof entry.fieldPath === 'string' && { fieldPath: entry.fieldPath }),
      paused: entry.paused === true,
      ...(fault && { fault }),
    }
  })
  const breaks = triggers.some(({ fault, paused }) => fault === 'unknownContainer' && !paused)
  if (!breaks) return triggers
  return triggers.map((trigger) => (trigger.fault || trigger.paused ? trigger : { ...trigger, fault: 'otherBroken' }))
}

/** The image triggers of a DeploymentConfig. Automatic is what others call not paused. */
export function deploymentConfigTriggers({ metadata, spec }: DeploymentConfig): ImageTrigger[] {
  const names = new Set(containersOf(spec?.template).map(({ name }) => name))
  return (spec?.triggers ?? []).flatMap(({ type, imageChangeParams }, index): ImageTrigger[] => {
    if (type !== 'ImageChange') return []
    const containers = imageChangeParams?.containerNames ?? []
    const missing = containers.length === 0 || containers.some((name) => !names.has(name))
    const fault = faultOf(imageChangeParams?.from, false) ?? (missing ? 'unknownContainer' : undefined)
    return [
      {
        style: 'deploymentConfig',
        index,
        ...sourceOf(imageChangeParams?.from, metadata.namespace ?? ''),
        containers,
        paused: imageChangeParams?.automatic !== true,
        ...(fault && { fault }),
      },
    ]
  })
}

/** The image triggers of a BuildConfig: one without a source of its own watches the image that the build starts from. */
export function buildConfigTriggers({ metadata, spec }: BuildConfig): ImageTrigger[] {
  return (spec?.triggers ?? []).flatMap(({ type, imageChange }, index): ImageTrigger[] => {
    if (type?.toLowerCase() !== 'imagechange') return []
    const from = imageChange?.from ?? strategyFrom(spec)
    const fault = faultOf(from, false)
    return [
      {
        style: 'buildConfig',
        index,
        ...sourceOf(from, metadata.namespace ?? ''),
        containers: [],
        paused: imageChange?.paused === true,
        ...(fault && { fault }),
      },
    ]
  })
}

/** Whether a trigger acts when its tag moves. */
export function firesOf({ paused, fault }: ImageTrigger): boolean {
  return !paused && fault === undefined
}

function faultOf(from: TagSourceReference | null | undefined, withVersion: boolean): TriggerFault | undefined {
  if (from?.kind !== 'ImageStreamTag') return 'kind'
  if (withVersion) return 'apiVersion'
  return /^[^:]+:[^:]+$/.test(from.name ?? '') ? undefined : 'name'
}

function sourceOf(from: TagSourceReference | null | undefined, namespace: string) {
  const name = typeof from?.name === 'string' ? from.name : ''
  const colon = name.indexOf(':')
  const parts = colon < 0 ? { stream: name, tag: '' } : { stream: name.slice(0, colon), tag: name.slice(colon + 1) }
  return { namespace: from?.namespace || namespace, ...parts }
}

const fieldPattern = /^(containers|initContainers)\[(?:\?\(@\.name=="([^"]+)"\)|(\d+))\]\.image$/

function containerAt(
  fieldPath: unknown,
  template: PodTemplate | null | undefined,
  path: TemplatePath,
): { container?: string; fault?: TriggerFault } {
  if (typeof fieldPath !== 'string' || !fieldPath.startsWith(`${path}.`)) return { fault: 'fieldPath' }
  const [, list, name, index] = fieldPattern.exec(fieldPath.slice(path.length + 1)) ?? []
  if (name !== undefined) {
    // A name is looked for in both lists, whichever the path says.
    const known = containersOf(template).some((container) => container.name === name)
    return known ? { container: name } : { container: name, fault: 'unknownContainer' }
  }
  if (index === undefined) return { fault: 'fieldPath' }
  const containers = list === 'initContainers' ? template?.spec?.initContainers : template?.spec?.containers
  const container = containers?.[Number(index)]?.name
  return container === undefined ? { fault: 'unknownContainer' } : { container }
}

/** All containers of a pod template, those that only prepare it first. */
export function containersOf(template: PodTemplate | null | undefined) {
  return [...(template?.spec?.initContainers ?? []), ...(template?.spec?.containers ?? [])]
}
