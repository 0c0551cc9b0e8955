import { expect, test } from 'vitest'
import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { planStorage, storageFormOf } from './storageForm.ts'

const claimOf = (name: string): PersistentVolumeClaim => ({
  metadata: { name, namespace: 'openshift-image-registry' },
  spec: { accessModes: ['ReadWriteMany'] },
})

test.each<[string, PersistentVolumeClaim[] | undefined, object]>([
  // Without its name the operator would try to make it, and refuse it: PVC Already Exists.
  ['one of the default name is there', [claimOf('image-registry-storage')], { claim: 'image-registry-storage' }],
  ['none of the default name is there', [claimOf('other')], {}],
  ['they cannot be listed', undefined, {}],
])('a claim that is left to the operator, when %s', (_when, claims, pvc) => {
  const config = { spec: { managementState: 'Removed', replicas: 1, rolloutStrategy: 'Recreate', storage: {} } }
  const plan = planStorage(config, { ...storageFormOf(config), type: 'pvc' }, claims)
  expect(plan.patch).toEqual({ spec: { storage: { pvc } } })
  expect(plan.problems).toEqual({})
})
