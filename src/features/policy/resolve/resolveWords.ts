import type { ImageSources, ImagePlace } from '../../../k8s/resources/imageSources.ts'
import type { RuntimeVerdict } from '../../../k8s/resources/imagePolicy.ts'
import type { MirrorSet } from '../../../k8s/resources/mirrorSet.ts'
import { repositoryOf } from '../../../lib/imageReference.ts'
import { t } from '../../../lib/t.ts'

/** Where nodes look for an image, in one sentence. */
export function answerSentence(sources: ImageSources): string {
  const { verdict, places, unnameable, pullSpec } = sources
  const image = repositoryOf(pullSpec)
  if (!verdict.allowed) return refusalSentence(verdict, image)
  if (unnameable !== undefined) {
    return t('Nodes cannot pull it: the mirror {{place}} is not a valid image name, and they give up there.', {
      place: unnameable,
    })
  }
  const asked = places.filter(({ blocked }) => !blocked)
  const [first, ...others] = asked.map((place) => repositoryOf(place.pullSpec))
  if (first === undefined) return t('Nodes would ask nobody: every place is blocked.')
  const last = others.at(-1)
  if (last === undefined) {
    return asked[0]?.via
      ? t('Nodes would try {{first}}, and nothing else.', { first })
      : t('Nodes would pull it from its own registry, {{first}}.', { first })
  }
  const between = others.slice(0, -1)
  return between.length === 0
    ? t('Nodes would try {{first}} first, then {{last}}.', { first, last })
    : t('Nodes would try {{first}} first, then {{between}}, then {{last}}.', {
        first,
        between: between.join(t(', then ')),
        last,
      })
}

function refusalSentence({ by, entry }: RuntimeVerdict, image: string): string {
  return by === 'blockedRegistries'
    ? t('Nodes refuse {{image}} whatever its mirrors have: {{entry}} is blocked.', { image, entry })
    : t('Nodes refuse {{image}} whatever its mirrors have: it is in no allowed registry.', { image })
}

/** Which mirrors count for a name, by what it is named by. */
export function sortSentence({ by, source, entry, hidden }: ImageSources): string {
  if (source !== undefined) {
    return by === 'digest'
      ? t('It is named by digest: mirrors for tags do not count.')
      : t('It is named by tag: mirrors for digests do not count.')
  }
  if (entry !== undefined && hidden.length > 0) {
    return by === 'digest'
      ? t('It is named by digest, and {{entry}}, the most exact entry, has no mirrors for digests.', { entry })
      : t('It is named by tag, and {{entry}}, the most exact entry, has no mirrors for tags.', { entry })
  }
  return by === 'digest'
    ? t('It is named by digest, and no mirror set for digests covers it.')
    : t('It is named by tag, and no mirror set for tags covers it.')
}

/** Why a place is not asked. */
export function blockedSentence({ blocked }: ImagePlace): string | undefined {
  if (!blocked) return undefined
  return blocked.by === 'blockedRegistries'
    ? t('Not asked: {{entry}} is blocked.', { entry: blocked.entry })
    : t('Not asked: {{sets}} says NeverContactSource.', { sets: setNames(blocked.sets) })
}

/** Which sets lead to a place. */
export function viaSentence({ via }: ImagePlace): string {
  if (!via) return t('The name that was asked for')
  return t('Mirror of {{source}}, by {{sets}}', { source: via.source, sets: setNames(via.sets) })
}

/** Sets with their kinds: names are unique by kind only. */
export function setNames(sets: readonly MirrorSet[]): string {
  return [...new Set(sets.map(({ kind, name }) => `${kind} ${name}`))].join(', ')
}

/** Whether imports and the registry of a version of OpenShift know all kinds of mirror sets; undefined: the version is not known. */
export function knowsAllKinds(version: string | undefined): boolean | undefined {
  const minor = /^4\.(\d+)\./.exec(version ?? '')?.[1]
  return minor === undefined ? undefined : Number(minor) >= 14
}
