import { expect, test } from 'vitest'
import { a, b, c, d, image, old, pod, run, stream, young, type Cluster } from './pruneTestCluster.ts'

test.each<[why: string, args: string, cluster: Cluster, kept: object]>([
  [
    'what a history still has is held',
    '',
    { streams: [stream({ v: [[a]] })], images: [image(a), image(b)] },
    { [a]: 'held', [b]: 'goes' },
  ],
  ['workloads hold nothing', '', { images: [image(b)], pods: [pod(`h.io/ns/app@${b}`, 'Running')] }, { [b]: 'goes' }],
  [
    'a young image stays',
    '',
    { images: [image(a, { created: young }), image(b, { created: null })] },
    { [a]: 'younger', [b]: 'goes' },
  ],
  [
    'over size: not because it is young',
    '--prune-over-size-limit',
    { images: [image(a, { created: young })] },
    { [a]: 'goes' },
  ],
  [
    'only pushed ones',
    '--all=false',
    { images: [image(a, { managed: 'true' }), image(b, { managed: 'false' }), image(c), image(d, { created: young })] },
    { [a]: 'goes', [b]: 'not-managed', [c]: 'not-managed', [d]: 'not-managed' },
  ],
  [
    'platforms of a list that stays',
    '',
    {
      streams: [stream({ v: [[a]] })],
      images: [image(a, { children: [b] }), image(b), image(c, { children: [d, b] }), image(d)],
    },
    { [a]: 'held', [b]: 'child-of-held', [c]: 'goes', [d]: 'goes' },
  ],
  [
    'also within a list',
    '',
    {
      streams: [stream({ v: [[a]] })],
      images: [image(c, { children: [d] }), image(d), image(a, { children: [c, b, a] }), image(b)],
    },
    { [c]: 'child-of-held', [d]: 'child-of-held', [a]: 'held', [b]: 'child-of-held' },
  ],
  ['a project alone: no image goes', '-nns', { images: [image(a)] }, { [a]: 'not-considered' }],
])('images: %s', (_why, args, cluster, kept) => {
  expect(run(args, cluster).kept).toEqual(kept)
})

test.each<[why: string, args: string, images: object[], blobs: string[]]>([
  ['manifest, layers and configuration', '', [image(a, { layers: ['l'], config: 'c' })], ['c', 'l', a]],
  [
    'OCI has a configuration too',
    '',
    [image(a, { config: 'c', type: 'application/vnd.oci.image.manifest.v1+json' })],
    ['c', a],
  ],
  [
    'schema 1 and unknown types have none',
    '',
    [
      image(a, { config: 'c', type: 'application/vnd.docker.distribution.manifest.v1+json' }),
      image(b, { config: 'c', type: '' }),
    ],
    [a, b],
  ],
  [
    'lists have none',
    '',
    [image(a, { config: 'c', layers: null, type: 'application/vnd.oci.image.index.v1+json' })],
    [a],
  ],
  ['a layer twice goes once', '', [image(a, { layers: ['l', 'l'] })], ['l', a]],
  [
    'what a staying image has stays',
    '',
    [image(a, { layers: ['l', 'm'], config: 'c' }), image(b, { layers: ['m'], config: 'c', created: young })],
    ['l', a],
  ],
  [
    'also as another thing',
    '',
    [image(a, { layers: ['l'] }), image(b, { layers: [a], config: 'l', created: young })],
    [],
  ],
  ['the registry is left alone', '--prune-registry=false', [image(a, { layers: ['l'] })], []],
])('blobs: %s', (_why, args, images, blobs) => {
  const result = run(args, { images })
  expect(result.blobs).toEqual(blobs)
  expect(result.plan.totals.blobs).toBe(blobs.length)
})

test('links go with the last revision of a stream that has them, and count each stream for itself', () => {
  const streams = [stream({ v: [[a], [b], [b]], w: [[c]] }), stream({ v: [[b]] }, old, 'web')]
  const images = [
    image(a, { layers: ['base', 'a'] }),
    image(b, { layers: ['base', 'b', 'b'], config: 'cb' }),
    image(c, { layers: ['c'] }),
  ]
  const args = '--keep-tag-revisions=1 --keep-younger-than=0s'
  const { streamItems, layerLinks, manifestLinks } = run(args, { streams, images })
  expect({ streamItems, layerLinks, manifestLinks }).toEqual({
    streamItems: { 'ns/app': 2 },
    layerLinks: ['ns/app b', 'ns/app cb'],
    manifestLinks: [`ns/app ${b}`],
  })
  const withoutRegistry = run(`${args} --prune-registry=false`, { streams, images })
  expect(withoutRegistry.streamItems).toEqual({ 'ns/app': 2 })
  expect([...withoutRegistry.layerLinks, ...withoutRegistry.manifestLinks]).toEqual([])
  // An image that is gone has no links that are known.
  expect(run(args, { streams: [stream({ v: [[a], [d]] })], images }).manifestLinks).toEqual([])
})
