import { isSame } from '../../../lib/differences.ts'
import type { ImageConfigSpec } from '../../../k8s/resources/imageConfig.ts'
import { isVital, refusedNeeds } from '../../../k8s/resources/imageConfigEffects.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { NewRefusals } from './NewRefusals.tsx'
import { consequencesOf, needWords } from './saveConsequences.ts'
import type { PolicyFacts } from './usePolicyFacts.ts'
import './policy-images.css'

interface PolicyConsequencesProps {
  before: ImageConfigSpec
  after: ImageConfigSpec
  facts: PolicyFacts
}

/** What a change brings with it: for the nodes, for the cluster's own images, for what is used now. */
export function PolicyConsequences({ before, after, facts }: PolicyConsequencesProps) {
  const consequences = consequencesOf(before, after, facts.nodes)
  // Of the other lists nothing is refused.
  const verdicts = ({ registrySources, allowedRegistriesForImport }: ImageConfigSpec) => ({
    allowed: registrySources?.allowedRegistries ?? [],
    blocked: registrySources?.blockedRegistries ?? [],
    imports: allowedRegistriesForImport ?? [],
  })
  const changesPolicy = !isSame(verdicts(before), verdicts(after))
  const needs = refusedNeeds(after.registrySources, facts.needs)
  return (
    <>
      {changesPolicy && needs.length > 0 && (
        <Alert
          inline
          status={needs.some(isVital) ? 'danger' : 'warning'}
          title={
            needs.some(isVital) ? t('The cluster itself is refused images') : t('Images of the cluster are refused')
          }
        >
          <ul className="rc-policy__refused">
            {needs.map((need) => (
              <li key={need.why}>{needWords(need)}</li>
            ))}
          </ul>
        </Alert>
      )}
      {consequences.length > 0 && (
        <Alert inline status="warning" title={t('Before you save')}>
          <ul className="rc-policy__refused">
            {consequences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Alert>
      )}
      {changesPolicy && <NewRefusals before={before} after={after} internalRegistry={facts.needs.internalRegistry} />}
    </>
  )
}
