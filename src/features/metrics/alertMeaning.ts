import { t } from '../../lib/t.ts'
import { paths } from '../../lib/paths.ts'

export interface AlertMeaning {
  means: string
  /** What to do, and where. */
  next?: { label: string; to: string }
}

/** What an alert says of the registry, in words. Undefined for one that nobody here knows: its own description stands alone. */
export function meaningOf(name: string): AlertMeaning | undefined {
  switch (name) {
    case 'ImageRegistryStorageReadOnly':
      return {
        means: t(
          'Writes to the volume fail because it is mounted read-only, often after an error of the file system or of the storage behind it. Pushes fail, pulls still work.',
        ),
        next: { label: t('See storage'), to: paths.registry('storage') },
      }
    case 'ImageRegistryStorageFull':
      return {
        means: t('The volume has no room left. Pushes fail, pulls still work. Prune, or make the claim larger.'),
        next: { label: t('Preview pruning'), to: paths.pruning('preview') },
      }
    case 'ClusterOperatorDegraded':
      return {
        means: t(
          'The operator of the registry says Degraded for half an hour: something does not work as configured, while the registry may still answer.',
        ),
        next: { label: t('See status'), to: paths.registry() },
      }
    case 'ClusterOperatorDown':
      return {
        means: t('The operator of the registry says that the registry is not available: pulls and pushes fail.'),
        next: { label: t('See status'), to: paths.registry() },
      }
    case 'KubePersistentVolumeFillingUp':
    case 'KubePersistentVolumeInodesFillingUp':
      return {
        means: t(
          'The volume of the claim is nearly full, or will be within days at this pace. Prune, or make the claim larger.',
        ),
        next: { label: t('See storage'), to: paths.registry('storage') },
      }
    case 'KubePersistentVolumeErrors':
      return {
        means: t('The volume of the claim is Failed or Pending: pods that need it cannot start.'),
        next: { label: t('See storage'), to: paths.registry('storage') },
      }
    case 'SamplesImagestreamImportFailing':
    case 'SamplesRetriesMissingOnImagestreamImportFailing':
      return {
        means: t(
          'Image streams of the samples in the project openshift cannot be imported. Builds from them use old images or none.',
        ),
        next: { label: t('See failing imports'), to: paths.imageStreams({ project: 'openshift', failing: 'true' }) },
      }
    case 'SamplesDegraded':
    case 'SamplesInvalidConfig':
    case 'SamplesMissingSecret':
    case 'SamplesMissingTBRCredential':
    case 'SamplesTBRInaccessibleOnBoot':
      return {
        means: t(
          'The samples operator cannot fill the project openshift with image streams: its configuration or its credentials are at fault.',
        ),
      }
    default:
      return undefined
  }
}
