import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import type { StreamTag } from '../../../k8s/resources/imageStream.ts'
import { updatedOf } from '../../../k8s/resources/imageStream.ts'
import { failedImport, isImportPending, isScheduled } from '../../../k8s/resources/imageStreamTag.ts'
import { importProblem } from '../../../k8s/resources/importProblem.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'

/** Why the last import of a tag failed, since when, and what is served meanwhile. Nothing when it did not fail. */
export function ImportFailure({ tag }: { tag: StreamTag }) {
  const condition = failedImport(tag)
  if (!condition) return null
  const { reason, message, lastTransitionTime, generation } = condition
  return (
    <Alert status="danger" inline title={importProblem(condition).title}>
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
            {t('.')}
            {sentenceGap()}
          </>
        ) : (
          t('The tag never had an image: pulls of it fail.') + sentenceGap()
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
