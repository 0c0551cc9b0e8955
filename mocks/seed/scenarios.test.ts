import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pruneGraphOf } from '../../src/k8s/resources/pruneLists.ts'
import { defaultPruneOptions } from '../../src/k8s/resources/pruneOptions.ts'
import { planPrune } from '../../src/k8s/resources/prunePlan.ts'
import { imageWhys, itemWhys } from '../../src/k8s/resources/pruneWhys.ts'
import { finishOf } from '../kinds/job.ts'
import type { State } from '../server/cluster.ts'
import { testCluster } from '../server/testCluster.ts'
import { at } from './base.ts'
import { benchTagName } from './benchTags.ts'
import { isScenario, scenarios } from './scenarios.ts'

interface Stream {
  metadata: { name: string; namespace: string }
  spec?: { tags?: { name: string }[] }
  status?: { tags?: { tag: string; items: { image: string }[] | null; conditions?: unknown[] }[] }
}

// Only the fields that are counted here.
const streamsOf = (state: State) => (state[at.imageStreams]?.items ?? []) as unknown as Stream[]
const tagsOf = (state: State) => streamsOf(state).flatMap((stream) => stream.status?.tags ?? [])
const revisionsOf = (state: State) => tagsOf(state).flatMap((tag) => tag.items ?? [])

/** What pruning with the usual options, and by size, would do to a state. */
function plansOf(state: State) {
  const lists = Object.fromEntries(Object.entries(state).map(([path, list]) => [path.replace(/^\/apis?\//, ''), list]))
  const graph = pruneGraphOf(lists)
  const options = { ...defaultPruneOptions, ignoreInvalidRefs: true }
  const bySize = { ...options, keepYoungerThan: undefined, keepTagRevisions: undefined, overSizeLimit: true }
  return { plan: planPrune(graph, options, Date.now()), sized: planPrune(graph, bySize, Date.now()) }
}

/** Big clusters take a second to make, and more where much else runs. */
const patient = { timeout: 120_000 }

describe('scenarios', () => {
  it('gives the recorded cluster as it was recorded', async () => {
    const file = new URL('../data/recordings/00-state.json', import.meta.url)
    const written: State = JSON.parse(readFileSync(file, 'utf8'))
    // A store gives a version to what has none, in place, and other tests may have made one.
    const versions = Object.values(written).flatMap(({ items }) =>
      items.map(({ metadata }) => metadata.resourceVersion),
    )
    let index = 0
    const state = structuredClone(await scenarios.recorded())
    for (const { items } of Object.values(state))
      for (const { metadata } of items) if (versions[index++] === undefined) delete metadata.resourceVersion
    expect(state).toEqual(written)
  })

  it('has no stream, but a system, in the empty cluster', async () => {
    const state = await scenarios.empty()
    expect(streamsOf(state)).toEqual([])
    expect(state['/apis/rbac.authorization.k8s.io/v1/clusterroles']?.items.length).toBeGreaterThan(100)
  })

  it('has every odd shape in the healthy cluster', async () => {
    const state = await scenarios.healthy()
    const images = new Set(state[at.images]?.items.map((image) => image.metadata.name))
    const tags = tagsOf(state)
    const specOnly = streamsOf(state).filter((stream) =>
      stream.spec?.tags?.some(({ name }) => !stream.status?.tags?.some(({ tag }) => tag === name)),
    )
    expect(streamsOf(state).length).toBeGreaterThan(40)
    expect(tags.some(({ items }) => items === null)).toBe(true)
    expect(tags.some(({ items, conditions }) => items?.length && conditions)).toBe(true)
    expect(tags.some(({ items }) => items?.length === 300)).toBe(true)
    expect(revisionsOf(state).some(({ image }) => image === '')).toBe(true)
    expect(revisionsOf(state).some(({ image }) => image && !images.has(image))).toBe(true)
    expect(specOnly.length).toBeGreaterThan(1)
    expect(streamsOf(state).some(({ status }) => !status)).toBe(true)
    expect(Math.max(...streamsOf(state).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`.length))).toBe(
      255,
    )
  })

  it('has workloads of every kind in the healthy cluster, which refer to its streams in every way', async () => {
    const state = await scenarios.healthy()
    const kinds = ['pods', 'deployments', 'replicaSets', 'statefulSets', 'daemonSets', 'jobs', 'cronJobs'] as const
    const openshift = ['deploymentConfigs', 'buildConfigs', 'builds', 'replicationControllers'] as const
    expect([...kinds, ...openshift].filter((kind) => !state[at[kind]]?.items.length)).toEqual([])
    const streams = new Set(streamsOf(state).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`))
    const images = [...kinds, ...openshift].flatMap((kind) =>
      [...JSON.stringify(state[at[kind]]?.items).matchAll(/"image":"([^"]+)"/g)].map(([, text = '']) => text),
    )
    const ours = images.flatMap(
      (text) => /^(?:image-registry|default-route)[^/]+\/([^/]+\/[^/:@]+)/.exec(text)?.[1] ?? [],
    )
    expect(ours.length).toBeGreaterThan(10)
    expect(ours.filter((path) => !path.startsWith('openshift-') && !streams.has(path))).toEqual([])
    expect(images).toContain('web:canary')
    expect(images.some((text) => text.startsWith('registry.redhat.io/'))).toBe(true)
    const uids = Object.values(state).flatMap(({ items }) => items.map(({ metadata }) => metadata.uid))
    const given = uids.filter((uid) => uid !== undefined)
    expect(new Set(given).size).toBe(given.length)
  })

  it(
    'has 5,000 streams, 50,000 tags and 300,000 revisions in the large cluster, of images that exist',
    patient,
    async () => {
      const state = await scenarios.large()
      const images = new Set(state[at.images]?.items.map((image) => image.metadata.name))
      expect(streamsOf(state)).toHaveLength(5000)
      expect(new Set(streamsOf(state).map(({ metadata }) => metadata.namespace)).size).toBe(200)
      expect(tagsOf(state)).toHaveLength(50_000)
      expect(revisionsOf(state)).toHaveLength(300_000)
      expect(images.size).toBe(20_000)
      expect(revisionsOf(state).every(({ image }) => images.has(image))).toBe(true)
    },
  )

  it.each([0, 1, 4999])('names bench tag %i like the consoles it is compared with', async (index) => {
    const digits = createHash('sha256').update(`t${index}`).digest('hex').slice(0, 6)
    expect(await benchTagName(index)).toBe(`1.${index % 30}.${index}-${digits}`)
  })

  it('has one stream with the asked number of tags for the benchmark', async () => {
    const state = await scenarios['tags-1000']()
    expect(streamsOf(state)).toHaveLength(1)
    expect(new Set(tagsOf(state).map(({ tag }) => tag)).size).toBe(1000)
  })

  it('has one stream whose 1,000 tags were pushed 20 times each', async () => {
    const state = await scenarios['tags-1000x20']()
    const images = new Set(state[at.images]?.items.map((image) => image.metadata.name))
    expect(tagsOf(state)).toHaveLength(1000)
    expect(new Set(tagsOf(state).map(({ items }) => items?.length))).toEqual(new Set([20]))
    expect(revisionsOf(state).every(({ image }) => images.has(image))).toBe(true)
  })

  it('has 20,000 images of 8 to 12 layers in 1,000 streams, which share most of their layers', patient, async () => {
    const state = await scenarios['images-20000']()
    // Only the fields that are counted here.
    const images = (state[at.images]?.items ?? []) as unknown as { dockerImageLayers: { name: string }[] }[]
    expect(images).toHaveLength(20_000)
    expect(streamsOf(state)).toHaveLength(1000)
    const counts = images.map(({ dockerImageLayers }) => dockerImageLayers.length)
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([8, 12])
    const entries = images.flatMap(({ dockerImageLayers }) => dockerImageLayers.map(({ name }) => name))
    expect(new Set(entries).size).toBeLessThan(entries.length / 2)
    const listed = new Set(revisionsOf(state).map(({ image }) => image))
    expect(listed.size).toBe(18_000)
  })

  it.each(['healthy', 'pruning'] as const)(
    'has runs of the pruner in %s, one of them without its pod',
    async (name) => {
      const state = await scenarios[name]()
      const jobs = (state[at.jobs]?.items ?? []).filter(({ metadata }) => metadata.name.startsWith('image-pruner'))
      const pods = state[at.pods]?.items.flatMap(({ metadata }) => metadata.labels?.['job-name'] ?? []) ?? []
      expect(jobs.map((job) => finishOf(job)?.type ?? 'Running').toSorted()).toEqual([
        'Complete',
        'Complete',
        'Complete',
        'Complete',
        'Failed',
      ])
      expect(jobs.filter(({ metadata }) => !pods.includes(metadata.name))).toHaveLength(1)
      const { cluster, ask } = testCluster({}, state)
      const ends = await Promise.all(
        jobs
          .filter(({ metadata }) => pods.includes(metadata.name))
          .map(async ({ metadata }) => {
            const pod = state[at.pods]?.items.find(({ metadata: { labels } }) => labels?.['job-name'] === metadata.name)
            const path = `/api/v1/namespaces/openshift-image-registry/pods/${pod?.metadata.name}/log`
            return (await (await ask(path)).text()).trimEnd().split('\n').at(-1)?.split(' ')[0] ?? ''
          }),
      )
      expect(ends.toSorted()).toEqual(['*', 'Summary:', 'Summary:', 'Summary:'])
      cluster.close()
    },
  )

  it('has an example of every reason in the pruning cluster', async () => {
    const { plan, sized } = plansOf(await scenarios.pruning())
    const reasons = (words: readonly string[], codes: Uint8Array) => new Set([...codes].map((code) => words[code]))
    const usual = ['stream-younger', 'younger', 'used-tag', 'image-gone', 'revision', 'used-digest', 'beyond']
    expect(reasons(itemWhys, plan.itemWhy)).toEqual(new Set(usual))
    expect(reasons(itemWhys, sized.itemWhy)).toContain('not-over-size')
    expect(reasons(imageWhys, plan.imageWhy)).toEqual(new Set(['held', 'child-of-held', 'younger', 'goes']))
    expect(plan.totals.managedBytes).toBeGreaterThan(0)
    expect(plan.totals.externalBytes).toBeGreaterThan(0)
    expect(plan.failure).toBeUndefined()
    expect(plansOf(await scenarios['pruner-broken']()).plan.invalid).not.toHaveLength(0)
  })

  it('has no registry in the cluster where it is removed', async () => {
    const state = await scenarios['registry-removed']()
    expect(JSON.stringify(state[at.cronJobs])).toContain('--prune-registry=false')
    expect(state[at.pods]?.items.some(({ metadata }) => metadata.labels?.['docker-registry'])).toBe(false)
    expect(JSON.stringify(state[at.imageConfigs])).not.toContain('internalRegistryHostname')
  })

  it('has what pruning is measured with: 20,000 images, 300,000 revisions, 10,000 pods', patient, async () => {
    const state = await scenarios['pruning-20000']()
    const { plan } = plansOf(state)
    expect(state[at.images]?.items).toHaveLength(20_000)
    expect(streamsOf(state)).toHaveLength(5000)
    expect(plan.itemWhy).toHaveLength(300_000)
    const pods = state[at.pods]?.items.filter(({ metadata }) => metadata.namespace?.startsWith('team-'))
    expect(pods).toHaveLength(10_000)
    expect(plan.totals.images).toBeGreaterThan(5000)
    expect(plan.totals.streamItems).toBeGreaterThan(50_000)
  })

  it('has what access is measured with: 10,000 role bindings, 3,000 service accounts, 2,000 secrets', async () => {
    const state = await scenarios['access-large']()
    const inTeams = (path: string) =>
      (state[path]?.items ?? []).filter(({ metadata }) => metadata.namespace?.startsWith('team-'))
    expect(inTeams(at.roleBindings)).toHaveLength(10_000)
    expect(inTeams(at.serviceAccounts)).toHaveLength(3000)
    expect(inTeams(at.secrets)).toHaveLength(2000)
    expect(new Set(inTeams(at.roleBindings).map(({ metadata }) => metadata.uid)).size).toBe(10_000)
    const roles = state[at.clusterRoles]?.items.filter(({ metadata }) => metadata.name.startsWith('acme-role-'))
    expect(roles).toHaveLength(50)
  })

  it('knows vulnerabilities in the scanned cluster alone', async () => {
    const ask = async (name: 'healthy' | 'scanned', path: string) => {
      const { read, cluster } = testCluster({}, await scenarios[name]())
      const answer = await read<{ items?: unknown[]; code?: number; groups?: { name: string }[] } | string>(path)
      cluster.close()
      return answer
    }
    const path = '/apis/secscan.quay.redhat.com/v1alpha1/imagemanifestvulns'
    const found = await ask('scanned', path)
    expect(found).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({})]) })
    expect(JSON.stringify(found)).toContain('"highestSeverity":"Critical"')
    expect(JSON.stringify(await ask('scanned', '/apis'))).toContain('secscan.quay.redhat.com')
    expect(JSON.stringify(await ask('healthy', '/apis'))).not.toContain('secscan')
  })

  it('knows its own names only', () => {
    expect(isScenario('healthy')).toBe(true)
    expect(isScenario('toString')).toBe(false)
    expect(isScenario(undefined)).toBe(false)
  })
})
