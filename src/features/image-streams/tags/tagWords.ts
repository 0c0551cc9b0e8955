import { shortDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import type { TagSourceReference } from '../../../k8s/resources/imageStream.ts'
import type { RevisionOrigin, TagSource, TagState } from '../../../k8s/resources/imageStreamTag.ts'
import type { StreamSource } from '../../../k8s/resources/imageStreamRow.ts'

/** The state of a tag in a word or two. */
export function stateText(state: TagState): string {
  switch (state) {
    case 'ok':
      return t('Ready')
    case 'failed':
      return t('Import failed')
    case 'importing':
      return t('Importing')
    case 'reference':
      return t('Reference only')
    default:
      return t('No image')
  }
}

/** Where the image of a tag comes from, as one would say it. */
export function sourceText(source: TagSource): string {
  switch (source.kind) {
    case 'pushed':
      return t('pushed')
    case 'imported':
      return t('imported from {{source}}', { source: source.from })
    case 'reference':
      return t('refers to {{source}}', { source: source.from })
    case 'follows':
      return t('follows {{tag}}', { tag: source.tag })
    case 'copied':
      return t('copied from {{source}}', { source: `${source.namespace}/${source.stream}:${source.tag}` })
    case 'fixed':
      return t('fixed to {{source}}', { source: `${source.namespace}/${source.stream}@${shortDigest(source.digest)}` })
    default:
      return t('nothing pushed yet')
  }
}

/** How one revision came, as one would say it. */
export function originText(origin: RevisionOrigin): string {
  switch (origin.kind) {
    case 'imported':
      return t('imported from {{source}}', { source: origin.from })
    case 'reference':
      return t('refers to {{source}}', { source: origin.from })
    case 'tagged':
      return t('tagged')
    case 'pushedOrTagged':
      return t('pushed or tagged')
    default:
      return t('pushed')
  }
}

/** How images come into a stream, in one word. */
export function streamSourceText(source: StreamSource): string {
  switch (source) {
    case 'pushed':
      return t('pushed')
    case 'imported':
      return t('imported')
    case 'tagged':
      return t('tagged')
    default:
      return t('reference')
  }
}

/** Platforms by name: the OS only where it is not Linux. */
export function platformsText(platforms: readonly string[]): string {
  return platforms.map((platform) => platform.replace(/^linux\//, '')).join(', ')
}

/** Platforms in the room of a cell: two by name, of more the first. */
export function platformsInShort(platforms: readonly string[]): string {
  if (platforms.length <= 2) return platformsText(platforms)
  return t('{{platform}} and {{count}} more', {
    platform: platformsText(platforms.slice(0, 1)),
    count: platforms.length - 1,
  })
}

/** The source of a tag by its name: a pull spec, or the tag or image of a stream. */
export function sourceNameText({ kind, name = '', namespace }: TagSourceReference): string {
  if (kind !== 'ImageStreamImage') return kind === 'ImageStreamTag' && namespace ? `${namespace}/${name}` : name
  const at = name.indexOf('@')
  return `${namespace ? `${namespace}/` : ''}${name.slice(0, at + 1)}${shortDigest(name.slice(at + 1))}`
}
