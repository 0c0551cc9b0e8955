import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ApiError, asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { YamlTab } from '../../../ui/yaml/YamlTab.tsx'
import { NoConfig } from './NoConfig.tsx'
import { consequences, ignored, masked, objectProblems, relevant, saving, specOfText } from './registryYaml.ts'
import { removalName, RemovalConsequences } from './RemovalConsequences.tsx'
import { useSurroundings } from './useSurroundings.ts'

/** The settings of the registry as YAML, without the secret of its pods. */
export function RegistryYamlTab() {
  const { data: config, error, refetch } = useQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  const { claim, infrastructure } = useSurroundings(config?.spec ?? {})
  const problems = useCallback(
    (edited: object, origin: RegistryConfig) => objectProblems(edited, origin, { claim, infrastructure }),
    [claim, infrastructure],
  )
  if (!config)
    return error ? <NoConfig error={asApiError(error)} onRetry={() => void refetch()} /> : <SkeletonLines lines={12} />
  return (
    <YamlTab
      type={RegistryConfig}
      object={config}
      gone={error instanceof ApiError && error.code === 404}
      ignored={ignored}
      masked={masked}
      saving={saving}
      objectProblems={problems}
      consequences={consequences}
      details={removalOf}
      typeToConfirm={(edited, origin) => {
        const removed = removedBy(edited, origin)
        return removed && removalName(removed)
      }}
      relevant={relevant}
    />
  )
}

function removalOf(edited: object, origin: RegistryConfig) {
  const removed = removedBy(edited, origin)
  return removed && <RemovalConsequences config={removed} />
}

/** The Config that takes the registry away, when a text does. */
function removedBy(edited: object, origin: RegistryConfig): RegistryConfig | undefined {
  const spec = specOfText(edited)
  if (spec?.managementState !== 'Removed' || origin.spec?.managementState === 'Removed') return undefined
  return { ...origin, spec }
}
