import type { Failure, Remote, RemoteImage } from '../remote/remote.ts'
import type { Status } from '../../src/k8s/types.ts'
import { notFound, StatusError } from '../server/status.ts'
import { covers } from './imageMirrors.ts'
import { formatPullSpec, parsePullSpec, type PullSpec } from './imageReference.ts'
import {
  IMAGE_GROUP,
  timestamp,
  type Image,
  type ImageStream,
  type ImportPolicy,
  type ObjectReference,
} from './imageTypes.ts'
import type { Credentials } from './secret.ts'

export interface ImageImportSpec {
  from: ObjectReference
  to?: { name: string }
  importPolicy: ImportPolicy
  referencePolicy: { type: string }
  includeManifest?: boolean
}

export type OutcomeStatus = Partial<Omit<Status, 'kind'>>

/** What came of one image: `image` when it was found. */
export interface ImageOutcome {
  status: OutcomeStatus
  image?: Image
  tag?: string
  manifests?: Image[]
}

export interface RepositoryOutcome {
  status: OutcomeStatus
  images?: ImageOutcome[]
  additionalTags?: string[]
}

/** What looking up needs to know. */
export interface Lookup {
  remote: Remote
  credentials: readonly Credentials[]
  now: Date
  blocked: readonly string[]
  insecureRegistries: readonly string[]
  /** Where to look for a reference, in order: its mirrors and itself. */
  placesOf(reference: PullSpec): PullSpec[]
}

const SUCCESS: OutcomeStatus = { metadata: {}, status: 'Success' }
/** At most so many tags of a repository are imported at once. */
const MAXIMUM_TAGS = 50

const outcomeOf = ({ status: { kind: _kind, apiVersion: _apiVersion, ...rest } }: StatusError): OutcomeStatus => rest

/** A registry's refusal as a Status, for an image or a whole repository. */
export function failureStatus(failure: Failure, exact: string): OutcomeStatus {
  if (failure.kind === 'notFound') return outcomeOf(notFound(IMAGE_GROUP, 'dockerimage', exact))
  if (failure.kind === 'unauthorized')
    return outcomeOf(
      new StatusError({
        code: 401,
        reason: 'Unauthorized',
        message: failure.wrongPassword
          ? `incorrect username or password for image ${JSON.stringify(exact)}`
          : `you may not have access to the container image ${JSON.stringify(exact)}`,
      }),
    )
  const text = `${exact}: ${failure.text}`
  return outcomeOf(
    new StatusError({
      code: 500,
      reason: 'InternalError',
      message: `Internal error occurred: ${text}`,
      details: { causes: [{ message: text }] },
    }),
  )
}

const blockedStatus = (registry: string) =>
  outcomeOf(
    new StatusError({
      code: 403,
      reason: 'Forbidden',
      message: `forbidden: registry ${registry} blocked`,
      details: {},
    }),
  )

/** An image as the importer answers it before it is stored. A list counts as created when it is read. */
function imported(image: RemoteImage, reference: PullSpec, now: Date): Image {
  const copy = structuredClone(image)
  const isList = (copy.dockerImageManifests ?? []).length > 0
  return {
    ...copy,
    // Go writes the metadata of an image that is not stored yet so.
    metadata: { ...copy.metadata, creationTimestamp: null },
    dockerImageReference: formatPullSpec({ ...reference, tag: '', id: copy.metadata.name }),
    ...(isList && { dockerImageMetadata: { ...copy.dockerImageMetadata, Created: timestamp(now) } }),
  }
}

/** The one image of a list that stands for it: the wished platform, then linux/amd64, then the first. */
function preferred(
  list: RemoteImage,
  children: RemoteImage[],
  architecture = 'amd64',
  os = 'linux',
): RemoteImage | undefined {
  const manifests = list.dockerImageManifests ?? []
  const find = (a: string, o: string) => manifests.find((entry) => entry.architecture === a && entry.os === o)
  const chosen = find(architecture, os) ?? find('amd64', 'linux') ?? manifests[0]
  return children.find(({ metadata }) => metadata.name === chosen?.digest)
}

const isBlocked = (reference: PullSpec, { blocked }: Lookup) => blocked.some((scope) => covers(scope, reference))

const accessTo = (reference: PullSpec, policy: ImportPolicy, { credentials, insecureRegistries }: Lookup) => ({
  insecure: (policy.insecure ?? false) || insecureRegistries.some((scope) => covers(scope, reference)),
  credentials,
})

/** What the first place has that has it, or why none has. */
function firstFound(reference: PullSpec, policy: ImportPolicy, lookup: Lookup) {
  const tag = reference.id ? '' : reference.tag || 'latest'
  const failures: OutcomeStatus[] = []
  for (const place of lookup.placesOf(reference)) {
    const found = lookup.remote.lookup(place, accessTo(place, policy, lookup))
    if ('image' in found) return found
    failures.push(failureStatus(found, formatPullSpec({ ...place, tag })))
  }
  const [only, ...others] = failures
  if (only && !others.length) return { status: only }
  const text = `[${failures.map(({ message = '' }) => message).join(', ')}]`
  const message = `Internal error occurred: ${text}`
  return {
    status: outcomeOf(
      new StatusError({ code: 500, reason: 'InternalError', message, details: { causes: [{ message: text }] } }),
    ),
  }
}

/** Looks up one image; `tag` is the one it will have in the stream, whose annotations may prefer a platform. */
export function lookUpImage(
  reference: PullSpec,
  policy: ImportPolicy,
  annotations: Record<string, string> | null | undefined,
  lookup: Lookup,
): ImageOutcome {
  const tag = reference.id ? '' : reference.tag || 'latest'
  const tagged = tag ? { tag } : {}
  if (isBlocked(reference, lookup)) return { status: blockedStatus(reference.registry) }
  const found = firstFound(reference, policy, lookup)
  if ('status' in found) return { status: found.status, ...tagged }
  const { image, children } = found
  const isList = (image.dockerImageManifests ?? []).length > 0
  if (isList && policy.importMode === 'PreserveOriginal')
    return {
      status: SUCCESS,
      image: imported(image, reference, lookup.now),
      ...tagged,
      manifests: children.map((child) => imported(child, reference, lookup.now)),
    }
  const single = isList
    ? preferred(
        image,
        children,
        annotations?.['importer.image.openshift.io/prefer-arch'],
        annotations?.['importer.image.openshift.io/prefer-os'],
      )
    : image
  if (!single) return { status: failureStatus({ kind: 'notFound' }, formatPullSpec(reference)), ...tagged }
  return { status: SUCCESS, image: imported(single, reference, lookup.now), ...tagged }
}

/** Looks up one entry of `spec.images`. */
export function importImage(
  { from, to, importPolicy }: ImageImportSpec,
  stream: ImageStream,
  lookup: Lookup,
): ImageOutcome {
  const reference = parsePullSpec(from.name)
  if ('error' in reference) return { status: {} }
  const tag = to?.name ?? reference.tag
  const annotations = stream.spec.tags?.find(({ name }) => name === tag)?.annotations
  return lookUpImage(reference, importPolicy, annotations, lookup)
}

/** `latest`, then versions without a patch level, then whole versions, both descending, then the rest by name. */
export function prioritizedTags(tags: readonly string[]): string[] {
  const rank = (tag: string): [number, number[]] => {
    if (tag === 'latest') return [0, []]
    const [, major, minor, patch, suffix] = /^v?(\d+)\.(\d+)(?:\.(\d+))?([-+][\w.+-]+)?$/.exec(tag) ?? []
    if (major === undefined || minor === undefined) return [3, []]
    const release = suffix?.startsWith('-') ? 0 : 1
    return [patch === undefined ? 1 : 2, [Number(major), Number(minor), Number(patch ?? 0), release]]
  }
  return tags
    .map((tag) => ({ tag, rank: rank(tag) }))
    .toSorted((a, b) => {
      if (a.rank[0] !== b.rank[0]) return a.rank[0] - b.rank[0]
      const index = a.rank[1].findIndex((part, at) => part !== b.rank[1][at])
      if (index < 0) return a.tag < b.tag ? -1 : 1
      return (b.rank[1][index] ?? 0) - (a.rank[1][index] ?? 0)
    })
    .map(({ tag }) => tag)
}

/** Looks up every tag of a repository, up to the maximum. */
export function importRepository({ from, importPolicy }: ImageImportSpec, lookup: Lookup): RepositoryOutcome {
  const reference = parsePullSpec(from.name)
  if ('error' in reference) return { status: {} }
  if (isBlocked(reference, lookup)) return { status: blockedStatus(reference.registry) }
  const found = lookup.remote.tags(reference, accessTo(reference, importPolicy, lookup))
  if (!Array.isArray(found)) return { status: failureStatus(found, formatPullSpec(reference)) }
  const tags = prioritizedTags(found)
  const images = tags
    .slice(0, MAXIMUM_TAGS)
    .map((tag) => lookUpImage({ ...reference, tag }, importPolicy, undefined, lookup))
  const failures = images.filter(({ image }) => !image).length
  const additionalTags = tags.slice(MAXIMUM_TAGS)
  const failed = failures === 1 ? 'one of the' : `${failures} of the`
  return {
    status: failures
      ? {
          metadata: {},
          status: 'Failure',
          message: `${failed} images from this repository failed to import`,
          reason: 'ImportFailed',
        }
      : SUCCESS,
    images,
    ...(additionalTags.length && { additionalTags }),
  }
}
