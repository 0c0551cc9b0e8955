import TrashIcon from '@patternfly/react-icons/dist/esm/icons/trash-icon'
import type { ApiError } from '../../../k8s/ApiError.ts'
import { imagePrunerName } from '../../../k8s/resources/imagePruner.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { t } from '../../../lib/t.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { NoOperator } from '../../../ui/NoOperator.tsx'

/** Why there are no settings to show: the cluster has no registry operator, no object, or does not let the person read it. */
export function NoPruner({ error, onRetry }: { error: ApiError; onRetry(): void }) {
  return (
    <NoOperator error={error} otherwise={<OtherReason error={error} onRetry={onRetry} />}>
      <p>
        {t(
          'It has no registry operator, so nothing prunes by schedule. The preview works all the same, and so does the command oc adm prune images.',
        )}
      </p>
    </NoOperator>
  )
}

function OtherReason({ error, onRetry }: { error: ApiError; onRetry(): void }) {
  if (error.code !== 404) return <Problem error={error} onRetry={onRetry} />
  return (
    <EmptyState
      title={t('There is no ImagePruner {{name}}', { name: imagePrunerName })}
      icon={TrashIcon}
      status="warning"
      actions={<Button onClick={onRetry}>{t('Look again')}</Button>}
    >
      <p>
        {t(
          'The registry operator makes it by itself, with 3 revisions and 60 minutes, and again when it was deleted. When it stays away the operator is not running:',
        )}
      </p>
      <CommandLine command={`oc get deployment cluster-image-registry-operator -n ${registryNamespace}`} />
    </EmptyState>
  )
}
