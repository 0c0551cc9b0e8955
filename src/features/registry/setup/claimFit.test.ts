import { expect, test } from 'vitest'
import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { defaultClaim } from '../../../k8s/resources/registryStorage.ts'
import type { StorageClass } from '../../../k8s/resources/storageClass.ts'
import { fittingClaim } from './claimFit.ts'

const classOf = (name: string, provisioner: string, isDefault = false): StorageClass => ({
  metadata: { name, ...(isDefault && { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }) },
  provisioner,
})
const claim = (name: string, storage: string, accessMode: string, storageClassName: string): PersistentVolumeClaim => ({
  metadata: { name },
  spec: { accessModes: [accessMode], resources: { requests: { storage } }, storageClassName },
  status: { phase: 'Bound', capacity: { storage } },
})
const shared = 'openshift-storage.cephfs.csi.ceph.com'
const disks = 'ebs.csi.aws.com'
const classes = [classOf('disks', disks, true), classOf('files', shared)]
const poor = [claim('one', '200Gi', 'ReadWriteOnce', 'disks'), claim('small', '40Gi', 'ReadWriteMany', 'files')]
const good = claim('good', '100Gi', 'ReadWriteMany', 'files')
const unused = () => []

test.each([
  ['the first that fits', [...poor, good], classes, unused, 'good'],
  ['none where the operator makes one that works', [good], [classOf('files', shared, true)], unused, undefined],
  ['none while the classes are not known', [good], undefined, unused, undefined],
  ['none that a pod has', [good], classes, () => ['pod'], undefined],
  ['none where none fits', poor, classes, unused, undefined],
  [
    'none beside one of the default name',
    [good, { ...good, metadata: { name: defaultClaim } }],
    classes,
    unused,
    undefined,
  ],
  ['none where claims cannot be listed', undefined, classes, unused, undefined],
] as const)('%s is begun with', (_, claims, known, usersOf, expected) => {
  expect(fittingClaim({ claims, classes: known, usersOf })).toBe(expected)
})
