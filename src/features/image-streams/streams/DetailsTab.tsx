import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { repositoriesOf, type ImageStream } from '../../../k8s/resources/imageStream.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { DescriptionList, KeyValues, type Term } from '../../../ui/DescriptionList.tsx'
import { LimitsOfStream } from './ImageLimits.tsx'
import { useImageLimits } from './useImageLimits.ts'

const checked = 'openshift.io/image.dockerRepositoryCheck'
const displayName = 'openshift.io/display-name'

/** What an image stream says of itself besides its tags. */
export function DetailsTab({ stream }: { stream: ImageStream }) {
  const { namespace = '', name, creationTimestamp, uid, generation, resourceVersion } = stream.metadata
  const { external, internal } = repositoriesOf(stream)
  const annotations = stream.metadata.annotations ?? {}
  const { limits, quotas } = useImageLimits(namespace)
  const whole = stream.spec?.dockerImageRepository
  const terms: (Term | undefined)[] = [
    { name: t('Name'), value: name },
    annotations[displayName] ? { name: t('Display name'), value: <bdi>{annotations[displayName]}</bdi> } : undefined,
    { name: t('Project'), value: <Link to={paths.imageStreams({ project: namespace })}>{namespace}</Link> },
    { name: t('Created'), value: <Timestamp value={creationTimestamp} absent={t('not recorded')} /> },
    {
      name: t('Pull spec outside the cluster'),
      value: external ? (
        <CommandLine command={external} what={t('external pull spec')} />
      ) : (
        t('None: the registry has no external host name.')
      ),
    },
    {
      name: t('Pull spec inside the cluster'),
      value: internal ? (
        <CommandLine command={internal} what={t('internal pull spec')} />
      ) : (
        t('None: the cluster has no registry.')
      ),
    },
    whole ? { name: t('Imports all tags of'), value: <code>{whole}</code> } : undefined,
    { name: t('Last import'), value: <Timestamp value={annotations[checked]} /> },
    {
      name: t('Lookup policy (local)'),
      value: stream.spec?.lookupPolicy?.local
        ? t('On: pods and builds of this project may name the stream instead of a pull spec.')
        : t('Off: pods and builds need the whole pull spec.'),
    },
    {
      name: t('Labels'),
      value: <KeyValues entries={Object.entries(stream.metadata.labels ?? {})} absent={t('none')} />,
    },
    { name: t('Annotations'), value: <KeyValues entries={Object.entries(annotations)} absent={t('none')} /> },
    ...(limits.length + quotas.length > 0
      ? [{ name: t('Limits'), value: <LimitsOfStream limits={limits} quotas={quotas} stream={stream} /> }]
      : []),
    generation === undefined ? undefined : { name: t('Generation'), value: String(generation) },
    resourceVersion ? { name: t('Resource version'), value: <code>{resourceVersion}</code> } : undefined,
    uid ? { name: t('UID'), value: <code>{uid}</code> } : undefined,
  ]
  return <DescriptionList label={t('Details')} terms={terms.filter((term) => term !== undefined)} />
}
