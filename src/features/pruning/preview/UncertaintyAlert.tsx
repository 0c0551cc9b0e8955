import { useQuery } from '@tanstack/react-query'
import { t } from '../../../lib/t.ts'
import { userQuery } from '../../../k8s/whoami.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { useShownPreview } from './shownPreview.ts'
import { grantsFor, uncertaintiesOf } from './uncertainty.ts'

/** What could not be read, what that makes of the answer, and who can help. Nothing when all was read. */
export function UncertaintyAlert() {
  const { reading, plan } = useShownPreview()
  const { data: user } = useQuery(userQuery())
  const found = uncertaintiesOf(reading.kinds, plan.options)
  if (found.length === 0) return null
  const grants = grantsFor(reading.kinds, reading.scope, user?.name)
  return (
    <Alert status="warning" inline title={t('This preview is uncertain: not everything could be read')}>
      <ul className="rc-preview__list">
        {found.map(({ plurals, sentence, state, messages }) => (
          <li key={plurals.join(' ')}>
            {sentence}
            {state === 'failed' && messages.map((message) => <ServerMessage key={message} message={message} />)}
          </li>
        ))}
      </ul>
      {grants.length > 0 && (
        <>
          <p>
            {t(
              'The cluster roles cluster-reader and system:image-pruner cover all that pruning looks at. An administrator can grant:',
            )}
          </p>
          {grants.map((command) => (
            <p key={command}>
              <CommandLine command={command} />
            </p>
          ))}
        </>
      )}
    </Alert>
  )
}
