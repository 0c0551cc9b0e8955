import { parseQuantity } from '../../lib/quantity.ts'
import type { K8sObject, ResourceType } from '../types.ts'
import { ImageStream } from './imageStream.ts'

export interface ResourceQuota extends K8sObject {
  spec?: { hard?: Record<string, string> | null } | null
  status?: { hard?: Record<string, string> | null; used?: Record<string, string> | null } | null
}

/** Resource quotas: what all objects of a project may take together. Read when asked for: not worth one of the scarce watches. */
export const ResourceQuota: ResourceType<ResourceQuota> = {
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  kind: 'ResourceQuota',
  namespaced: true,
  watchable: false,
}

/** How many image streams a quota lets a project have. */
export interface StreamQuota {
  quota: string
  hard: number
  /** Undefined until the quota's controller has counted. */
  used?: number
}

// The second is the common way to count objects of any kind.
const counts = ['openshift.io/imagestreams', `count/${ImageStream.plural}.${ImageStream.group}`]

/** What the quotas of a project say about image streams, the one with least left first. */
export function streamQuotasOf(quotas: readonly ResourceQuota[]): StreamQuota[] {
  const found = quotas.flatMap(({ metadata, spec, status }) =>
    counts.flatMap((resource): StreamQuota | [] => {
      const hard = parseQuantity(status?.hard?.[resource] ?? spec?.hard?.[resource] ?? '')
      const used = parseQuantity(status?.used?.[resource] ?? '')
      if (Number.isNaN(hard)) return []
      return { quota: metadata.name, hard, ...(!Number.isNaN(used) && { used }) }
    }),
  )
  return found.toSorted((a, b) => leftOf(a) - leftOf(b))
}

/** How many more image streams a quota allows. */
export const leftOf = ({ hard, used = 0 }: StreamQuota) => hard - used

/** What a refusal says: which limit or quota was reached, with its numbers. Undefined when it is about something else. */
export type LimitRefusal =
  | { kind: 'quota'; quota: string; resource: string; used: string; hard: string }
  | { kind: 'limit'; resource: string; per: string; asked: string; maximum: string }

/** Which quota or limit a server's message says was reached. */
export function limitRefusalOf(message: string): LimitRefusal | undefined {
  const quota = /exceeded quota: ([^,\s]+), requested: (\S+)=\S+?, used: \S*?=(\S+?), limited: \S*?=([^,\s]+)/.exec(
    message,
  )
  if (quota) {
    const [, name = '', resource = '', used = '', hard = ''] = quota
    return { kind: 'quota', quota: name, resource, used, hard }
  }
  const limit =
    /requested usage of (\S+) exceeds the maximum limit per (\S+) \((\S+) > (\S+)\)/.exec(message) ??
    /maximum (\S+) usage per (\S+) is (?<maximum>[^,\s]+), but (?:limit|request) is (?<asked>[^,\s\]]+)/.exec(message)
  if (!limit) return undefined
  const [, resource = '', per = '', asked = '', maximum = ''] = limit
  return {
    kind: 'limit',
    resource,
    per,
    asked: limit.groups?.['asked'] ?? asked,
    maximum: (limit.groups?.['maximum'] ?? maximum).replace(/\.$/, ''),
  }
}
