import type { Call, PrinterColumn } from '../kinds/kind.ts'
import { columnsOf } from '../kinds/columns.ts'
import type { K8sObject, ListMeta } from '../../src/k8s/types.ts'
import type { Resource } from './resources.ts'
import type { Store } from './store.ts'

/** How the client wants objects: whole, as rows of the server's table, or their metadata alone. */
export type Form = 'object' | 'table' | 'metadata'

/** The first form of an Accept header that this server knows. */
export function formOf(accept: string | null): Form {
  for (const clause of (accept ?? '').split(',')) {
    const as = /;\s*as=(\w+)/.exec(clause)?.[1]
    if (as === 'Table') return 'table'
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return 'metadata'
    if (!as && /json|\*/.test(clause)) return 'object'
  }
  return 'object'
}

/** What a read shows of a stored object: the kind's own additions, no kind and apiVersion yet. */
export const decorated = (resource: Resource, object: K8sObject, store: Store): K8sObject =>
  resource.rules.decorate?.(object, store) ?? object

/** A whole object as it is answered alone. */
export function whole(resource: Pick<Resource, 'kind' | 'apiVersion'>, object: K8sObject): K8sObject {
  const { kind, apiVersion, ...rest } = object
  return { kind: kind ?? resource.kind, apiVersion: apiVersion ?? resource.apiVersion, ...rest }
}

/** An entry of a list: only custom resources repeat kind and apiVersion there. */
export const entry = (resource: Resource, object: K8sObject): K8sObject => {
  if (resource.custom) return whole(resource, object)
  if (object.kind === undefined) return object
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = object
  return rest
}

const META = 'meta.k8s.io/v1'
const metadataOf = ({ metadata }: K8sObject): K8sObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: META,
  metadata,
})

const definition = ({
  name,
  type = 'string',
  format = '',
  description = '',
  priority = 0,
}: PrinterColumn<K8sObject>) => ({ name, type, format, description, priority })

interface TableOptions {
  call: Pick<Call, 'now'>
  include: string | null
  /** Later events of a watch leave the columns out. */
  headed?: boolean
}

function table(
  resource: Resource,
  objects: readonly K8sObject[],
  metadata: ListMeta,
  { call, include, headed = true }: TableOptions,
) {
  const columns = columnsOf(resource)
  const rows = objects.map((object) => {
    const cells = columns.map((column) => column.cell(object, call))
    const conditions = resource.rules.rowConditions?.(object)
    const shown = include === 'None' ? null : include === 'Object' ? whole(resource, object) : metadataOf(object)
    return { cells, ...(conditions && { conditions }), object: shown }
  })
  return { kind: 'Table', apiVersion: META, metadata, columnDefinitions: headed ? columns.map(definition) : null, rows }
}

/** One object in the form asked for. */
export function oneAs(form: Form, resource: Resource, object: K8sObject, options: TableOptions): object {
  if (form === 'object') return whole(resource, object)
  if (form === 'metadata') return metadataOf(object)
  const { resourceVersion } = object.metadata
  return table(resource, [object], resourceVersion ? { resourceVersion } : {}, options)
}

/** Around the entries of a list: everything but `items`. */
export function listAs(
  form: Form,
  resource: Resource,
  objects: readonly K8sObject[],
  metadata: ListMeta,
  options: TableOptions,
): object {
  if (form === 'table') return table(resource, objects, metadata, options)
  if (form === 'metadata')
    return { kind: 'PartialObjectMetadataList', apiVersion: META, metadata, items: objects.map(metadataOf) }
  const items = objects.map((object) => entry(resource, object))
  // Custom resources always say whether a list goes on.
  if (resource.custom)
    return {
      apiVersion: resource.apiVersion,
      items,
      kind: `${resource.kind}List`,
      metadata: { continue: '', ...metadata },
    }
  return { kind: `${resource.kind}List`, apiVersion: resource.apiVersion, metadata, items }
}
