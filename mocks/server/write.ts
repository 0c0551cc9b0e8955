import { orphan } from '../kinds/dependents.ts'
import type { AnyObject, DeleteOptions } from '../kinds/kind.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { json, tableOptions, type Exchange } from './exchange.ts'
import { bodyObject, deleteOptions, patched } from './body.ts'
import { customErrors } from './customSchema.ts'
import { decorated, oneAs } from './negotiate.ts'
import { equal } from './patch.ts'
import { selectorOf, stored } from './read.ts'
import {
  alreadyExists,
  badRequest,
  conflict,
  deleted,
  fieldError,
  invalid,
  notFound,
  qualified,
  StatusError,
  versionRequired,
} from './status.ts'

const answer = (exchange: Exchange, object: K8sObject, status = 200) =>
  json(oneAs(exchange.form, exchange.resource, object, tableOptions(exchange)), status)

const shown = (exchange: Exchange, object: K8sObject, status = 200) =>
  answer(exchange, decorated(exchange.resource, object, exchange.store), status)

const seconds = (date: Date) => `${date.toISOString().slice(0, 19)}Z`

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'

/** A name as generateName makes it. */
export const generatedName = (prefix: string) =>
  prefix + [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => LETTERS[byte % LETTERS.length]).join('')

/** POST of an object. */
export async function create(exchange: Exchange): Promise<Response> {
  const { resource } = exchange
  const object = await bodyObject(exchange)
  const virtual = resource.rules.virtual
  if (virtual) {
    if (!virtual.create) throw badRequest(`${resource.name} cannot be created`)
    return answer(exchange, virtual.create(exchange, object), 201)
  }
  // A kind that can only be created is an order to the server, not an object to keep.
  if (!resource.verbs.includes('get')) throw notImplemented(resource)
  return shown(exchange, createObject(exchange, object), 201)
}

const notImplemented = ({ group, name }: Exchange['resource']) =>
  new StatusError({
    code: 501,
    reason: 'NotImplemented',
    message: `the mock cluster does not carry out ${qualified(name, group)}`,
  })

/** Creates an object the way a POST does: defaults, validation, storage. */
export function createObject(exchange: Exchange, object: AnyObject): K8sObject {
  const { resource, store, namespace, now, dryRun } = exchange
  const { rules, group, key } = resource
  const { metadata } = object
  if (!metadata.name && 'generateName' in metadata) metadata.name = generatedName(String(metadata.generateName))
  if (namespace) {
    if (metadata.namespace && metadata.namespace !== namespace)
      throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
    if (!store.get('/namespaces', undefined, namespace)) throw notFound('', 'namespaces', namespace)
    metadata.namespace = namespace
  }
  if (metadata.resourceVersion) throw badRequest('resourceVersion should not be set on objects to be created')
  if (resource.hasStatus) delete object['status']
  delete metadata.deletionTimestamp
  metadata.uid = crypto.randomUUID()
  metadata.creationTimestamp = seconds(now())
  if (resource.hasGeneration) metadata.generation = 1
  else delete metadata.generation
  rules.defaults?.(object, exchange)
  rules.prepareCreate?.(object, exchange)
  const errors = metadata.name
    ? [
        ...(rules.validateCreate?.(object, exchange) ?? nameErrors(exchange, metadata.name)),
        ...schemaErrors(exchange, object),
      ]
    : [fieldError.required('metadata.name', 'name or generateName is required')]
  if (errors.length) throw invalid(group, resource.kind, metadata.name ?? '', errors)
  if (store.get(key, namespace, metadata.name)) throw alreadyExists(group, resource.name, metadata.name)
  return dryRun ? object : store.put(key, object)
}

const schemaErrors = ({ resource: { custom, group, version, kind } }: Exchange, object: AnyObject) =>
  custom ? customErrors(object, group, version, kind) : []

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

function nameErrors({ resource }: Exchange, name: string) {
  if (resource.group === 'rbac.authorization.k8s.io' || (SUBDOMAIN.test(name) && name.length <= 253)) return []
  const why = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN.source.slice(1, -1)}')`
  return [fieldError.invalid('metadata.name', name, why)]
}

/** PUT of an object, or of its status. */
export async function update(exchange: Exchange, subresource?: string): Promise<Response> {
  const object = await bodyObject(exchange)
  if (!object.metadata.name)
    throw badRequest(
      `the name of the object (${exchange.name ?? ''} based on URL) was undeterminable: name must be provided`,
    )
  return replace(exchange, object, subresource)
}

/** PATCH: read, change, then the same as a PUT. */
export async function patch(exchange: Exchange, subresource?: string): Promise<Response> {
  const { resource } = exchange
  const virtual = resource.rules.virtual
  const current = virtual?.current?.(exchange) ?? virtual?.get?.(exchange) ?? stored(exchange)
  const next = await patched(exchange, current)
  const { resourceVersion } = current.metadata
  if (!virtual && !next.metadata.resourceVersion && resourceVersion) next.metadata.resourceVersion = resourceVersion
  return replace(exchange, next, subresource)
}

function replace(exchange: Exchange, object: AnyObject, subresource?: string): Response {
  const { resource, name = '', namespace } = exchange
  const { metadata } = object
  const virtual = resource.rules.virtual
  if (metadata.name && metadata.name !== name)
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`)
  metadata.name = name
  if (namespace) {
    if (metadata.namespace && metadata.namespace !== namespace)
      throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
    metadata.namespace = namespace
  }
  if (virtual) {
    if (!virtual.update) throw badRequest(`${resource.name} cannot be updated`)
    const outcome = virtual.update(exchange, object)
    return answer(exchange, outcome.object, outcome.created ? 201 : 200)
  }
  return shown(exchange, updateObject(exchange, object, subresource))
}

/** Replaces an object the way a PUT does: conflicts, kept metadata, generation, validation, storage. */
export function updateObject(exchange: Exchange, object: AnyObject, subresource?: string): K8sObject {
  const { resource, store, dryRun } = exchange
  const { rules, group, kind, key } = resource
  // A stored object has whatever fields its kind has.
  const old = stored(exchange) as AnyObject
  const { metadata } = object
  const { name } = old.metadata
  if (metadata.uid && metadata.uid !== old.metadata.uid)
    throw conflict(
      group,
      resource.name,
      name,
      `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${old.metadata.uid ?? ''}`,
    )
  if (!metadata.resourceVersion && (resource.custom || rules.unconditionalUpdate === false))
    throw invalid(group, resource.name, name, [versionRequired])
  if (metadata.resourceVersion && metadata.resourceVersion !== old.metadata.resourceVersion)
    throw conflict(
      group,
      resource.name,
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    )
  const next: AnyObject =
    subresource === 'status' ? { ...old, metadata: { ...old.metadata }, status: object['status'] } : object
  keepMetadata(next, old)
  if (subresource !== 'status') {
    if (resource.hasStatus) {
      if (old['status'] === undefined) delete next['status']
      else next['status'] = old['status']
    }
    rules.defaults?.(next, exchange)
    if (resource.hasGeneration && !equal(generated(exchange, next), generated(exchange, old)))
      next.metadata.generation = (old.metadata.generation ?? 0) + 1
    rules.prepareUpdate?.(next, old, exchange)
    const errors = [...(rules.validateUpdate?.(next, old, exchange) ?? []), ...schemaErrors(exchange, next)]
    if (errors.length) throw invalid(group, kind, name, errors)
  }
  if (equal(withoutType(next), withoutType(old))) return old
  if (dryRun) return next
  if (next.metadata.deletionTimestamp && !finalizers(next).length)
    return store.remove(key, next.metadata.namespace, name) ?? next
  return store.put(key, withoutType(next))
}

/** What a client cannot change. */
function keepMetadata(next: AnyObject, { metadata }: AnyObject) {
  const { uid, creationTimestamp, generation, deletionTimestamp, resourceVersion } = metadata
  const kept = { uid, creationTimestamp, generation, deletionTimestamp, resourceVersion }
  Object.assign(next.metadata, Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)))
}

/** The part of an object whose change counts as a new generation: everything but metadata and status, unless the kind says otherwise. */
function generated({ resource }: Exchange, object: AnyObject): unknown {
  if (resource.rules.generationOf) return resource.rules.generationOf(object)
  const { metadata: _metadata, status: _status, ...rest } = withoutType(object)
  return rest
}

function withoutType(object: AnyObject): AnyObject {
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = object
  return rest
}

const finalizers = ({ metadata }: K8sObject): unknown[] =>
  'finalizers' in metadata && Array.isArray(metadata.finalizers) ? metadata.finalizers : []

const ORPHANED =
  '299 - "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning"'

/** DELETE of one object, with preconditions. */
export async function remove(exchange: Exchange): Promise<Response> {
  const { resource, name = '' } = exchange
  const options = await deleteOptions(exchange)
  const virtual = resource.rules.virtual
  if (virtual) {
    if (!virtual.delete) throw badRequest(`${resource.name} cannot be deleted`)
    const gone = virtual.delete(exchange, options)
    return gone ? answer(exchange, gone) : json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' })
  }
  const object = stored(exchange)
  const gone = removeObject(exchange, object, options)
  const answered = gone
    ? shown(exchange, gone)
    : json(deleted(resource.group, resource.name, name, object.metadata.uid))
  if (resource.rules.orphansByDefault && !options.propagationPolicy) answered.headers.set('Warning', ORPHANED)
  return answered
}

/** Removes an object unless finalizers hold it. The answer is the object, for kinds that show it or when it stays. */
export function removeObject(
  { resource, store, dryRun, now, leave = (go) => go() }: Exchange,
  object: K8sObject,
  options: DeleteOptions,
): K8sObject | undefined {
  const { group, kind, key, rules } = resource
  const { metadata } = object
  const { preconditions } = options
  if (preconditions?.uid && preconditions.uid !== metadata.uid)
    throw conflict(
      group,
      kind,
      metadata.name,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${metadata.uid ?? ''}). The object might have been deleted and then recreated`,
    )
  if (preconditions?.resourceVersion && preconditions.resourceVersion !== metadata.resourceVersion)
    throw conflict(
      group,
      kind,
      metadata.name,
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion ?? ''}). The object might have been modified`,
    )
  const grace = rules.gracePeriod && (options.gracePeriodSeconds ?? rules.gracePeriod(object))
  const leaving = {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: seconds(new Date(now().getTime() + (grace ?? 0) * 1000)),
      deletionGracePeriodSeconds: grace ?? 0,
    },
  }
  const returned = grace !== undefined || rules.deleteReturnsObject
  if (dryRun) return returned || finalizers(object).length ? leaving : undefined
  if (finalizers(object).length) return store.put(key, leaving)
  if ((options.propagationPolicy ?? (rules.orphansByDefault ? 'Orphan' : '')) === 'Orphan') orphan(store, object)
  const seen = grace ? store.put(key, leaving) : leaving
  const go = () => {
    if (store.get(key, metadata.namespace, metadata.name)?.metadata.uid === metadata.uid)
      store.remove(key, metadata.namespace, metadata.name)
  }
  if (grace) leave(go)
  else go()
  if (key === '/namespaces') store.removeNamespace(metadata.name)
  return returned ? seen : undefined
}

/** DELETE of a collection, by selectors. */
export async function removeAll(exchange: Exchange): Promise<Response> {
  const { resource, store, namespace } = exchange
  const options = await deleteOptions(exchange)
  const matches = selectorOf(exchange) ?? (() => true)
  const objects = store.list(resource.key, namespace).filter(matches)
  for (const object of objects) removeObject(exchange, object, options)
  const metadata = { resourceVersion: String(store.revision(resource.key)) }
  return json({ kind: `${resource.kind}List`, apiVersion: resource.apiVersion, metadata, items: objects })
}
