import { Link } from 'react-router'
import { t } from '../../../lib/t.ts'
import type { Image } from '../../../k8s/resources/image.ts'
import {
  digestPullSpec,
  repositoriesOf,
  tagPullSpec,
  type ImageStream,
  type StreamTag,
} from '../../../k8s/resources/imageStream.ts'
import { importModeOf, isInsecure, isScheduled, referencePolicyOf } from '../../../k8s/resources/imageStreamTag.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { DescriptionList, KeyValues, type Term } from '../../../ui/DescriptionList.tsx'
import { ImageConfig } from './ImageConfig.tsx'
import { ImageOfTag } from './ImageOfTag.tsx'
import { imagePath } from './imagePath.ts'
import { imageTerms } from './imageTerms.tsx'
import { OriginOfImage } from './OriginOfImage.tsx'

/** The image of a tag: what it is, how to pull it, what its containers start with. */
export function ImageTab({ stream, tag }: { stream: ImageStream; tag: StreamTag }) {
  return (
    <>
      <ImageOfTag stream={stream} tag={tag}>
        {(image, list) => (
          <>
            <Panel title={t('Image')}>
              <DescriptionList label={t('Image')} terms={termsOf(stream, tag, list ?? image, image)} />
            </Panel>
            <ImageConfig image={image} list={list} />
            <OriginOfImage image={image} />
          </>
        )}
      </ImageOfTag>
      {tag.spec && (
        <Panel title={t('Tag')}>
          <DescriptionList label={t('Tag')} terms={tagTerms(tag)} />
        </Panel>
      )}
    </>
  )
}

/** `top` is what the tag points to; `image` is the one platform shown, the same unless that is a manifest list. */
function termsOf(stream: ImageStream, tag: StreamTag, top: Image, image: Image): Term[] {
  const { external, internal } = repositoriesOf(stream)
  const digest = top.metadata.name
  const repository = external ?? internal
  const isOwnSpec = [external, internal].some((own) => own && top.dockerImageReference === digestPullSpec(own, digest))
  const holder = { namespace: stream.metadata.namespace ?? '', stream: stream.metadata.name }
  const terms: (Term | undefined)[] = [
    {
      name: t('Digest'),
      value: (
        <>
          <Digest value={digest} /> <Link to={imagePath(digest, holder)}>{t('All about this image')}</Link>
        </>
      ),
    },
    external
      ? { name: t('Pull spec'), value: <CommandLine command={tagPullSpec(external, tag.name)} what={t('pull spec')} /> }
      : undefined,
    internal
      ? {
          name: external ? t('Pull spec inside the cluster') : t('Pull spec'),
          value: <CommandLine command={tagPullSpec(internal, tag.name)} what={t('internal pull spec')} />,
        }
      : undefined,
    repository
      ? {
          name: t('Pull spec by digest'),
          value: <CommandLine command={digestPullSpec(repository, digest)} what={t('pull spec by digest')} />,
        }
      : undefined,
  ]
  return [...terms.filter((term) => term !== undefined), ...imageTerms(top, image, isOwnSpec)]
}

function tagTerms(tag: StreamTag): Term[] {
  const annotations = Object.entries(tag.spec?.annotations ?? {})
  const terms: (Term | undefined)[] = [
    tag.spec?.from?.kind === 'DockerImage'
      ? { name: t('Source'), value: <code className="rc-streams__long">{tag.spec.from.name}</code> }
      : undefined,
    {
      name: t('Reference policy'),
      value:
        referencePolicyOf(tag) === 'Local'
          ? t('Local: workloads pull it through the registry of this cluster.')
          : t('Source: workloads pull it from where it was recorded.'),
    },
    { name: t('Scheduled'), value: isScheduled(tag) ? t('Yes: imported again about every 15 minutes.') : t('No') },
    { name: t('Insecure'), value: isInsecure(tag) ? t('Yes: its registry needs no trusted certificate.') : t('No') },
    {
      name: t('Import mode'),
      value:
        importModeOf(tag) === 'PreserveOriginal'
          ? t('PreserveOriginal: all platforms are kept.')
          : t('Legacy: of an image for several platforms, one is kept.'),
    },
    { name: t('Annotations'), value: <KeyValues entries={annotations} absent={t('none')} /> },
  ]
  return terms.filter((term) => term !== undefined)
}
