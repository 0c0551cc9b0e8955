import { useQuery } from '@tanstack/react-query'
import { useCan } from '../../k8s/access.ts'
import { reviewQuery } from '../../k8s/accessReviews.ts'
import { ImageStream } from '../../k8s/resources/imageStream.ts'
import { paths } from '../../lib/paths.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../../ui/Alert.tsx'
import { OutLink } from './embedded.tsx'
import { sharedProject } from './useCatalog.ts'

interface PullNotesProps {
  namespace: string
  stream: string
  into: string | undefined
}

/** That the person, or the pods of the project where the image is to be used, may not pull it. */
export function PullNotes({ namespace, stream, into }: PullNotesProps) {
  const { allowed } = useCan('get', ImageStream, { namespace, name: stream, subresource: 'layers' })
  const other = into !== undefined && into !== namespace
  const pods = useQuery({
    ...reviewQuery(
      {
        name: `system:serviceaccount:${into ?? ''}:default`,
        groups: ['system:serviceaccounts', `system:serviceaccounts:${into ?? ''}`, 'system:authenticated'],
      },
      {
        verb: 'get',
        group: ImageStream.group,
        resource: ImageStream.plural,
        subresource: 'layers',
        namespace,
        name: stream,
      },
    ),
    enabled: other,
    retry: false,
  })
  // Who may not ask on behalf of others is told what is usual: only what is shared may be pulled from elsewhere.
  const unknown = pods.data === undefined && pods.error !== null && namespace !== sharedProject
  const denied = other && (pods.data?.allowed === false || unknown)
  return (
    <>
      {allowed === false && (
        <Alert status="warning" inline title={t('You may not pull it')}>
          {t('Your roles do not allow to get imagestreams/layers in {{namespace}}.', { namespace })}
          {sentenceGap()}
          <OutLink to={paths.access('check', { project: namespace })}>{t('Who may')}</OutLink>
        </Alert>
      )}
      {denied && (
        <Alert
          status={unknown ? 'info' : 'warning'}
          inline
          title={
            unknown
              ? t('Pods of {{project}} may need a right to pull it', { project: into })
              : t('Pods of {{project}} may not pull it', { project: into })
          }
        >
          <p>{t('Its service account default needs the role system:image-puller in {{namespace}}.', { namespace })}</p>
          <OutLink to={paths.access('permissions', { project: namespace })}>{t('Let another project pull')}</OutLink>
        </Alert>
      )}
    </>
  )
}
