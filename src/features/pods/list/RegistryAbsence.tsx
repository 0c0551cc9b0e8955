import { registryVerdict } from '../../../k8s/resources/registryVerdict.ts'
import { useRegistryFacts, useToldEnough } from '../../../k8s/useRegistryFacts.ts'
import { t } from '../../../lib/t.ts'
import { RegistryVerdictAlert } from '../../../ui/RegistryVerdictAlert.tsx'

/** Why the registry has no pods: it is removed, has no storage, is scaled to none, or whatever its operator says. */
export function RegistryAbsence() {
  const facts = useRegistryFacts()
  const isTold = useToldEnough(facts)
  return (
    <section className="rc-pods__absence" aria-label={t('The registry has no pods')}>
      <p>
        <strong>{t('The registry has no pods.')}</strong>
      </p>
      {isTold && <RegistryVerdictAlert verdict={registryVerdict(facts)} />}
    </section>
  )
}
