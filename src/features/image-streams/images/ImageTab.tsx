import { formatBytes } from '../../../lib/bytes.ts'
import { t } from '../../../lib/t.ts'
import {
  configOf,
  createdOf,
  environmentOf,
  isManaged,
  manifestsOf,
  platformsOf,
  sizeOf,
  type Image,
} from '../../../k8s/resources/image.ts'
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
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { DescriptionList, KeyValues, type Term } from '../DescriptionList.tsx'
import { ImageOfTag } from './ImageOfTag.tsx'
import { platformsText } from '../tags/tagWords.ts'

/** The image of a tag: what it is, how to pull it, what its containers start with. */
export function ImageTab({ stream, tag }: { stream: ImageStream; tag: StreamTag }) {
  return (
    <>
      <ImageOfTag stream={stream} tag={tag}>
        {(image, list) => (
          <>
            <Panel title={t('Image')}>
              <DescriptionList label={t('Image')} terms={imageTerms(stream, tag, list ?? image, image)} />
            </Panel>
            <Panel
              title={
                list
                  ? t('Configuration for {{platform}}', { platform: platformsText(platformsOf(image)) })
                  : t('Configuration')
              }
            >
              <DescriptionList label={t('Configuration')} terms={configTerms(image)} />
            </Panel>
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
function imageTerms(stream: ImageStream, tag: StreamTag, top: Image, image: Image): Term[] {
  const { external, internal } = repositoriesOf(stream)
  const digest = top.metadata.name
  const repository = external ?? internal
  const isList = manifestsOf(top).length > 0
  const size = sizeOf(top)
  const isOwnSpec = [external, internal].some((own) => own && top.dockerImageReference === digestPullSpec(own, digest))
  const terms: (Term | undefined)[] = [
    { name: t('Digest'), value: <Digest value={digest} /> },
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

function configTerms(image: Image): Term[] {
  const config = configOf(image)
  return [
    { name: t('Entrypoint'), value: <Words words={config.Entrypoint} /> },
    { name: t('Command'), value: <Words words={config.Cmd} /> },
    { name: t('Working directory'), value: <Words words={config.WorkingDir ? [config.WorkingDir] : undefined} /> },
    {
      name: t('User'),
      value: config.User ? <code>{config.User}</code> : t('none: root, unless the cluster assigns another'),
    },
    { name: t('Ports'), value: <Words words={Object.keys(config.ExposedPorts ?? {})} /> },
    { name: t('Volumes'), value: <Words words={Object.keys(config.Volumes ?? {})} /> },
    {
      name: t('Environment'),
      value: (
        <KeyValues entries={environmentOf(image).map(({ name, value }) => [name, value] as const)} absent={t('none')} />
      ),
    },
    { name: t('Labels'), value: <KeyValues entries={Object.entries(config.Labels ?? {})} absent={t('none')} /> },
  ]
}

function Words({ words }: { words: readonly string[] | null | undefined }) {
  if (!words || words.length === 0) return <span className="rc-streams__sub">{t('none')}</span>
  return <code className="rc-streams__long">{words.map(quoted).join(' ')}</code>
}

/** As a shell would need it, so that where one word ends is seen. */
const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

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
