import { useCallback } from 'react'
import { ImageConfig } from '../../../k8s/resources/imageConfig.ts'
import { isVital, refusedNeeds } from '../../../k8s/resources/imageConfigEffects.ts'
import { YamlTab } from '../../../ui/yaml/YamlTab.tsx'
import { decided } from './decided.ts'
import { NewRefusals } from './NewRefusals.tsx'
import { policyYamlProblems, specOfText } from './policyYaml.ts'
import { consequencesOf, needWords } from './saveConsequences.ts'
import { usePolicyFacts } from './usePolicyFacts.ts'
import './policy-images.css'

const ignored = ['status']

/** The configuration of images as YAML, with the checks and the consequences of the form. */
export function ImagePolicyYaml({ config, gone }: { config: ImageConfig; gone: boolean }) {
  const { needs, nodes } = usePolicyFacts(config)
  /** What of the cluster's own is refused, and was not before. */
  const refusedAnew = (edited: object, origin: ImageConfig) => {
    const before = refusedNeeds(origin.spec?.registrySources, needs)
    const after = refusedNeeds(specOfText(edited).registrySources, needs)
    return after.filter(({ why }) => !before.some((other) => other.why === why))
  }
  const details = useCallback(
    (edited: object, origin: ImageConfig) => (
      <NewRefusals
        before={origin.spec ?? {}}
        after={specOfText(edited)}
        internalRegistry={origin.status?.internalRegistryHostname ?? ''}
      />
    ),
    [],
  )
  return (
    <YamlTab
      type={ImageConfig}
      object={config}
      gone={gone}
      ignored={ignored}
      objectProblems={policyYamlProblems}
      consequences={(edited, origin) => [
        ...refusedAnew(edited, origin).map(needWords),
        ...consequencesOf(origin.spec ?? {}, specOfText(edited), nodes),
      ]}
      details={details}
      typeToConfirm={(edited, origin) => (refusedAnew(edited, origin).some(isVital) ? origin.metadata.name : undefined)}
      relevant={decided}
    />
  )
}
