import type { AnyObject, DeleteOptions } from '../kinds/kind.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { pruned } from './customSchema.ts'
import type { Exchange } from './exchange.ts'
import { goJsonError } from './gojson.ts'
import { parseJson, writeJson } from './json.ts'
import { whole } from './negotiate.ts'
import { hasSchema, isObject, jsonPatch, mergePatch, PatchError, strategicMergePatch, unknownFields } from './patch.ts'
import { protobufToJson } from './protobuf.ts'
import { badRequest, fieldError, StatusError, type FieldError } from './status.ts'

const PROTOBUF = 'application/vnd.kubernetes.protobuf'

const mediaType = (request: Request) => (request.headers.get('Content-Type') ?? '').split(';')[0]?.trim() ?? ''

const unsupported = (message: string, details?: object) =>
  new StatusError({ code: 415, reason: 'UnsupportedMediaType', message, ...(details && { details }) })

const unknownFormat = (accepted: string[]) =>
  unsupported(`the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`)

/** The JSON of a body; 415 for a type the server does not take. */
async function bodyText(request: Request): Promise<string> {
  const type = mediaType(request)
  if (type === PROTOBUF) {
    const text = protobufToJson(new Uint8Array(await request.arrayBuffer()))
    if (text !== undefined) return text
  }
  if (type && !['application/json', '*/*'].includes(type))
    throw unknownFormat(['application/json', 'application/yaml', PROTOBUF])
  return request.text()
}

/** The object a create or update sends; 400 in the server's words when it is not one. */
export async function bodyObject(exchange: Exchange): Promise<AnyObject> {
  const { request, resource, resources } = exchange
  const text = await bodyText(request)
  const { kind } = exchange.resource
  const unrecognized = (why: string) =>
    badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${summary(text)})`)
  const why = goJsonError(text)
  if (why) throw unrecognized(`couldn't get version/kind; json parse error: ${why}`)
  const value: unknown = parseJson(text)
  if (!isObject(value))
    throw unrecognized(
      "couldn't get version/kind; json parse error: json: cannot unmarshal into Go value of type struct",
    )
  const sent = typeof value['kind'] === 'string' && value['kind'] ? value['kind'] : kind
  const apiVersion =
    typeof value['apiVersion'] === 'string' && value['apiVersion'] ? value['apiVersion'] : resource.apiVersion
  const version = apiVersion.split('/').at(-1) ?? ''
  if (sent !== kind || apiVersion !== resource.apiVersion) {
    const known = [...resources.all()].find((other) => other.kind === sent && other.apiVersion === apiVersion)
    const internal = (group: string) => group.split('.')[0] || 'core'
    const reason = known
      ? `converting (${internal(known.group) === 'core' ? known.version : internal(known.group)}.${sent}) to (${internal(resource.group)}.${kind}): unknown conversion`
      : `no kind "${sent}" is registered for version "${apiVersion}" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"`
    throw badRequest(`${sent} in version "${version}" cannot be handled as a ${kind}: ${reason}`)
  }
  if (value['metadata'] === undefined || value['metadata'] === null) value['metadata'] = {}
  checkFields(exchange, value, (reason) =>
    badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${reason}`),
  )
  return typed(value)
}

/** A parsed body has a metadata object by now; its name is checked where it matters. */
const typed = (value: Record<string, unknown>): AnyObject => {
  if (!isObject(value['metadata']))
    throw badRequest('json: cannot unmarshal into Go struct field .metadata of type v1.ObjectMeta')
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = value
  return rest as AnyObject
}

/** Fields the schema does not know are dropped, or refused with `fieldValidation=Strict`. */
function checkFields({ query, resource }: Exchange, value: Record<string, unknown>, refuse: (why: string) => Error) {
  const { group, version, kind, schema } = resource
  const unknown = schema ? pruned(value, schema) : unknownFields(value, group, version, kind, { drop: true })
  if (!unknown.length || query.get('fieldValidation') !== 'Strict') return
  throw refuse(`strict decoding error: ${unknown.map((path) => `unknown field "${path}"`).join(', ')}`)
}

/** The start of a body, as errors quote it. */
function summary(text: string): string {
  if (!text) return '<empty>'
  if (!text.startsWith('{'))
    return Array.from(new TextEncoder().encode(text.slice(0, 30)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    )
  return text.length > 30 ? `${text.slice(0, 30)} ...` : text
}

const JSON_PATCH = 'application/json-patch+json'
const MERGE_PATCH = 'application/merge-patch+json'
const STRATEGIC = 'application/strategic-merge-patch+json'
const APPLY = 'application/apply-patch+yaml'

/** The current object with a patch of any kind applied; 415 for a kind of patch the resource does not take. */
export async function patched(exchange: Exchange, current: K8sObject): Promise<AnyObject> {
  const { request, resource } = exchange
  const { group, version, kind, custom } = resource
  const type = mediaType(request)
  if (custom && ![JSON_PATCH, MERGE_PATCH, APPLY].includes(type)) throw unknownFormat([JSON_PATCH, MERGE_PATCH, APPLY])
  if (![JSON_PATCH, MERGE_PATCH, STRATEGIC, APPLY].includes(type)) throw unsupported('415: Unsupported Media Type', {})
  const text = await request.text()
  const why = goJsonError(text)
  if (why) throw badRequest(`error decoding patch: ${why}`)
  const patch: unknown = parseJson(text)
  const base = structuredClone(whole(resource, current))
  const strategic = type === STRATEGIC || (type === APPLY && hasSchema(group, version, kind))
  const result =
    type === JSON_PATCH
      ? jsonPatched(base, patch)
      : strategic
        ? strategicMergePatch(base, patch, group, version, kind)
        : mergePatch(base, patch)
  if (!isObject(result)) throw badRequest('the patch does not leave an object')
  const sent = writeJson(result)
  checkFields(exchange, result, (reason) => refusedPatch(fieldError.invalid('patch', sent, reason)))
  return typed(result)
}

/** The 422 of a patch that names unknown fields: of no kind, and without a name. */
function refusedPatch(cause: FieldError): StatusError {
  const message = ` "" is invalid: ${cause.field}: ${cause.message}`
  return new StatusError({ code: 422, reason: 'Invalid', message, details: { causes: [cause] } })
}

function jsonPatched(base: K8sObject, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw badRequest('error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch')
  try {
    return jsonPatch(base, patch)
  } catch (error) {
    if (!(error instanceof PatchError)) throw error
    throw new StatusError({
      code: 422,
      reason: 'Invalid',
      message: 'the server rejected our request due to an error in our request',
      details: {},
    })
  }
}

/** The options of a DELETE, from its body. */
export async function deleteOptions({ request, query }: Exchange): Promise<DeleteOptions> {
  const text = await request.text()
  const propagationPolicy = query.get('propagationPolicy')
  const grace = query.get('gracePeriodSeconds')
  const asked = { ...(propagationPolicy && { propagationPolicy }), ...(grace && { gracePeriodSeconds: Number(grace) }) }
  if (!text) return asked
  const why = goJsonError(text)
  if (why) throw badRequest(`couldn't get version/kind; json parse error: ${why}`)
  const options: DeleteOptions = JSON.parse(text)
  return options
}
