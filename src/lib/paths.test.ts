import { describe, expect, it } from 'vitest'
import { paths } from './paths.ts'

describe('paths', () => {
  it.each([
    [paths.imageStreams(), '/imagestreams'],
    [paths.imageStreams({ project: 'demo', name: undefined }), '/imagestreams?project=demo'],
    [paths.imageStream('demo', 'web'), '/imagestreams/demo/web'],
    [paths.imageStream('demo', 'web', 'history'), '/imagestreams/demo/web/history'],
    [paths.imageStreamTag('demo', 'web', 'v1'), '/imagestreams/demo/web/tags/v1'],
    [
      paths.imageStreamTag('demo', 'web', 'bad tag/?#', 'layers'),
      '/imagestreams/demo/web/tags/bad%20tag%2F%3F%23/layers',
    ],
  ])('%s', (path, expected) => {
    expect(path).toBe(expected)
  })
})
