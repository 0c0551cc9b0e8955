import type { K8sObject } from '../../src/k8s/types.ts'
import type { Store } from '../server/store.ts'
import { parsePullSpec, formatPullSpec, splitTagName } from './imageReference.ts'
import { IMAGE_GROUP, type ImageStream, type ObjectReference } from './imageTypes.ts'

interface LimitRange extends K8sObject {
  spec?: { limits?: { type?: string; max?: Record<string, string> }[] }
}

const IMAGE_COUNT = 'openshift.io/images'
const TAG_COUNT = 'openshift.io/image-tags'

const SUFFIXES: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
}

/** A quantity as a number; NaN when it is none. */
export function quantityOf(text: string): number {
  const [, number = '', suffix = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(text) ?? []
  return number ? Number(number) * (SUFFIXES[suffix] ?? Number.NaN) : Number.NaN
}

/** The smallest maximum that a namespace's limit ranges set for a resource. */
export function maximumOf(store: Store, namespace: string, type: string, resource: string): string | undefined {
  let lowest: string | undefined
  for (const object of store.list('/limitranges', namespace)) {
    // Limit ranges in the store have the shape of their kind.
    for (const limit of (object as LimitRange).spec?.limits ?? []) {
      const maximum = limit.type === type ? limit.max?.[resource] : undefined
      if (maximum !== undefined && (lowest === undefined || quantityOf(maximum) < quantityOf(lowest))) lowest = maximum
    }
  }
  return lowest
}

function referenceKey(namespace: string, from: ObjectReference): string | undefined {
  if (from.kind === 'ImageStreamTag')
    return splitTagName(from.name) ? `${from.namespace ?? namespace}/${from.name}` : undefined
  const reference = parsePullSpec(from.name)
  if ('error' in reference) return undefined
  if (from.kind === 'DockerImage') return formatPullSpec({ ...reference, tag: reference.tag || 'latest' })
  return reference.id ? `${from.namespace ?? namespace}/${from.name}` : undefined
}

/** Why a stream has too many images or tags for its namespace; undefined when it has not. */
export function limitError(store: Store, { metadata, spec, status }: ImageStream): string | undefined {
  const { namespace = '', name } = metadata
  const type = `openshift.io/ImageStream`
  const limits = [IMAGE_COUNT, TAG_COUNT].map((resource) => maximumOf(store, namespace, type, resource))
  if (limits.every((limit) => limit === undefined)) return undefined
  const images = new Set((status.tags ?? []).flatMap(({ items }) => (items ?? []).map(({ image }) => image)))
  images.delete('')
  const tags = new Set((spec.tags ?? []).flatMap(({ from }) => (from && referenceKey(namespace, from)) ?? []))
  const errors = [IMAGE_COUNT, TAG_COUNT].flatMap((resource, index) => {
    const maximum = limits[index]
    const used = (resource === IMAGE_COUNT ? images : tags).size
    return maximum !== undefined && used > quantityOf(maximum)
      ? `requested usage of ${resource} exceeds the maximum limit per ${type} (${used} > ${maximum})`
      : []
  })
  const text = errors.length > 1 ? `[${errors.join(', ')}]` : errors[0]
  return text && `ImageStream.${IMAGE_GROUP} "${name}" is forbidden: ${text}`
}
