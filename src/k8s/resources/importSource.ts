import { parseImageReference } from '../../lib/imageReference.ts'
import { atOnce, type Steps } from '../../lib/inSlices.ts'
import type { Projection } from '../queries.ts'
import type { ObjectMeta } from '../types.ts'
import { importFailureCause, type ImportFailureCause } from './imageImportFailure.ts'
import { currentOf, historyOf, tagsOf, type ImageStream, type StreamTag } from './imageStream.ts'
import {
  failedImport,
  importModeOf,
  isImportPending,
  isInsecure,
  isPushedOver,
  isScheduled,
  referencePolicyOf,
  revisionOrigin,
} from './imageStreamTag.ts'
import { isSample } from './samplesConfig.ts'

/**
 * How a tag is tied to another registry. `asked`: its spec imports it from there. `repository`: the stream asks for all tags of
 * a repository, and this came with it. `reference`: it only names the image, nothing is imported. `once`: its image came from
 * there, but nobody asks for it any more; it can be pulled and is not imported again.
 */
export type ImportKind = 'asked' | 'repository' | 'reference' | 'once'

/** A tag that an import failed for. */
export interface ImportFailure {
  reason: string
  /** The server's words. */
  message: string
  /** RFC 3339; "" when it is not recorded. */
  since: string
  cause: ImportFailureCause
}

/** A tag with the registry that its image comes from. Thousands are in memory: what is not so is left out. */
export interface ImportedTag {
  tag: string
  /** The pull spec of the source: as it is asked for, else as it was recorded. */
  from: string
  /** `host[:port]` in small letters; docker.io where the pull spec names none; "" when it is no pull spec. */
  host: string
  /** The pull spec without tag and digest; all of it when it is none. */
  repository: string
  kind: ImportKind
  scheduled?: true
  insecure?: true
  /** All platforms are kept. */
  allPlatforms?: true
  /** Workloads pull it through the cluster's registry. */
  local?: true
  pending?: true
  failure?: ImportFailure
  /** When an import from this registry last brought an image: RFC 3339. One that finds the same image leaves no trace. */
  imported?: string
}

/** What is kept of an image stream to tell where it imports from. */
export interface StreamImports {
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'uid' | 'resourceVersion'>
  imports: readonly ImportedTag[]
  /** The repository that all tags are asked for from. */
  repository?: string
  /** The samples operator manages it. */
  sample?: true
}

/** The registry of a pull spec, as sources are told apart by; "" for what is no pull spec. */
export function importHost(pullSpec: string): string {
  return placeOf(pullSpec).host
}

/** Registry and repository of a pull spec. */
function placeOf(pullSpec: string): Pick<ImportedTag, 'from' | 'host' | 'repository'> {
  const reference = parseImageReference(pullSpec)
  if (!reference) return { from: pullSpec, host: '', repository: pullSpec }
  const { registry, repository } = reference
  const host = (registry ?? dockerHub).toLowerCase()
  return {
    from: pullSpec,
    host: host === 'index.docker.io' ? dockerHub : host,
    repository: registry === undefined ? repository : `${registry}/${repository}`,
  }
}

const dockerHub = 'docker.io'
const noImports: readonly ImportedTag[] = []

/** Where the tags of a stream are imported from. */
export function projectImports(stream: ImageStream): StreamImports {
  const { name, namespace, uid, resourceVersion } = stream.metadata
  const imports = tagsOf(stream).flatMap((tag) => importedTag(stream, tag) ?? [])
  const repository = stream.spec?.dockerImageRepository
  return {
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(uid && { uid }),
      ...(resourceVersion && { resourceVersion }),
    },
    imports: imports.length > 0 ? imports : noImports,
    ...(repository && { repository }),
    ...(isSample(stream) && { sample: true }),
  }
}

function importedTag(stream: ImageStream, tag: StreamTag): ImportedTag | undefined {
  const asked = askedFrom(tag)
  if (asked === undefined) return tag.spec?.from ? undefined : broughtTag(stream, tag)
  const place = placeOf(asked)
  if (tag.spec?.reference) return { tag: tag.name, ...place, kind: 'reference' }
  const imported = importedAt(stream, tag, place.host)
  const failed = failedImport(tag)
  // A failure is of the last import that was asked for: one that is to begin takes it away.
  const failure = failed && {
    reason: failed.reason ?? '',
    message: failed.message ?? '',
    since: failed.lastTransitionTime ?? '',
    cause: importFailureCause(failed),
  }
  return {
    tag: tag.name,
    ...place,
    kind: 'asked',
    ...(isScheduled(tag) && { scheduled: true }),
    ...((isInsecure(tag) || isInsecureStream(stream)) && { insecure: true }),
    ...(importModeOf(tag) === 'PreserveOriginal' && { allPlatforms: true }),
    ...(referencePolicyOf(tag) === 'Local' && { local: true }),
    ...(!failure && isImportPending(tag) && { pending: true }),
    ...(failure && { failure }),
    ...(imported && { imported }),
  }
}

/** A tag that nothing in the spec asks for, whose image came from another registry all the same. */
function broughtTag(stream: ImageStream, tag: StreamTag): ImportedTag | undefined {
  const event = currentOf(tag)
  if (!event || isPushedOver(stream, tag)) return undefined
  const origin = revisionOrigin(stream, tag, event)
  if (origin.kind !== 'imported' && origin.kind !== 'reference') return undefined
  const from = event.dockerImageReference ?? ''
  if (from === '') return undefined
  const repository = stream.spec?.dockerImageRepository
  const kind = repository && origin.kind === 'imported' && origin.from === repository ? 'repository' : 'once'
  const imported = event.created
  return { tag: tag.name, ...placeOf(from), kind, ...(imported && { imported }) }
}

function askedFrom({ spec }: StreamTag): string | undefined {
  const { kind, name } = spec?.from ?? {}
  return kind === 'DockerImage' && name ? name : undefined
}

/** When a tag last got an image from a registry. Pushes and other sources lie between. */
function importedAt(stream: ImageStream, tag: StreamTag, host: string): string | undefined {
  for (const event of historyOf(tag)) {
    const { dockerImageReference = '', created } = event
    if (!created || importHost(dockerImageReference) !== host) continue
    if (revisionOrigin(stream, tag, event).kind === 'imported') return created
  }
  return undefined
}

function isInsecureStream({ metadata }: ImageStream): boolean {
  return metadata.annotations?.['openshift.io/image.insecureRepository'] === 'true'
}

/** What the page of source registries keeps of image streams. */
export const streamImports: Projection<ImageStream, StreamImports> = { name: 'imports', project: projectImports }

/** A stream with what it imports from one registry. */
export interface SourceStream {
  namespace: string
  name: string
  sample: boolean
  tags: readonly ImportedTag[]
  /** The repository of this registry that it asks for all tags of. */
  repository?: string
}

/** A registry that image streams import from. */
export interface ImportSource {
  /** `host[:port]`; "" for what is no pull spec. */
  host: string
  streams: readonly SourceStream[]
  /** The projects of its streams, by name. */
  namespaces: readonly string[]
  /** Tags that the specs ask for, and those that came with a repository. */
  tags: number
  references: number
  /** Tags that nobody asks for any more. */
  once: number
  scheduled: number
  insecure: number
  pending: number
  failing: number
  /** How many fail for which cause. */
  causes: ReadonlyMap<ImportFailureCause, number>
  /** Since when the first of those that fail do: RFC 3339. */
  failingSince?: string
  /** When an import last brought an image: RFC 3339. */
  lastSuccess?: string
}

interface GatheredStream extends SourceStream {
  tags: ImportedTag[]
}

interface Gathered extends Omit<ImportSource, 'streams' | 'namespaces' | 'causes'> {
  streams: GatheredStream[]
  causes: Map<ImportFailureCause, number>
}

/** The registries that image streams import from, by name. */
export function importSources(streams: readonly StreamImports[]): ImportSource[] {
  return atOnce(importSourceSteps(streams))
}

const streamsAtOnce = 100

/** The same in steps, for thousands of streams. */
export function* importSourceSteps(streams: readonly StreamImports[]): Steps<ImportSource[]> {
  const sources = new Map<string, Gathered>()
  for (const [index, stream] of streams.entries()) {
    if (index % streamsAtOnce === streamsAtOnce - 1) yield
    const { name, namespace = '' } = stream.metadata
    const parts = new Map<string, GatheredStream>()
    const partOf = (host: string) => {
      const known = parts.get(host)
      if (known) return known
      const part: GatheredStream = { namespace, name, sample: stream.sample === true, tags: [] }
      parts.set(host, part)
      sourceOf(sources, host).streams.push(part)
      return part
    }
    for (const tag of stream.imports) {
      partOf(tag.host).tags.push(tag)
      count(sourceOf(sources, tag.host), tag)
    }
    if (stream.repository) partOf(importHost(stream.repository)).repository = stream.repository
  }
  const found = [...sources.values()].toSorted((a, b) => (a.host < b.host ? -1 : 1))
  return found.map((source) => ({
    ...source,
    namespaces: [...new Set(source.streams.map(({ namespace }) => namespace))].toSorted(),
  }))
}

function sourceOf(sources: Map<string, Gathered>, host: string): Gathered {
  let source = sources.get(host)
  if (!source) {
    const none = { tags: 0, references: 0, once: 0, scheduled: 0, insecure: 0, pending: 0, failing: 0 }
    source = { host, streams: [], causes: new Map(), ...none }
    sources.set(host, source)
  }
  return source
}

function count(source: Gathered, tag: ImportedTag): void {
  if (tag.kind === 'reference') source.references++
  else if (tag.kind === 'once') source.once++
  else source.tags++
  if (tag.scheduled) source.scheduled++
  if (tag.insecure) source.insecure++
  if (tag.pending) source.pending++
  // Times of the API server all have the same form, so that they compare as text.
  if (tag.imported && !(source.lastSuccess && source.lastSuccess >= tag.imported)) source.lastSuccess = tag.imported
  if (!tag.failure) return
  const { cause, since } = tag.failure
  source.failing++
  source.causes.set(cause, (source.causes.get(cause) ?? 0) + 1)
  if (since && !(source.failingSince && source.failingSince <= since)) source.failingSince = since
}

/** The tags of a stream that an import can bring again: those that its spec asks for. */
export function reimportable(stream: SourceStream): ImportedTag[] {
  return stream.tags.filter(({ kind }) => kind === 'asked')
}

/** Whether better credentials may end a failure. */
export function isCredentialFailure({ cause }: ImportFailure): boolean {
  return cause === 'credentials' || cause === 'wrongCredentials' || cause === 'rateLimit'
}
