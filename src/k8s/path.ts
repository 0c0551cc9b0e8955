import type { K8sObject, ResourceType, Scope } from './types.ts'

/** The API path of a kind, of its objects in one namespace, of one object or of a subresource, each part encoded. */
export function resourcePath<T extends K8sObject>(
  type: ResourceType<T>,
  scope: Scope = {},
  name?: string,
  subresource?: string,
): string {
  const parts = type.group ? ['apis', type.group, type.version] : ['api', type.version]
  if (type.namespaced && scope.namespace) parts.push('namespaces', scope.namespace)
  parts.push(type.plural)
  if (name !== undefined) parts.push(name)
  if (subresource) parts.push(...subresource.split('/'))
  return '/' + parts.map(encodeURIComponent).join('/')
}

/** How many objects the first chunk of a list holds: enough for a page of rows. */
export const firstLimit = 50

/** The path of a list's first chunk. */
export function firstChunkPath<T extends K8sObject>(type: ResourceType<T>, scope: Scope): string {
  return resourcePath(type, scope) + scopeQuery(scope, { limit: firstLimit })
}

/** The selectors of a scope as query parameters, with any others given. Undefined ones are left out. */
export function scopeQuery(scope: Scope, others: Record<string, string | number | undefined> = {}): string {
  const params = new URLSearchParams()
  const all: Record<string, string | number | undefined> = {
    labelSelector: scope.labelSelector,
    fieldSelector: scope.fieldSelector,
    ...others,
  }
  for (const [key, value] of Object.entries(all)) if (value !== undefined) params.set(key, `${value}`)
  const text = params.toString()
  return text && `?${text}`
}
