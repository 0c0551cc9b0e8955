import { remote } from '../remote/remote.ts'
import { equal } from '../server/patch.ts'
import { conflict, fieldError, invalid, notFound, type FieldError } from '../server/status.ts'
import { allowedRegistries } from './imageAllowedRegistries.ts'
import { imageConfig } from './imageHostname.ts'
import {
  importImage,
  importRepository,
  type ImageImportSpec,
  type ImageOutcome,
  type RepositoryOutcome,
} from './imageImportStatus.ts'
import { ImageCreator, recordFailure, recordSuccess } from './imageImportTags.ts'
import { placesOf } from './imageMirrors.ts'
import { formatPullSpec, hostPort, parsePullSpec, type PullSpec } from './imageReference.ts'
import { requireStreamQuota } from './imageStreamQuota.ts'
import { completeTag, type SentTag } from './imageStreamSpec.ts'
import { newStream, requireNamespace, storedStream, storeStream, streamFor } from './imageStreamStore.ts'
import { importModeErrors, nameErrors, streamNameError } from './imageStreamValidation.ts'
import { CHECKED_ANNOTATION, IMAGE_GROUP, timestamp, type ImageStream } from './imageTypes.ts'
import type { AnyObject, Call, KindRules } from './kind.ts'
import { credentialsOf } from './secret.ts'

interface SentImport extends SentTag {
  to?: { name?: string } | null
  includeManifest?: boolean
}

type Sent = AnyObject & {
  spec?: { import?: boolean; images?: SentImport[] | null; repository?: SentImport | null }
}

interface ImportSpec {
  import: boolean
  images?: ImageImportSpec[]
  repository?: ImageImportSpec
}

/** One entry with the server's defaults; an image goes to the tag it comes from. */
function completeEntry(sent: SentImport, isImage: boolean): ImageImportSpec {
  const {
    from = { kind: '', name: '' },
    importPolicy,
    referencePolicy,
  } = completeTag({ ...sent, from: sent.from ?? {} })
  const reference = parsePullSpec(from.name)
  const tag = 'error' in reference ? '' : reference.tag
  const to = sent.to ? { name: sent.to.name ?? '' } : tag ? { name: tag } : undefined
  return {
    from,
    ...(isImage && to && { to }),
    importPolicy,
    referencePolicy,
    ...(sent.includeManifest && { includeManifest: true }),
  }
}

function entryErrors({ from, to, importPolicy }: ImageImportSpec, path: string, isImage: boolean): FieldError[] {
  if (from.kind !== 'DockerImage')
    return [fieldError.invalid(`${path}.from.kind`, from.kind, 'only DockerImage is supported')]
  const errors: FieldError[] = []
  const field = `${path}.from.name`
  const reference = parsePullSpec(from.name)
  if (to?.name === '')
    errors.push(fieldError.invalid(`${path}.to.name`, '', 'the name of the target tag must be specified'))
  if (!from.name) errors.push(fieldError.required(field, isImage ? '' : 'container image references require a name'))
  else if ('error' in reference) errors.push(fieldError.invalid(field, from.name, reference.error))
  else if (!isImage && (reference.tag || reference.id))
    errors.push(fieldError.invalid(field, from.name, 'you must specify an image repository, not a tag or ID'))
  return [...errors, ...importModeErrors(importPolicy.importMode, `${path}.importPolicy`)]
}

function importErrors(name: string, { images = [], repository }: ImportSpec): FieldError[] {
  const errors = images.flatMap((entry, index) => entryErrors(entry, `spec.images[${index}]`, true))
  if (repository) errors.push(...entryErrors(repository, 'spec.repository', false))
  if (!images.length && !repository)
    errors.push(fieldError.invalid('spec.images', 'null', 'you must specify at least one image or a repository import'))
  return [...errors, ...nameErrors(name, streamNameError)]
}

/** Who may create images may import from anywhere. */
function registryErrors({ images = [], repository }: ImportSpec, call: Call): FieldError[] {
  const mayCreate = (resource: string) => call.allow({ verb: 'create', group: IMAGE_GROUP, resource }).allowed
  // The server asks for a resource that is misspelt: only rules for everything allow it.
  if (mayCreate('images') || mayCreate('imagestreammapping')) return []
  const admit = allowedRegistries(call.store)
  const check = ({ from, importPolicy }: ImageImportSpec, path: string) => {
    const reference = parsePullSpec(from.name)
    if ('error' in reference) return []
    const registry = hostPort(reference, importPolicy.insecure).join(':')
    const why = admit({ ...reference, registry }, 'secure')
    const text = `importing images from registry ${JSON.stringify(registry)} is forbidden: ${why ?? ''}`
    return why ? [fieldError.forbidden(`${path}.from.name`, text)] : []
  }
  return [
    ...(repository ? check(repository, 'spec.repository') : []),
    ...images.flatMap((entry, index) => check(entry, `spec.images[${index}]`)),
  ]
}

function target(call: Call, { metadata }: Sent): ImageStream | undefined {
  const { name, resourceVersion, uid } = metadata
  const old = storedStream(call.store, call.namespace, name) && streamFor(call, name)
  if (!old) {
    if (resourceVersion || uid) throw notFound(IMAGE_GROUP, 'imagestreams', name)
    return undefined
  }
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion)
    throw conflict(
      IMAGE_GROUP,
      'imagestream',
      name,
      `the image stream was updated from ${JSON.stringify(resourceVersion)} to ${JSON.stringify(old.metadata.resourceVersion ?? '')}`,
    )
  if (uid && uid !== old.metadata.uid) throw notFound(IMAGE_GROUP, 'imagestream', name)
  return old
}

interface ImportStatus {
  import?: ImageStream
  repository?: RepositoryOutcome
  images?: ImageOutcome[]
}

/** Writes what was found into the stream and stores new images. */
function apply(call: Call, stream: ImageStream, spec: ImportSpec, status: ImportStatus): void {
  const creator = new ImageCreator(call)
  const generation = (stream.metadata.generation ?? 0) + 1
  const now = timestamp(call.now())
  const record = (outcome: ImageOutcome, entry: ImageImportSpec, tag: string, from: string, isImage: boolean) => {
    if (!outcome.image) return recordFailure(stream, tag, outcome, isImage ? entry : undefined, generation, now)
    recordSuccess(stream, tag, outcome.image, from, entry, generation, now)
    if (outcome.manifests) outcome.manifests = outcome.manifests.map((child) => creator.create(child))
    outcome.image = creator.create(outcome.image)
  }
  const { repository, images = [] } = spec
  for (const outcome of status.repository?.images ?? []) {
    const reference = parsePullSpec(repository?.from.name ?? '')
    if (!repository || 'error' in reference) continue
    const { tag = '' } = outcome
    record(outcome, repository, tag, formatPullSpec({ ...reference, id: '', tag }), false)
  }
  for (const [index, entry] of images.entries()) {
    const outcome = status.images?.[index]
    if (entry.to && outcome) record(outcome, entry, entry.to.name, entry.from.name, true)
  }
}

/** What a POST of an import does; the import controller calls it too. */
export function performImport(call: Call, sent: Sent): AnyObject {
  requireNamespace(call)
  const { metadata } = sent
  const { images, repository } = sent.spec ?? {}
  const spec: ImportSpec = {
    import: sent.spec?.import ?? false,
    ...(repository && { repository: completeEntry(repository, false) }),
    ...(images?.length && { images: images.map((entry) => completeEntry(entry, true)) }),
  }
  const errors = importErrors(metadata.name, spec)
  const all = errors.length ? errors : registryErrors(spec, call)
  if (all.length) throw invalid(IMAGE_GROUP, 'ImageStreamImport', metadata.name ?? '', all)
  const old = target(call, sent)
  if (!old && spec.import) requireStreamQuota(call, 'imagestreamimports', metadata.name)
  const stream = old ? structuredClone(old) : newStream(call.namespace, metadata.name)
  const status = lookUp(call, spec, stream)
  const answer = {
    metadata: {
      name: metadata.name,
      ...(call.namespace && { namespace: call.namespace }),
      uid: crypto.randomUUID(),
      creationTimestamp: timestamp(call.now()),
    },
    spec,
    status,
  }
  if (!spec.import) return answer
  apply(call, stream, spec, status)
  const changed = !old || !old.metadata.annotations?.[CHECKED_ANNOTATION] || !equal(old, stream)
  if (changed)
    stream.metadata.annotations = { ...stream.metadata.annotations, [CHECKED_ANNOTATION]: timestamp(call.now()) }
  status.import = changed ? storeStream(call, stream, old) : old
  return answer
}

function lookUp(call: Call, { images, repository }: ImportSpec, stream: ImageStream): ImportStatus {
  const { blockedRegistries = [], insecureRegistries = [] } = imageConfig(call.store)?.spec?.registrySources ?? {}
  const lookup = {
    remote,
    credentials: credentialsOf(call.store, call.namespace),
    now: call.now(),
    blocked: blockedRegistries,
    insecureRegistries,
    placesOf: (reference: PullSpec) => placesOf(call.store, reference),
  }
  return {
    ...(repository && { repository: importRepository(repository, lookup) }),
    ...(images && { images: images.map((entry) => importImage(entry, stream, lookup)) }),
  }
}

/** Imports, while the client waits. Created even when every import failed. */
export const imageStreamImports: KindRules = {
  group: IMAGE_GROUP,
  plural: 'imagestreamimports',
  virtual: { create: performImport },
}
