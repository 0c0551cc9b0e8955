import { describe, expect, test } from 'vitest'
import { PruneGraph } from './pruneGraph.ts'
import { planTotals, usersOfItem } from './prunePlan.ts'
import {
  blobsOfImage,
  bytesByYoungest,
  goingBytesByImage,
  goingBytesByTag,
  holdersOfImage,
  listsOfImage,
} from './pruneReasons.ts'
import { a, ago, b, c, d, image, named, now, old, pod, run, spec, stream, young } from './pruneTestCluster.ts'
import { itemWhys } from './pruneWhys.ts'

// app:v has four images, of which the head stays by its count and the third by a pod. A young image shares layers.
const { graph, plan } = run('--keep-tag-revisions=1', {
  streams: [stream({ v: [[a], [b], [c], [b]], w: [[b, ago(1)], [c]] }), stream({ v: [[d]] }, old, 'web')],
  images: [
    image(a, { layers: ['base', 'a'], managed: 'true' }),
    image(b, { layers: ['base', 'b', 'b'], config: 'cb' }),
    image(c, { layers: ['base', 'c'], managed: 'true' }),
    image(d, { layers: ['d', 'a'], children: [c] }),
    image('sha256:free', { layers: ['base', 'f'], config: 'cf' }),
    image('sha256:own', { layers: ['o'], managed: 'true', created: ago(700) }),
    image('sha256:new', { layers: ['f', 'n'], created: young }),
  ],
  pods: [pod(`h.io/ns/app@${c}`, 'Running'), pod('h.io/ns/app:v', 'Failed')],
  deployments: [named({ spec: { template: { spec: spec('h.io/ns/app:v', 'h.io/ns/web:v', `x.io/ns/app@${c}`) } } })],
})
const number = (digest: string) => graph.imageOf(digest) ?? -1

test('who uses a revision, by its tag and by its digest', () => {
  const deployment = { kind: 'Deployment', namespace: 'other', name: 'x' }
  expect(usersOfItem(graph, 0, plan)).toEqual([{ ...deployment, container: 'c0' }])
  expect(usersOfItem(graph, 1, plan)).toEqual([])
  expect(usersOfItem(graph, 2, plan)).toEqual([
    { kind: 'Pod', namespace: 'other', name: 'pod', container: 'c0' },
    { ...deployment, container: 'c2' },
  ])
  expect(usersOfItem(graph, 2, { ...plan, options: { ...plan.options, namespace: 'ns' } })).toEqual([])
})

test('which revisions have an image, those that stay first', () => {
  const holders = holdersOfImage(graph, number(b), plan)
  expect(holders).toEqual([4, 1, 3])
  expect(holders.map((item) => `${graph.tagName(graph.itemTag(item))} ${itemWhys[plan.itemWhy[item] ?? 0]}`)).toEqual([
    'w younger',
    'v beyond',
    'v beyond',
  ])
})

test('whose platform an image is', () => {
  expect(listsOfImage(graph, number(c)).map((list) => graph.imageDigest(list))).toEqual([d])
  expect(listsOfImage(graph, number(a))).toEqual([])
})

test('what becomes of the blobs of an image', () => {
  const fates = (digest: string) =>
    blobsOfImage(graph, number(digest), plan).map(
      ({ blob, kind, goes, others }) =>
        `${kind} ${graph.blobDigest(blob)} ${goes ? 'goes' : `stays, ${others} others`}`,
    )
  expect(fates('sha256:free')).toEqual([
    'manifest sha256:free goes',
    'layer base stays, 3 others',
    'layer f stays, 1 others',
    'configuration cf goes',
  ])
  expect(fates(b)).toEqual([
    `manifest ${b} stays, 0 others`,
    'layer base stays, 2 others',
    'layer b stays, 0 others',
    'configuration cb stays, 0 others',
  ])
})

describe('bytes', () => {
  test('of blobs that go: pushed here, from elsewhere, unknown', () => {
    const { plan: other } = run('', {
      images: [
        image(a, { layers: ['x', 'shared'], config: 'ca', managed: 'true' }),
        image(b, { layers: ['y', 'shared', 'y'], managed: 'false' }),
      ],
    })
    expect(other.totals).toMatchObject({ images: 2, blobs: 6, managedBytes: 20, externalBytes: 10, unknownBlobs: 3 })
  })

  test('by image and by tag', () => {
    expect(Array.from(goingBytesByImage(graph, plan))).toEqual([0, 0, 0, 0, 0, 10, 0])
    const gone = run('--keep-tag-revisions=0', {
      streams: [stream({ v: [[a], [b]], w: [[b]], x: [[a, young]] })],
      images: [image(a, { layers: ['base', 'a'] }), image(b, { layers: ['base', 'b', 'b', 'c'] })],
    })
    expect(Array.from(goingBytesByImage(gone.graph, gone.plan))).toEqual([0, 20])
    expect(Array.from(goingBytesByTag(gone.graph, gone.plan))).toEqual([20, 20, 0])
  })

  test('by tag, with the platforms that go with a manifest list', () => {
    const lists = run('--keep-tag-revisions=1', {
      streams: [stream({ v: [[a], [d]], w: [[c]] })],
      images: [
        image(a, { layers: ['base'], managed: 'true' }),
        image(d, { layers: [], children: [b, c], managed: 'true' }),
        image(b, { layers: ['base', 'amd64'], managed: 'true' }),
        image(c, { layers: ['base', 'arm64'], managed: 'true' }),
      ],
    })
    // The other platform stays with a tag of its own, and the base with both.
    expect(Array.from(goingBytesByTag(lists.graph, lists.plan))).toEqual([10, 0])
  })

  test('of all images together, each blob with the youngest image that has it', () => {
    expect(Array.from(bytesByYoungest(graph))).toEqual([20, 10, 10, 10, 0, 10, 20])
  })

  test('of an image, each layer once; unknown without one', () => {
    expect(graph.imageBytes(number(b))).toBe(20)
    const empty = run('', { images: [image(a, { layers: null })] })
    expect(empty.graph.imageBytes(0)).toBeNaN()
  })
})

test('what a graph tells of its tags, revisions and images', () => {
  expect(graph.streams).toMatchObject([
    { name: 'app', firstTag: 0, tagCount: 2 },
    { name: 'web', firstTag: 2, tagCount: 1 },
  ])
  expect(
    [0, 1, 2].map((tag) => [graph.tagName(tag), graph.tagStream(tag), graph.firstItem(tag), graph.itemCountOf(tag)]),
  ).toEqual([
    ['v', 0, 0, 4],
    ['w', 0, 4, 2],
    ['v', 1, 6, 1],
  ])
  expect(Array.from({ length: graph.itemCount }, (_, item) => graph.itemTag(item))).toEqual([0, 0, 0, 0, 1, 1, 2])
  expect([graph.itemDigest(4), graph.itemCreated(4), graph.itemImage(4)]).toEqual([b, Date.parse(ago(1)), number(b)])
  expect([graph.imageCount, graph.workloadCount, graph.imageManaged(0), graph.imageManaged(1)]).toEqual([
    7,
    3,
    true,
    false,
  ])
  expect(graph.imageCreated(number('sha256:new'))).toBe(Date.parse(young))
})

test('without the list of images every image is there, and nothing is known of images and blobs', () => {
  const unlisted = new PruneGraph()
  unlisted.imagesListed = false
  unlisted.addStream(stream({ v: [[a], [b], [''], [c]], w: [[a]] }))
  unlisted.addWorkload('Pod', pod(`h.io/ns/app@${c}`, 'Running'))
  const options = { ...plan.options, keepTagRevisions: 1 }
  expect(planTotals(unlisted, options, now)).toEqual({
    images: 0,
    streamItems: 2,
    streams: 1,
    layerLinks: 0,
    manifestLinks: 1,
    blobs: 0,
    managedBytes: 0,
    externalBytes: 0,
    unknownBlobs: 0,
  })
})
