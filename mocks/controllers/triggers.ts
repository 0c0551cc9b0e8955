import type { K8sObject } from '../../src/k8s/types.ts'
import { referenceFor } from '../kinds/imageOfTag.ts'
import { splitTagName } from '../kinds/imageReference.ts'
import { decorateStream, storedStream } from '../kinds/imageStreamStore.ts'
import { latestEvent, STREAMS } from '../kinds/imageTypes.ts'
import type { ResourceName, Store } from '../server/store.ts'
import type { Controlled, Queue } from './controllers.ts'

const ANNOTATION = 'image.openshift.io/triggers'
const ANNOTATED: ResourceName[] = ['apps/deployments', 'apps/statefulsets', 'apps/daemonsets', 'batch/cronjobs']
const CONFIGS: ResourceName = 'apps.openshift.io/deploymentconfigs'

interface From {
  kind?: string
  name?: string
  namespace?: string
  apiVersion?: string
}

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

/** The pull spec a trigger's tag stands for now; undefined while it has no image. */
function imageOf(store: Store, own: string, { name = '', namespace = own }: From): string | undefined {
  const [streamName = '', tag = ''] = splitTagName(name) ?? []
  const stored = storedStream(store, namespace, streamName)
  const stream = stored && decorateStream(stored, store)
  const event = stream && latestEvent(stream, tag)
  return stream && event?.image ? referenceFor(stream, tag, event) : undefined
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
function followAnnotation(workload: Workload, store: Store): boolean {
  const spec = podSpecOf(workload)
  let changed = false
  for (const { from, fieldPath, paused } of triggersOf(workload)) {
    if (paused || from?.kind !== 'ImageStreamTag' || from.apiVersion) continue
    const container = spec && containerAt(spec, fieldPath)
    if (!container) return false
    const image = imageOf(store, workload.metadata.namespace ?? '', from)
    if (!image || container.image === image) continue
    container.image = image
    changed = true
  }
  return changed
}

/** The same for the triggers of a DeploymentConfig, which remember the image and begin a rollout. */
function followTriggers(workload: Workload, store: Store): boolean {
  let changed = false
  for (const { type, imageChangeParams: params } of workload.spec?.triggers ?? []) {
    if (type !== 'ImageChange' || !params?.automatic) continue
    const image = imageOf(store, workload.metadata.namespace ?? '', params.from)
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

/** Rolls workloads out when a tag they follow has moved, a while later, as the trigger controller does. */
export function controlTriggers({ store }: Controlled, queue: Queue): () => void {
  const look = (resource: ResourceName, namespace: string, name: string) => {
    const object = store.get(resource, namespace, name)
    if (!object) return
    const workload: Workload = structuredClone(object)
    const changed = resource === CONFIGS ? followTriggers(workload, store) : followAnnotation(workload, store)
    if (!changed) return
    workload.metadata.generation = (workload.metadata.generation ?? 0) + 1
    store.put(resource, workload)
  }
  const add = (resource: ResourceName, { metadata: { namespace = '', name } }: K8sObject) =>
    queue.add(`${resource} ${namespace}/${name}`, () => look(resource, namespace, name))
  const follows = (resource: ResourceName, object: Workload, namespace: string, name: string) => {
    const froms = resource === CONFIGS ? configSources(object) : triggersOf(object).map(({ from }) => from)
    return froms.some(
      (from) =>
        (from?.namespace ?? object.metadata.namespace) === namespace && splitTagName(from?.name ?? '')?.[0] === name,
    )
  }
  const all = [...ANNOTATED, CONFIGS]
  const stops = all.map((resource) =>
    store.subscribe(resource, ({ type, object }) => {
      if (type !== 'DELETED' && (resource === CONFIGS || object.metadata.annotations?.[ANNOTATION]))
        add(resource, object)
    }),
  )
  stops.push(
    store.subscribe(STREAMS, ({ type, object }) => {
      const { namespace = '', name } = object.metadata
      if (type === 'DELETED') return
      for (const resource of all)
        for (const workload of store.list(resource))
          if (follows(resource, workload, namespace, name)) add(resource, workload)
    }),
  )
  return () => {
    for (const stop of stops) stop()
    queue.stop()
  }
}

const configSources = ({ spec }: Workload) =>
  (spec?.triggers ?? []).map(({ imageChangeParams }) => imageChangeParams?.from)
