import { useQuery } from '@tanstack/react-query'
import { tokenPageQuery } from '../../k8s/clusterInfo.ts'
import { t } from '../../lib/t.ts'
import type { CommandContext } from '../../lib/registryCommands.ts'

/** How one gets a token. None is ever shown or kept here. */
export function TokenHelp({ user, account }: Pick<CommandContext, 'user' | 'account'>) {
  const { data: page } = useQuery(tokenPageQuery())
  return (
    <div className="rc-subtle">
      <p>
        {account
          ? t('You need the right to create tokens of the service account: administrators of its project have it.')
          : t('--web opens the browser, where you may be logged in already. Older programs know it not: leave it out.')}
      </p>
      {!account && page && (
        <p>
          {t('Without a browser beside it:')}{' '}
          <a href={page} target="_blank" rel="noopener noreferrer">
            {t('ask the cluster for a token')}
          </a>
          {t('; its page shows a command with it. Treat it as a password.')}
        </p>
      )}
      {!account && user === 'system:admin' && (
        <p>
          <strong>{t('You are logged in by a certificate, and have no token.')}</strong>{' '}
          {t('Name a service account above, or log in as a person.')}
        </p>
      )}
    </div>
  )
}
