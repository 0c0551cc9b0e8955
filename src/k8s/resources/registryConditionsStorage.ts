import { t } from '../../lib/t.ts'
import type { Explanation } from './registryConditionsExplanation.ts'
import type { Condition, RegistryStorage } from './registryConfig.ts'
import { storageKeys } from './registryFacts.ts'

const types: Record<string, { objectStoresOnly: boolean; well: () => string; what: () => string }> = {
  StorageExists: {
    objectStoresOnly: false,
    well: () => t('The place for images is there.'),
    what: () => t('the place for images'),
  },
  StorageTagged: {
    objectStoresOnly: true,
    well: () => t('The bucket or container carries the tags of this cluster.'),
    what: () => t('the tags of the bucket or container'),
  },
  StorageLabeled: {
    objectStoresOnly: true,
    well: () => t('The bucket carries the labels of this cluster.'),
    what: () => t('the labels of the bucket'),
  },
  StorageEncrypted: {
    objectStoresOnly: true,
    well: () => t('What is written to the bucket is encrypted there.'),
    what: () => t('the encryption of the bucket'),
  },
  StoragePublicAccessBlocked: {
    objectStoresOnly: true,
    well: () => t('Nobody reads the bucket without signing in.'),
    what: () => t('that the bucket cannot be read by everybody'),
  },
  StorageIncompleteUploadCleanupEnabled: {
    objectStoresOnly: true,
    well: () => t('The bucket deletes parts of uploads that never came to their end.'),
    what: () => t('the cleaning up of uploads that never came to their end'),
  },
}

/** Whether a condition is of the storage. */
export function isStorageCondition({ type }: Condition): boolean {
  return Object.hasOwn(types, type) || /^Storage[A-Z]/.test(type)
}

/** Storage conditions: their reasons are free text of the driver, or a code of the provider. */
export function explainStorage({ type, status, reason = '', message = '' }: Condition): Explanation {
  const known = types[type]
  if (type === 'StorageExists') return exists(status, reason, message)
  if (status === 'True') return { tone: 'success', state: t('Yes'), ...(known && { meaning: known.well() }) }
  const meaning = known && t('The operator could not arrange {{what}}. Pushes and pulls go on.', { what: known.what() })
  if (status !== 'False') {
    return {
      tone: 'warning',
      state: t('Not known'),
      ...(meaning && { meaning }),
      next: t('The operator tries again by itself. Check that it may do this at the provider.'),
    }
  }
  return {
    tone: 'warning',
    state: t('No'),
    ...(meaning && { meaning }),
    next:
      reason === 'InvalidStorageConfiguration'
        ? t('Check the settings of the storage: those of the encryption do not go together.')
        : t('The reason is the provider’s: check the rights of the operator’s credentials there.'),
  }
}

function exists(status: string, reason: string, message: string): Explanation {
  const text = `${reason} ${message}`
  if (status === 'True') return { tone: 'success', state: t('There'), meaning: t('The place for images is there.') }
  if (status === 'Unknown' && /Configuration Changed/i.test(reason))
    return {
      tone: 'info',
      state: t('Being set up'),
      meaning: t('The settings of the storage have changed: the operator sets it up anew. Images are not moved to it.'),
    }
  const ill = { tone: 'danger', state: status === 'False' ? t('Not there') : t('Not known') } as const
  if (/Provisioning/i.test(reason))
    return { tone: 'info', state: t('Being set up'), meaning: t('The provider is making it.') }
  if (/ Deleted$|^(Container|Account)Deleted$/i.test(reason))
    return {
      tone: 'warning',
      state: t('Deleted'),
      meaning: t(
        'The operator deleted the bucket, container or claim, and with it all images: it does so when the registry is removed and the storage is managed.',
      ),
      next: t('Images have to be pushed and built again.'),
    }
  if (/ReadWriteOnce|access modes?/i.test(text))
    return {
      ...ill,
      meaning: t('The claim cannot be used as the registry is set: only one node at a time may mount it.'),
      next: t('Set 1 replica and the rollout strategy Recreate, or choose a claim with ReadWriteMany.'),
    }
  if (/PVC Already Exists/i.test(reason))
    return {
      ...ill,
      meaning: t(
        'The operator wants to make a claim of its default name, and another one that it did not make has that name.',
      ),
      next: t('Name that claim in the settings to use it, or choose another.'),
    }
  if (status === 'False' && /PVC does not exist|PVC Issues Found|volume claim/i.test(reason))
    return {
      ...ill,
      meaning: t('The claim that the settings name cannot be used or does not exist.'),
      next: t('Choose another claim, or create it.'),
    }
  if (/NoSuchBucket|Bucket does not exist|NotFound|Storage does not exist|^404$| Gone$/i.test(reason))
    return {
      ...ill,
      meaning: t('The bucket or container that the settings name does not exist, or not in that region.'),
      next: t('Create it at the provider, or choose another. Pushes and pulls fail until then.'),
    }
  if (
    /Forbidden|AccessDenied|InvalidAccessKey|SignatureDoesNotMatch|Unable to Access|^40[13]$|Unauthorized/i.test(reason)
  )
    return {
      ...ill,
      meaning: t(
        'The provider does not let the operator in: the credentials are wrong or lack rights. The registry uses the same.',
      ),
      next: t(
        'Check the secret image-registry-private-configuration-user, or the cluster’s own credentials, and what they may do at the provider.',
      ),
    }
  if (/Unable to Generate Unique Bucket Name/i.test(reason))
    return {
      ...ill,
      meaning: t('Every name that the operator tried is taken.'),
      next: t('Name a bucket in the settings.'),
    }
  if (/Creation Failed/i.test(reason))
    return {
      ...ill,
      meaning: t('The operator could not make the place for images.'),
      next: t('The message says why. It tries again by itself.'),
    }
  if (reason === 'ConfigError' || reason === 'StorageNotConfigured')
    return {
      ...ill,
      meaning: t('The settings of the storage or its credentials are not complete.'),
      next: t('Check them.'),
    }
  return {
    ...ill,
    meaning: t(
      'The operator could not make sure that the place for images is there: the network, the provider or the credentials keep it from that.',
    ),
    next: t('The operator tries again by itself. The message and the provider’s own state say more.'),
  }
}

// The words by which the drivers can be told apart. Those that several share say nothing.
const drivers: [RegExp, string][] = [
  [/\bPVC\b|volume claim/i, 'pvc'],
  [/EmptyDir/i, 'emptyDir'],
  [/\bS3\b|s3\.amazonaws/i, 's3'],
  [/\bGCS\b|storage\.googleapis/i, 'gcs'],
  [/\bSwift\b|OpenStack/i, 'swift'],
  [/\bIBM ?COS\b|IBM Cloud/i, 'ibmcos'],
  [/\bOSS\b|Alibaba/i, 'oss'],
  [/^Azure|^Container(NotFound|Exists|Deleted)\b|^AccountDeleted\b|^UserManaged\b|Azure/, 'azure'],
]

/** Whether a condition is said of another type of storage than is used now. */
export function isOfOtherStorage(condition: Condition, storage: RegistryStorage | null | undefined): boolean {
  const [current, ...more] = storageKeys(storage)
  if (!current || more.length > 0 || !isStorageCondition(condition)) return false
  if (types[condition.type]?.objectStoresOnly && (current === 'pvc' || current === 'emptyDir')) return true
  const { reason = '', message = '' } = condition
  const driver = [reason, message].map((text) => drivers.find(([words]) => words.test(text))?.[1]).find(Boolean)
  return driver !== undefined && driver !== current
}
