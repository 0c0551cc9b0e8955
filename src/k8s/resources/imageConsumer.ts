import { historyOf, repositoriesOf, tagOf, tagsOf, type ImageStream } from './imageStream.ts'
import { usesOf, type ImageUse } from './imageConsumerIndex.ts'
import type { WorkloadImages } from './imageConsumerWorkload.ts'
import { isInternalHost, tagSource } from './imageStreamTag.ts'
import { firesOf, type ImageTrigger } from './imageTrigger.ts'

/**
 * How a workload refers to an image of a stream. `sameImage`: it has the same image from another place, so that nothing
 * happens to it when the stream goes.
 */
export type ConsumedBy = 'tag' | 'digest' | 'trigger' | 'sameImage'

/** One place where a workload refers to an image of a stream. */
export interface ImageConsumer extends ImageUse {
  kind: string
  namespace: string
  name: string
  uid?: string
  by: ConsumedBy
}

/** The images that a manifest list holds, by its digest: pods may be known by either. */
export type ChildrenOf = (digest: string) => readonly string[]

const noChildren: ChildrenOf = () => []

/** Who refers to a stream: to its tags, its images, by triggers; and who has the same images from elsewhere. */
export function consumersOfStream(
  workloads: readonly WorkloadImages[],
  stream: ImageStream,
  childrenOf: ChildrenOf = noChildren,
): ImageConsumer[] {
  const uses = usesOf(workloads)
  const { namespace = '', name } = stream.metadata
  const repository = `${namespace}/${name}`
  const found = new Map<ImageUse, ImageConsumer>()
  for (const use of uses.repositories.get(repository) ?? []) {
    if (use.role === 'trigger') found.set(use, consumerOf(use, 'trigger'))
    else if (use.registry === undefined || isRegistryOf(stream, use.registry))
      found.set(use, consumerOf(use, byOf(use)))
  }
  // A name without a host is that of a stream only where the project looks names up in its streams.
  if (stream.spec?.lookupPolicy?.local) {
    for (const use of uses.shortNames.get(repository) ?? []) found.set(use, consumerOf(use, byOf(use)))
  }
  for (const digest of digestsOf(stream, childrenOf)) {
    for (const use of uses.digests.get(digest) ?? []) if (!found.has(use)) found.set(use, consumerOf(use, 'sameImage'))
  }
  return [...found.values()]
}

/** Who refers to a tag: by its name, by a trigger, or to an image that it has or had. */
export function consumersOfTag(
  workloads: readonly WorkloadImages[],
  stream: ImageStream,
  tagName: string,
  childrenOf: ChildrenOf = noChildren,
): ImageConsumer[] {
  const tag = tagOf(stream, tagName)
  const digests = new Set<string>()
  for (const { image } of tag ? historyOf(tag) : []) {
    if (image) for (const digest of [image, ...childrenOf(image)]) digests.add(digest)
  }
  return consumersOfStream(workloads, stream, childrenOf).filter(({ by, tag: named, digest, running }) => {
    if (by === 'trigger' || by === 'tag') return named === tagName
    return (digest !== undefined && digests.has(digest)) || (running !== undefined && digests.has(running))
  })
}

/** Who refers to one image by its digest or runs it, wherever they have it from. For a manifest list give its children too. */
export function consumersOfDigest(
  workloads: readonly WorkloadImages[],
  digest: string | readonly string[],
): ImageConsumer[] {
  const { digests } = usesOf(workloads)
  const found = new Set<ImageUse>()
  for (const each of typeof digest === 'string' ? [digest] : digest) {
    for (const use of digests.get(each) ?? []) found.add(use)
  }
  return [...found].map((use) => consumerOf(use, byOf(use)))
}

/** A workload that does something by itself when a tag moves. */
export interface Rollout {
  workload: WorkloadImages
  trigger: ImageTrigger
}

/**
 * The workloads whose image change trigger acts when a tag moves: they roll out, and build configs build. Give the tags that
 * move with it too (`movingWith`).
 */
export function rolloutsOfTag(
  workloads: readonly WorkloadImages[],
  namespace: string,
  stream: string,
  tag: string | readonly string[],
): Rollout[] {
  const tags: readonly string[] = typeof tag === 'string' ? [tag] : tag
  const found = new Map<WorkloadImages, Rollout>()
  for (const { workload, trigger } of usesOf(workloads).repositories.get(`${namespace}/${stream}`) ?? []) {
    if (trigger && firesOf(trigger) && tags.includes(trigger.tag) && !found.has(workload)) {
      found.set(workload, { workload, trigger })
    }
  }
  return [...found.values()]
}

/** A tag and those that follow it: they all move together. */
export function movingWith(stream: ImageStream, tagName: string): string[] {
  const followers = tagsOf(stream).filter(
    (tag) => tagSource(stream, tag).kind === 'follows' && followsOver(stream, tag.name, tagName),
  )
  return [tagName, ...followers.map(({ name }) => name).filter((name) => name !== tagName)]
}

function followsOver(stream: ImageStream, from: string, to: string): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = from; at !== undefined && !seen.has(at);) {
    if (at === to) return true
    seen.add(at)
    const tag = tagOf(stream, at)
    const source = tag && tagSource(stream, tag)
    at = source?.kind === 'follows' ? source.tag : undefined
  }
  return false
}

/** Every digest that a stream has in its history, with those of the images inside. */
function digestsOf(stream: ImageStream, childrenOf: ChildrenOf): Set<string> {
  const digests = new Set<string>()
  for (const tag of tagsOf(stream)) {
    for (const { image } of historyOf(tag)) {
      if (!image || digests.has(image)) continue
      digests.add(image)
      for (const child of childrenOf(image)) digests.add(child)
    }
  }
  return digests
}

/** Whether a host is the cluster's registry, by any name that the stream or OpenShift knows. */
function isRegistryOf(stream: ImageStream, host: string): boolean {
  const { internal, external } = repositoriesOf(stream)
  const known = hostOf(external)
  if (host === hostOf(internal) || host === known) return true
  if (!isInternalHost(`${host}/`)) return false
  // Every cluster has a default route of that name: this one's is in the domain of its other routes.
  return !host.startsWith('default-route-') || known === undefined || domainOf(host) === domainOf(known)
}

const domainOf = (host: string) => host.slice(host.indexOf('.') + 1)
const hostOf = (repository: string | undefined) => repository?.slice(0, repository.indexOf('/'))

const byOf = ({ digest, role }: ImageUse): ConsumedBy => (digest !== undefined && role !== 'output' ? 'digest' : 'tag')

function consumerOf(use: ImageUse, by: ConsumedBy): ImageConsumer {
  const { kind, metadata } = use.workload
  const { namespace = '', name, uid } = metadata
  return { ...use, kind, namespace, name, ...(uid && { uid }), by }
}
