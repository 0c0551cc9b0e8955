import type { K8sObject } from '../../src/k8s/types.ts'
import type { Follower, From, ImageOf } from './triggerSources.ts'

const ANNOTATION = 'image.openshift.io/triggers'

interface Trigger {
  from?: From
  fieldPath?: string
  paused?: boolean
}

interface Container {
  name: string
  image?: string
}

interface PodSpec {
  containers?: Container[]
  initContainers?: Container[]
}

interface Template {
  spec?: PodSpec
}

interface Workload extends K8sObject {
  spec?: { template?: Template; jobTemplate?: { spec?: { template?: Template } }; triggers?: ConfigTrigger[] }
  status?: Record<string, unknown>
}

interface ConfigTrigger {
  type: string
  imageChangeParams?: { automatic?: boolean; from: From; containerNames?: string[]; lastTriggeredImage?: string }
}

/** The triggers of an annotation, or none when it is not what the controller can read. */
function triggersOf({ metadata }: K8sObject): Trigger[] {
  try {
    const parsed: unknown = JSON.parse(metadata.annotations?.[ANNOTATION] ?? '[]')
    const triggers: Trigger[] = Array.isArray(parsed) ? parsed : []
    const paths = triggers.map(({ fieldPath }) => fieldPath)
    return new Set(paths).size === paths.length ? triggers : []
  } catch {
    return []
  }
}

const FIELD =
  /^spec\.(?:jobTemplate\.spec\.)?template\.spec\.(containers|initContainers)\[(?:(\d+)|\?\(@\.name=="([^"]+)"\))\]\.image$/

/** The container a field path names; names are looked up among init containers too. */
function containerAt(spec: PodSpec, path = ''): Container | undefined {
  const [, list, index, name] = FIELD.exec(path) ?? []
  if (name !== undefined)
    return [...(spec.initContainers ?? []), ...(spec.containers ?? [])].find((container) => container.name === name)
  return index === undefined
    ? undefined
    : spec[list === 'initContainers' ? 'initContainers' : 'containers']?.[Number(index)]
}

const podSpecOf = ({ spec }: Workload) => (spec?.template ?? spec?.jobTemplate?.spec?.template)?.spec

/** Gives a workload the images its annotation asks for. Answers whether any changed; a trigger it cannot follow stops them all. */
function followAnnotation(workload: Workload, imageOf: ImageOf): boolean {
  const spec = podSpecOf(workload)
  let changed = false
  for (const { from, fieldPath, paused } of triggersOf(workload)) {
    if (paused || from?.kind !== 'ImageStreamTag' || from.apiVersion) continue
    const container = spec && containerAt(spec, fieldPath)
    if (!container) return false
    const image = imageOf(from)
    if (!image || container.image === image) continue
    container.image = image
    changed = true
  }
  return changed
}

/** The same for the triggers of a DeploymentConfig, which remember the image and begin a rollout. */
function followTriggers(workload: Workload, imageOf: ImageOf): boolean {
  let changed = false
  for (const { type, imageChangeParams: params } of workload.spec?.triggers ?? []) {
    if (type !== 'ImageChange' || !params?.automatic) continue
    const image = imageOf(params.from)
    if (!image || image === params.lastTriggeredImage) continue
    params.lastTriggeredImage = image
    for (const container of podSpecOf(workload)?.containers ?? [])
      if (params.containerNames?.includes(container.name)) container.image = image
    const { latestVersion } = workload.status ?? {}
    workload.status = { ...workload.status, latestVersion: (Number(latestVersion) || 0) + 1 }
    changed = true
  }
  return changed
}

const annotated = (resource: Follower['resource']): Follower => ({
  resource,
  sources: (object) => triggersOf(object).map(({ from }) => from),
  follow: followAnnotation,
})

/** What rolls out when a tag moves: by an annotation, or by triggers of its own. */
export const rollouts: Follower[] = [
  ...(['apps/deployments', 'apps/statefulsets', 'apps/daemonsets', 'batch/cronjobs'] as const).map(annotated),
  {
    resource: 'apps.openshift.io/deploymentconfigs',
    sources: ({ spec }: Workload) => (spec?.triggers ?? []).map(({ imageChangeParams }) => imageChangeParams?.from),
    follow: followTriggers,
  },
]
