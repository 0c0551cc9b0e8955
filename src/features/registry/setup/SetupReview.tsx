import { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { Secret } from '../../../k8s/resources/pullSecret.ts'
import { credentialsName, type CredentialValues } from '../../../k8s/resources/registryCredentials.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { storagePlace } from '../../../k8s/resources/registryStorage.ts'
import { exactJson } from '../../../lib/exactJson.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { planCommands } from './applyStorage.ts'
import { SetupSteps } from './SetupSteps.tsx'
import type { StoragePlan } from './storageForm.ts'
import type { useApplySteps } from './useApplySteps.ts'
import '../../../ui/action.css'

interface SetupReviewProps {
  plan: StoragePlan
  credentials: CredentialValues
  problems: Readonly<Record<string, string>>
  /** Whether to say what is wrong yet. */
  attempted: boolean
  applying: ReturnType<typeof useApplySteps>
  /** Whether the Config that the plan is based on could be read. */
  isRead: boolean
}

/** What will be done, as a patch and as commands, and the button that does it. */
export function SetupReview({ plan, credentials, problems, attempted, applying, isRead }: SetupReviewProps) {
  const wrong = Object.values(problems)
  const isComplete = wrong.length === 0
  const refusals = useRefusals(plan)
  const commands = planCommands(plan, credentials)
  return (
    <div className="rc-setup__fields">
      {isComplete ? (
        <DescriptionList label={t('Review')} terms={termsOf(plan)} />
      ) : (
        <p>{t('Choose the storage above: what will be sent is shown here then.')}</p>
      )}
      {isComplete && (
        <>
          <div>
            <h3 className="rc-setup__heading">{t('Commands with the same effect')}</h3>
            <div className="rc-equivalent__command">
              <pre>{commands}</pre>
              <CopyButton what={t('commands')} text={commands} />
            </div>
            {plan.credentials && (
              <p className="rc-subtle">
                {t('Put the credentials in place of the words in capitals: they are in no command here.')}
              </p>
            )}
          </div>
          {plan.warnings.map((warning) => (
            <Alert key={warning} inline status="warning" title={warning} />
          ))}
        </>
      )}
      {!isRead && (
        <Alert inline status="info" title={t('The present settings could not be read')}>
          {t(
            'The commands say what to set. A type of storage that is set already has to be taken away in the same patch.',
          )}
        </Alert>
      )}
      {refusals.length > 0 && (
        <Alert inline status="info" title={t('You cannot apply this yourself')}>
          {refusals.map((refusal) => (
            <p key={refusal}>{refusal}</p>
          ))}
          <p>{t('Fill in the guide and hand the commands to a cluster administrator.')}</p>
        </Alert>
      )}
      {attempted && !isComplete && (
        <Alert inline live status="danger" title={t('Could not save')}>
          <ul>
            {wrong.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Alert>
      )}
      <SetupSteps steps={applying.steps} />
      <div>
        <Button
          type="submit"
          variant="primary"
          isDisabled={refusals.length > 0 || (isComplete && !plan.patch && !plan.credentials)}
          isLoading={applying.busy}
          isAriaDisabled={applying.busy}
        >
          {t('Apply and switch on')}
        </Button>
      </div>
    </div>
  )
}

/** What the person may not do of it. */
function useRefusals(plan: StoragePlan): string[] {
  const namespace = registryNamespace
  const config = useRefusal('patch', RegistryConfig, { name: registryConfigName })
  const claim = useRefusal('create', PersistentVolumeClaim, { namespace }, { enabled: plan.claim !== undefined })
  const secret = useRefusal('create', Secret, { namespace }, { enabled: plan.credentials !== undefined })
  const patch = useRefusal(
    'patch',
    Secret,
    { namespace, name: credentialsName },
    { enabled: plan.credentials !== undefined },
  )
  return [config, claim, secret, patch].filter((refusal) => refusal !== undefined)
}

function termsOf({ claim, credentials, patch, spec }: StoragePlan): Term[] {
  const terms: Term[] = []
  if (claim) {
    const { storageClassName, accessModes, resources } = claim.spec ?? {}
    const value = [
      claim.metadata.name,
      resources?.requests?.['storage'],
      accessModes?.join(', '),
      storageClassName ? t('class {{name}}', { name: storageClassName }) : t('default class'),
    ]
    terms.push({ name: t('New claim'), value: value.filter(Boolean).join(' · ') })
  }
  if (credentials) terms.push({ name: t('Secret'), value: <code>{credentialsName}</code> })
  terms.push({ name: t('Images are kept in'), value: storagePlace(spec.storage) })
  terms.push({
    name: t('Pods'),
    value: [String(spec.replicas ?? ''), spec.rolloutStrategy || t('RollingUpdate')].join(' · '),
  })
  terms.push({
    name: t('Patch of the Config'),
    value: patch ? <code className="rc-setup__patch">{exactJson(patch)}</code> : t('none: it is as asked for'),
  })
  return terms
}
