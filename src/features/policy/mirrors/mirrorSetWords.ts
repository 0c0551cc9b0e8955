import type { MirrorRule, MirrorSetKind } from '../../../k8s/resources/mirrorSet.ts'
import { t } from '../../../lib/t.ts'

/** For which images a kind gives mirrors. */
export function kindPurpose(kind: MirrorSetKind): string {
  switch (kind) {
    case 'ImageDigestMirrorSet':
      return t('for images named by digest')
    case 'ImageTagMirrorSet':
      return t('for images named by tag')
    case 'ImageContentSourcePolicy':
      return t('for images named by digest; deprecated')
    case 'ImageContentPolicy':
      return t('read by nothing')
  }
}

/** What an entry brings about, in a sentence. */
export function entrySentence(kind: MirrorSetKind, { source, mirrors, mirrorSourcePolicy }: MirrorRule): string {
  const places = { source, mirrors: mirrors.join(t(', then ')) }
  const isNever = mirrorSourcePolicy === 'NeverContactSource'
  if (kind === 'ImageTagMirrorSet') {
    return isNever
      ? t(
          'Images of {{source}} that are named by tag come from {{mirrors}}, and from nowhere else: pulls fail when no mirror has them.',
          places,
        )
      : t('Images of {{source}} that are named by tag come from {{mirrors}}, then the source itself.', places)
  }
  return isNever
    ? t(
        'Images of {{source}} that are named by digest come from {{mirrors}}, and from nowhere else: pulls fail when no mirror has them.',
        places,
      )
    : t('Images of {{source}} that are named by digest come from {{mirrors}}, then the source itself.', places)
}
