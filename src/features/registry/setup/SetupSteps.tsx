import { registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { credentialsName } from '../../../k8s/resources/registryCredentials.ts'
import { t } from '../../../lib/t.ts'
import { Refused } from '../../../ui/ActionAlerts.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { isOutcomeUnknown } from '../../../ui/useAction.ts'
import type { Step } from './useApplySteps.ts'

/** What came of each part of setting up, in the server's words where it refused. */
export function SetupSteps({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return null
  const failed = steps.find(({ state }) => state === 'failed')
  return (
    <div className="rc-setup__steps">
      <ul aria-label={t('Steps')}>
        {steps.map(({ name, state }) => (
          <li key={name}>
            <StepLabel state={state} /> {nameOf(name)}
          </li>
        ))}
      </ul>
      {failed?.error &&
        (isOutcomeUnknown(failed.error) ? (
          <Alert inline live status="warning" title={t('No answer arrived')}>
            {t('It may or may not have been done. Apply again: it is looked up first, and nothing is done twice.')}
          </Alert>
        ) : failed.error.code === 409 && failed.error.reason !== 'AlreadyExists' ? (
          <Alert inline live status="warning" title={t('Changed by someone else')}>
            {t('The configuration was changed while this was filled in. Look at the review again, then apply.')}
          </Alert>
        ) : (
          <Refused error={failed.error} />
        ))}
    </div>
  )
}

function StepLabel({ state }: { state: Step['state'] }) {
  if (state === 'done')
    return (
      <StatusLabel compact status="success">
        {t('Done')}
      </StatusLabel>
    )
  if (state === 'failed')
    return (
      <StatusLabel compact status="danger">
        {t('Failed')}
      </StatusLabel>
    )
  return (
    <StatusLabel compact status={state === 'busy' ? 'info' : 'none'}>
      {state === 'busy' ? t('Under way') : t('Waiting')}
    </StatusLabel>
  )
}

function nameOf(name: Step['name']): string {
  if (name === 'claim') return t('Create the claim')
  if (name === 'credentials') return t('Write the secret {{name}}', { name: credentialsName })
  return t('Change the Config {{name}}', { name: registryConfigName })
}
