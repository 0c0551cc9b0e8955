import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { accessKey } from './access.ts'
import { ApiError, isKindMissing } from './ApiError.ts'
import { applyWrite, isNewer } from './applyEvent.ts'
import { resourcePath } from './path.ts'
import { sendJson } from './request.ts'
import type { K8sList, K8sObject, ResourceType, Status } from './types.ts'

/** A merge patch: only what changes. It replaces whole arrays. */
export type Patch = { metadata?: object } & Record<string, unknown>

/** Creates an object. */
export function create<T extends K8sObject>(type: ResourceType<T>, object: T): Promise<T> {
  const { namespace } = object.metadata
  const path = resourcePath(type, namespace === undefined ? {} : { namespace })
  return sendJson<T>('POST', path, { ...typeMeta(type), ...object })
}

/** Merge-patches an object that was seen: 409 when somebody changed it since. */
export function mergePatch<T extends K8sObject>(type: ResourceType<T>, seen: K8sObject, patch: Patch): Promise<T> {
  const { resourceVersion } = seen.metadata
  const metadata = { ...patch.metadata, resourceVersion }
  return sendJson<T>(
    'PATCH',
    pathOf(type, seen),
    { ...patch, metadata },
    { contentType: 'application/merge-patch+json' },
  )
}

/** Puts an object as a whole in the place of the one it was made from: 409 when somebody changed that since. */
export function replace<T extends K8sObject>(type: ResourceType<T>, object: T): Promise<T> {
  return sendJson<T>('PUT', pathOf(type, object), { ...typeMeta(type), ...object })
}

/**
 * Deletes an object that was seen: 409 when it was changed or replaced since. Answers with a Status or with the object. One
 * that is gone already is as asked for: browsers send a request again whose connection broke, although it may have been done.
 * `dependents`: what it owns goes too, which some kinds do not do by themselves (jobs leave their pods behind). `graceSeconds`: how
 * long a pod has to end, instead of its own time; 0 forgets it at once.
 */
export async function remove<T extends K8sObject>(
  type: ResourceType<T>,
  seen: K8sObject,
  { dependents = false, graceSeconds }: { dependents?: boolean; graceSeconds?: number | undefined } = {},
): Promise<T | Status> {
  const { uid, resourceVersion } = seen.metadata
  const preconditions = { ...(uid && { uid }), ...(resourceVersion && { resourceVersion }) }
  const propagation = dependents && { propagationPolicy: 'Background' }
  const grace = graceSeconds !== undefined && { gracePeriodSeconds: graceSeconds }
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions, ...propagation, ...grace }
  try {
    return await sendJson<T | Status>('DELETE', pathOf(type, seen), body)
  } catch (error) {
    // An address that the API does not know says nothing about the object: names with a slash lead to such.
    const isGone = error instanceof ApiError && error.code === 404 && !isKindMissing(error)
    if (isGone) return { kind: 'Status', status: 'Success' }
    throw error
  }
}

/** One write: create an object, put one in place of the one that was seen, merge-patch or delete one that was seen. */
export type Write<T> =
  | { create: T }
  | { replace: T }
  | { seen: K8sObject; patch: Patch }
  | { seen: K8sObject; remove: true; dependents?: boolean; graceSeconds?: number | undefined }

/** The one way to write. The answer is folded into every cached list and object that shows it. */
export function useWrite<T extends K8sObject>(type: ResourceType<T>) {
  const client = useQueryClient()
  return useMutation<T | Status, ApiError, Write<T>>({
    mutationFn: (write) => perform(client, type, write),
  })
}

/** Performs one write and folds its answer into the cache. */
export async function perform<T extends K8sObject>(
  client: QueryClient,
  type: ResourceType<T>,
  write: Write<T>,
): Promise<T | Status> {
  const answer = await written(client, type, write)
  if (type.group === 'rbac.authorization.k8s.io') askAccessAnew(client)
  return answer
}

// API servers hear of new bindings by watches of their own.
const authorizerLagMs = 2000

/** Who may do what has changed: the answers on screen are asked for again, at once and when all API servers know. */
function askAccessAnew(client: QueryClient): void {
  const ask = () => void client.invalidateQueries({ queryKey: accessKey })
  ask()
  setTimeout(ask, authorizerLagMs)
}

async function written<T extends K8sObject>(
  client: QueryClient,
  type: ResourceType<T>,
  write: Write<T>,
): Promise<T | Status> {
  if ('create' in write) return folded(client, type, 'ADDED', await create(type, write.create))
  if ('replace' in write) return folded(client, type, 'MODIFIED', await replace(type, write.replace))
  if ('patch' in write) return folded(client, type, 'MODIFIED', await mergePatch(type, write.seen, write.patch))
  const answer = await remove(type, write.seen, write)
  // An object that finalizers hold back, or that has time to end, is answered with a deletionTimestamp; its DELETED event comes later.
  const stays = !isStatus(answer) && answer.metadata.deletionTimestamp !== undefined && write.graceSeconds !== 0
  if (stays) folded(client, type, 'MODIFIED', answer)
  else fold(client, type, 'DELETED', write.seen)
  return answer
}

/** Shows what the server answered, in every cached list and object that it belongs to. */
export function folded<T extends K8sObject>(
  client: QueryClient,
  type: ResourceType<T>,
  event: 'ADDED' | 'MODIFIED',
  object: T,
): T {
  fold(client, type, event, object)
  return object
}

function fold(
  client: QueryClient,
  type: ResourceType,
  event: 'ADDED' | 'MODIFIED' | 'DELETED',
  object: K8sObject,
): void {
  const { namespace, name } = object.metadata
  for (const query of client.getQueryCache().findAll({ queryKey: ['k8s', type.group, type.version, type.plural] })) {
    const live = query.meta?.live
    if (!live || query.state.data === undefined) continue
    if (live.scope.namespace !== undefined && live.scope.namespace !== namespace) continue
    if (live.kind === 'object') {
      if (live.name !== name || event === 'DELETED') continue
      // Its end may be known before the answer that said that it was about to end.
      if (isKnownGone(query.state) && query.state.data.metadata.uid === object.metadata.uid) continue
      client.setQueryData<K8sObject>(query.queryKey, (known) =>
        !known || isNewer(object.metadata, known.metadata) ? object : known,
      )
      continue
    }
    client.setQueryData<K8sList<K8sObject>>(query.queryKey, (list) => {
      if (!list) return list
      // Whether a new object matches selectors is the server's to say: its watch will.
      const selects = live.scope.labelSelector !== undefined || live.scope.fieldSelector !== undefined
      const known = list.items.some(({ metadata }) => metadata.name === name && metadata.namespace === namespace)
      if (selects && !known) return list
      return applyWrite(list, {
        type: event,
        object: live.project && event !== 'DELETED' ? live.project(object) : object,
      })
    })
  }
}

/** Whether an object that was there is known to be deleted. */
function isKnownGone(state: { data: unknown; error: unknown }): state is { data: K8sObject; error: ApiError } {
  return state.error instanceof ApiError && state.error.code === 404 && state.data !== undefined
}

function typeMeta({ group, version, kind }: ResourceType) {
  return { apiVersion: group ? `${group}/${version}` : version, kind }
}

function pathOf<T extends K8sObject>(type: ResourceType<T>, { metadata }: K8sObject): string {
  const { namespace, name } = metadata
  return resourcePath(type, namespace === undefined ? {} : { namespace }, name)
}

function isStatus(answer: K8sObject | Status): answer is Status {
  return answer.kind === 'Status' || !('metadata' in answer) || !answer.metadata || !('name' in answer.metadata)
}
