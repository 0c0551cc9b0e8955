import type { RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { rolloutOf, rolloutWords } from './rollout.ts'

/** What saving does to the pods, and to pushes and pulls. */
export function RolloutNote({
  before,
  after,
  change,
}: {
  before: RegistryConfigSpec
  after: RegistryConfigSpec
  change: object | undefined
}) {
  if (change === undefined || rolloutOf(before, change) !== 'roll') return null
  return (
    <Alert inline status="info" title={t('Saving replaces the pods of the registry')}>
      {rolloutWords(after)}
    </Alert>
  )
}
