import { anonymous, forbiddenText, ownerOf, users, type Access, type User } from './access.ts'
import { admit } from './admission.ts'
import { bodyObject, patched } from './body.ts'
import { discoveryAnswer } from './discovery.ts'
import { errorAnswer, json, methodNotAllowedHere, pageNotFound, resourceNotFound, type Exchange } from './exchange.ts'
import { cutAnswer, faultAnswer, type Faults } from './faults.ts'
import type { Prometheus } from '../prometheus/prometheus.ts'
import type { Logs } from './logs.ts'
import { formOf } from './negotiate.ts'
import { get, list, type Texts } from './read.ts'
import type { Resource, Resources } from './resources.ts'
import { attributesOf, routeOf, type Route } from './route.ts'
import { notFound, qualified, StatusError } from './status.ts'
import type { Store } from './store.ts'
import { watch, type Watches } from './watch.ts'
import { create, patch, remove, removeAll, update } from './write.ts'

export interface Api {
  store: Store
  resources: Resources
  access: Access
  faults: Faults
  watches: Watches
  logs: Logs
  prometheus: Prometheus
  now: () => Date
  leave: (go: () => void) => void
  /** Who a request without credentials is; nobody means system:anonymous. */
  defaultUser: string | null
  /** Keeps the text of every listed object: faster, at the price of memory. */
  texts: Texts | undefined
}

/** Answers one request the way the API server does, with its date. Never rejects: what goes wrong is a Status. */
export async function answer(api: Api, request: Request): Promise<Response> {
  const response = await undated(api, request)
  // A connection that breaks has no headers.
  if (response.type !== 'error') response.headers.set('Date', api.now().toUTCString())
  return response
}

async function undated(api: Api, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const { faults } = api
  if (url.pathname.startsWith('/__mock__/')) return faults.handle(request, url.pathname.slice('/__mock__/'.length))
  if (faults.latency) await new Promise((resolve) => setTimeout(resolve, faults.latency))
  if (Date.now() < faults.downUntil) return Response.error()
  const route = routeOf(request.method, url)
  const fault = faults.meet(route ?? { group: '', version: '', plural: url.pathname, verb: 'get' })
  if (fault && fault.cut === undefined && !fault.afterwards) return faultAnswer(fault)
  try {
    const user = impersonated(request, authenticate(request, api.defaultUser), api.access)
    const response = route ? await toResource(api, request, url, route, user) : await toPath(api, request, url, user)
    if (fault?.afterwards && response.ok) return faultAnswer(fault)
    return fault?.cut === undefined ? response : cutAnswer(response, fault.cut, fault.cutAfter)
  } catch (error) {
    return errorAnswer(error)
  }
}

function authenticate(request: Request, defaultUser: string | null): User {
  const token = /^Bearer (.+)$/.exec(request.headers.get('Authorization') ?? '')?.[1]
  const cookie = /(?:^|;\s*)mock-user=([^;]+)/.exec(request.headers.get('Cookie') ?? '')?.[1]
  const name = (token && ownerOf(token)) ?? cookie ?? defaultUser
  const user = name === null ? anonymous : users[name]
  if (!user) throw new StatusError({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' })
  return user
}

/** `kubectl --as`: whoever may impersonate is taken for the user and groups of the headers. */
function impersonated(request: Request, user: User, access: Access): User {
  const name = request.headers.get('Impersonate-User')
  if (!name) return user
  const attributes = { verb: 'impersonate', group: '', resource: 'users', name }
  if (!access.decide(user, attributes).allowed) {
    const message = `users "${name}" is forbidden: ${forbiddenText(user, attributes)}`
    throw new StatusError({ code: 403, reason: 'Forbidden', message, details: { name, kind: 'users' } })
  }
  const groups = (request.headers.get('Impersonate-Group') ?? '').split(/,\s*/).filter(Boolean)
  return { name, groups: [...groups, name === anonymous.name ? 'system:unauthenticated' : 'system:authenticated'] }
}

async function toPath(api: Api, request: Request, url: URL, user: User): Promise<Response> {
  const { access, resources, prometheus } = api
  // Prometheus stands beside the API, behind a proxy with access rules of its own.
  if (url.pathname.startsWith('/prometheus/')) return prometheus.handle(request, url, user)
  const verb = request.method.toLowerCase()
  if (!access.decidePath(user, verb, url.pathname).allowed) {
    const message = `forbidden: User "${user.name}" cannot ${verb} path "${url.pathname}"`
    throw new StatusError({ code: 403, reason: 'Forbidden', message, details: {} })
  }
  return discoveryAnswer(resources, url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : '/')
}

async function toResource(api: Api, request: Request, url: URL, route: Route, user: User): Promise<Response> {
  const { access, store, resources, logs, now, watches, faults } = api
  const query = url.searchParams
  const attributes = attributesOf(route, query)
  const { group, plural, name, namespace, subresource, verb } = route
  if (!access.decide(user, attributes).allowed) {
    const named = attributes.name ? ` "${attributes.name}"` : ''
    const message = `${qualified(plural, group)}${named} is forbidden: ${forbiddenText(user, attributes)}`
    throw new StatusError({
      code: 403,
      reason: 'Forbidden',
      message,
      details: { ...(attributes.name && { name: attributes.name }), ...(group && { group }), kind: plural },
    })
  }
  const resource = resources.find(group, route.version, plural)
  if (!resource) {
    if (resources.isCustomGroup(group) || !resources.list(group ? `${group}/${route.version}` : route.version))
      return pageNotFound()
    throw resourceNotFound()
  }
  const everywhere = resource.namespaced && !namespace
  if ((namespace && !resource.namespaced) || (everywhere && (name || !resource.verbs.includes('list'))))
    throw resourceNotFound()
  const exchange: Exchange = {
    request,
    resource,
    resources,
    store,
    logs,
    now,
    user,
    query,
    access,
    texts: api.texts,
    form: formOf(request.headers.get('Accept')),
    dryRun: query.getAll('dryRun').includes('All'),
    signal: request.signal,
    leave: api.leave,
    allow: (asked, who = user) => access.decide(who, asked),
    ...(namespace && { namespace }),
    ...(name && { name }),
  }
  admit(store, user, route)
  if (subresource) return toSubresource(exchange, subresource, verb)
  if (everywhere && !['list', 'watch'].includes(verb)) throw methodNotAllowedHere()
  if (verb === 'watch') {
    const response = watch(exchange, watches)
    faults.mostOpen = Math.max(faults.mostOpen, watches.open.size)
    return response
  }
  if (!resource.verbs.includes(verb) || !virtualHas(resource, verb)) throw methodNotAllowedHere()
  const verbs: Record<string, () => Response | Promise<Response>> = {
    get: () => get(exchange),
    list: () => list(exchange),
    create: () => create(exchange),
    update: () => update(exchange),
    patch: () => patch(exchange),
    delete: () => remove(exchange),
    deletecollection: () => removeAll(exchange),
  }
  return verbs[verb]?.() ?? Promise.reject(methodNotAllowedHere())
}

/** A computed kind answers the verbs it has handlers for; a patch is an update. */
function virtualHas({ rules: { virtual } }: Resource, verb: string): boolean {
  return !virtual || (verb === 'patch' ? 'update' : verb) in virtual
}

async function toSubresource(exchange: Exchange, name: string, verb: string): Promise<Response> {
  const { resource, resources, store, namespace } = exchange
  const facts = resources.subresource(resource, name)
  if (!facts) throw resourceNotFound()
  if (!facts.verbs.includes(verb)) throw methodNotAllowedHere()
  const handler = resource.rules.subresources?.[name]
  if (!handler) {
    if (name !== 'status') throw resourceNotFound()
    return verb === 'get' ? get(exchange) : verb === 'update' ? update(exchange, name) : patch(exchange, name)
  }
  // Bodies and answers are of the subresource's own kind.
  const apiVersion = facts.group ? `${facts.group}/${facts.version ?? 'v1'}` : resource.apiVersion
  const own: Exchange = { ...exchange, resource: { ...resource, kind: handler.kind, apiVersion } }
  const wrap = (result: object, status = 200) =>
    result instanceof Response ? result : json({ kind: handler.kind, apiVersion, ...result }, status)
  if (verb === 'get' && handler.get) return wrap(handler.get(exchange))
  if (verb === 'create' && handler.create) {
    if (!store.get(resource.key, namespace, exchange.name ?? ''))
      throw notFound(resource.group, resource.name, exchange.name ?? '')
    return wrap(handler.create(exchange, await bodyObject(own)), 201)
  }
  if (!handler.update) throw methodNotAllowedHere()
  if (verb === 'update') return wrap(handler.update(exchange, await bodyObject(own)))
  const current = handler.get?.(exchange)
  if (!current || current instanceof Response) throw methodNotAllowedHere()
  return wrap(handler.update(exchange, await patched(own, current)))
}
