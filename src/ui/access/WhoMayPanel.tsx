import type { ReactNode } from 'react'
import { t } from '../../lib/t.ts'
import { Alert } from '../Alert.tsx'
import { Panel } from '../Panel.tsx'
import { ServerMessage } from '../ServerMessage.tsx'
import { PartialNote } from './PartialNote.tsx'
import type { WhoMay } from './useWhoMay.ts'
import { WhoMayTable } from './WhoMayTable.tsx'

/** Who may do something, with how far that can be trusted. */
export function WhoMayPanel({
  title,
  found,
  rights = false,
  isNoted = false,
  children,
}: {
  title: string
  found: WhoMay
  rights?: boolean
  /** Whether it stands above already what could not be read. */
  isNoted?: boolean
  /** What follows from it, above the table. */
  children?: ReactNode
}) {
  const { rows, loading, refused, unread, evaluationErrors, command, retry } = found
  const isMissingRole = evaluationErrors.some((message) => message.includes('not found'))
  return (
    <Panel title={title}>
      <div className="rc-access__part">
        {children}
        {refused && !loading && !isNoted && <PartialNote refused={refused} unread={unread} retry={retry} />}
        {refused && !loading && isNoted && (
          <p className="rc-subtle">
            {unread.length > 0
              ? t('This list is partial, too: derived from the roles and bindings that you can see.')
              : t('This list is derived from the bindings, too.')}
          </p>
        )}
        {evaluationErrors.length > 0 && (
          <Alert
            inline
            status={isMissingRole ? 'info' : 'warning'}
            title={t('The cluster could not take everything into account')}
          >
            {isMissingRole && <p>{t('Bindings to roles that do not exist grant nothing.')}</p>}
            {evaluationErrors.map((message) => (
              <ServerMessage key={message} message={message} />
            ))}
          </Alert>
        )}
        <WhoMayTable
          name={title}
          rows={rows}
          loading={loading}
          rights={rights}
          isPartial={refused !== undefined && unread.length > 0}
          command={command}
        />
      </div>
    </Panel>
  )
}
