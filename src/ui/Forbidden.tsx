import LockIcon from '@patternfly/react-icons/dist/esm/icons/lock-icon'
import type { ApiError } from '../k8s/ApiError.ts'
import { t } from '../lib/t.ts'
import { CommandLine } from './CommandLine.tsx'
import { EmptyState } from './EmptyState.tsx'
import { grantCommand, grantingRole, missingRight, type MissingRight } from './forbidden.ts'
import { ServerMessage } from './ServerMessage.tsx'

/** What may not be seen: which verb on which resource is missing, where, and which role grants it. */
export function Forbidden({ error }: { error: ApiError }) {
  const right = missingRight(error)
  return (
    <EmptyState title={t('Permission missing')} icon={LockIcon} status="warning">
      {right && (
        <>
          <p>{sentence(right)}</p>
          <p>{roleSentence(right)}</p>
          <p>
            <CommandLine command={grantCommand(right, grantingRole(right))} />
          </p>
        </>
      )}
      <ServerMessage message={error.message} />
    </EmptyState>
  )
}

/** The missing right in one sentence: "You may not list imagestreams in the project demo." */
export function sentence({ verb, resource, namespace, name }: MissingRight): string {
  const what = name ? `${resource} ${name}` : resource
  return namespace
    ? t('You may not {{verb}} {{what}} in the project {{namespace}}.', { verb, what, namespace })
    : t('You may not {{verb}} {{what}} in the whole cluster.', { verb, what })
}

function roleSentence(right: MissingRight): string {
  const { roles, cluster } = grantingRole(right)
  const role = roles.join(t(' or '))
  return cluster
    ? t('The cluster role {{role}} grants it. A cluster administrator can give it:', { role })
    : t('The role {{role}} in this project grants it. A project administrator can give it:', { role })
}
