import { describe, expect, it } from 'vitest'
import { linkedTo, projectLinks, streamOfLinks } from './imageStreamLinks.ts'
import type { ImageStream, TagReference } from './imageStream.ts'

const digest = `sha256:${'a'.repeat(64)}`
const stream = (name: string, tags: TagReference[], images: string[][] = []): ImageStream => ({
  metadata: { name, namespace: 'demo', uid: name, resourceVersion: '7' },
  spec: { tags, lookupPolicy: { local: true } },
  status: {
    dockerImageRepository: `registry/demo/${name}`,
    tags: images.map((items, index) => ({ tag: `v${index}`, items: items.map((image) => ({ image })) })),
  },
})

describe('what depends on a stream', () => {
  it('counts tags, revisions and distinct images', () => {
    const links = projectLinks(
      stream(
        'web',
        [{ name: 'asked' }],
        [
          ['a', 'b', 'a'],
          ['b', ''],
        ],
      ),
    )
    expect(links).toMatchObject({ tags: 3, revisions: 5, images: 2, local: true, links: [] })
    expect(streamOfLinks(links)).toEqual({
      metadata: { name: 'web', namespace: 'demo', uid: 'web', resourceVersion: '7' },
      spec: { lookupPolicy: { local: true } },
      status: { dockerImageRepository: 'registry/demo/web' },
    })
  })

  it.each<[string, TagReference['from'], object[]]>([
    ['a tag of another stream', { kind: 'ImageStreamTag', name: 'base:1' }, [{ from: 'demo/base', what: '1' }]],
    ['of another project', { kind: 'ImageStreamTag', name: 'base:1', namespace: 'x' }, [{ from: 'x/base', what: '1' }]],
    [
      'an image of another stream',
      { kind: 'ImageStreamImage', name: `base@${digest}` },
      [{ from: 'demo/base', what: digest }],
    ],
    ['an image of the same stream', { kind: 'ImageStreamImage', name: `web@${digest}` }, []],
    ['a tag of the same stream', { kind: 'ImageStreamTag', name: 'v1' }, []],
    ['another registry', { kind: 'DockerImage', name: 'quay.io/demo/base:1' }, []],
  ])('%s', (_, from, links) => {
    expect(projectLinks(stream('web', [{ name: 'v', from: from ?? null }])).links).toMatchObject(links)
  })

  it('finds the tags elsewhere, but not those that go too', () => {
    const copy = (name: string, ...sources: string[]) =>
      projectLinks(
        stream(
          name,
          sources.map((source, index) => ({ name: `t${index}`, from: { kind: 'ImageStreamTag', name: source } })),
        ),
      )
    const streams = [copy('web'), copy('one', 'web:1', 'api:1'), copy('two', 'web:2'), copy('three', 'webs:1')]
    expect(linkedTo(streams, new Set(['demo/web', 'demo/two']))).toEqual([
      { namespace: 'demo', stream: 'one', tag: 't0', from: 'demo/web', what: '1' },
    ])
  })
})
