import { describe, expect, it } from 'vitest'
import { defaultClass, type StorageClass } from './storageClass.ts'
import {
  newestReady,
  newSnapshot,
  snapshotsOf,
  snapshotState,
  snapshotTime,
  type VolumeSnapshot,
} from './volumeSnapshot.ts'
import { classesFor } from './volumeSnapshotClass.ts'

const snapshot = (name: string, status?: VolumeSnapshot['status'], claim = 'images'): VolumeSnapshot => ({
  ...newSnapshot(name, 'registry', claim),
  metadata: { name, creationTimestamp: '2026-03-01T00:00:00Z' },
  ...(status !== undefined && { status }),
})

describe('a snapshot', () => {
  it.each<[string, VolumeSnapshot['status'], string]>([
    ['that nobody has picked up', undefined, 'waiting'],
    ['with an empty status', {}, 'waiting'],
    ['that is being taken', { readyToUse: false }, 'creating'],
    ['that is bound and not ready', { boundVolumeSnapshotContentName: 'c', readyToUse: false }, 'creating'],
    ['that failed', { readyToUse: false, error: { message: 'no' } }, 'failed'],
    ['that is ready in spite of an earlier error', { readyToUse: true, error: { message: 'no' } }, 'ready'],
    ['whose error is null', { readyToUse: false, error: null }, 'creating'],
  ])('%s', (_, status, state) => {
    expect(snapshotState(snapshot('a', status))).toBe(state)
  })

  it('that is being deleted is nothing to go back to', () => {
    const ready = snapshot('a', { readyToUse: true })
    const going = { ...ready, metadata: { ...ready.metadata, deletionTimestamp: '2026-03-02T00:00:00Z' } }
    expect(snapshotState(going)).toBe('deleting')
    expect(newestReady([going], Date.now())).toBeUndefined()
  })

  it('is of the time of its copy, else of when it was asked for', () => {
    expect(snapshotTime(snapshot('a', { creationTime: '2026-03-01T00:05:00Z' }))).toBe('2026-03-01T00:05:00Z')
    expect(snapshotTime(snapshot('a'))).toBe('2026-03-01T00:00:00Z')
  })
})

const all = [
  snapshot('old', { readyToUse: true, creationTime: '2026-03-01T00:00:00Z' }),
  snapshot('failed', { error: { message: 'no' }, creationTime: '2026-03-04T00:00:00Z' }),
  snapshot('new', { readyToUse: true, creationTime: '2026-03-03T00:00:00Z' }),
  snapshot('other', { readyToUse: true, creationTime: '2026-03-05T00:00:00Z' }, 'database'),
]

it('the snapshots of a claim, the newest first', () => {
  expect(snapshotsOf(all, 'images').map(({ metadata }) => metadata.name)).toEqual(['failed', 'new', 'old'])
})

it('the newest that can be gone back to', () => {
  const now = Date.parse('2026-03-03T12:00:00Z')
  const newest = newestReady(snapshotsOf(all, 'images'), now)
  expect(newest?.snapshot.metadata.name).toBe('new')
  expect(newest?.age).toBe(12 * 3_600_000)
  expect(newestReady([snapshot('a')], now)).toBeUndefined()
})

it('the classes that fit a driver, the default first', () => {
  const classes = [
    { metadata: { name: 'rbd' }, driver: 'rbd.csi' },
    { metadata: { name: 'plain' }, driver: 'fs.csi' },
    {
      metadata: { name: 'default', annotations: { 'snapshot.storage.kubernetes.io/is-default-class': 'true' } },
      driver: 'fs.csi',
    },
  ]
  const names = (driver: string | undefined) => classesFor(classes, driver).map(({ metadata }) => metadata.name)
  expect(names('fs.csi')).toEqual(['default', 'plain'])
  expect(names('nfs')).toEqual([])
  expect(names(undefined)).toEqual(['default', 'rbd', 'plain'])
})

it('of several default storage classes the newest counts', () => {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' }
  const classes: StorageClass[] = [
    { metadata: { name: 'old', annotations, creationTimestamp: '2025-01-01T00:00:00Z' } },
    { metadata: { name: 'new', annotations, creationTimestamp: '2026-01-01T00:00:00Z' } },
    {
      metadata: {
        name: 'other',
        annotations: { ...annotations, 'storageclass.kubernetes.io/is-default-class': 'false' },
      },
    },
  ]
  expect(defaultClass(classes)?.metadata.name).toBe('new')
  expect(defaultClass(classes.slice(2))).toBeUndefined()
})
