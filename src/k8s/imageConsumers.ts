import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { ApiError, asApiError, isAbort, isKindMissing, isTransient } from './ApiError.ts'
import { isNewer } from './applyEvent.ts'
import { discoveryOf } from './discovery.ts'
import { isTokenRefused, loadChunks } from './loadChunks.ts'
import { projectsQuery } from './projects.ts'
import { prepareUses } from './resources/imageConsumerIndex.ts'
import { consumerKinds, type ConsumerKind, type WorkloadImages } from './resources/imageConsumerWorkload.ts'
import type { K8sObject, ResourceType, Scope } from './types.ts'

/** A kind that could not be listed, in one project or in all. */
export interface NotListed {
  kind: string
  plural: string
  namespace?: string
  error: ApiError
}

/** What refers to images, in all projects that the user may list. */
export interface Consumers {
  workloads: readonly WorkloadImages[]
  notListed: readonly NotListed[]
  /** Whether only the user's own projects were read, because the cluster's lists are forbidden. */
  byProject: boolean
  /** When the reading began, in milliseconds. */
  at: number
}

const staleMs = 20_000
const queryKey = ['k8s', 'imageConsumers'] as const

/**
 * Everything that refers to images, read once for all that ask: eleven kinds would be too many watches. Missing kinds are left
 * out; what may not be listed is named.
 */
export function imageConsumersQuery() {
  return queryOptions({
    queryKey,
    queryFn: ({ client, signal }) => readConsumers(client, signal),
    staleTime: staleMs,
    structuralSharing: false,
  })
}

const againMs = 10_000

/** In how many milliseconds it is read again: when it, or a part of it, could not be read for a passing reason. */
export function againAfter({ data, error }: { data: Consumers | undefined; error: unknown }): number | false {
  return isTransient(error) || data?.notListed.some((part) => isTransient(part.error)) ? againMs : false
}

/** Shows a workload as the server answered a write, until everything is read again. */
export function foldWorkload<T extends K8sObject>(client: QueryClient, type: ResourceType<T>, object: T): void {
  const consumers = client.getQueryData(imageConsumersQuery().queryKey)
  const kind = consumerKinds.find((one) => one.type.kind === type.kind && one.type.group === type.group)
  if (!consumers || !kind) return
  const answered = kind.project(object)
  const isSame = ({ metadata, kind: its }: WorkloadImages) =>
    its === type.kind && metadata.name === object.metadata.name && metadata.namespace === object.metadata.namespace
  const workloads = consumers.workloads.map((workload) =>
    isSame(workload) && isNewer(object.metadata, workload.metadata) ? answered : workload,
  )
  client.setQueryData(imageConsumersQuery().queryKey, { ...consumers, workloads })
}

async function readConsumers(client: QueryClient, signal: AbortSignal): Promise<Consumers> {
  const at = Date.now()
  const before = client.getQueryData(imageConsumersQuery().queryKey)?.workloads ?? []
  const notListed: NotListed[] = []
  let byProject = false
  let answered = false
  const project = keepOnce()
  const read = async (kind: ConsumerKind): Promise<WorkloadImages[]> => {
    const failed = (error: unknown, namespace?: string): WorkloadImages[] => {
      if (signal.aborted || isAbort(error)) throw error
      const { kind: name, plural } = kind.type
      notListed.push({ kind: name, plural, ...(namespace && { namespace }), error: asApiError(error) })
      if (!isTransient(error)) return []
      // What was there does not go away with the API.
      return before.filter((one) => one.kind === name && (!namespace || one.metadata.namespace === namespace))
    }
    const list = async (scope: Scope) => {
      const workloads = await listWhole(kind, scope, project(kind), signal)
      answered = true
      return workloads
    }
    if (!(await isThere(client, kind, failed))) return []
    try {
      return await list({})
    } catch (error) {
      if (isKindMissing(error)) return []
      if (!(error instanceof ApiError) || error.code !== 403) return failed(error)
    }
    byProject = true
    const names = await client.fetchQuery(projectsQuery()).catch((error: unknown) => error)
    if (!Array.isArray(names)) return failed(names)
    const inProjects = names.map((namespace: string) =>
      list({ namespace }).catch((error: unknown) => failed(error, namespace)),
    )
    return (await Promise.all(inProjects)).flat()
  }
  const lists = await Promise.all(consumerKinds.map(read))
  const failure = notListed.find(({ error }) => error.code !== 403)?.error
  if (!answered && failure) throw failure
  const workloads = lists.flat()
  await prepareUses(workloads)
  return { workloads, notListed, byProject, at }
}

/** Whether the cluster has a kind. Those of Kubernetes are everywhere; OpenShift's own can be switched off. */
async function isThere(
  client: QueryClient,
  { type }: ConsumerKind,
  failed: (error: unknown) => unknown,
): Promise<boolean> {
  if (!type.group.endsWith('.openshift.io')) return true
  try {
    const discovery = await client.fetchQuery(discoveryOf(type.group, type.version))
    if (discovery.state === 'unavailable') failed(discovery.error)
    return discovery.state === 'present' && discovery.resources.some(({ name }) => name === type.plural)
  } catch (error) {
    failed(error)
    return false
  }
}

/** All objects of a kind in a scope, in chunks. A continue token that expires on the way begins again, once in one answer. */
async function listWhole(
  kind: ConsumerKind,
  scope: Scope,
  project: (object: K8sObject) => WorkloadImages,
  signal: AbortSignal,
): Promise<WorkloadImages[]> {
  const read = async (unlimited: boolean) => {
    const workloads: WorkloadImages[] = []
    // The projection of loadChunks keeps the objects' own shape for those that follow them; here only workloads are kept.
    const listing = { type: kind.type, scope, project, background: true }
    for await (const chunk of loadChunks(listing, { signal, unlimited })) {
      for (const workload of chunk.items) workloads.push(workload as WorkloadImages) // what the projection made
    }
    return workloads
  }
  try {
    return await read(false)
  } catch (error) {
    if (!isTokenRefused(error)) throw error
    return read(true)
  }
}

/** Keeps what is the same once: the pods of a workload all have its images, its owner and its project. */
function keepOnce() {
  const kept = new Map<string, unknown>()
  const once = <T>(key: string, value: T): T => {
    const known = kept.get(key)
    if (known === undefined) kept.set(key, value)
    // A key says what it is the key of.
    return (known as T | undefined) ?? value
  }
  return (kind: ConsumerKind) => (object: K8sObject) => {
    const workload = kind.project(object)
    const { images, owner, metadata } = workload
    if (images.length > 0) workload.images = once(`images ${JSON.stringify(images)}`, images)
    if (owner) workload.owner = once(`owner ${owner.uid}`, owner)
    if (metadata.namespace) metadata.namespace = once(`namespace ${metadata.namespace}`, metadata.namespace)
    return workload
  }
}
