import { expect, test } from 'vitest'
import type { Condition, RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import { setupStageOf } from './setupStage.ts'

const available = (status: string, reason: string): Condition => ({ type: 'Available', status, reason })

test.each<[string, RegistryConfigSpec, Condition | undefined, number, string]>([
  ['after installation on bare metal', { managementState: 'Removed' }, available('True', 'Removed'), 1, 'removed'],
  ['switched off with storage', { managementState: 'Removed', storage: { s3: {} } }, undefined, 1, 'removed'],
  [
    'nowhere to keep images',
    { managementState: 'Managed' },
    available('False', 'StorageNotConfigured'),
    1,
    'storage-missing',
  ],
  [
    'a type that was taken away',
    { managementState: 'Managed', storage: { managementState: 'Managed' } },
    undefined,
    1,
    'storage-missing',
  ],
  [
    'just managed, not seen yet',
    { managementState: 'Managed', storage: { pvc: {} } },
    available('True', 'Removed'),
    0,
    'coming-up',
  ],
  [
    'seen, old condition',
    { managementState: 'Managed', storage: { pvc: {} } },
    available('True', 'Ready'),
    0,
    'coming-up',
  ],
  [
    'pods not ready',
    { managementState: 'Managed', storage: { pvc: {} } },
    available('False', 'NoReplicasAvailable'),
    1,
    'coming-up',
  ],
  ['ready', { managementState: 'Managed', storage: { pvc: {} } }, available('True', 'Ready'), 1, 'works'],
  [
    'enough of it ready',
    { managementState: 'Managed', storage: { pvc: {} } },
    available('True', 'MinimumAvailability'),
    1,
    'works',
  ],
  [
    'storage of an unknown type',
    { managementState: 'Managed', storage: { tape: {} } },
    available('True', 'Ready'),
    1,
    'works',
  ],
  ['left alone', { managementState: 'Unmanaged' }, available('True', 'Unmanaged'), 1, 'unmanaged'],
])('%s', (_, spec, condition, observedGeneration, stage) => {
  const config = {
    metadata: { name: 'cluster', generation: 1 },
    spec,
    status: { observedGeneration, conditions: condition ? [condition] : [] },
  }
  expect(setupStageOf(config)).toBe(stage)
})
