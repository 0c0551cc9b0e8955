import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { VolumeSnapshot } from '../../../k8s/resources/volumeSnapshot.ts'
import { parseQuantity } from '../../../lib/quantity.ts'

/** The command that makes a claim from a snapshot, like the one that it was taken of and at least as large as it needs. */
export function restoreCommand(snapshot: VolumeSnapshot, claim: PersistentVolumeClaim | undefined, name: string) {
  const restored = `${name}-restored`
  const { accessModes, storageClassName, volumeMode, resources } = claim?.spec ?? {}
  const sizes = [snapshot.status?.restoreSize, claim?.status?.capacity?.['storage'], resources?.requests?.['storage']]
  const size = sizes
    .flatMap((quantity) => (quantity !== undefined && parseQuantity(quantity) > 0 ? [quantity] : []))
    .toSorted((a, b) => parseQuantity(b) - parseQuantity(a))[0]
  const lines = [
    'oc create -f - <<EOF',
    'apiVersion: v1',
    'kind: PersistentVolumeClaim',
    'metadata:',
    `  name: ${restored}`,
    `  namespace: ${registryNamespace}`,
    'spec:',
    `  accessModes: [${(accessModes ?? ['ReadWriteMany']).join(', ')}]`,
    ...(storageClassName ? [`  storageClassName: ${storageClassName}`] : []),
    ...(volumeMode ? [`  volumeMode: ${volumeMode}`] : []),
    '  dataSource:',
    `    apiGroup: ${VolumeSnapshot.group}`,
    `    kind: ${VolumeSnapshot.kind}`,
    `    name: ${snapshot.metadata.name}`,
    '  resources:',
    '    requests:',
    `      storage: ${size ?? '100Gi'}`,
    'EOF',
  ]
  return { claim: restored, text: lines.join('\n') }
}
