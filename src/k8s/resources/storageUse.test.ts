import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../lib/inSlices.ts'
import { projectHolders } from './imageHolders.ts'
import { projectImage } from './imageRow.ts'
import { streamStorage } from './imageStorage.ts'
import { storageShares } from './storageUse.ts'

const sizes = [100, 40, 7, 5, 3]
const image = (name: string, layers: readonly number[]) =>
  projectImage({
    metadata: { name },
    dockerImageLayers: layers.map((layer) => ({ name: `use layer ${layer}`, size: sizes[layer] ?? 0 })),
  })
const stream = (namespace: string, name: string, tags: readonly (readonly string[])[]) =>
  projectHolders({
    metadata: { name, namespace },
    status: { tags: tags.map((items, tag) => ({ tag: `t${tag}`, items: items.map((i) => ({ image: i })) })) },
  })
const finder = (images: readonly ReturnType<typeof image>[]) => {
  const byNumber = new Map(images.map((row) => [row.image, row]))
  return (number: number) => byNumber.get(number)
}

describe('what streams and projects take', () => {
  const imageOf = finder([image('use a', [0, 1]), image('use b', [0, 2]), image('use c', [0, 3]), image('use d', [4])])

  it('counts a layer once in each stream and once in each project', () => {
    const streams = [
      stream('shop', 'web', [['use a', 'use d'], ['use b'], ['use a']]),
      stream('other', 'web', [['use c']]),
      stream('shop', 'api', [['use b']]),
      stream('shop', 'gone', [['deleted'], []]),
    ]
    const { streams: ofStreams, projects } = atOnce(storageShares(streams, imageOf))
    expect(ofStreams).toEqual([
      { namespace: 'shop', name: 'web', bytes: 147, alone: 40, images: 2 },
      { namespace: 'shop', name: 'api', bytes: 107, alone: 0, images: 1 },
      { namespace: 'shop', name: 'gone', bytes: 0, alone: 0, images: 0 },
      { namespace: 'other', name: 'web', bytes: 105, alone: 5, images: 1 },
    ])
    expect(projects).toEqual([
      { namespace: 'shop', streams: 3, bytes: 147, alone: 47, images: 2 },
      { namespace: 'other', streams: 1, bytes: 105, alone: 5, images: 1 },
    ])
  })

  it('is what oc adm top imagestreams says of each stream, and of a project as if it were one stream', () => {
    const layers = fc.array(fc.nat(4), { maxLength: 4 })
    const tags = fc.array(fc.array(fc.constantFrom('use 0', 'use 1', 'use 2', 'use 3', 'none'), { maxLength: 2 }))
    const clusters = fc.record({
      images: fc.tuple(layers, layers, layers, layers),
      streams: fc.array(fc.record({ namespace: fc.constantFrom('a', 'b'), tags }), { maxLength: 6 }),
    })
    fc.assert(
      fc.property(clusters, (cluster) => {
        const find = finder(cluster.images.map((of, index) => image(`use ${index}`, of)))
        const streams = cluster.streams.map(({ namespace, tags: of }, index) => stream(namespace, `s${index}`, of))
        const currentIn = (of: typeof streams) =>
          of.flatMap((each) => each.tags.flatMap(({ current }) => current ?? []))
        const shares = atOnce(storageShares(streams, find))
        for (const each of streams) {
          const { bytes, images } = streamStorage(currentIn([each]), find)
          const others = streamStorage(currentIn(streams.filter((other) => other !== each)), find).bytes
          const alone = streamStorage(currentIn(streams), find).bytes - others
          const share = shares.streams.find(({ name }) => name === each.metadata.name)
          expect(share).toMatchObject({ bytes, images, alone })
        }
        for (const { namespace, ...share } of shares.projects) {
          const members = streams.filter(({ metadata }) => metadata.namespace === namespace)
          const others = streams.filter(({ metadata }) => metadata.namespace !== namespace)
          const { bytes, images } = streamStorage(currentIn(members), find)
          const alone = streamStorage(currentIn(streams), find).bytes - streamStorage(currentIn(others), find).bytes
          expect(share).toEqual({ bytes, images, alone, streams: members.length })
        }
      }),
    )
  })
})
