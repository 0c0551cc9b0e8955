import type { ApiError } from '../../../k8s/ApiError.ts'
import type { AccessSources } from '../../../k8s/resources/registryRights.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'

interface PartialNotesProps {
  sources: AccessSources & { retry(): void }
  namespace: string | undefined
}

/** What could not be read, and what is therefore missing below. */
export function PartialNotes({ sources: { unread, pending, retry }, namespace }: PartialNotesProps) {
  if (pending || unread.length === 0) return null
  const kinds = [...new Set(unread.map(({ what }) => what))]
  const isRefused = unread.every(({ error }) => error.code === 403)
  return (
    <Alert
      inline
      status={isRefused ? 'info' : 'warning'}
      title={isRefused ? t('Others may have access, too') : t('Not all could be read')}
      actions={!isRefused && <Button onClick={retry}>{t('Retry')}</Button>}
    >
      {kinds.map((what) => (
        <p key={what}>{missingWords(what, namespace)}</p>
      ))}
      {firstOfEach(unread).map(({ message }) => (
        <ServerMessage key={message} message={message} />
      ))}
    </Alert>
  )
}

function missingWords(what: string, namespace: string | undefined): string {
  switch (what) {
    case 'clusterrolebindings':
      return t(
        'Cluster-wide bindings are not shown: administrators of the cluster, and everybody with a cluster-wide role, have access, too.',
      )
    case 'clusterroles':
      return t('The cluster roles could not be read: their default rules are assumed.')
    case 'roles':
      return t('The roles of projects could not be read: it is not known what they allow.')
    default:
      return namespace === undefined
        ? t('Bindings of some projects are not shown.')
        : t('Bindings of the project are not shown, only cluster-wide ones.')
  }
}

const mostMessages = 3

/** What the server said, each sentence once. */
function firstOfEach(unread: readonly { error: ApiError }[]): ApiError[] {
  return [...new Map(unread.map(({ error }) => [error.message, error])).values()].slice(0, mostMessages)
}
