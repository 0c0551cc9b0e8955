import { conditionOf, type RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { storageTypeOf } from '../../../k8s/resources/registryStorage.ts'

/** How far a registry is on its way to work. */
export type SetupStage =
  /** It is switched off; most clusters without storage of their own begin so. */
  | 'removed'
  /** It is to run and has nowhere to keep images. */
  | 'storage-missing'
  /** Everything is set, and it does not serve yet. */
  | 'coming-up'
  | 'works'
  /** The operator leaves it alone. */
  | 'unmanaged'
  /** Neither its settings nor what its operator says may be read. */
  | 'unknown'

/** How far a registry is on its way to work. */
export function setupStageOf(config: RegistryConfig): SetupStage {
  const { spec, metadata, status } = config
  if (spec?.managementState === 'Unmanaged') return 'unmanaged'
  if (spec?.managementState === 'Removed') return 'removed'
  const available = conditionOf(config, 'Available')
  const isObserved = metadata.generation === undefined || (status?.observedGeneration ?? -1) >= metadata.generation
  const hasNone = storageTypeOf(spec?.storage) === 'none'
  if (hasNone) return 'storage-missing'
  // While it is new to the operator, the conditions are of the time before: "Removed" is Available, too.
  return available?.status === 'True' && available.reason !== 'Removed' && isObserved ? 'works' : 'coming-up'
}
