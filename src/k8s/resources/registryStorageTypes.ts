import { parseGoDuration } from '../../lib/goDuration.ts'
import { t } from '../../lib/t.ts'

export type StorageType = 'emptyDir' | 'pvc' | 's3' | 'gcs' | 'azure' | 'swift' | 'ibmcos' | 'oss'

/** One setting of a type of storage. */
export interface StorageField {
  /** Below the type's key: `cloudFront.baseURL`. */
  path: string
  /** The API's own words in sentence case. */
  label(): string
  kind: 'text' | 'checkbox' | 'select' | 'number' | 'duration'
  /** For a select: what may be chosen; the empty value leaves it to the operator. */
  options?: readonly { value: string; label(): string }[]
  /** Always, or as soon as another field of its part (`cloudFront`) is set. */
  required?: boolean
  help?(): string
  /** What the API server or the operator refuses of a value that is not empty. */
  check?(value: string): string | undefined
}

/** A type of storage as the operator knows it. */
export interface StorageTypeInfo {
  type: StorageType
  title(): string
  /** Whether several pods can use it at once. A claim's access mode decides. */
  shared: boolean
  /** What it is for, and whether images survive their pod. */
  about(): string
  fields: readonly StorageField[]
  /** The platforms whose clusters bring their own credentials and region for it, as the installer names them. */
  platforms?: readonly string[]
}

const text = (path: string, label: () => string, more: Partial<StorageField> = {}): StorageField => ({
  path,
  label,
  kind: 'text',
  ...more,
})

const matches = (pattern: RegExp, least: number, most: number, words: () => string) => (value: string) => {
  if (value.length >= least && value.length <= most && pattern.test(value)) return undefined
  return words()
}

const dashed = /^[0-9a-z]+(-[0-9a-z]+)*$/
const bucketCheck = matches(dashed, 3, 63, () =>
  t('3 to 63 lower-case letters, digits and single hyphens, and no hyphen at either end.'),
)
const azureName = (least: number, most: number) =>
  matches(/^[0-9A-Za-z](?:[0-9A-Za-z_.-]*[0-9A-Za-z_])?$/, least, most, () =>
    t('{{least}} to {{most}} letters, digits, dots, hyphens and underscores, with a letter or digit first.', {
      least,
      most,
    }),
  )
const groupCheck = matches(/^[0-9A-Za-z_.-](?:[0-9A-Za-z_.-]*[0-9A-Za-z_-])?$/, 1, 90, () =>
  t('1 to 90 letters, digits, dots, hyphens and underscores, and no dot at the end.'),
)
const named = (what: 'service' | 'key') => () =>
  what === 'service' ? t('A CRN of Cloud Object Storage that ends in ::') : t('A CRN of a resource key')

const bucketHelp = () => t('Empty: the operator makes one and writes its name here.')
const platformHelp = () => t('Empty: as the cluster itself.')

const s3Fields: readonly StorageField[] = [
  text('bucket', () => t('Bucket'), { help: bucketHelp }),
  text('region', () => t('Region'), { help: platformHelp }),
  text('regionEndpoint', () => t('Region endpoint'), {
    help: () => t('The address of a compatible store, such as Ceph, MinIO or OpenShift Data Foundation.'),
    check: (value) =>
      /^(https?:\/\/)?[^\s/]+(\/\S*)?$/i.test(value) ? undefined : t('A URL or host name, without spaces.'),
  }),
  {
    path: 'virtualHostedStyle',
    label: () => t('Virtual hosted style'),
    kind: 'checkbox',
    help: () => t('The bucket is part of the host name, not of the path. Compatible stores rarely have it.'),
  },
  { path: 'encrypt', label: () => t('Encrypt'), kind: 'checkbox', help: () => t('Images are encrypted at rest.') },
  text('keyID', () => t('Key ID'), { help: () => t('The KMS key to encrypt with. It counts only with Encrypt.') }),
  {
    path: 'chunkSizeMiB',
    label: () => t('Chunk size MiB'),
    kind: 'number',
    help: () => t('5 to 5120, the size of the parts of an upload. Older clusters drop it.'),
    check: (value) =>
      /^\d+$/.test(value) && Number(value) >= 5 && Number(value) <= 5120
        ? undefined
        : t('A whole number from 5 to 5120.'),
  },
  text('trustedCA.name', () => t('Trusted CA name'), {
    help: () => t('A config map of openshift-config whose ca-bundle.crt the store’s certificate is checked with.'),
    check: matches(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 1, 253, () =>
      t('The name of a config map: at most 253 lower-case letters, digits, hyphens and dots.'),
    ),
  }),
  text('cloudFront.baseURL', () => t('CloudFront base URL'), {
    required: true,
    check: (value) => (/^https?:\/\/\S+$/i.test(value) ? undefined : t('A URL that begins with http or https.')),
  }),
  text('cloudFront.keypairID', () => t('CloudFront keypair ID'), { required: true }),
  text('cloudFront.privateKey.name', () => t('CloudFront private key name'), {
    required: true,
    help: () => t('The secret in openshift-image-registry that holds the private key.'),
  }),
  text('cloudFront.privateKey.key', () => t('CloudFront private key key'), {
    required: true,
    help: () => t('The key of that secret.'),
  }),
  {
    path: 'cloudFront.duration',
    label: () => t('CloudFront duration'),
    kind: 'duration',
    help: () => t('How long a signed address is good, such as 300s. Empty: 20 minutes.'),
    check: durationProblem,
  },
]

/** Every type of storage and every setting of each (image registry operator 4.13, and what came later). */
export const storageTypes: readonly StorageTypeInfo[] = [
  {
    type: 'pvc',
    title: () => t('Persistent volume claim'),
    shared: true,
    about: () =>
      t(
        'Images survive. Several pods share it with ReadWriteMany, one uses it with ReadWriteOnce. For bare metal, vSphere and any cluster with a storage class.',
      ),
    fields: [
      text('claim', () => t('Claim'), {
        help: () =>
          t(
            'Empty: image-registry-storage, which the operator makes with 100 GiB, ReadWriteMany and the default class.',
          ),
        check: matches(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 1, 253, () =>
          t('At most 253 lower-case letters, digits, hyphens and dots, with a letter or digit at both ends.'),
        ),
      }),
    ],
  },
  {
    type: 's3',
    platforms: ['AWS'],
    title: () => t('Amazon S3 or compatible'),
    shared: true,
    about: () =>
      t(
        'Images survive, any number of pods share it. For AWS, and for Ceph, MinIO or OpenShift Data Foundation anywhere.',
      ),
    fields: s3Fields,
  },
  {
    type: 'gcs',
    platforms: ['GCP'],
    title: () => t('Google Cloud Storage'),
    shared: true,
    about: () => t('Images survive, any number of pods share it. For Google Cloud.'),
    fields: [
      text('bucket', () => t('Bucket'), { help: bucketHelp }),
      text('region', () => t('Region'), { help: platformHelp }),
      text('projectID', () => t('Project ID'), { help: platformHelp }),
      text('keyID', () => t('Key ID'), { help: () => t('The KMS key to encrypt with.') }),
    ],
  },
  {
    type: 'azure',
    platforms: ['Azure'],
    title: () => t('Azure Blob Storage'),
    shared: true,
    about: () => t('Images survive, any number of pods share it. For Azure.'),
    fields: [
      text('accountName', () => t('Account name'), { help: bucketHelp }),
      text('container', () => t('Container'), { help: bucketHelp, check: bucketCheck }),
      text('cloudName', () => t('Cloud name'), { help: platformHelp }),
      {
        path: 'networkAccess.type',
        label: () => t('Network access type'),
        kind: 'select',
        options: [
          { value: '', label: () => t('Default (External)') },
          { value: 'External', label: () => t('External') },
          { value: 'Internal', label: () => t('Internal') },
        ],
        help: () => t('Internal: reached through a private endpoint only. Older clusters drop it.'),
      },
      text('networkAccess.internal.networkResourceGroupName', () => t('Network resource group name'), {
        check: groupCheck,
        help: platformHelp,
      }),
      text('networkAccess.internal.vnetName', () => t('Vnet name'), { check: azureName(2, 64), help: platformHelp }),
      text('networkAccess.internal.subnetName', () => t('Subnet name'), {
        check: azureName(1, 80),
        help: platformHelp,
      }),
      text('networkAccess.internal.privateEndpointName', () => t('Private endpoint name'), {
        check: azureName(2, 64),
        help: bucketHelp,
      }),
    ],
  },
  {
    type: 'swift',
    platforms: ['OpenStack'],
    title: () => t('OpenStack Swift'),
    shared: true,
    about: () => t('Images survive, any number of pods share it. For OpenStack with an object store.'),
    fields: [
      text('authURL', () => t('Auth URL'), {
        help: platformHelp,
        check: (value) => (/^https?:\/\/\S+$/i.test(value) ? undefined : t('A URL that begins with http or https.')),
      }),
      text('authVersion', () => t('Auth version'), { help: () => t('Empty: 3.') }),
      text('container', () => t('Container'), { help: bucketHelp }),
      text('domain', () => t('Domain'), { help: platformHelp }),
      text('domainID', () => t('Domain ID'), { help: platformHelp }),
      text('tenant', () => t('Tenant'), { help: platformHelp }),
      text('tenantID', () => t('Tenant ID'), { help: platformHelp }),
      text('regionName', () => t('Region name'), { help: platformHelp }),
    ],
  },
  {
    type: 'ibmcos',
    platforms: ['IBMCloud', 'PowerVS'],
    title: () => t('IBM Cloud Object Storage'),
    shared: true,
    about: () => t('Images survive, any number of pods share it. For IBM Cloud and Power Virtual Server.'),
    fields: [
      text('bucket', () => t('Bucket'), { help: bucketHelp }),
      text('location', () => t('Location'), { help: platformHelp }),
      text('resourceGroupName', () => t('Resource group name'), { help: platformHelp }),
      text('resourceKeyCRN', () => t('Resource key CRN'), {
        help: bucketHelp,
        check: matches(/^crn:.+:.+:.+:cloud-object-storage:.+:.+:.+:resource-key:.+$/, 1, Infinity, named('key')),
      }),
      text('serviceInstanceCRN', () => t('Service instance CRN'), {
        help: bucketHelp,
        check: matches(/^crn:.+:.+:.+:cloud-object-storage:.+:.+:.+::$/, 1, Infinity, named('service')),
      }),
    ],
  },
  {
    type: 'oss',
    platforms: ['AlibabaCloud'],
    title: () => t('Alibaba Cloud OSS'),
    shared: true,
    about: () =>
      t(
        'Images survive, any number of pods share it. For Alibaba Cloud; newer operators have no driver for it any more.',
      ),
    fields: [
      text('bucket', () => t('Bucket'), { help: bucketHelp, check: bucketCheck }),
      text('region', () => t('Region'), { help: platformHelp }),
      {
        path: 'endpointAccessibility',
        label: () => t('Endpoint accessibility'),
        kind: 'select',
        options: [
          { value: '', label: () => t('Default (Internal)') },
          { value: 'Internal', label: () => t('Internal') },
          { value: 'Public', label: () => t('Public') },
        ],
      },
      {
        path: 'encryption.method',
        label: () => t('Encryption method'),
        kind: 'select',
        options: [
          { value: '', label: () => t('Default (AES256)') },
          { value: 'AES256', label: () => 'AES256' },
          { value: 'KMS', label: () => 'KMS' },
        ],
      },
      text('encryption.kms.keyID', () => t('Encryption KMS key ID'), {
        help: () => t('Needed with KMS, and refused without.'),
      }),
    ],
  },
  {
    type: 'emptyDir',
    title: () => t('Empty directory'),
    shared: false,
    about: () => t('Images are lost with the pod, each pod has its own. For trying things out only.'),
    fields: [],
  },
]

/** A type of storage by its key in the API. */
export function storageType(type: StorageType): StorageTypeInfo {
  const found = storageTypes.find((known) => known.type === type)
  if (!found) throw new Error(`no storage type ${type}`)
  return found
}

function durationProblem(value: string): string | undefined {
  const parsed = parseGoDuration(value)
  if ('error' in parsed) return t('{{error}}. Write 20m or 300s.', { error: parsed.error })
  return parsed.nanoseconds < 0n ? t('It cannot be negative.') : undefined
}
