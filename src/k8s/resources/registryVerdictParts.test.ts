import { describe, expect, test } from 'vitest'
import type { RegistryFacts } from './registryFacts.ts'
import { registryVerdict } from './registryVerdict.ts'
import {
  claim,
  condition,
  config,
  deployment,
  facts,
  forbidden,
  healthyConditions,
  infrastructure,
  known,
  missing,
  pod,
  unknownKind,
  waiting,
  differencesFrom,
  type ExpectedVerdict,
} from './registryTesting.ts'

const gone = { deployment: missing, pods: known([]) }

const cases: [string, Partial<RegistryFacts>, ExpectedVerdict][] = [
  [
    'images that cannot be pulled',
    {
      pods: known([pod('a', waiting('ImagePullBackOff', 'Back-off pulling')), pod('b', waiting('ErrImagePull'))]),
      deployment: known(deployment(0)),
    },
    {
      status: 'danger',
      sentence: 'No pod of the registry is ready: its image cannot be pulled (and 1 more).',
      quote: 'Back-off pulling',
    },
  ],
  [
    'a container that fails again and again',
    {
      pods: known([
        pod('a'),
        pod('b', {
          phase: 'Running',
          containerStatuses: [
            {
              name: 'registry',
              state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m' } },
              lastState: { terminated: { exitCode: 1, message: 'panic: no bucket\n' } },
            },
          ],
        }),
      ]),
    },
    {
      status: 'warning',
      sentence: '1 of 2 pods are ready, one is not: its container fails again and again.',
      quote: 'panic: no bucket',
    },
  ],
  [
    'a container whose secret is missing',
    { pods: known([pod('a'), pod('b', waiting('CreateContainerConfigError', 'secret "x" not found'))]) },
    { status: 'warning', sentence: /container cannot be started/, quote: 'secret "x" not found' },
  ],
  [
    'a pod that a quota forbids',
    {
      deployment: known({
        ...deployment(1),
        status: {
          ...deployment(1).status,
          conditions: [condition('ReplicaFailure', 'True', 'FailedCreate', 'exceeded quota')],
        },
      }),
      pods: known([pod('a')]),
    },
    { status: 'warning', sentence: /cannot be created/, quote: 'exceeded quota' },
  ],
  [
    'a node that is lost: no rollout',
    {
      deployment: known({
        ...deployment(1),
        status: {
          ...deployment(1).status,
          conditions: [condition('Progressing', 'True', 'NewReplicaSetAvailable')],
        },
      }),
      pods: known([pod('a'), pod('b', { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] })]),
    },
    { status: 'warning', sentence: '1 of 2 pods of the registry are ready.' },
  ],
  [
    'pods that are ready since the Deployment was asked for',
    { deployment: known(deployment(0)) },
    { status: 'success', sentence: /healthy/ },
  ],
  [
    'a claim that was Pending when it was asked for, and pods that have it',
    { config: known(config({ storage: { pvc: { claim: '' } } })), claim: known(claim(['ReadWriteMany'], 'Pending')) },
    { status: 'success', sentence: /healthy/ },
  ],
  [
    'a pod that no node takes',
    {
      pods: known([
        pod('a'),
        pod('b', {
          phase: 'Pending',
          conditions: [
            { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
          ],
        }),
      ]),
    },
    { status: 'warning', sentence: /no node takes it/, quote: '0/3 nodes are available' },
  ],
  [
    'pods that only start',
    { pods: known([pod('a', waiting('ContainerCreating'))]) },
    { status: 'warning', sentence: /is starting/ },
  ],
  [
    'a rollout',
    {
      deployment: known({ ...deployment(1), status: { ...deployment(1).status, updatedReplicas: 1 } }),
      pods: known([pod('a'), pod('b', waiting('ContainerCreating'))]),
    },
    { status: 'info', sentence: /being rolled out/ },
  ],
  [
    'read-only',
    { config: known(config({ readOnly: true })) },
    { status: 'warning', sentence: /read-only/, to: '/registry?action=read-only', affects: /pulls still work/ },
  ],
  [
    'unmanaged',
    { config: known(config({ managementState: 'Unmanaged' }, [condition('Available', 'True', 'Unmanaged')])) },
    { status: 'info', sentence: /unmanaged/ },
  ],
  [
    'unmanaged and down',
    { config: known(config({ managementState: 'Unmanaged' })), pods: known([pod('a', waiting('ErrImagePull'))]) },
    { status: 'danger', sentence: /No pod/, also: 1 },
  ],
  [
    'unmanaged, and its Deployment was deleted',
    { config: known(config({ managementState: 'Unmanaged' }, [condition('Available', 'True', 'Unmanaged')])), ...gone },
    { status: 'danger', sentence: /Deployment does not exist/, to: '/registry?action=manage' },
  ],
  [
    'a state that the operator does not know',
    { config: known(config({ managementState: 'Force' })) },
    { status: 'danger', sentence: /management state Force/ },
  ],
  [
    'settings not yet acted on',
    { config: known(config({}, undefined, 4)) },
    { status: 'info', sentence: /has not acted/ },
  ],
  [
    'an operator that does not run',
    { config: known(config({}, undefined, 4)), operatorPods: known([]) },
    { status: 'danger', sentence: /operator is not running/ },
  ],
  [
    'an operator that does not run, and has acted on all',
    { operatorPods: known([]) },
    { status: 'warning', sentence: /operator is not running/ },
  ],
  [
    'an operator that fails, seen without the configuration',
    { config: forbidden(), operatorPods: known([pod('operator', waiting('CrashLoopBackOff'))]) },
    { status: 'warning', sentence: /operator is not running/ },
  ],
  [
    'an operator that starts',
    { operatorPods: known([pod('operator', waiting('ContainerCreating'))]) },
    { status: 'success', sentence: /healthy/ },
  ],
  [
    'an operator that runs elsewhere',
    {
      config: known(config({}, undefined, 4)),
      operatorPods: known([]),
      infrastructure: known(infrastructure('AWS', 'External')),
    },
    { status: 'info', sentence: /has not acted/ },
  ],
  [
    'no operator pod on a hosted control plane',
    { operatorPods: known([]), infrastructure: known(infrastructure('AWS', 'External')) },
    { status: 'success', sentence: /healthy/ },
  ],
  [
    'neither a configuration nor a ClusterOperator, as without the capability',
    { config: missing, clusterOperator: missing, ...gone },
    { status: 'info', sentence: /no image registry operator/, to: '/imagestreams' },
  ],
  ['a deleted configuration', { config: missing }, { status: 'warning', sentence: /configuration was deleted/ }],
  [
    'a configuration that is being deleted',
    { config: known({ ...config(), metadata: { name: 'cluster', deletionTimestamp: '2026-11-20T00:00:00Z' } }) },
    { status: 'danger', sentence: /being deleted/ },
  ],
  [
    'not available, and its storage is unwise besides',
    {
      config: known(config({ storage: { emptyDir: {} } }, [condition('Available', 'False', 'Odd thing', 'hm')])),
    },
    { status: 'danger', sentence: 'The registry is not available.', quote: 'hm', also: 1 },
  ],
  [
    'storage of which the provider says nothing for now',
    {
      config: known(
        config({}, [...healthyConditions, condition('StorageExists', 'Unknown', 'Unknown Error Occurred', 'timeout')]),
      ),
    },
    { status: 'warning', sentence: /is not known/, quote: 'timeout' },
  ],
  [
    'a controller that complains',
    { config: known(config({}, [condition('ImageConfigControllerDegraded', 'True', 'Error', 'boom')])) },
    { status: 'warning', sentence: /ImageConfigControllerDegraded/, quote: 'boom' },
  ],
  [
    'a type never seen',
    { config: known(config({}, [condition('MoonPhaseDegraded', 'True', 'Full', 'it is full')])) },
    { status: 'warning', sentence: /MoonPhaseDegraded/ },
  ],
  [
    'not available, and nobody says why',
    { config: known(config({}, [condition('Available', 'False', 'Odd thing', 'hm')])) },
    { status: 'danger', sentence: 'The registry is not available.', quote: 'hm' },
  ],
  [
    'no Deployment, of which nobody says why',
    { config: forbidden(), clusterOperator: forbidden(), deployment: missing, pods: known([]) },
    { status: 'warning', sentence: /There is no registry/ },
  ],
  [
    'well itself, and another part is not, as the ClusterOperator says',
    {
      config: forbidden(),
      clusterOperator: known({
        metadata: { name: 'image-registry' },
        status: {
          conditions: [
            condition(
              'Available',
              'False',
              'NodeCADaemonNotFound::Ready',
              'Available: The registry is ready\nNodeCADaemonAvailable: The daemon set node-ca does not exist',
            ),
          ],
        },
      }),
    },
    { status: 'warning', sentence: /NodeCADaemonAvailable/, quote: 'The daemon set node-ca does not exist', also: 0 },
  ],
  [
    'degraded by the pruner',
    {
      clusterOperator: known({
        metadata: { name: 'image-registry' },
        status: {
          conditions: [
            condition(
              'Degraded',
              'True',
              'ImagePrunerJobFailed',
              'ImagePrunerDegraded: Job has reached the specified backoff limit',
            ),
          ],
        },
      }),
    },
    {
      status: 'warning',
      sentence: /by pruning/,
      to: '/pruning/runs',
      quote: 'Job has reached the specified backoff limit',
    },
  ],
  [
    'a cluster without registry',
    { config: unknownKind(), clusterOperator: unknownKind(), infrastructure: unknownKind(), ...gone },
    { status: 'info', sentence: /no image registry operator/ },
  ],
  [
    'nothing that may be read',
    { config: forbidden(), clusterOperator: forbidden(), deployment: forbidden(), pods: forbidden() },
    { status: 'info', sentence: /may not see/ },
  ],
  [
    'only pods that may be read',
    {
      config: forbidden(),
      clusterOperator: forbidden(),
      deployment: forbidden(),
      pods: known([pod('a', waiting('ErrImagePull'))]),
    },
    { status: 'danger', sentence: /image cannot be pulled/ },
  ],
  [
    'only pods that may be read, and are well',
    { config: forbidden(), clusterOperator: forbidden(), deployment: forbidden() },
    { status: 'success', sentence: /healthy/ },
  ],
  [
    'without storage, as the ClusterOperator says',
    {
      config: forbidden(),
      clusterOperator: known({
        metadata: { name: 'image-registry' },
        status: {
          conditions: [
            condition(
              'Degraded',
              'True',
              'StorageNotConfigured',
              'Degraded: Error: storage backend not configured\nNodeCADaemonControllerDegraded: fine',
            ),
          ],
        },
      }),
      ...gone,
    },
    { status: 'danger', sentence: /has no storage/, quote: 'Error: storage backend not configured' },
  ],
]

describe('the verdict on pods and parts', () => {
  test.each(cases)('on %s', (_, more, expected) => {
    expect(differencesFrom(expected, registryVerdict(facts(more)))).toEqual([])
  })
})
