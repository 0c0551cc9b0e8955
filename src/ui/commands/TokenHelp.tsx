import { useQuery } from '@tanstack/react-query'
import { tokenPageQuery } from '../../k8s/clusterInfo.ts'
import { sentenceGap } from '../../lib/prose.ts'
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
          : t('Your browser opens for the login. If your oc does not know --web, leave it out.')}
      </p>
      {!account && page && (
        <p>
          {t('No browser there?')}
          {sentenceGap()}
          <a href={page} target="_blank" rel="noopener noreferrer">
            {t('Request a token from the cluster')}
          </a>{' '}
          {t('and run the command that its page shows. Treat the token like a password.')}
        </p>
      )}
      {!account && user === 'system:admin' && (
        <p>
          <strong>{t('You are logged in with a certificate and have no token.')}</strong>
          {sentenceGap()}
          {t('Enter a service account under More choices, or log in as a user.')}
        </p>
      )}
    </div>
  )
}
