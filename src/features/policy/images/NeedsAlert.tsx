import { entriesOf, specOf, type ImageConfigForm } from '../../../k8s/resources/imageConfigChange.ts'
import { isVital, refusedNeeds, type ClusterNeeds } from '../../../k8s/resources/imageConfigEffects.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { needWords } from './saveConsequences.ts'

interface NeedsAlertProps {
  form: ImageConfigForm
  needs: ClusterNeeds
  /** Takes the list with what is missing in it. Undefined: nobody here may change it. */
  onAllow: ((allowedRegistries: string) => void) | undefined
}

/** What of the cluster's own the lists refuse as they stand in the form, and the way to let it in. */
export function NeedsAlert({ form, needs, onAllow }: NeedsAlertProps) {
  const { allowedRegistries, blockedRegistries } = form
  const { registrySources } = specOf({}, { allowedRegistries, blockedRegistries })
  const refused = refusedNeeds(registrySources, needs)
  if (refused.length === 0) return null
  const missing = refused.filter(({ by }) => by === 'allowedRegistries').map(({ name }) => name)
  const entries = entriesOf(allowedRegistries).map(({ entry }) => entry)
  return (
    <Alert
      inline
      status={refused.some(isVital) ? 'danger' : 'warning'}
      title={t('The cluster needs what is refused here')}
      actions={
        onAllow &&
        missing.length > 0 && (
          <Button variant="link" isInline onClick={() => onAllow([...entries, ...missing].join('\n'))}>
            {t('Allow what is missing')}
          </Button>
        )
      }
    >
      <ul className="rc-policy__refused">
        {refused.map((need) => (
          <li key={need.why}>{needWords(need)}</li>
        ))}
      </ul>
    </Alert>
  )
}
