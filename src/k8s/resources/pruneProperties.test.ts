import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { K8sList, K8sObject } from '../types.ts'
import type { Image } from './image.ts'
import type { ImageStream } from './imageStream.ts'
import type { Pod } from './pod.ts'
import { now, pruneArgs, pruneLists, pruneReferences } from './pruneArbitrary.ts'
import { PruneGraph } from './pruneGraph.ts'
import { pruneGraphOf, type PruneLists } from './pruneLists.ts'
import { parsePruneArgs, type PruneOptions } from './pruneOptions.ts'
import { planPrune } from './prunePlan.ts'
import { pruneKinds } from './pruneReferences.ts'
import { pruneResult } from './pruneResult.ts'

// What must hold for every cluster and all options. Each is said in its own words, not in those of the algorithm.
const RUNS = { numRuns: 300, seed: 20_261_120 }

const options = pruneArgs.map((args): PruneOptions => {
  const parsed = parsePruneArgs(args)
  if ('error' in parsed) throw new Error(parsed.error)
  return parsed.options
})

function run(lists: PruneLists, chosen: PruneOptions) {
  const graph = pruneGraphOf(lists)
  const plan = planPrune(graph, chosen, now)
  return { ...pruneResult(graph, plan), totals: plan.totals, failure: plan.failure }
}
const nothing = { images: [], streamItems: {}, layerLinks: [], manifestLinks: [], blobs: [] }

// The keys say what the lists hold.
const itemsOf = <T extends K8sObject>(lists: PruneLists, key: string) => (lists[key] as K8sList<T>).items
const streamsOf = (lists: PruneLists) => itemsOf<ImageStream>(lists, 'image.openshift.io/v1/imagestreams')
const imagesOf = (lists: PruneLists) => itemsOf<Image>(lists, 'image.openshift.io/v1/images')

/** The images that streams have and running pods use, by tag or digest, whatever the registry. */
function imagesInUse(lists: PruneLists): Set<string | undefined> {
  const used = new Set<string | undefined>()
  for (const pod of itemsOf<Pod>(lists, 'v1/pods')) {
    if (pod.status?.phase !== 'Running' && pod.status?.phase !== 'Pending') continue
    for (const { image } of [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]) {
      const [, namespace, name, tag = 'latest', digest] =
        /^[a-z.]+(?::\d+)?\/([ab])\/(app|web)(?::(\w+))?(?:@(.*))?$/.exec(image ?? '') ?? []
      const stream = streamsOf(lists).find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
      for (const { tag: has, items } of stream?.status?.tags ?? []) {
        if (digest === undefined && has === tag) used.add(items?.[0]?.image)
        if (digest !== undefined && items?.some((item) => item.image === digest)) used.add(digest)
      }
    }
  }
  return used
}

test('an image that a stream has and a running pod uses stays', () => {
  let met = 0
  fc.assert(
    fc.property(pruneLists(), options, pruneReferences, (lists, { namespace: _all, ...chosen }, image) => {
      const pod: Pod = {
        metadata: { namespace: 'a', name: 'in-use' },
        spec: { containers: [{ image }] },
        status: { phase: 'Running' },
      }
      const state = { ...lists, 'v1/pods': { items: [...itemsOf(lists, 'v1/pods'), pod] } }
      const { images } = run(state, { ...chosen, keepYoungerThan: 0n, keepTagRevisions: 0 })
      const used = imagesInUse(state)
      if (images.length > 0 && used.size > 0) met++
      expect(images.filter((one) => used.has(one))).toEqual([])
    }),
    RUNS,
  )
  expect(met).toBeGreaterThan(50)
})

const MINUTE = 60_000_000_000n
const ages = fc.constantFrom(0n, 30n * MINUTE, 60n * MINUTE, 1440n * MINUTE)
const counts = fc.integer({ min: 0, max: 6 })

test('more revisions or a longer age never delete more', () => {
  fc.assert(
    fc.property(
      pruneLists({ invalid: true }),
      options,
      fc.tuple(counts, counts),
      fc.tuple(ages, ages),
      (lists, chosen, revisions, since) => {
        const [few, many] = revisions.toSorted((a, b) => a - b)
        const [short, long] = since.toSorted((a, b) => Number(a - b))
        const base = { ...chosen, overSizeLimit: undefined }
        const more = run(lists, { ...base, keepTagRevisions: few, keepYoungerThan: short })
        const less = run(lists, { ...base, keepTagRevisions: many, keepYoungerThan: long })
        for (const list of ['images', 'blobs', 'layerLinks', 'manifestLinks'] as const)
          expect(less[list].filter((one) => !more[list].includes(one))).toEqual([])
        for (const [stream, count] of Object.entries(less.streamItems))
          expect(more.streamItems[stream] ?? 0).toBeGreaterThanOrEqual(count)
        const bytes = ({ managedBytes, externalBytes }: typeof less.totals) => managedBytes + externalBytes
        expect(bytes(more.totals)).toBeGreaterThanOrEqual(bytes(less.totals))
      },
    ),
    RUNS,
  )
})

test('in one project no image and no blob goes, and nothing of others', () => {
  fc.assert(
    fc.property(pruneLists(), options, fc.constantFrom('a', 'b'), (lists, chosen, namespace) => {
      const { images, blobs, streamItems, layerLinks, manifestLinks } = run(lists, { ...chosen, namespace })
      expect([...images, ...blobs]).toEqual([])
      const touched = [...Object.keys(streamItems), ...layerLinks, ...manifestLinks]
      expect(touched.filter((name) => !name.startsWith(`${namespace}/`))).toEqual([])
    }),
    RUNS,
  )
})

test('a reference that cannot be parsed stops everything, unless it is ignored', () => {
  let changed = 0
  fc.assert(
    fc.property(pruneLists({ invalid: true }), options, fc.constantFrom('a', 'b'), (lists, chosen, namespace) => {
      const broken: Pod = {
        metadata: { namespace, name: 'broken' },
        spec: { containers: [{ image: 'BAD//ref' }] },
        status: { phase: 'Running' },
      }
      const state = { ...lists, 'v1/pods': { items: [broken, ...itemsOf(lists, 'v1/pods')] } }
      const everywhere = { ...chosen, namespace }
      expect(run(state, { ...everywhere, ignoreInvalidRefs: false })).toMatchObject({
        ...nothing,
        failure: 'failed to build graph - no changes made',
      })
      const ignored = run(state, { ...everywhere, ignoreInvalidRefs: true })
      expect(ignored).toEqual(run(lists, { ...everywhere, ignoreInvalidRefs: true }))
      if (Object.keys(ignored.streamItems).length > 0) changed++
    }),
    RUNS,
  )
  expect(changed).toBeGreaterThan(50)
})

const blobsOf = ({ metadata, dockerImageLayers, dockerImageManifestMediaType, dockerImageMetadata }: Image) => [
  metadata.name,
  ...(dockerImageLayers ?? []).map(({ name }) => name),
  ...(/manifest\.v2|image\.manifest/.test(dockerImageManifestMediaType ?? '') && dockerImageMetadata?.Id
    ? [dockerImageMetadata.Id]
    : []),
]

test('those blobs go that images have which go, and none that stays', () => {
  fc.assert(
    fc.property(pruneLists(), options, (lists, chosen) => {
      const { images, blobs, totals } = run(lists, chosen)
      const goes = (image: Image) => images.includes(image.metadata.name)
      const kept = new Set(
        imagesOf(lists)
          .filter((image) => !goes(image))
          .flatMap(blobsOf),
      )
      const going = new Set(imagesOf(lists).filter(goes).flatMap(blobsOf))
      const expected = chosen.pruneRegistry ? [...going].filter((blob) => !kept.has(blob)).toSorted() : []
      expect(blobs).toEqual(expected)
      expect(totals).toMatchObject({ images: images.length, blobs: blobs.length })
    }),
    RUNS,
  )
})

test('the order of objects and kinds does not matter', () => {
  const inAnyOrder = pruneLists({ invalid: true, unreadable: true }).chain((lists) => {
    const objects = Object.entries(lists).flatMap(([key, list]) =>
      (list?.items ?? []).map((object) => ({ key, object })),
    )
    return fc.tuple(fc.constant(lists), fc.shuffledSubarray(objects, { minLength: objects.length }))
  })
  fc.assert(
    fc.property(inAnyOrder, options, ([lists, objects], chosen) => {
      const graph = new PruneGraph()
      for (const { key, object } of objects) {
        const kind = pruneKinds.find((one) => key.endsWith(`/${one.toLowerCase()}s`))
        if (kind) graph.addWorkload(kind, object)
        else if (key.endsWith('/imagestreams')) graph.addStream(object)
        else if (key.endsWith('/images')) graph.addImage(object)
        else graph.addLimitRange(object)
      }
      const plan = planPrune(graph, chosen, now)
      const { totals, failure, ...result } = run(lists, chosen)
      expect(pruneResult(graph, plan)).toEqual(result)
      expect(plan.totals).toEqual(totals)
      expect(plan.failure === undefined).toBe(failure === undefined)
    }),
    RUNS,
  )
})
