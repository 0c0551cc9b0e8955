import type { K8sObject, ListMeta } from '../../src/k8s/types.ts'
import { json, tableOptions, type Exchange } from './exchange.ts'
import { goJsonError } from './gojson.ts'
import { writeJson } from './json.ts'
import { decorated, entry, listAs, oneAs } from './negotiate.ts'
import { fieldSelector, labelSelector } from './selectors.ts'
import { badRequest, notFound, StatusError } from './status.ts'
import { keyOf, lowerBound } from './store.ts'

/** The stored object of the URL; 404 without it. */
export function stored({ resource, store, namespace, name = '' }: Exchange): K8sObject {
  const object = store.get(resource.key, resource.namespaced ? namespace : undefined, name)
  if (!object) throw notFound(resource.group, resource.name, name)
  return object
}

/** GET of one object. */
export function get(exchange: Exchange): Response {
  const { resource, store, form } = exchange
  const object = resource.rules.virtual?.get?.(exchange) ?? decorated(resource, stored(exchange), store)
  return json(oneAs(form, resource, object, tableOptions(exchange)))
}

/** Both selectors of a request as one test; undefined when there are none. */
export function selectorOf({
  query,
  resource,
}: Pick<Exchange, 'query' | 'resource'>): ((object: K8sObject) => boolean) | undefined {
  const [labels, fields] = [query.get('labelSelector'), query.get('fieldSelector')]
  const tests = [labels && labelSelector(labels), fields && fieldSelector(fields, resource.rules.fields)].filter(
    (test) => typeof test === 'function',
  )
  return tests.length ? (object) => tests.every((test) => test(object)) : undefined
}

const PIECE = 100

/** GET of a collection: selectors, chunks by limit and continue, any form. */
export function list(exchange: Exchange): Response {
  const { resource, store, form } = exchange
  const { objects, metadata } = pageOf(exchange)
  if (form !== 'object') {
    const shown = objects.map((object) => decorated(resource, object, store))
    return json(listAs(form, resource, shown, metadata, tableOptions(exchange)))
  }
  const empty = JSON.stringify(listAs('object', resource, [], metadata, tableOptions(exchange)))
  return inPieces(exchange, objects, empty)
}

const encoder = new TextEncoder()
const COMMA = encoder.encode(',')

/** A list is written in pieces, so that a long one is never held whole. `empty` is the same list without entries. */
function inPieces(exchange: Exchange, objects: K8sObject[], empty: string): Response {
  const [head = '', tail = ''] = empty.split('"items":[]')
  const bytesOf = entryBytes(exchange)
  let at = 0
  const piece = () => {
    const parts: Uint8Array[] = at ? [] : [encoder.encode(`${head}"items":[`)]
    for (const end = Math.min(at + PIECE, objects.length); at < end; at++) {
      if (at) parts.push(COMMA)
      const object = objects[at]
      if (object) parts.push(bytesOf(object))
    }
    if (at >= objects.length) parts.push(encoder.encode(`]${tail}`))
    return joined(parts)
  }
  if (objects.length <= PIECE) return new Response(piece(), { headers: json(null).headers })
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(piece())
      if (at >= objects.length) controller.close()
    },
  })
  return new Response(body, { headers: json(null).headers })
}

/** The text of one entry of a list; kept per object where the cluster has memory for it. */
function entryBytes({ resource, store, texts }: Exchange): (object: K8sObject) => Uint8Array {
  const kept = texts?.of(`${resource.key} ${resource.rules.decorationKey?.(store) ?? ''}`)
  return (object) => {
    const known = kept?.get(object)
    if (known) return known
    const bytes = encoder.encode(writeJson(entry(resource, decorated(resource, object, store))))
    kept?.set(object, bytes)
    return bytes
  }
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Texts of objects, by what they were decorated with. */
export class Texts {
  #kept = new Map<string, WeakMap<K8sObject, Uint8Array>>()

  /** The texts made under one key. Few keys are in use at a time; older ones are dropped. */
  of(key: string): WeakMap<K8sObject, Uint8Array> {
    const known = this.#kept.get(key)
    if (known) return known
    if (this.#kept.size > 50) this.#kept.clear()
    const texts = new WeakMap<K8sObject, Uint8Array>()
    this.#kept.set(key, texts)
    return texts
  }
}

interface Page {
  objects: K8sObject[]
  metadata: ListMeta
}

function pageOf(exchange: Exchange): Page {
  const { resource, store, namespace, query } = exchange
  const matches = selectorOf(exchange)
  const virtual = resource.rules.virtual?.list?.(exchange)
  if (virtual) {
    const objects = matches ? virtual.items.filter(matches) : virtual.items
    return { objects, metadata: virtual.resourceVersion ? { resourceVersion: virtual.resourceVersion } : {} }
  }
  const limit = Number(query.get('limit')) || 0
  const token = query.get('continue')
  const from = token ? readToken(token) : undefined
  const revision = from?.rv ?? store.revision(resource.key)
  if (from && from.rv > 0 && !store.holds(resource.key, from.rv)) throw expired(exchange, from.start)
  const all = store.list(resource.key, namespace, from && from.rv > 0 ? from.rv : undefined)
  const prefix = namespace ? `${namespace}/` : ''
  const start = from ? lowerBound(all, prefix + from.start) : 0
  const objects: K8sObject[] = []
  const most = limit || Infinity
  let at = start
  for (const object of all.slice(start, matches ? undefined : start + most)) {
    if (objects.length === most) break
    if (!matches || matches(object)) objects.push(object)
    at++
  }
  const metadata: ListMeta = { resourceVersion: String(revision > 0 ? revision : store.revision(resource.key)) }
  const last = objects.at(-1)
  if (at < all.length && last) {
    store.hold(resource.key)
    metadata.continue = writeToken(revision, `${keyOf(last).slice(prefix.length)}\0`)
    if (!matches) metadata.remainingItemCount = all.length - at
  }
  return { objects, metadata }
}

const VERSION = 'meta.k8s.io/v1'

const base64Url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const writeToken = (rv: number, start: string) => base64Url(JSON.stringify({ v: VERSION, rv, start }))

function readToken(token: string): { rv: number; start: string } {
  const bad = (why: string) => badRequest(`invalid continue token: continue key is not valid: ${why}`)
  const illegal = /[^\w-]/.exec(token)
  if (illegal || token.length % 4 === 1)
    throw bad(`illegal base64 data at input byte ${illegal?.index ?? token.length - 1}`)
  const text = atob(token.replaceAll('-', '+').replaceAll('_', '/'))
  const why = goJsonError(text)
  if (why) throw bad(why)
  const parsed: { v?: string; rv?: number; start?: string } = JSON.parse(text)
  if (parsed.v !== VERSION) throw bad(`server does not recognize this encoded version "${parsed.v ?? ''}"`)
  return { rv: parsed.rv ?? 0, start: parsed.start ?? '' }
}

/** 410 of a chunk whose version is compacted. Its token goes on from the same key in whatever version is present then. */
function expired({ resource, store, namespace }: Exchange, start: string): StatusError {
  const all = store.list(resource.key, namespace)
  const left = all.length - lowerBound(all, namespace ? `${namespace}/${start}` : start)
  const error = new StatusError({
    code: 410,
    reason: 'Expired',
    message:
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  })
  error.status.metadata = { continue: writeToken(-1, start), ...(left > 0 && { remainingItemCount: left }) }
  return error
}
