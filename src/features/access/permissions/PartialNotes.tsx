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
        'Bindings of the whole cluster are not shown: its administrators, and whoever has a role everywhere, may do this as well.',
      )
    case 'clusterroles':
      return t('The roles of the cluster could not be read: what is told of them is what they ship with.')
    case 'roles':
      return t('The roles of projects could not be read: what they allow is not known.')
    default:
      return namespace === undefined
        ? t('Bindings of some projects are not shown.')
        : t('Bindings of the project are not shown: only what counts in the whole cluster is.')
  }
}

const mostMessages = 3

/** What the server said, each sentence once. */
function firstOfEach(unread: readonly { error: ApiError }[]): ApiError[] {
  return [...new Map(unread.map(({ error }) => [error.message, error])).values()].slice(0, mostMessages)
}
