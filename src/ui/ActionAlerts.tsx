import type { ReactNode } from 'react'
import type { ApiError } from '../k8s/ApiError.ts'
import { t } from '../lib/t.ts'
import { Alert } from './Alert.tsx'
import { Button } from './Button.tsx'
import { CommandLine } from './CommandLine.tsx'
import { grantCommand, grantingRole, missingRight } from './forbidden.ts'
import { ServerMessage } from './ServerMessage.tsx'
import type { ActionState } from './useAction.ts'

export interface ActionAlertsProps {
  state: ActionState<unknown>
  gone: boolean
  blocked: ReactNode
  /** What is wrong with the form. */
  problems: readonly string[]
  /** How many of the server's complaints show at their fields. */
  mapped: number
  explain?: ((error: ApiError) => ReactNode) | undefined
  onLookUp(error: ApiError): void
}

/** Why an action was not done, and what to do now. */
export function ActionAlerts(props: ActionAlertsProps) {
  const { state, gone, blocked, problems, mapped, explain, onLookUp } = props
  return (
    <>
      {gone && (
        <Alert inline live status="warning" title={t('It was deleted by someone else')}>
          {t('There is nothing left to change. What you typed is still here to copy.')}
        </Alert>
      )}
      {blocked !== undefined && (
        <Alert inline status="info" title={t('You cannot do this')}>
          {blocked}
        </Alert>
      )}
      {problems.length > 0 && (
        <Alert inline live status="danger" title={t('Could not save')}>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Alert>
      )}
      {/* With other values: what the server said was about those before. */}
      {state.kind === 'failed' && problems.length === 0 && (
        <Refused error={state.error} mapped={mapped} more={explain?.(state.error)} />
      )}
      {state.kind === 'looking' && (
        <Alert inline live status="info" title={t('The connection broke')}>
          {t('No answer arrived. Looking up whether the change was made.')}
        </Alert>
      )}
      {state.kind === 'lost' && (
        <Alert
          inline
          live
          status={state.outcome === 'notDone' ? 'danger' : 'warning'}
          title={state.outcome === 'notDone' ? t('Could not save') : t('The outcome is unknown')}
          actions={
            state.outcome === 'unknown' && (
              <Button variant="link" isInline onClick={() => onLookUp(state.error)}>
                {t('Look again')}
              </Button>
            )
          }
        >
          {state.outcome === 'notDone'
            ? t('The connection broke before the change was made: the cluster is as before. Try again.')
            : t(
                'The connection broke after the change was sent. It may or may not have been made: look before you try again.',
              )}
        </Alert>
      )}
    </>
  )
}

/** The server's refusal, in its own words. */
export function Refused({ error, mapped = 0, more }: { error: ApiError; mapped?: number; more?: ReactNode }) {
  const { code, reason, message, causes } = error
  const right = code === 403 && !isAdmission(message) ? missingRight(error) : undefined
  return (
    <Alert inline live status="danger" title={t('Could not save')}>
      <p>{explanation(error)}</p>
      <ServerMessage message={message} />
      {causes.length > mapped && causes.length > 1 && (
        <ul>
          {causes.map((cause) => (
            <li key={`${cause.field} ${cause.message}`}>
              {cause.field && <code>{cause.field}</code>} {cause.message}
            </li>
          ))}
        </ul>
      )}
      {more}
      {right && (
        <p>
          {t('An administrator can grant it:')} <CommandLine command={grantCommand(right, grantingRole(right))} />
        </p>
      )}
      <p className="rc-subtle">{[code > 0 ? `${code} ${reason}` : reason].join(' ')}</p>
    </Alert>
  )
}

/** Whether a 403 is not about rights: an admission plugin or webhook, a quota or a limit said no. */
function isAdmission(message: string): boolean {
  return /admission webhook|exceeded quota|maximum .* usage|denied the request|forbidden by policy/i.test(message)
}

function explanation({ code, reason, message }: ApiError): string {
  if (code === 403 && /exceeded quota/i.test(message))
    return t('A quota of the project is used up. Nothing was changed.')
  if (code === 403 && isAdmission(message))
    return t('A rule of the cluster refused the change, whatever your permissions are. Nothing was changed.')
  if (code === 403) return t('You may not do this. Nothing was changed.')
  if (code === 404) return t('It is not there any more. Nothing was changed.')
  if (code === 409 && reason === 'AlreadyExists')
    return t('Something of this name exists already. Choose another name.')
  if (code === 409) return t('It was changed in the meantime. Nothing was changed.')
  if (code === 422 || code === 400) return t('The server does not accept the values. Nothing was changed.')
  if (code === 429 || code === 503) return t('The API is too busy. Nothing was changed; try again in a moment.')
  return t('The server refused the change.')
}
