import { formatBytes } from '../../../lib/bytes.ts'
import { t } from '../../../lib/t.ts'
import { createdOf, isManaged, manifestsOf, platformsOf, sizeOf, type Image } from '../../../k8s/resources/image.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import type { Term } from '../../../ui/DescriptionList.tsx'
import { platformsText } from '../tags/tagWords.ts'

/** What an image is. `top` is what its digest names; `image` the one platform shown, the same unless that is a manifest list. */
export function imageTerms(top: Image, image: Image, isOwnSpec: boolean): Term[] {
  const isList = manifestsOf(top).length > 0
  const size = sizeOf(top)
  const terms: (Term | undefined)[] = [
    // The size of a manifest list stands above its platforms.
    isList
      ? undefined
      : {
          name: t('Size'),
          value: size === undefined ? t('not known') : t('{{size}} compressed', { size: formatBytes(size) }),
        },
    isList ? undefined : { name: t('Architecture'), value: platformsText(platformsOf(top)) || t('not known') },
    { name: t('Created'), value: <Timestamp value={createdOf(image)} absent={t('not recorded')} /> },
    {
      name: t('Author'),
      value: image.dockerImageMetadata?.Author ? <bdi>{image.dockerImageMetadata.Author}</bdi> : t('not recorded'),
    },
    {
      name: t('Origin'),
      value: isManaged(top)
        ? t('Pushed to this registry, which holds its layers.')
        : t('Imported: its layers stay in the source registry until somebody pulls them through this one.'),
    },
    top.dockerImageReference && !isOwnSpec
      ? { name: t('First seen as'), value: <code className="rc-streams__long">{top.dockerImageReference}</code> }
      : undefined,
    top.dockerImageManifestMediaType
      ? { name: t('Media type'), value: <code className="rc-streams__long">{top.dockerImageManifestMediaType}</code> }
      : undefined,
  ]
  return terms.filter((term) => term !== undefined)
}
