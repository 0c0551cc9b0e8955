import { describe, expect, test } from 'vitest'
import type { PersistentVolumeClaim } from './persistentVolumeClaim.ts'
import type { RegistryConfigSpec, RegistryStorage } from './registryConfig.ts'
import {
  claimProblems,
  removalEffect,
  storagePatch,
  storagePlace,
  storageProblems,
  storageTypeOf,
} from './registryStorage.ts'

const claimOf = (
  modes: string[],
  more: Partial<PersistentVolumeClaim['metadata']> = {},
  spec: object = {},
  status: object = { phase: 'Bound' },
): PersistentVolumeClaim => ({
  metadata: { name: 'images', namespace: 'openshift-image-registry', ...more },
  spec: { accessModes: modes, ...spec },
  status,
})

test.each<[string, RegistryStorage | null | undefined, string, string]>([
  ['nothing', undefined, 'none', 'no storage'],
  ['null', null, 'none', 'no storage'],
  ['only who manages it', { managementState: 'Managed' }, 'none', 'no storage'],
  ['a type that was taken away', { s3: null, pvc: { claim: 'x' } }, 'pvc', 'claim x'],
  ['the claim of the operator', { pvc: { claim: '' } }, 'pvc', 'claim image-registry-storage'],
  ['an empty directory', { emptyDir: {} }, 'emptyDir', 'an empty directory of each pod'],
  ['S3', { s3: { bucket: 'demo-image-registry' } }, 's3', 'S3 bucket demo-image-registry'],
  ['S3 without a bucket yet', { s3: {} }, 's3', 'an S3 bucket'],
  ['Google Cloud', { gcs: { bucket: 'b' } }, 'gcs', 'Google Cloud bucket b'],
  ['Azure', { azure: { accountName: 'a', container: 'c' } }, 'azure', 'Azure container c'],
  ['Swift', { swift: { container: 'c' } }, 'swift', 'Swift container c'],
  ['IBM Cloud', { ibmcos: { bucket: 'b' } }, 'ibmcos', 'IBM Cloud bucket b'],
  ['Alibaba Cloud', { oss: { bucket: 'b' } }, 'oss', 'OSS bucket b'],
  ['two types', { emptyDir: {}, pvc: { claim: '' } }, 'several', 'several types at once: pvc, emptyDir'],
  ['a type that is not known', { tape: { robot: 2 } }, 'unknown', 'storage of an unknown type: tape'],
  ['a known type and a key that is not', { pvc: { claim: 'x' }, hints: {} }, 'pvc', 'claim x'],
])('%s', (_, storage, type, place) => {
  expect(storageTypeOf(storage)).toBe(type)
  expect(storagePlace(storage)).toBe(place)
})

test.each<[string, RegistryStorage | undefined, RegistryStorage | undefined, boolean, string | undefined]>([
  ['a bucket of the operator', { managementState: 'Managed', s3: {} }, { s3: { bucket: 'b' } }, true, 'b'],
  ['a bucket of somebody', { managementState: 'Unmanaged', s3: {} }, { s3: { bucket: 'b' } }, false, 'b'],
  ['nobody said whose', { s3: { bucket: 'b' } }, { managementState: 'Managed', s3: { bucket: 'b' } }, false, 'b'],
  [
    'a claim in use, another one asked for',
    { managementState: 'Managed', s3: {} },
    { pvc: { claim: 'old' } },
    true,
    'old',
  ],
  ['empty directories', { managementState: 'Managed', emptyDir: {} }, { emptyDir: {} }, false, undefined],
  ['never any storage', { managementState: 'Managed', pvc: {} }, undefined, false, undefined],
  ['a type that is not known', { managementState: 'Managed', tape: {} }, { tape: { robot: 2 } }, true, undefined],
])('removing with %s', (_, asked, used, deletes, name) => {
  const effect = removalEffect({
    metadata: { name: 'cluster' },
    spec: asked ? { storage: asked } : {},
    status: used ? { storage: used } : {},
  })
  expect(effect).toEqual({ deletes, place: storagePlace(used), ...(name && { name }) })
})

const pvc = (more: RegistryConfigSpec = {}): RegistryConfigSpec => ({
  managementState: 'Managed',
  storage: { pvc: { claim: 'images' } },
  ...more,
})

test.each<[string, RegistryConfigSpec, PersistentVolumeClaim | null | undefined, string[]]>([
  ['shared claim', pvc({ replicas: 2 }), claimOf(['ReadWriteMany']), []],
  ['claim not known', pvc({ replicas: 2 }), undefined, []],
  ['no claim', pvc(), null, ['error storage.pvc.claim']],
  ['no claim, which the operator makes', pvc({ storage: { pvc: {} } }), null, []],
  ['one pod that is recreated', pvc({ replicas: 1, rolloutStrategy: 'Recreate' }), claimOf(['ReadWriteOnce']), []],
  ['one node, default strategy', pvc({ replicas: 1 }), claimOf(['ReadWriteOnce']), ['error rolloutStrategy']],
  [
    'one node, two pods',
    pvc({ replicas: 2, rolloutStrategy: 'RollingUpdate' }),
    claimOf(['ReadWriteOnce']),
    ['error replicas', 'error rolloutStrategy'],
  ],
  ['both modes', pvc({ replicas: 2 }), claimOf(['ReadWriteOnce', 'ReadWriteMany']), []],
  ['read-only', pvc({ replicas: 2 }), claimOf(['ReadOnlyMany']), ['error storage.pvc.claim']],
  ['one pod only', pvc(), claimOf(['ReadWriteOncePod']), ['error storage.pvc.claim']],
  ['NFS', pvc(), claimOf(['ReadWriteMany'], {}, { storageClassName: 'nfs-client' }), ['warning storage.pvc.claim']],
  ['several types', { storage: { s3: {}, pvc: {} } }, undefined, ['error storage']],
  ['no storage', { managementState: 'Managed' }, undefined, ['warning storage']],
  ['no storage and no registry', { managementState: 'Removed' }, undefined, []],
  ['empty directory', { storage: { emptyDir: {} }, replicas: 1 }, undefined, ['warning storage.emptyDir']],
  [
    'empty directories',
    { storage: { emptyDir: {} }, replicas: 2 },
    undefined,
    ['warning storage.emptyDir', 'warning replicas'],
  ],
  ['a bucket', { storage: { s3: {} }, replicas: 5 }, undefined, []],
])('problems of %s', (_, spec, claim, found) => {
  expect(storageProblems(spec, claim).map(({ severity, path }) => `${severity} ${path}`)).toEqual(found)
})

test.each<[string, PersistentVolumeClaim, string | undefined, RegExp[]]>([
  ['fine', claimOf(['ReadWriteMany']), undefined, []],
  ['a provisioner of NFS', claimOf(['ReadWriteMany']), 'nfs.csi.k8s.io', [/NFS is not supported/]],
  [
    'an annotation of NFS',
    claimOf(['ReadWriteMany'], {
      annotations: { 'volume.kubernetes.io/storage-provisioner': 'k8s-sigs.io/nfs-subdir' },
    }),
    undefined,
    [/NFS is not supported/],
  ],
  ['a name with the letters', claimOf(['ReadWriteMany'], {}, { storageClassName: 'confs' }), undefined, []],
  ['lost', claimOf(['ReadWriteMany'], {}, {}, { phase: 'Lost' }), undefined, [/volume is lost/]],
  ['a block device', claimOf(['ReadWriteMany'], {}, { volumeMode: 'Block' }), undefined, [/block device/]],
  ['going', claimOf(['ReadWriteMany'], { deletionTimestamp: '2026-01-01T00:00:00Z' }), undefined, [/being deleted/]],
])('a claim that is %s', (_, claim, provisioner, messages) => {
  const problems = claimProblems(claim, provisioner)
  expect(problems).toHaveLength(messages.length)
  for (const [index, message] of messages.entries()) expect(problems[index]?.message).toMatch(message)
})

describe('the patch of the storage', () => {
  test.each<[string, RegistryStorage | null | undefined, RegistryStorage, object | undefined]>([
    ['the first', undefined, { pvc: { claim: 'x' } }, { pvc: { claim: 'x' } }],
    ['an empty directory', undefined, { emptyDir: {} }, { emptyDir: {} }],
    ['nothing changed', { pvc: { claim: 'x' } }, { pvc: { claim: 'x' } }, undefined],
    [
      'nothing changed for the operator’s own',
      { s3: { bucket: 'b' }, managementState: 'Managed' },
      { s3: { bucket: 'b' } },
      undefined,
    ],
    [
      'another type: the old one goes in the same request, and who managed it',
      { s3: { bucket: 'b', region: 'r' }, managementState: 'Managed' },
      { pvc: { claim: 'x' } },
      { s3: null, pvc: { claim: 'x' }, managementState: null },
    ],
    [
      'another type, nobody managed',
      { emptyDir: {} },
      { s3: { bucket: 'b' } },
      { emptyDir: null, s3: { bucket: 'b' } },
    ],
    [
      'another type, to be deleted with the registry',
      { s3: { bucket: 'b' }, managementState: 'Managed' },
      { pvc: { claim: 'x' }, managementState: 'Managed' },
      { s3: null, pvc: { claim: 'x' } },
    ],
    [
      'another bucket',
      { s3: { bucket: 'b' }, managementState: 'Managed' },
      { s3: { bucket: 'c' } },
      { s3: { bucket: 'c' }, managementState: null },
    ],
    [
      'only who manages it',
      { s3: { bucket: 'b' } },
      { s3: { bucket: 'b' }, managementState: 'Unmanaged' },
      { managementState: 'Unmanaged' },
    ],
    [
      'nobody says who manages it',
      { s3: {}, managementState: 'Managed' },
      { s3: {}, managementState: '' },
      { managementState: null },
    ],
    [
      'a field emptied, one set, one unknown',
      { s3: { bucket: 'b', region: 'r', madeUp: 1 } },
      { s3: { bucket: 'b', encrypt: true } },
      { s3: { region: null, encrypt: true } },
    ],
    [
      'a part emptied',
      {
        s3: { bucket: 'b', cloudFront: { baseURL: 'https://x', privateKey: { name: 'n', key: 'k', optional: true } } },
      },
      { s3: { bucket: 'b' } },
      { s3: { cloudFront: null } },
    ],
    [
      'a part changed, with an unknown field in it',
      { s3: { cloudFront: { baseURL: 'https://x', privateKey: { name: 'n', key: 'k', optional: true } } } },
      { s3: { cloudFront: { baseURL: 'https://y', privateKey: { name: 'n', key: 'l' } } } },
      { s3: { cloudFront: { baseURL: 'https://y', privateKey: { key: 'l' } } } },
    ],
    [
      'nothing changed of what the operator writes where nobody set anything',
      { s3: { bucket: 'b', encrypt: false, keyID: '', trustedCA: { name: '' }, virtualHostedStyle: false } },
      { s3: { bucket: 'b', region: 'r' } },
      { s3: { region: 'r' } },
    ],
    ['two types tidied up', { s3: { bucket: 'b' }, pvc: { claim: 'x' } }, { pvc: { claim: 'x' } }, { s3: null }],
    ['an unknown type is kept', { tape: { robot: 2 } }, { pvc: { claim: 'x' } }, { pvc: { claim: 'x' } }],
    ['an unknown type is taken away', { tape: { robot: 2 } }, { pvc: {}, tape: null }, { pvc: {}, tape: null }],
  ])('%s', (_, before, after, patch) => {
    expect(storagePatch(before, after)).toEqual(patch)
  })
})
