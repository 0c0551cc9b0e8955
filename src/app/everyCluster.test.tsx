import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { renderPage } from '../../mocks/renderPage.tsx'
import type { ScenarioName } from '../../mocks/seed/scenarios.ts'
import { changeConfig, rememberChange } from '../features/registry/configChange.ts'
import { objectOf } from '../k8s/queries.ts'
import { RegistryConfig, registryConfigName } from '../k8s/resources/registryConfig.ts'
import { paths } from '../lib/paths.ts'

const digest = `sha256:${'0'.repeat(64)}`
const stream = (tab?: string) => paths.imageStream('payments', 'api', tab)
const tag = (tab?: string) => paths.imageStreamTag('payments', 'api', 'latest', tab)

/** Pages of images, which need the image API and nothing else. */
const ofImages = [
  paths.imageStreams(),
  paths.createImageStream(),
  ...[undefined, 'history', 'details', 'used-by', 'access', 'events', 'yaml'].map(stream),
  ...[undefined, 'history', 'used-by', 'yaml'].map(tag),
  paths.images(),
  paths.image(digest),
  paths.compare('payments/api:latest', 'payments/api:1.14.2'),
  paths.catalog(),
  paths.importImage(),
]
/** Of these, those that a registry has to do with. */
const withoutRegistry = [paths.imageStreams(), stream(), stream('used-by'), paths.catalog(), paths.importImage()]
/** Pages of the registry and of its operator. */
const ofRegistry = [
  paths.home(),
  ...[undefined, 'settings', 'storage', 'routes', 'setup', 'yaml'].map((tab) => paths.registry(tab)),
  ...[undefined, 'preview', 'runs', 'yaml'].map((tab) => paths.pruning(tab)),
  paths.pods(),
  paths.pod('image-registry-x'),
  paths.logs(),
  paths.events(),
  ...[undefined, 'alerts', 'objectives'].map((tab) => paths.metrics(tab)),
]
/** Pages of what the cluster may have in one way or another. */
const ofCluster = [
  paths.sourceRegistries(),
  ...[undefined, 'permissions', 'pull-secrets', 'check'].map((tab) => paths.access(tab)),
  ...[undefined, 'mirrors', 'resolve'].map((tab) => paths.policy(tab)),
]

/** Opens pages one after the other in one visit. Returns what is wrong with any. */
async function wrongIn(
  scenario: ScenarioName,
  addresses: readonly string[],
  look: (address: string) => unknown = () => {},
) {
  const errors = vi.spyOn(console, 'error')
  const asked = new Map<string, number>()
  const { router } = await renderPage(paths.home(), {
    scenario,
    answer: (request, cluster) => {
      const { pathname, search } = new URL(request.url)
      // A review is told from another by its body.
      if (request.method === 'GET') asked.set(pathname + search, (asked.get(pathname + search) ?? 0) + 1)
      return cluster.handle(request)
    },
  })
  const wrong: string[] = []
  for (const address of addresses) {
    asked.clear()
    errors.mockClear()
    await act(() => router.navigate(address))
    const main = await screen.findByRole('main')
    await waitFor(
      () => {
        expect(within(main).getAllByRole('heading', { level: 1 })).toHaveLength(1)
        expect(main.querySelectorAll('[class*="skeleton"]')).toHaveLength(0)
      },
      { timeout: 10_000 },
    )
    await look(address)
    for (const title of ['This page failed', 'Could not load this', 'Not found'])
      if (within(main).queryAllByText(title).length) wrong.push(`${address}: ${title}`)
    if ((main.textContent ?? '').length < 60) wrong.push(`${address}: says nothing`)
    for (const [path, times] of asked) if (times > 4) wrong.push(`${address}: asks ${times} times for ${path}`)
    for (const [text] of errors.mock.calls) wrong.push(`${address}: ${String(text)}`)
  }
  return wrong
}

const shows = (text: string | RegExp) => screen.findAllByText(text, {}, { timeout: 10_000 })
const slow = { timeout: 60_000 }

describe('every page', () => {
  it(
    'of a cluster without the registry operator says so where it is about that, and works elsewhere',
    slow,
    async () => {
      const addresses = [...ofRegistry, ...withoutRegistry, ...ofCluster]
      const wrong = await wrongIn('no-operator', addresses, async (address) => {
        if (/^\/(registry\/(settings|storage|setup|yaml)|pruning(\/runs|\/yaml)?)$/.test(address))
          await shows('This cluster has no registry operator')
        if (/^\/(registry|pods)?$/.test(address)) await shows('This cluster has no image registry operator.')
        if (address === paths.access()) await shows('There is no registry inside the cluster')
        if (address === paths.sourceRegistries()) await shows(/^This cluster has no samples operator/)
      })
      expect(wrong).toEqual([])
    },
  )

  it.each(['kubernetes', 'microshift'] as const)('of %s says what it is, or works', slow, async (scenario) => {
    const wrong = await wrongIn(scenario, [...ofImages, ...ofRegistry, ...ofCluster], (address) => {
      const title = screen.queryByRole('heading', { name: 'No image registry of OpenShift', level: 1 })
      expect(title === null).toBe(/^\/access\/./.test(address))
      const links = within(screen.getByRole('navigation', { name: 'Main' })).getAllByRole('link')
      expect(links.map(({ textContent }) => textContent)).toEqual(['Overview', 'Access'])
    })
    expect(wrong).toEqual([])
  })

  it('of OpenShift 4.12 does without the kinds that came later', slow, async () => {
    const addresses = [...ofCluster, paths.home(), paths.registry('settings')]
    const wrong = await wrongIn('openshift-4.12', addresses, async (address) => {
      if (address === paths.policy('mirrors')) await shows('ImageContentSourcePolicy')
    })
    expect(wrong).toEqual([])
  })

  it.each(['newest', 'okd'] as const)('of %s shows what there is', slow, async (scenario) => {
    expect(await wrongIn(scenario, [...ofCluster, paths.home(), paths.registry('settings')])).toEqual([])
  })
})

describe('OpenShift 4.12', () => {
  it('is offered the kinds of mirror sets that it has', async () => {
    const { user } = await renderPage(paths.policy('mirrors'), { scenario: 'openshift-4.12' })
    await user.click(await screen.findByRole('button', { name: 'Create mirror set' }, { timeout: 10_000 }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Create mirror set' }, { timeout: 10_000 }))
    expect(await dialog.findByText(/^ImageContentSourcePolicy \(/, {}, { timeout: 10_000 })).toBeVisible()
    await waitFor(() => expect(dialog.queryByText(/MirrorSet \(|One kind is for digests/)).toBeNull())
  })

  it('drops a setting that came later, and that is said', async () => {
    const { client, cluster } = await renderPage(paths.registry('settings'), { scenario: 'openshift-4.12' })
    onTestFinished(() => rememberChange(undefined))
    await screen.findByRole('button', { name: 'Actions for the registry' })
    const seen = await client.fetchQuery(objectOf(RegistryConfig, { name: registryConfigName }))
    // Since 4.16.
    await changeConfig(client, seen, { spec: { storage: { pvc: null, s3: { bucket: 'images', chunkSizeMiB: 64 } } } })
    const kept = cluster.store.get('imageregistry.operator.openshift.io/configs', undefined, registryConfigName)
    expect(kept).toMatchObject({ spec: { storage: { s3: { bucket: 'images' } } } })
    expect(JSON.stringify(kept)).not.toContain('chunkSizeMiB')
    expect(await screen.findByText('The change was overwritten')).toBeVisible()
    expect(screen.getByText('storage.s3.chunkSizeMiB')).toBeVisible()
  })
})
