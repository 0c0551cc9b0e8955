import { describe, expect, test } from 'vitest'
import type { Condition } from './registryConfig.ts'
import { explainCondition, explainConditions } from './registryConditions.ts'
import { isOfOtherStorage } from './registryConditionsStorage.ts'
import { abnormalParts, ownPart, unionParts } from './registryConditionsUnion.ts'
import { condition } from './registryTesting.ts'

test.each<[string, string, string, string, RegExp?]>([
  // type, status, reason, tone, meaning
  ['Available', 'True', 'Ready', 'success', /answers/],
  ['Available', 'True', 'MinimumAvailability', 'success', /not yet all/],
  ['Available', 'True', 'Removed', 'info', /none is wanted/],
  ['Available', 'True', 'Unmanaged', 'info', /unmanaged/],
  ['Available', 'False', 'VerificationFailed', 'danger', /cannot be/],
  ['Available', 'False', 'StorageNotConfigured', 'danger', /where to keep images/],
  ['Available', 'False', 'DeploymentNotFound', 'danger', /no Deployment/],
  ['Available', 'False', 'DeploymentDeleted', 'danger', /deleted the Deployment/],
  ['Available', 'False', 'NoReplicasAvailable', 'danger', /No pod/],
  ['Available', 'Unknown', '', 'warning'],
  ['Progressing', 'True', 'Error', 'warning', /tries again/],
  ['Progressing', 'False', 'Error', 'danger', /does not try again/],
  ['Progressing', 'True', 'DeletingDeployment', 'info'],
  ['Progressing', 'True', 'WaitingForDeployment', 'info'],
  ['Progressing', 'True', 'FinalizingDeployment', 'info'],
  ['Progressing', 'True', 'DeploymentNotCompleted', 'info', /rollout/],
  ['Progressing', 'False', 'Removed', 'success'],
  ['Progressing', 'False', 'Ready', 'success'],
  ['Degraded', 'False', '', 'success'],
  ['Degraded', 'True', 'StorageNotConfigured', 'danger'],
  ['Degraded', 'True', 'VerificationFailed', 'danger'],
  ['Degraded', 'True', 'Unavailable', 'danger', /more than a minute/],
  ['Degraded', 'True', 'ProgressDeadlineExceeded', 'danger', /rollout/],
  ['Degraded', 'True', 'RouteDegraded', 'danger', /router/],
  ['Removed', 'True', 'Removed', 'warning'],
  ['Removed', 'False', '', 'success'],
  ['StorageExists', 'True', 'S3 Bucket Exists', 'success'],
  ['StorageExists', 'True', 'Creation Successful', 'success'],
  ['StorageExists', 'Unknown', 'PVC Configuration Changed', 'info', /not moved/],
  ['StorageExists', 'False', 'PVC does not exist', 'danger', /claim/],
  ['StorageExists', 'False', 'PVC Already Exists', 'danger', /default name/],
  ['StorageExists', 'False', 'Unable to Access Bucket', 'danger', /credentials/],
  ['StorageExists', 'False', 'NoSuchBucket', 'danger', /does not exist/],
  ['StorageExists', 'False', '403', 'danger', /credentials/],
  ['StorageExists', 'False', 'S3 Bucket Deleted', 'warning', /all images/],
  ['StorageExists', 'False', 'AccountDeleted', 'warning', /all images/],
  ['StorageExists', 'False', 'IBM COS Instance Provisioning', 'info'],
  ['StorageExists', 'Unknown', 'Unknown error occurred checking for volume claim x', 'danger', /could not make sure/],
  ['StorageExists', 'False', 'IBM COS Instance Gone', 'danger', /does not exist/],
  ['StorageExists', 'False', 'dial tcp: lookup swift.example: no such host', 'danger', /could not make sure/],
  ['StorageEncrypted', 'True', 'Encryption Successful', 'success'],
  ['StorageEncrypted', 'False', 'InvalidStorageConfiguration', 'warning', /encryption/],
  ['StoragePublicAccessBlocked', 'False', 'AccessDenied', 'warning'],
  ['StorageTagged', 'Unknown', 'Unknown Error Occurred', 'warning'],
  ['StorageIncompleteUploadCleanupEnabled', 'True', 'Enable Cleanup Successful', 'success'],
  ['StorageFrozen', 'False', 'x', 'warning'],
  ['NodeCADaemonAvailable', 'True', 'AsExpected', 'success'],
  ['NodeCADaemonAvailable', 'False', 'NoAvailableReplicas', 'warning', /node-ca/],
  ['NodeCADaemonAvailable', 'False', 'NotFound', 'warning', /does not exist/],
  ['NodeCADaemonAvailable', 'Unknown', 'Unknown', 'warning'],
  ['NodeCADaemonProgressing', 'True', 'Unavailable', 'info', /every node/],
  ['NodeCADaemonProgressing', 'False', 'AsExpected', 'success'],
  ['ImageConfigControllerDegraded', 'True', 'Error', 'danger', /host names/],
  ['ImageRegistryCertificatesControllerDegraded', 'True', 'Error', 'danger', /Certificates/],
  ['NodeCADaemonControllerDegraded', 'False', 'AsExpected', 'success'],
  ['AzureStackCloudControllerDegraded', 'False', 'AsExpected', 'success'],
  ['ImagePrunerDegraded', 'True', 'JobFailed', 'danger', /not affected/],
  // Types never seen, by what they end with.
  ['MoonPhaseDegraded', 'True', 'Full', 'danger'],
  ['MoonPhaseDegraded', 'False', '', 'success'],
  ['MoonPhaseAvailable', 'False', '', 'danger'],
  ['MoonPhaseProgressing', 'True', '', 'info'],
  ['MoonPhaseAvailable', 'Unknown', '', 'warning'],
  ['MoonPhase', 'True', '', 'none'],
])('%s=%s %s is %s', (type, status, reason, tone, meaning = /^/) => {
  const explained = explainCondition(condition(type, status, reason))
  expect(explained.tone).toBe(tone)
  expect(explained.state).not.toBe('')
  expect(explained.meaning ?? '').toMatch(meaning)
  // Whatever is wrong says what to do.
  expect(tone !== 'danger' || Boolean(explained.next)).toBe(true)
})

test.each<[string, RegExp]>([
  [
    'Unable to apply resources: unable to sync storage configuration: exactly one storage type should be configured',
    /anew/,
  ],
  ['Unable to apply resources: cannot use ReadWriteOnce access mode with more than one replica', /1 replica/],
  ['Unable to apply resources: Requests.Read.MaxRunning must be positive number', /negative/],
  ['Unable to apply resources: unable to get secret: secrets "mine" not found', /secret/],
])('what to do about "%s"', (message, next) => {
  expect(explainCondition(condition('Progressing', 'True', 'Error', message)).next).toMatch(next)
})

describe('conditions of another storage', () => {
  const pvc = { pvc: {} }
  test.each<[Condition, object, boolean]>([
    [condition('StorageEncrypted', 'True', 'Encryption Successful'), pvc, true],
    [condition('StorageEncrypted', 'True', 'Encryption Successful'), { s3: {} }, false],
    [condition('StorageExists', 'True', 'S3 Bucket Exists'), pvc, true],
    [condition('StorageExists', 'True', 'Creation Successful', 'EmptyDir storage successfully created'), pvc, true],
    [condition('StorageExists', 'True', 'Creation Successful'), pvc, false],
    [condition('StorageExists', 'True', 'PVC Exists'), pvc, false],
    [condition('StorageExists', 'True', 'ContainerExists'), { azure: {} }, false],
    [condition('StorageExists', 'True', 'Swift container Exists'), { azure: {} }, true],
    [condition('StorageExists', 'True', 'IBM COS Bucket Exists'), { s3: {} }, true],
    [condition('StorageExists', 'True', 'S3 Bucket Exists'), {}, false],
    [condition('Available', 'False', 'S3 is away'), pvc, false],
  ])('%j with %j: %s', (said, storage, isOld) => {
    expect(isOfOtherStorage(said, { ...storage, managementState: 'Managed' })).toBe(isOld)
  })
})

test('what is wrong comes first, what is over last', () => {
  const explained = explainConditions(
    [
      condition('Removed', 'False'),
      condition('StorageEncrypted', 'False', 'AccessDenied'),
      condition('NodeCADaemonAvailable', 'False', 'NoAvailableReplicas'),
      condition('Progressing', 'False', 'Ready'),
      condition('Degraded', 'True', 'Unavailable'),
      condition('Available', 'False', 'NoReplicasAvailable'),
    ],
    { pvc: {} },
  )
  expect(explained.map(({ type, isOld }) => [type, isOld])).toEqual([
    ['Available', false],
    ['Degraded', false],
    ['NodeCADaemonAvailable', false],
    ['Progressing', false],
    ['Removed', false],
    ['StorageEncrypted', true],
  ])
})

describe('the union of the ClusterOperator', () => {
  const degraded = condition(
    'Degraded',
    'True',
    'ImagePrunerJobFailed::Unavailable',
    'Degraded: The deployment does not have available replicas\nImagePrunerDegraded: Job has reached\nthe limit',
  )

  test('is taken apart', () => {
    expect(unionParts(degraded)).toEqual([
      { type: 'Degraded', message: 'The deployment does not have available replicas', reason: 'Unavailable' },
      { type: 'ImagePrunerDegraded', message: 'Job has reached\nthe limit', reason: 'JobFailed' },
    ])
    expect(unionParts(condition('Available', 'True', 'NodeCADaemonUnavailable::Ready', ''))).toEqual([
      { type: 'NodeCADaemonAvailable', reason: 'Unavailable' },
      { type: 'Available', reason: 'Ready' },
    ])
    expect(unionParts(condition('Degraded', 'False', 'AsExpected'))).toEqual([])
  })

  test('gives the part of the registry itself', () => {
    const operator = { metadata: { name: 'image-registry' }, status: { conditions: [degraded] } }
    expect(ownPart(operator, 'Degraded')).toMatchObject({ type: 'Degraded', status: 'True', reason: 'Unavailable' })
    expect(ownPart(operator, 'Available')).toBeUndefined()
  })

  test('tells the ill from the well', () => {
    const conditions = [
      condition(
        'Available',
        'False',
        'NodeCADaemonNotFound::Ready',
        'Available: The registry is ready\nNodeCADaemonAvailable: gone',
      ),
      condition('Degraded', 'True', 'ImagePrunerJobFailed', 'ImagePrunerDegraded: Job has reached'),
    ]
    const operator = { metadata: { name: 'image-registry' }, status: { conditions } }
    expect(ownPart(operator, 'Available')).toMatchObject({ status: 'True', reason: 'Ready' })
    expect(ownPart(operator, 'Degraded')).toMatchObject({ status: 'False' })
    expect(abnormalParts(operator, 'Available')).toMatchObject([{ type: 'NodeCADaemonAvailable', reason: 'NotFound' }])
    expect(abnormalParts(operator, 'Degraded')).toMatchObject([
      { type: 'ImagePrunerDegraded', message: 'Job has reached' },
    ])
  })
})
