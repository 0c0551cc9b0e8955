import type { Projection } from '../queries.ts'
import type { ObjectMeta } from '../types.ts'
import { compareVersions } from './catalogItemVersion.ts'
import { currentOf, tagsOf, type ImageStream, type StreamTag } from './imageStream.ts'
import { failedImport, followedTag, isPushedOver, tagSource, tagState } from './imageStreamTag.ts'

/** Why a version cannot be used. */
export type Unavailable =
  /** The server's own words. */
  { why: 'failed'; reason: string; message: string } | { why: 'importing' | 'empty' }

/** Source code to try a builder with. */
export interface SampleSource {
  repository: string
  contextDir?: string
  ref?: string
}

/** What annotations say of a stream or of a tag. All of it is anybody's text. */
export interface CatalogTexts {
  displayName?: string
  provider?: string
  description?: string
  longDescription?: string
  documentationUrl?: string
  supportUrl?: string
  iconClass?: string
}

/** One version of what a stream offers: a tag that is not hidden and not the other name of one. */
export interface CatalogVersion extends CatalogTexts {
  tag: string
  /** The annotation `version`, or the tag's name. */
  version: string
  builder: boolean
  /** The words of the annotation `tags`. */
  words: readonly string[]
  supports: readonly string[]
  sample?: SampleSource
  /** Tags that follow this one, `latest` among them. */
  aliases: readonly string[]
  /** `latest`, where it was given the same image without following. */
  twin?: string
  /** The image that is there; undefined also for tags that only refer to one elsewhere. */
  digest?: string
  /** What a tag refers to that brings no image into the cluster. */
  reference?: string
  unavailable?: Unavailable
  /** The last import failed, though an older image is there. */
  outdated?: Unavailable
  deprecated: boolean
}

/** An image stream as the catalog offers it. */
export interface CatalogItem extends CatalogTexts {
  namespace: string
  name: string
  displayName: string
  /** Whether a version builds applications from source. */
  builder: boolean
  /** Newest first; never empty. */
  versions: readonly CatalogVersion[]
}

/** What the gallery keeps of an image stream. */
export interface CatalogRow {
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'uid' | 'resourceVersion'>
  /** Undefined: the catalog does not offer it, as all its tags are hidden or it has none. */
  card?: CatalogCard
}

/** A stream on its card. */
export interface CatalogCard {
  displayName: string
  provider?: string
  /** At most some lines. */
  description?: string
  iconClass?: string
  builder: boolean
  /** Of the newest version. */
  deprecated: boolean
  /** Versions that can be used, newest first, and no more of them than a card shows. */
  versions: readonly string[]
  /** How many can be used, and how many there are. */
  usable: number
  total: number
  /** The words of all versions, without those that say what it is. */
  words: readonly string[]
}

const versionsShown = 4
const descriptionShown = 280

const keys = {
  displayName: 'openshift.io/display-name',
  provider: 'openshift.io/provider-display-name',
  documentationUrl: 'openshift.io/documentation-url',
  supportUrl: 'openshift.io/support-url',
  longDescription: 'openshift.io/long-description',
  iconClass: 'iconClass',
} as const

type Annotations = Record<string, string> | null | undefined

/** Whether a tag is kept out of catalogs: by the exact word, with nothing around it, as `oc new-app` reads it. */
export function isHidden(tag: StreamTag): boolean {
  return rawWords(tag.spec?.annotations).includes('hidden')
}

/** What the catalog offers of a stream. Undefined where that is nothing. */
export function catalogItem(stream: ImageStream): CatalogItem | undefined {
  const shown = tagsOf(stream).filter((tag) => !isHidden(tag))
  const names = new Set(shown.map(({ name }) => name))
  const aliases = new Map<string, string[]>()
  const own: StreamTag[] = []
  for (const tag of shown) {
    const target = followedName(stream, tag)
    if (target === undefined || !names.has(target)) own.push(tag)
    else aliases.set(target, [...(aliases.get(target) ?? []), tag.name])
  }
  const versions = withoutTwin(
    own.map((tag) => versionOf(stream, tag, aliases.get(tag.name) ?? [])).toSorted(compareVersions),
  )
  const newest = versions.find(({ unavailable }) => !unavailable) ?? versions[0]
  if (!newest) return undefined
  const { namespace = '', name, annotations } = stream.metadata
  const texts = textsOf(annotations)
  const other = <K extends keyof CatalogTexts>(key: K) =>
    texts[key] ?? newest[key] ?? versions.find((version) => version[key])?.[key]
  return {
    namespace,
    name,
    ...given({
      provider: other('provider'),
      description: texts.description ?? newest.description,
      longDescription: texts.longDescription ?? newest.longDescription,
      documentationUrl: other('documentationUrl'),
      supportUrl: other('supportUrl'),
      iconClass: newest.iconClass ?? other('iconClass'),
    }),
    // A tag's name of itself names its version too.
    displayName: texts.displayName ?? name,
    builder: versions.some(({ builder }) => builder),
    versions,
  }
}

/** Whoever pushes a version often pushes it as `latest` too: that is no other version. */
function withoutTwin(versions: CatalogVersion[]): CatalogVersion[] {
  const latest = versions.find(({ tag, version, digest }) => tag === 'latest' && version === tag && digest)
  const same = versions.find((other) => other !== latest && other.digest === latest?.digest)
  if (!latest || !same) return versions
  return versions
    .filter((other) => other !== latest)
    .map((other) => (other === same ? { ...other, twin: 'latest' } : other))
}

/** The tag of the same stream that an alias ends at; undefined for what is not an alias, or no longer serves what it follows. */
function followedName(stream: ImageStream, tag: StreamTag): string | undefined {
  if (tagSource(stream, tag).kind !== 'follows' || isPushedOver(stream, tag)) return undefined
  const target = followedTag(stream, tag)
  return target && target.name !== tag.name ? target.name : undefined
}

function versionOf(stream: ImageStream, tag: StreamTag, aliases: readonly string[]): CatalogVersion {
  const annotations = tag.spec?.annotations
  const texts = textsOf(annotations)
  const words = wordsOf(annotations)
  const digest = currentOf(tag)?.image
  const state = stateOf(stream, tag)
  // One to another tag has the image of that.
  const reference = tag.spec?.reference && tag.spec.from?.kind === 'DockerImage' ? tag.spec.from.name : undefined
  return {
    ...texts,
    ...given({ digest: digest || undefined, reference, sample: sampleOf(annotations) }),
    ...(state && (digest ? { outdated: state } : !reference && { unavailable: state })),
    tag: tag.name,
    version: text(annotations, 'version') ?? tag.name,
    builder: rawWords(annotations).includes('builder'),
    words,
    supports: (annotations?.['supports'] ?? '').split(',').map(trimmed).filter(Boolean),
    aliases,
    deprecated:
      words.some((word) => word.toLowerCase() === 'deprecated') ||
      /\bdeprecated\b/i.test(`${texts.displayName ?? ''} ${texts.description ?? ''}`),
  }
}

function stateOf(stream: ImageStream, tag: StreamTag): Unavailable | undefined {
  const failure = failedImport(tag)
  if (failure) return { why: 'failed', reason: failure.reason ?? '', message: failure.message ?? '' }
  const state = tagState(tag)
  if (state === 'importing') return { why: 'importing' }
  if (state !== 'empty') return undefined
  // An alias has no condition of its own: why it is empty stands at what it follows.
  const target = followedTag(stream, tag)
  return target && target !== tag ? (stateOf(stream, target) ?? { why: 'empty' }) : { why: 'empty' }
}

function textsOf(annotations: Annotations): CatalogTexts {
  return given({
    displayName: text(annotations, keys.displayName),
    provider: text(annotations, keys.provider),
    description: text(annotations, 'description') ?? text(annotations, 'openshift.io/description'),
    longDescription: text(annotations, keys.longDescription),
    documentationUrl: text(annotations, keys.documentationUrl),
    supportUrl: text(annotations, keys.supportUrl),
    iconClass: text(annotations, keys.iconClass),
  })
}

function sampleOf(annotations: Annotations): SampleSource | undefined {
  const repository = text(annotations, 'sampleRepo')
  if (!repository) return undefined
  return {
    repository,
    ...given({ contextDir: text(annotations, 'sampleContextDir'), ref: text(annotations, 'sampleRef') }),
  }
}

function text(annotations: Annotations, key: string): string | undefined {
  return annotations?.[key]?.trim() || undefined
}

const trimmed = (word: string) => word.trim()
const rawWords = (annotations: Annotations) => (annotations?.['tags'] ?? '').split(',')
const wordsOf = (annotations: Annotations) => rawWords(annotations).map(trimmed).filter(Boolean)

/** The fields that are there. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Only what is undefined was left out.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

const ofItself = new Set(['builder', 'hidden'])

function cardOf(item: CatalogItem): CatalogCard {
  const { displayName, provider, description, iconClass, builder, versions } = item
  const usable = versions.filter(({ unavailable }) => !unavailable)
  const newest = usable[0] ?? versions[0]
  const versioned = usable.filter(({ version }) => version !== 'latest')
  const names = [...new Set((versioned.length > 0 ? versioned : usable).map(({ version }) => version))]
  return {
    displayName,
    ...given({ provider, description: cut(description), iconClass }),
    builder,
    deprecated: newest?.deprecated === true,
    versions: names.slice(0, versionsShown),
    usable: names.length,
    total: versions.length,
    words: [...new Set(versions.flatMap(({ words }) => words))].filter((word) => !ofItself.has(word)),
  }
}

function cut(description: string | undefined): string | undefined {
  return description && description.length > descriptionShown
    ? `${description.slice(0, descriptionShown).trimEnd()}…`
    : description
}

/** The row of an image stream. */
export function projectCatalog(stream: ImageStream): CatalogRow {
  const { name, namespace, uid, resourceVersion } = stream.metadata
  const item = catalogItem(stream)
  return {
    metadata: { name, ...given({ namespace, uid, resourceVersion }) },
    ...(item && { card: cardOf(item) }),
  }
}

/** What the gallery keeps of image streams. */
export const catalogRow: Projection<ImageStream, CatalogRow> = { name: 'catalog', project: projectCatalog }
