import { describe, expect, it } from 'vitest'
import type { RegistryStorage } from '../../../k8s/resources/registryConfig.ts'
import { newSnapshot } from '../../../k8s/resources/volumeSnapshot.ts'
import { backupAdvice, sizeCommand } from './objectStorage.ts'
import { restoreCommand } from './restoreCommand.ts'
import { snapshotNameProblem, suggestedName } from './snapshotName.ts'

describe('what an object storage is asked', () => {
  it.each<[RegistryStorage, size: string | undefined, copy: string]>([
    [
      { s3: { bucket: 'demo', region: 'us-east-1' } },
      'aws s3 ls s3://demo --recursive --summarize --human-readable --region us-east-1 | tail -n 2',
      'aws s3 sync s3://demo s3://demo-backup --region us-east-1',
    ],
    [
      { s3: { bucket: 'demo', regionEndpoint: 's3.example' } },
      'aws s3 ls s3://demo --recursive --summarize --human-readable --endpoint-url https://s3.example | tail -n 2',
      'aws s3 sync s3://demo s3://demo-backup --endpoint-url https://s3.example',
    ],
    [
      { gcs: { bucket: 'demo' } },
      'gcloud storage du --summarize --readable-sizes gs://demo',
      'gcloud storage rsync --recursive gs://demo gs://demo-backup',
    ],
    [
      { azure: { accountName: 'acme', container: 'demo' } },
      'rclone size REMOTE:demo',
      'azcopy sync https://acme.blob.core.windows.net/demo https://BACKUP.blob.core.windows.net/demo --recursive',
    ],
    [{ swift: { container: 'demo' } }, 'swift stat demo', 'rclone sync REMOTE:demo BACKUP:demo'],
    [{ emptyDir: {} }, undefined, 'rclone sync REMOTE:BUCKET BACKUP:BUCKET'],
  ])('%j', (storage, size, copy) => {
    expect(sizeCommand(storage)).toBe(size)
    expect(backupAdvice(storage).at(-1)?.command).toBe(copy)
  })
})

describe('the claim that a snapshot is restored to', () => {
  const snapshot = { ...newSnapshot('nightly', 'openshift-image-registry', 'images'), status: { restoreSize: '80Gi' } }

  it('is like the one that it was taken of, and as large', () => {
    const claim = {
      metadata: { name: 'images' },
      spec: { accessModes: ['ReadWriteMany'], storageClassName: 'cephfs', volumeMode: 'Filesystem' },
      status: { capacity: { storage: '100Gi' } },
    }
    expect(restoreCommand(snapshot, claim, 'images')).toEqual({
      claim: 'images-restored',
      text: [
        'oc create -f - <<EOF',
        'apiVersion: v1',
        'kind: PersistentVolumeClaim',
        'metadata:',
        '  name: images-restored',
        '  namespace: openshift-image-registry',
        'spec:',
        '  accessModes: [ReadWriteMany]',
        '  storageClassName: cephfs',
        '  volumeMode: Filesystem',
        '  dataSource:',
        '    apiGroup: snapshot.storage.k8s.io',
        '    kind: VolumeSnapshot',
        '    name: nightly',
        '  resources:',
        '    requests:',
        '      storage: 100Gi',
        'EOF',
      ].join('\n'),
    })
  })

  it('has the size of the snapshot where the claim is gone', () => {
    expect(restoreCommand(snapshot, undefined, 'images').text).toContain('storage: 80Gi')
  })
})

describe('the name of a snapshot', () => {
  it('begins with the claim and the minute', () => {
    expect(suggestedName('images', new Date('2026-03-01T02:03:04Z'))).toBe('images-20260301-0203')
    expect(snapshotNameProblem(suggestedName('a'.repeat(253), new Date()))).toBeUndefined()
  })

  it.each(['', 'Nightly', '-a', 'a_b', 'a'.repeat(254)])('is not %s', (name) => {
    expect(snapshotNameProblem(name)).toBeDefined()
  })
})
