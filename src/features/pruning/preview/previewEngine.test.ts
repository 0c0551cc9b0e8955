import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultPruneOptions, type PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { imageWhys } from '../../../k8s/resources/pruneWhys.ts'
import { listAnswer, startTestApi, status, until, type TestApi } from '../../../k8s/testApi.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { PreviewEngine } from './previewEngine.ts'
import { choiceAges, choiceRevisions, type ExportedRevision, type KindReading } from './previewProtocol.ts'

// What the real command read, and what it would have deleted.
const recorded = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../../mocks/data/prune/${name}`, import.meta.url), 'utf8')) as T
interface Case {
  now: string
  expected: { images: string[]; streamItems: Record<string, number>; layerLinks: string[]; blobs: string[] }
}
const state = recorded<Record<string, { items: K8sObject[] }>>('state-1.json')
const run = recorded<Case>('a-rev1-all.json')
const oneRevision: PruneOptions = { ...defaultPruneOptions, keepTagRevisions: 1, keepYoungerThan: 0n }

let api: TestApi
/** What an address answers instead of the recorded lists. */
let answers: Map<string, (url: URL) => Response | Promise<Response>>
let reports: (readonly KindReading[])[]
let abort: AbortController

const pathOf = (key: string) => (key.startsWith('v1/') ? `/api/${key}` : `/apis/${key}`)
const paths = new Map(Object.entries(state).map(([key, list]) => [pathOf(key), list.items]))
const call = () => ({ signal: abort.signal, report: (progress: unknown) => reports.push(progress as KindReading[]) })
const read = async (namespace?: string) => {
  const engine = new PreviewEngine()
  const reading = await engine.read(namespace === undefined ? {} : { namespace }, call())
  return { engine, reading }
}
const forbidden = (plural: string) => () =>
  status(403, 'Forbidden', `${plural} is forbidden: User "dev" cannot list resource "${plural}" at the cluster scope`)
const stateOf = (kinds: readonly KindReading[], kind: string) => kinds.find((one) => one.kind === kind)

beforeEach(async () => {
  api = await startTestApi()
  answers = new Map()
  reports = []
  abort = new AbortController()
  api.answer = (_request, url) => {
    const special = answers.get(url.pathname)
    if (special) return special(url)
    if (url.pathname === '/version') return Response.json({}, { headers: { Date: new Date(run.now).toUTCString() } })
    const items = paths.get(url.pathname)
    return items ? listAnswer(url, items) : status(404, 'NotFound', 'the server could not find the requested resource')
  }
})

afterEach(() => api.close())

const imagesPath = '/apis/image.openshift.io/v1/images'
const streamsPath = '/apis/image.openshift.io/v1/imagestreams'

describe('a whole cluster', () => {
  test('gives what the real command would delete, as of the clock of the server', async () => {
    const { engine, reading } = await read()
    expect(reading.at).toBe(Date.parse(run.now))
    expect(reading.kinds.map((kind) => kind.state)).not.toContain('failed')
    const { totals, imageWhy, tagGoes } = engine.plan(oneRevision)
    const { expected } = run
    expect(totals).toMatchObject({
      images: expected.images.length,
      blobs: expected.blobs.length,
      layerLinks: expected.layerLinks.length,
      streams: Object.keys(expected.streamItems).length,
    })
    const goingImages = reading.images.filter((_, image) => imageWhy[image] === imageWhys.indexOf('goes'))
    expect(goingImages.toSorted()).toEqual(expected.images)
    const byStream: Record<string, number> = {}
    for (const [tag, count] of tagGoes.entries()) {
      const stream = reading.streams[reading.tagStream[tag] ?? -1]
      if (count > 0)
        byStream[`${stream?.namespace}/${stream?.name}`] =
          (byStream[`${stream?.namespace}/${stream?.name}`] ?? 0) + count
    }
    expect(byStream).toEqual(expected.streamItems)
  })

  test('explains each revision and each image', async () => {
    const { engine, reading } = await read()
    const { imageCounts, itemCounts, tagGoes, tagStays, byAge } = engine.plan(oneRevision)
    let going = 0
    for (let tag = 0; tag < reading.tags.length; tag++) {
      const revisions = engine.revisions(tag)
      expect(revisions.map(({ revision }) => revision)).toEqual(revisions.map((_, index) => index))
      expect(revisions.filter(({ goes }) => goes)).toHaveLength(tagGoes[tag] ?? -1)
      expect(revisions.filter(({ goes }) => !goes)).toHaveLength(tagStays[tag] ?? -1)
      const used = revisions.filter(({ why }) => why === 'used-tag' || why === 'used-digest')
      expect(used.filter(({ users }) => users.length === 0)).toEqual([])
      going += tagGoes[tag] ?? 0
    }
    expect(itemCounts.beyond + itemCounts['image-gone']).toBe(going)
    expect(imageCounts.goes).toBe(run.expected.images.length)
    expect(byAge.reduce((sum, band) => sum + band.images, 0)).toBe(reading.images.length)
    expect(byAge.reduce((sum, band) => sum + band.going, 0)).toBe(imageCounts.goes)
    const details = reading.images.map((_, image) => engine.image(image))
    expect(details.map(({ digest }) => digest)).toEqual(reading.images)
    const held = details.filter(({ why }) => why === 'held')
    expect(held.length).toBe(imageCounts.held)
    expect(held.filter(({ holders: [first] }) => !first || first.why === 'beyond')).toEqual([])
    const children = details.filter(({ why }) => why === 'child-of-held')
    expect(children.length).toBe(imageCounts['child-of-held'])
    expect(children.filter(({ lists }) => !lists.some(({ stays }) => stays))).toEqual([])
  })

  test('counts the platforms of a manifest list with it', async () => {
    const { engine, reading } = await read()
    const { tagBytes } = engine.plan(oneRevision)
    const tag = reading.tags.findIndex((_, each) => reading.streams[reading.tagStream[each] ?? -1]?.name === 'multi')
    const going = engine.revisions(tag).filter(({ goes }) => goes)
    expect(going).toHaveLength(1)
    expect(going[0]?.frees).toBeGreaterThan(0)
    expect(going[0]?.frees).toBe(tagBytes[tag])
    expect(going[0]?.size).toBeGreaterThanOrEqual(going[0]?.frees ?? Infinity)
  })

  test('gives the choices row by row, the one chosen equal to the plan', async () => {
    const { engine } = await read()
    const { totals } = engine.plan(oneRevision)
    const choices = await engine.choices(oneRevision, call())
    expect(choices.totals).toHaveLength(choiceAges.length)
    expect(choices.totals[0]?.[1]).toEqual(totals)
    expect(choices.totals[0]).toHaveLength(choiceRevisions.length)
    expect(choices.totals[1]?.[3]?.images).toBe(engine.plan(defaultPruneOptions).totals.images)
    expect(reports.length).toBeGreaterThanOrEqual(choiceAges.length)
  })

  test('exports every revision with its reason', async () => {
    const { engine, reading } = await read()
    const { totals } = engine.plan(oneRevision)
    const rows: ExportedRevision[] = []
    await engine.exportRevisions(undefined, { ...call(), report: (more) => rows.push(...(more as ExportedRevision[])) })
    expect(rows).toHaveLength(reading.revisions)
    expect(rows.filter(({ goes }) => goes)).toHaveLength(totals.streamItems)
  })

  test('tells how far it is, and stops when it is given up', async () => {
    answers.set(imagesPath, () => new Promise(() => {}))
    const reading = read()
    await until(() => api.asked.some((asked) => asked.includes('/images')))
    expect(stateOf(reports[0] ?? [], 'ImageStream')?.state).toBe('reading')
    abort.abort()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('what cannot be read', () => {
  test('images: revisions alone are judged, none of them as one whose image is gone', async () => {
    answers.set(imagesPath, forbidden('images'))
    const { engine, reading } = await read()
    expect(reading.imagesListed).toBe(false)
    expect(stateOf(reading.kinds, 'Image')).toMatchObject({
      state: 'forbidden',
      message: expect.stringContaining('images is forbidden'),
    })
    const { itemCounts, totals, imageCounts } = engine.plan(oneRevision)
    expect(itemCounts['image-gone']).toBe(0)
    expect(itemCounts.beyond).toBeGreaterThan(0)
    expect(totals).toMatchObject({ images: 0, blobs: 0, managedBytes: 0 })
    expect(imageCounts.goes).toBe(0)
  })

  test('pods: what only they use goes', async () => {
    const whole = (await read()).engine.plan(oneRevision).totals
    answers.set('/api/v1/pods', forbidden('pods'))
    const { engine, reading } = await read()
    expect(stateOf(reading.kinds, 'Pod')?.state).toBe('forbidden')
    expect(engine.plan(oneRevision).totals.streamItems).toBeGreaterThanOrEqual(whole.streamItems)
  })

  test('kinds that the cluster does not have are none', async () => {
    answers.set(
      '/apis/apps.openshift.io/v1/deploymentconfigs',
      () => new Response('404 page not found', { status: 404 }),
    )
    const { reading } = await read()
    expect(stateOf(reading.kinds, 'DeploymentConfig')?.state).toBe('missing')
  })

  test('a kind that fails is named, and the rest is read', async () => {
    answers.set('/apis/batch/v1/jobs', () => status(500, 'InternalError', 'etcd is slow'))
    const { reading } = await read()
    expect(stateOf(reading.kinds, 'Job')).toMatchObject({ state: 'failed', message: 'etcd is slow' })
    expect(reading.images).toHaveLength(paths.get(imagesPath)?.length ?? -1)
  })

  test('without image streams there is nothing to preview', async () => {
    answers.set(streamsPath, forbidden('imagestreams'))
    await expect(read()).rejects.toMatchObject({ code: 403 })
  })

  test('a session that ends while it is read is no kind that fails', async () => {
    answers.set('/api/v1/pods', () => status(401, 'Unauthorized', 'Unauthorized'))
    await expect(read()).rejects.toMatchObject({ code: 401 })
  })

  test('half a list is not taken for the whole', async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({ metadata: { name: `pod-${index}`, namespace: 'demo' } }))
    answers.set('/api/v1/pods', (url) =>
      url.searchParams.has('continue') ? status(500, 'InternalError', 'gone') : listAnswer(url, many),
    )
    await expect(read()).rejects.toMatchObject({ code: 500 })
  })
})

test('begins anew when a continue token expires, that kind in one answer', async () => {
  const images = paths.get(imagesPath) ?? []
  const many = Array.from({ length: 4 }, (_, copy) =>
    images.map((image) => ({
      ...image,
      metadata: { ...image.metadata, name: `${image.metadata.name.slice(0, -1)}${copy}` },
    })),
  ).flat()
  answers.set(imagesPath, (url) =>
    url.searchParams.has('continue') ? status(410, 'Expired', 'too old') : listAnswer(url, many),
  )
  const { reading } = await read()
  expect(reading.images).toHaveLength(new Set(many.map(({ metadata }) => metadata.name)).size)
  expect(api.asked.filter((asked) => asked.endsWith('/v1/images'))).toHaveLength(1)
  expect(reading.streams).toHaveLength(paths.get(streamsPath)?.length ?? -1)
})

test('reads one project alone, with the images that it may', async () => {
  answers.set(imagesPath, forbidden('images'))
  const items = (paths.get(streamsPath) ?? []).filter(({ metadata }) => metadata.namespace === 'payments')
  answers.set('/apis/image.openshift.io/v1/namespaces/payments/imagestreams', (url) => listAnswer(url, items))
  const { reading } = await read('payments')
  expect(reading.streams.map(({ namespace }) => namespace)).toEqual(items.map(() => 'payments'))
  expect(api.asked.filter((asked) => asked.includes('/pods'))).toEqual([
    expect.stringContaining('/namespaces/payments/pods'),
  ])
})

test('keeps answering about the plan on screen until what is read anew has one', async () => {
  const { engine } = await read()
  engine.plan(oneRevision)
  const before = engine.revisions(0)
  await engine.read({}, call())
  expect(engine.revisions(0)).toEqual(before)
})
