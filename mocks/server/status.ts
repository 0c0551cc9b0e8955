import type { Status } from '../../src/k8s/types.ts'

/** One entry of `details.causes`. */
export interface FieldError {
  field: string
  /** FieldValueInvalid, FieldValueRequired, FieldValueNotFound, FieldValueForbidden, InternalError … */
  reason: string
  /** Without the field: `Invalid value: "x": must be y`. */
  message: string
}

/** The field errors of Kubernetes, worded as it words them. */
export const fieldError = {
  invalid: (field: string, value: unknown, why: string): FieldError => ({
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${typeof value === 'string' ? JSON.stringify(value) : String(value)}: ${why}`,
  }),
  required: (field: string, why = ''): FieldError => ({
    field,
    reason: 'FieldValueRequired',
    message: `Required value${why && `: ${why}`}`,
  }),
  notFound: (field: string, value: unknown): FieldError => ({
    field,
    reason: 'FieldValueNotFound',
    message: `Not found: ${JSON.stringify(value)}`,
  }),
  forbidden: (field: string, why: string): FieldError => ({
    field,
    reason: 'FieldValueForbidden',
    message: `Forbidden: ${why}`,
  }),
  duplicate: (field: string, value: unknown): FieldError => ({
    field,
    reason: 'FieldValueDuplicate',
    message: `Duplicate value: ${JSON.stringify(value)}`,
  }),
  notSupported: (field: string, value: unknown, supported: string[]): FieldError => ({
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((s) => JSON.stringify(s)).join(', ')}`,
  }),
  internal: (field: string, why: string): FieldError => ({
    field,
    reason: 'InternalError',
    message: `Internal error: ${why}`,
  }),
}

/** An answer that is a Status. Thrown anywhere below `handle`, sent as it is. */
export class StatusError extends Error {
  status: Status
  headers: Record<string, string>
  constructor(
    status: Omit<Status, 'kind' | 'apiVersion' | 'status'> & { code: number },
    headers: Record<string, string> = {},
  ) {
    super(status.message)
    const { message, reason, details, code } = status
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      ...(message === undefined ? {} : { message }),
      ...(reason === undefined ? {} : { reason }),
      ...(details === undefined ? {} : { details }),
      code,
    }
    this.headers = headers
  }
}

/** `imagestreams.image.openshift.io`; the core group adds nothing. */
export const qualified = (resource: string, group: string) => (group ? `${resource}.${group}` : resource)

const details = (resource: string, group: string, name?: string) => ({
  ...(name === undefined || name === '' ? {} : { name }),
  ...(group ? { group } : {}),
  kind: resource,
})

/** 404 of an object. `resource` is the plural, or for some virtual kinds the singular. */
export const notFound = (group: string, resource: string, name: string) =>
  new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `${qualified(resource, group)} "${name}" not found`,
    details: details(resource, group, name),
  })

/** 409 of a create. */
export const alreadyExists = (group: string, resource: string, name: string) =>
  new StatusError({
    code: 409,
    reason: 'AlreadyExists',
    message: `${qualified(resource, group)} "${name}" already exists`,
    details: details(resource, group, name),
  })

/** 409 of an update or delete that saw another version. */
export const conflict = (group: string, resource: string, name: string, why: string) =>
  new StatusError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualified(resource, group)} "${name}": ${why}`,
    details: details(resource, group, name),
  })

export const badRequest = (message: string) => new StatusError({ code: 400, reason: 'BadRequest', message })

/** 422 with its causes; several are printed in brackets, as Kubernetes does. */
export function invalid(group: string, kind: string, name: string, errors: FieldError[]): StatusError {
  const texts = [...new Set(errors.map((e) => `${e.field}: ${e.message}`))]
  const why = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: `${qualified(kind, group)} "${name}" is invalid: ${why}`,
    details: {
      ...details(kind, group, name),
      causes: errors.map(({ field, reason, message }) => ({ reason, message, field })),
    },
  })
}

/** 405 of a verb the kind does not have. */
export const methodNotAllowed = (group: string, resource: string, verb: string) =>
  new StatusError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: `${verb} is not supported on resources of kind "${qualified(resource, group)}"`,
    details: details(resource, group),
  })

/** The success Status of a delete. */
export const deleted = (group: string, resource: string, name: string, uid?: string): Status => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details: { ...details(resource, group, name), ...(uid ? { uid } : {}) },
})

/** The error of an update without a version, for kinds that need one. Go prints the missing number so. */
export const versionRequired: FieldError = {
  field: 'metadata.resourceVersion',
  reason: 'FieldValueInvalid',
  message: 'Invalid value: 0x0: must be specified for an update',
}
