import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'
import { at, withObjects, type Objects } from './base.ts'
import { healthy } from './healthy.ts'
import { metadataOf } from './podBuilders.ts'
import { agoOf, plainSpec, withRegistry } from './registry.ts'
import { secret } from './registrySecrets.ts'
import { storageClasses } from './registryStorage.ts'

const day = 1440

const hostedPlatform = {
  controlPlaneTopology: 'External',
  platform: 'AWS',
  platformStatus: { type: 'AWS', aws: { region: 'us-east-1' } },
}

/** ROSA with hosted control planes: the operator runs elsewhere, images are in S3, and a webhook guards what Red Hat manages. */
export function hosted(now: Date = new Date()): State {
  const ago = agoOf(now)
  const created = ago(200 * day)
  const since = ago(6 * day)
  const storage = {
    managementState: 'Managed',
    s3: {
      bucket: 'demo-abc12-image-registry-us-east-1-qkzvyxwmhdlzkjpbtgzrfqhsd',
      encrypt: true,
      region: 'us-east-1',
      trustedCA: { name: '' },
      virtualHostedStyle: false,
    },
  }
  const before = healthy(now)
  const without = (path: string, drop: (object: K8sObject) => boolean) => ({
    items: (before[path]?.items ?? []).filter((object) => !drop(object)),
  })
  const isOperator = ({ metadata }: K8sObject) => metadata.name.startsWith('cluster-image-registry-operator')
  const state = withRegistry(
    {
      ...before,
      [at.deployments]: without(at.deployments, isOperator),
      [at.replicaSets]: without(at.replicaSets, isOperator),
      [at.pods]: without(at.pods, isOperator),
      [at.persistentVolumeClaims]: { items: [] },
      [at.volumeSnapshots]: { items: [] },
      [at.volumeSnapshotClasses]: { items: [] },
      [at.storageClasses]: { items: [] },
      // Its nodes are no business of the cluster.
      [at.machineConfigPools]: { items: [] },
      [at.customResourceDefinitions]: without(at.customResourceDefinitions, ({ metadata }) =>
        metadata.name.startsWith('machineconfigpools.'),
      ),
    },
    {
      now,
      created,
      spec: { ...plainSpec, defaultRoute: true, httpSecret: '0'.repeat(128), readOnly: false, storage },
      storage,
      said: [
        {
          since: created,
          conditions: [
            ['StorageExists', 'True', 'S3 Bucket Exists'],
            [
              'StorageEncrypted',
              'True',
              'Encryption Successful',
              'Default AES256 encryption was successfully enabled on the S3 bucket',
            ],
            [
              'StoragePublicAccessBlocked',
              'True',
              'Public Access Block Successful',
              'Public access to the S3 bucket and its contents have been successfully blocked.',
            ],
            ['StorageTagged', 'True', 'Tagging Successful', 'UserTags were successfully applied to the S3 bucket'],
            [
              'StorageIncompleteUploadCleanupEnabled',
              'True',
              'Enable Cleanup Successful',
              'Default cleanup of incomplete multipart uploads after one (1) day was successfully enabled',
            ],
            ['Removed', 'False'],
          ],
        },
        {
          since,
          conditions: [
            ['Progressing', 'False', 'Ready', 'The registry is ready'],
            ['Available', 'True', 'Ready', 'The registry is ready'],
            ['Degraded', 'False'],
          ],
        },
      ],
      pods: ['worker-0', 'worker-1'].map((node) => ({
        node,
        state: { running: { startedAt: since }, ready: true },
        created: since,
      })),
      routed: true,
      infrastructure: hostedPlatform,
    },
  )
  const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'customer-administrators' }
  return withObjects(state, {
    ...managed(created),
    storageClasses: storageClasses(created, 'gp3-csi'),
    secrets: [
      secret(
        'installer-cloud-credentials',
        { role_arn: 'arn:aws:iam::123456789012:role/demo-openshift-image-registry' },
        created,
      ),
    ],
    clusterRoleBindings: [
      {
        metadata: metadataOf({ kind: 'ClusterRoleBinding', namespace: '', name: 'customer-administrators', created }),
        subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'dedicated' }],
        roleRef: role,
      } as K8sObject,
    ],
  })
}

/** What the service does for its customers: a role that may write, and a webhook that has the last word. */
function managed(created: string): Objects {
  const webhook = 'regular-user-validation.managed.openshift.io'
  const role = {
    metadata: metadataOf({ kind: 'ClusterRole', namespace: '', name: 'customer-administrators', created }),
    rules: [
      {
        verbs: ['get', 'list', 'watch', 'update', 'patch'],
        apiGroups: ['imageregistry.operator.openshift.io'],
        resources: ['*'],
      },
    ],
  }
  const configuration = {
    metadata: metadataOf({
      kind: 'ValidatingWebhookConfiguration',
      namespace: '',
      name: 'sre-regular-user-validation',
      created,
      generation: 1,
    }),
    webhooks: [
      {
        name: webhook,
        rules: [
          {
            apiGroups: ['imageregistry.operator.openshift.io'],
            apiVersions: ['*'],
            operations: ['CREATE', 'UPDATE', 'DELETE'],
            resources: ['configs'],
            scope: '*',
          },
        ],
        failurePolicy: 'Ignore',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  }
  return { clusterRoles: [role], webhooks: [configuration] }
}
