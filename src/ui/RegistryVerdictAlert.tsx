import { Link } from 'react-router'
import type { RegistryVerdict, Unseen } from '../k8s/resources/registryVerdict.ts'
import type { RegistryProblem } from '../k8s/resources/registryVerdictWords.ts'
import { listed, sentenceGap } from '../lib/prose.ts'
import { t } from '../lib/t.ts'
import { Alert } from './Alert.tsx'
import { LinkButton } from './LinkButton.tsx'
import { ServerMessage } from './ServerMessage.tsx'
import { StatusLabel } from './StatusLabel.tsx'
import { Timestamp } from './Timestamp.tsx'
import './registry-verdict.css'

/** How the registry is: one line while it is well; what, since when, why, what it does and what to do when it is not. */
export function RegistryVerdictAlert({ verdict }: { verdict: RegistryVerdict }) {
  const { status, sentence, why, quote, since, affects, steps, also, unseen } = verdict
  const isWell = status === 'success'
  return (
    <div className="rc-verdict">
      <Alert inline status={status} title={sentence}>
        {(why || (isWell && since)) && (
          <p>
            {why}
            {isWell && since && (
              <>
                {why && ' · '}
                {t('last changed')} <Timestamp value={since} />
              </>
            )}
          </p>
        )}
        {affects && (
          <p>
            <strong>{affects}</strong>
          </p>
        )}
        {quote && <Quote quote={quote} />}
        {!isWell && since && (
          <p className="rc-subtle">
            {t('Began')} <Timestamp value={since} />
          </p>
        )}
        {steps.length > 0 && (
          <div className="rc-verdict__steps">
            {steps.map(({ label, to }, index) => (
              <LinkButton key={to} to={to} primary={index === 0 && !isWell}>
                {label}
              </LinkButton>
            ))}
          </div>
        )}
        {also.length > 0 && <Also problems={also} />}
        <UnseenNote unseen={unseen} />
      </Alert>
    </div>
  )
}

function Quote({ quote: { reason, message } }: { quote: NonNullable<RegistryProblem['quote']> }) {
  return (
    <div className="rc-verdict__quote">
      {reason && <code className="rc-verdict__reason">{reason}</code>}
      <ServerMessage message={message} />
    </div>
  )
}

/** What else is wrong, in short. */
function Also({ problems }: { problems: readonly RegistryProblem[] }) {
  return (
    <div>
      <p>{t('Also:')}</p>
      <ul className="rc-verdict__also" aria-label={t('Also wrong')}>
        {problems.map(({ status, sentence, quote, steps: [step] }) => (
          <li key={sentence}>
            <StatusLabel compact status={status}>
              {statusWord(status)}
            </StatusLabel>{' '}
            {sentence} {step && <Link to={step.to}>{step.label}</Link>}
            {quote && (
              <p className="rc-subtle">
                {quote.reason && <code>{quote.reason}</code>} {quote.message}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function statusWord(status: RegistryVerdict['status']): string {
  if (status === 'danger') return t('Danger')
  if (status === 'warning') return t('Warning')
  return t('Note')
}

/** What the verdict was made without. */
function UnseenNote({ unseen }: { unseen: readonly Unseen[] }) {
  if (unseen.length === 0) return null
  const names = (because: Unseen['reason']) =>
    listed(unseen.flatMap(({ what, reason }) => (reason === because ? [what] : [])))
  const [hidden, absent, failed] = [names('forbidden'), names('absent'), names('failed')]
  return (
    <details className="rc-subtle">
      <summary>
        {hidden && t('You may not see {{parts}}: this is told without.', { parts: hidden })}
        {sentenceGap()}
        {absent && t('This cluster’s API does not have: {{parts}}.', { parts: absent })}
        {sentenceGap()}
        {failed && t('Could not be read: {{parts}}.', { parts: failed })}
      </summary>
      <ul>
        {unseen.map(({ what, message }) => (
          <li key={what}>
            <ServerMessage message={message} />
          </li>
        ))}
      </ul>
    </details>
  )
}
