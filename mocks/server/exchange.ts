import type { Call } from '../kinds/kind.ts'
import { writeJson } from './json.ts'
import type { Form } from './negotiate.ts'
import type { Texts } from './read.ts'
import type { Resource, Resources } from './resources.ts'
import { StatusError } from './status.ts'

/** One request to a kind, authorized and understood. */
export interface Exchange extends Call {
  request: Request
  resource: Resource
  resources: Resources
  form: Form
  texts: Texts | undefined
}

const HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private' }

/** A JSON answer as the API server sends it. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(writeJson(body), { status, headers: { ...HEADERS, ...headers } })

/** A thrown Status as an answer; anything else is a fault of the mock and shown as a 500. */
export function errorAnswer(error: unknown): Response {
  if (error instanceof StatusError) return json(error.status, error.status.code, error.headers)
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return json(
    { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason: 'InternalError', code: 500 },
    500,
  )
}

/** The plain text of a path nobody serves. */
export const pageNotFound = () =>
  new Response('404 page not found\n', { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })

export const resourceNotFound = () =>
  new StatusError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  })

export const methodNotAllowedHere = () =>
  new StatusError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    details: {},
  })

export const tableOptions = ({ now, query }: Exchange) => ({ call: { now }, include: query.get('includeObject') })
