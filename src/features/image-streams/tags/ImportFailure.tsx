import { t } from '../../../lib/t.ts'
import { importFailureCause, type ImportFailureCause } from '../../../k8s/resources/imageImportFailure.ts'
import type { StreamTag } from '../../../k8s/resources/imageStream.ts'
import { updatedOf } from '../../../k8s/resources/imageStream.ts'
import { failedImport, isImportPending, isScheduled } from '../../../k8s/resources/imageStreamTag.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'

/** Why the last import of a tag failed, since when, and what is served meanwhile. Nothing when it did not fail. */
export function ImportFailure({ tag }: { tag: StreamTag }) {
  const condition = failedImport(tag)
  if (!condition) return null
  const { reason, message, lastTransitionTime, generation } = condition
  return (
    <Alert status="danger" inline title={causeText(importFailureCause(condition))}>
      <p>
        {t('The import failed')} <Timestamp value={lastTransitionTime} absent={t('at an unknown time')} />
        {reason && (
          <>
            {' · '}
            <code>{reason}</code>
          </>
        )}
        {typeof generation === 'number' && ` · ${t('generation {{generation}}', { generation: String(generation) })}`}
      </p>
      {message && <ServerMessage message={message} />}
      <p>
        {updatedOf(tag) ? (
          <>
            {t('The image it had before is still served: it came')} <Timestamp value={updatedOf(tag)} />
            {'. '}
          </>
        ) : (
          t('The tag never had an image: pulls of it fail.') + ' '
        )}
        {nextText(tag)}
      </p>
    </Alert>
  )
}

function nextText(tag: StreamTag): string {
  if (isImportPending(tag)) return t('Another import is under way.')
  if (isScheduled(tag)) return t('It is tried again about every 15 minutes.')
  return t('It is not tried again until somebody asks for it.')
}

function causeText(cause: ImportFailureCause): string {
  switch (cause) {
    case 'credentials':
      return t('The source registry refused the credentials, or there are none')
    case 'notFound':
      return t('The source registry has no such image')
    case 'blocked':
      return t('The cluster blocks this registry')
    case 'notAllowed':
      return t('The cluster does not allow imports from this registry')
    case 'plainHttp':
      return t('The source registry speaks plain HTTP and the tag does not allow that')
    case 'notRegistry':
      return t('The source is not a registry')
    case 'unknownHost':
      return t('The host name of the source registry is not known')
    case 'certificate':
      return t('The certificate of the source registry is not trusted')
    case 'noConnection':
      return t('The source registry cannot be reached')
    case 'timeout':
      return t('The source registry did not answer in time')
    case 'rateLimit':
      return t('The source registry refuses more pulls for now')
    case 'badName':
      return t('The source is not a valid pull spec')
    default:
      return t('The last import failed')
  }
}
