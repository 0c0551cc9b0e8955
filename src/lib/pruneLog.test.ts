import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isNothing, noCounts, parsePruneLog, parseSummary, PruneLogParser } from './pruneLog.ts'

const recorded = readFileSync(new URL('../../mocks/data/pruner.log', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')

describe('parseSummary', () => {
  test.each([
    ['Summary: deleted 0 objects', noCounts],
    ['Summary: deleted 3 image object(s)', { ...noCounts, images: 3 }],
    [
      'Summary: deleted 1 image stream tag item(s), updated 1 image stream(s)',
      { ...noCounts, streamItems: 1, streams: 1 },
    ],
    [
      'Summary: deleted 1 image object(s), deleted 2 image stream tag item(s), updated 3 image stream(s), deleted 4 layer link(s), deleted 5 manifest link(s), deleted 6 blob(s)',
      { images: 1, streamItems: 2, streams: 3, layerLinks: 4, manifestLinks: 5, blobs: 6 },
    ],
    ['Summary: deleted 130 image object(s), deleted 12', undefined],
    ['Summary: ', undefined],
    ['Deleting blob sha256:00', undefined],
  ])('%s', (line, counts) => expect(parseSummary(line)).toEqual(counts))
})

describe('parsePruneLog', () => {
  test('counts of a recorded run are those of its own summary', () => {
    const { attempts, last, lineCount } = parsePruneLog(recorded)
    expect(attempts).toHaveLength(1)
    expect(lineCount).toBe(recorded.length)
    const summary = { images: 130, streamItems: 122, streams: 3, layerLinks: 244, manifestLinks: 122, blobs: 390 }
    expect(last.summary).toEqual(summary)
    expect(last.counted).toEqual(summary)
    expect(last).toMatchObject({ dryRun: false, metadataOnly: false, errorCount: 0, klogCount: 0 })
  })

  test('a log cut in the middle has no summary, but says how far it came', () => {
    const { last } = parsePruneLog(recorded.slice(0, 20))
    expect(last.summary).toBeUndefined()
    expect(last.counted).toEqual({ ...noCounts, layerLinks: 15, manifestLinks: 3, streamItems: 3, streams: 2 })
  })

  test.each([
    'unable to retrieve container logs for cri-o://0f3c',
    'failed to try resolving symlinks in path "/var/log/pods/p/image-pruner/0.log": lstat /var/log/pods/p: no such file or directory',
  ])('%s stands in for a log that is lost', (line) => {
    const { last } = parsePruneLog([line])
    expect(last.lost).toBe(line)
    expect(last.errorCount).toBe(0)
  })

  test('a line cut in the middle counts for nothing', () => {
    const { last } = parsePruneLog(['Deleting blob sha256:00', 'Summary: deleted 1 bl'])
    expect(last.summary).toBeUndefined()
    expect(last.counted.blobs).toBe(1)
  })

  test('the last of several attempts is the one that counts', () => {
    const { attempts, last } = parsePruneLog([
      'Deleting blob sha256:00',
      'Summary: deleted 1 blob(s)',
      'error: unable to delete everything',
      'attempt #1 has failed (exit code 1), going to make another attempt...',
      'Error from server (ServiceUnavailable): the server is currently unable to handle the request',
      'attempt #2 has failed (exit code 137), going to make another attempt...',
      'Summary: deleted 0 objects',
    ])
    expect(attempts.map(({ number, exitCode }) => [number, exitCode])).toEqual([
      [1, 1],
      [2, 137],
      [3, undefined],
    ])
    expect(attempts[0]).toMatchObject({ errors: ['error: unable to delete everything'], summary: { blobs: 1 } })
    expect(attempts[1]?.summary).toBeUndefined()
    expect(attempts[1]?.errorCount).toBe(1)
    expect(last.summary && isNothing(last.summary)).toBe(true)
    expect(last.errors).toEqual([])
  })

  test('the end of a log knows the number of its attempt', () => {
    const { attempts } = parsePruneLog(['attempt #4 has failed (exit code 1), going to make another attempt...'])
    expect(attempts.map(({ number }) => number)).toEqual([4, 5])
  })

  test('a dry run, a run over API objects alone', () => {
    const { last } = parsePruneLog([
      'Dry run enabled - no modifications will be made. Add --confirm to remove images',
      'Only API objects will be removed.  No modifications to the image registry will be made.',
      'Deleting 2 items from image stream payments/worker',
      'Summary: deleted 2 image stream tag item(s), updated 1 image stream(s)',
    ])
    expect(last).toMatchObject({ dryRun: true, metadataOnly: true, summary: { streamItems: 2, streams: 1 } })
  })

  test.each([[[]], [['']]])('references that cannot be parsed stop a run: free lines %j', (free) => {
    const { last } = parsePruneLog([
      'Failed to build graph!',
      ...free,
      'The following objects have invalid references:',
      ...free,
      '  pod/broken namespace=qa: container web: invalid image reference "Web:1": repository name must be lowercase',
      '  build/app-1 namespace=ci: invalid ImageStreamTag reference "app"',
      ...free,
      'Either fix the references or delete the objects to make the pruner proceed.',
      'error: aborting',
    ])
    expect(last.invalidReferences).toEqual([
      'pod/broken namespace=qa: container web: invalid image reference "Web:1": repository name must be lowercase',
      'build/app-1 namespace=ci: invalid ImageStreamTag reference "app"',
    ])
    expect(last.errors).toEqual(['Failed to build graph!', 'error: aborting'])
  })

  test.each([
    ['error updating image stream a/b to remove image references: conflict', 1],
    ['error deleting blob sha256:00 from the registry: 500 Internal Server Error', 1],
    ['error: --keep-tag-revisions must be greater than or equal to 0', 1],
    ['E1121 00:33:00.000000       1 imagepruner.go:123] failed', 1],
    ['I1121 00:33:00.000000       1 imagepruner.go:123] error-free line of detail', 0],
    ['error-prone is not how oc begins a line', 0],
    ['2026-11-21T00:33:00.123456789Z error: with a timestamp', 1],
    ['', 0],
    ['Something else', 0],
  ])('%s: %i errors', (line, count) => expect(parsePruneLog([line]).last.errorCount).toBe(count))

  test('of many errors the first and the last stay', () => {
    const { last } = parsePruneLog(Array.from({ length: 5000 }, (_, index) => `error deleting blob ${index}`))
    expect(last.errorCount).toBe(5000)
    expect(last.errors.length).toBeLessThanOrEqual(200)
    expect(last.errors[0]).toBe('error deleting blob 0')
    expect(last.errors.at(-1)).toBe('error deleting blob 4999')
  })

  test('follows half a million lines', () => {
    const parser = new PruneLogParser()
    for (let line = 0; line < 500_000; line++) parser.feed('Deleting blob sha256:00')
    expect(parser.result().last.counted.blobs).toBe(500_000)
  })
})
