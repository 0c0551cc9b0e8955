import { describe, expect, test } from 'vitest'
import { credentialKeys, credentialProblems, credentialsCommand, credentialsSecret } from './registryCredentials.ts'
import { storagePatch } from './registryStorage.ts'
import { storageValueProblems, storageValuesOf, storageWith } from './registryStorageForm.ts'
import { storageTypes, type StorageType } from './registryStorageTypes.ts'

/** Every field of spec.storage in the API of 4.13 and what came later, with a value that is taken. */
const all: Record<StorageType, object> = {
  emptyDir: {},
  pvc: { claim: 'images' },
  s3: {
    bucket: 'b',
    region: 'r',
    regionEndpoint: 'https://s3.example.com',
    encrypt: true,
    keyID: 'k',
    virtualHostedStyle: true,
    chunkSizeMiB: 64,
    trustedCA: { name: 'my-ca' },
    cloudFront: {
      baseURL: 'https://x.cloudfront.net',
      keypairID: 'K1',
      privateKey: { name: 'n', key: 'k' },
      duration: '300s',
    },
  },
  gcs: { bucket: 'b', region: 'r', projectID: 'p', keyID: 'k' },
  azure: {
    accountName: 'a',
    container: 'images',
    cloudName: 'AzurePublicCloud',
    networkAccess: {
      type: 'Internal',
      internal: { networkResourceGroupName: 'rg', vnetName: 'vn', subnetName: 's', privateEndpointName: 'pe' },
    },
  },
  swift: {
    authURL: 'https://k.example.com',
    authVersion: '3',
    container: 'c',
    domain: 'd',
    domainID: 'i',
    tenant: 't',
    tenantID: 'ti',
    regionName: 'r',
  },
  ibmcos: {
    bucket: 'b',
    location: 'l',
    resourceGroupName: 'rg',
    resourceKeyCRN: 'crn:v1:bluemix:public:cloud-object-storage:global:a/1:2:resource-key:3',
    serviceInstanceCRN: 'crn:v1:bluemix:public:cloud-object-storage:global:a/1:2::',
  },
  oss: {
    bucket: 'bkt',
    region: 'r',
    endpointAccessibility: 'Public',
    encryption: { method: 'KMS', kms: { keyID: 'k' } },
  },
}

const leaves = (fields: object, path = ''): string[] =>
  Object.entries(fields).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? leaves(value, `${path}${key}.`) : [`${path}${key}`],
  )

describe.each(storageTypes)('$type', ({ type, fields }) => {
  test('has every field of the API once, each named by itself', () => {
    expect(fields.map(({ path }) => path).toSorted()).toEqual(leaves(all[type]).toSorted())
    expect(new Set(fields.map(({ label }) => label())).size).toBe(fields.length)
  })

  test('every field can be read, written and taken away', () => {
    const values = storageValuesOf(type, { [type]: all[type] })
    expect(storageValueProblems(type, values)).toEqual({})
    expect(storageWith(type, values)).toEqual({ [type]: all[type] })
    expect(storagePatch(undefined, storageWith(type, values))).toEqual({ [type]: all[type] })
    const nulls = Object.fromEntries(Object.keys(all[type]).map((key) => [key, null]))
    expect(storagePatch({ [type]: all[type] }, storageWith(type, {})) ?? { [type]: {} }).toEqual({ [type]: nulls })
  })
})

test.each<[StorageType, Record<string, string>, string[]]>([
  [
    's3',
    { 'cloudFront.baseURL': 'https://x' },
    ['cloudFront.keypairID', 'cloudFront.privateKey.name', 'cloudFront.privateKey.key'],
  ],
  [
    's3',
    { 'cloudFront.duration': '20m' },
    ['cloudFront.baseURL', 'cloudFront.keypairID', 'cloudFront.privateKey.name', 'cloudFront.privateKey.key'],
  ],
  [
    's3',
    {
      'cloudFront.baseURL': 'x',
      'cloudFront.keypairID': 'x',
      'cloudFront.privateKey.name': 'x',
      'cloudFront.privateKey.key': 'x',
      'cloudFront.duration': '20',
    },
    ['cloudFront.baseURL', 'cloudFront.duration'],
  ],
  ['s3', { chunkSizeMiB: '4' }, ['chunkSizeMiB']],
  ['s3', { chunkSizeMiB: '5121' }, ['chunkSizeMiB']],
  ['s3', { chunkSizeMiB: '5.5' }, ['chunkSizeMiB']],
  ['s3', { 'trustedCA.name': 'My_CA' }, ['trustedCA.name']],
  ['s3', { 'trustedCA.name': 'a'.repeat(254) }, ['trustedCA.name']],
  ['s3', { regionEndpoint: 'my store' }, ['regionEndpoint']],
  ['s3', { keyID: 'k' }, ['keyID']],
  ['s3', { keyID: 'k', encrypt: 'true' }, []],
  ['azure', { container: 'ab' }, ['container']],
  ['azure', { container: 'Images' }, ['container']],
  ['azure', { container: 'a--b' }, ['container']],
  ['azure', { 'networkAccess.internal.vnetName': 'vn' }, ['networkAccess.internal.vnetName']],
  [
    'azure',
    { 'networkAccess.type': 'External', 'networkAccess.internal.subnetName': 's' },
    ['networkAccess.internal.subnetName'],
  ],
  [
    'azure',
    { 'networkAccess.type': 'Internal', 'networkAccess.internal.vnetName': 'v' },
    ['networkAccess.internal.vnetName'],
  ],
  [
    'azure',
    { 'networkAccess.type': 'Internal', 'networkAccess.internal.networkResourceGroupName': 'rg.' },
    ['networkAccess.internal.networkResourceGroupName'],
  ],
  ['oss', { 'encryption.method': 'KMS' }, ['encryption.kms.keyID']],
  ['oss', { 'encryption.kms.keyID': 'k' }, ['encryption.kms.keyID']],
  ['oss', { bucket: 'b' }, ['bucket']],
  ['ibmcos', { resourceKeyCRN: 'crn:v1', serviceInstanceCRN: 'crn:v1' }, ['resourceKeyCRN', 'serviceInstanceCRN']],
  ['pvc', { claim: 'Images' }, ['claim']],
  ['swift', { authURL: 'keystone' }, ['authURL']],
])('%s refuses %j', (type, values, fields) => {
  expect(Object.keys(storageValueProblems(type, values)).toSorted()).toEqual(fields.toSorted())
})

describe('credentials', () => {
  const keys = (type: StorageType) => credentialKeys(type).map(({ key }) => key.replace('REGISTRY_STORAGE_', ''))
  test('have the keys that the operator reads', () => {
    expect(Object.fromEntries(storageTypes.map(({ type }) => [type, keys(type)]))).toEqual({
      emptyDir: [],
      pvc: [],
      oss: [],
      s3: ['S3_ACCESSKEY', 'S3_SECRETKEY'],
      gcs: ['GCS_KEYFILE'],
      azure: ['AZURE_ACCOUNTKEY'],
      swift: [
        'SWIFT_USERNAME',
        'SWIFT_PASSWORD',
        'SWIFT_APPLICATIONCREDENTIALID',
        'SWIFT_APPLICATIONCREDENTIALNAME',
        'SWIFT_APPLICATIONCREDENTIALSECRET',
      ],
      ibmcos: ['IBMCOS_IAMAPIKEY'],
    })
  })

  const [id, secret, user] = [
    'SWIFT_APPLICATIONCREDENTIALID',
    'SWIFT_APPLICATIONCREDENTIALSECRET',
    'SWIFT_USERNAME',
  ].map((name) => `REGISTRY_STORAGE_${name}`) as [string, string, string] // three names, three keys

  test.each<[StorageType, Record<string, string>, number]>([
    ['s3', {}, 2],
    ['s3', { REGISTRY_STORAGE_S3_ACCESSKEY: 'a', REGISTRY_STORAGE_S3_SECRETKEY: 'b' }, 0],
    ['s3', { REGISTRY_STORAGE_S3_ACCESSKEY: 'a b', REGISTRY_STORAGE_S3_SECRETKEY: 'b' }, 1],
    ['gcs', { REGISTRY_STORAGE_GCS_KEYFILE: 'secret-words' }, 1],
    ['gcs', { REGISTRY_STORAGE_GCS_KEYFILE: '{"private_key":"x"}' }, 0],
    ['swift', {}, 2],
    ['swift', { [id]: 'a', [secret]: 'b' }, 0],
    ['swift', { [id]: 'a' }, 1],
    ['swift', { [user]: 'u', [id]: 'a' }, 2],
    ['pvc', {}, 0],
  ])('%s with %j has %i problems, none of which says a value', (type, values, count) => {
    const problems = Object.values(credentialProblems(type, values))
    expect(problems).toHaveLength(count)
    expect(problems.join(' ')).not.toContain('secret-words')
  })

  test('go into the secret, and never into the command', () => {
    const values = { [id]: 'the-id', [secret]: 'the-secret' }
    expect(credentialsSecret('swift', values).stringData).toEqual(values)
    expect(credentialsCommand('swift', values)).toBe(
      `oc create secret generic image-registry-private-configuration-user --from-literal=${id}=APPLICATIONCREDENTIALID ` +
        `--from-literal=${secret}=APPLICATIONCREDENTIALSECRET -n openshift-image-registry --dry-run=client -o yaml | oc apply -f -`,
    )
    expect(credentialsCommand('gcs', { REGISTRY_STORAGE_GCS_KEYFILE: 'the-file' })).toContain(
      '--from-file=REGISTRY_STORAGE_GCS_KEYFILE=KEYFILE',
    )
  })
})
