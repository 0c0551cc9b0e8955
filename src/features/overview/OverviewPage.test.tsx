import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../mocks/renderPage.tsx'
import type { RegistryConfig } from '../../k8s/resources/registryConfig.ts'

const wait = { timeout: 8000 }
const card = (name: string) => screen.findByRole('region', { name }, wait)
const verdict = (name: string | RegExp) => screen.findByRole('group', { name }, wait)

describe('the overview tells', () => {
  test('that no operator prunes by schedule, in the words of a card', async () => {
    await renderPage('/', { scenario: 'no-operator' })
    const pruning = await card('Pruning')
    expect(await within(pruning).findByText(/nothing prunes by schedule/, {}, wait)).toBeVisible()
    // The verdict above has said it as a heading.
    expect(within(pruning).getAllByRole('heading')).toHaveLength(1)
  })

  test('that all is well, and what the registry holds', async () => {
    await renderPage('/', { scenario: 'healthy' })
    expect(await verdict(/The registry is healthy/)).toHaveTextContent(
      /2 of 2 pods ready · claim image-registry-storage/,
    )
    expect(await within(await card('Storage')).findByText(/of 100\.0 GiB/, {}, wait)).toBeVisible()
    // It grows by the hour.
    const share = screen.getByRole('meter', { name: 'Used share of the volume' }).getAttribute('value')
    expect(Number(share)).toBeCloseTo(0.42, 2)
    expect(await within(await card('Contents')).findByText('401', {}, wait)).toBeVisible()
    expect(await within(await card('Pods and routes')).findByText(/default-route-openshift/)).toBeVisible()
    expect(await within(await card('Pruning')).findByText('Pruning is on')).toBeVisible()
    expect(await within(await card('Alerts')).findByText('None firing.', {}, wait)).toBeVisible()
    const failing = await card('Failing imports')
    const link = await within(failing).findByRole('link', { name: 'Fix analytics/broken:latest' }, wait)
    expect(link).toHaveAttribute('href', '/imagestreams/analytics/broken/tags/latest')
    expect(failing).toHaveTextContent(/no such host/)
    expect(await screen.findByRole('table', { name: 'Latest pushes and imports' })).toHaveTextContent(/storefront\/web/)
    expect(await screen.findByRole('table', { name: 'Largest projects' }, wait)).toHaveTextContent(/GiB/)
  })

  test('that the registry is removed, why, and the one next step', async () => {
    const { user, router } = await renderPage('/', { scenario: 'removed' })
    const said = await verdict(
      /Registry is removed: this platform has no shareable storage by default\. Choose storage\./,
    )
    expect(said).toHaveTextContent(
      /Image stream tags, and BuildConfigs and DeploymentConfigs that refer to them, may not work/,
    )
    await user.click(within(said).getByRole('link', { name: 'Choose storage' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/registry/setup'))
  })

  test('that there is no storage, in the words of the operator too', async () => {
    await renderPage('/', { scenario: 'storage-missing' })
    const said = await verdict(/The registry has no storage/)
    expect(said).toHaveTextContent('StorageNotConfigured')
    expect(said).toHaveTextContent('Error: storage backend not configured')
    expect(said).toHaveTextContent('Pushes and pulls fail.')
    expect(within(said).queryByText('Also:')).toBeNull()
  })

  test('what is worst of several things that are wrong, and the others', async () => {
    await renderPage('/', { scenario: 'degraded' })
    const said = await verdict(/volume is 97 % full/)
    expect(said).toHaveTextContent(/pulls still work/)
    const also = within(said).getByRole('list', { name: 'Also wrong' })
    expect(also).toHaveTextContent(/cannot be shared, and 2 pods are to share it/)
    expect(also).toHaveTextContent(/Multi-Attach error/)
    expect(await within(await card('Alerts')).findAllByText('Firing', {}, wait)).not.toHaveLength(0)
  })

  test('that an operator that runs elsewhere is no fault', async () => {
    await renderPage('/', { scenario: 'hosted', as: 'dedicated' })
    expect(await verdict(/The registry is healthy/)).toHaveTextContent(/operator outside this cluster/)
  })

  test('who may not read the configuration what the pods tell', async () => {
    await renderPage('/', { scenario: 'degraded', as: 'sre' })
    const said = await verdict(/volume is 97 % full/)
    expect(said).toHaveTextContent(/You may not see its configuration/)
    expect(said).toHaveTextContent(/Multi-Attach error/)
  })

  test('a developer of their own projects, and in one line of what they may not see', async () => {
    await renderPage('/', { scenario: 'healthy', as: 'dev' })
    const own = await card('Your projects')
    const table = await within(own).findByRole('table', { name: 'Your projects' }, wait)
    const [, payments, ...rest] = within(table).getAllByRole('row')
    expect(payments).toHaveTextContent(/^payments\d+\d+0$/)
    expect(rest).toHaveLength(1)
    expect(own).toHaveTextContent(/image streams in your projects: all imports work\./)
    expect(within(own).getByRole('link', { name: 'payments' })).toHaveAttribute(
      'href',
      '/imagestreams?project=payments',
    )
    // It begins with what is theirs; of the registry there is one line, and nothing shouts.
    expect(screen.queryByRole('group', { name: /You may not see/ })).toBeNull()
    const line = screen.getByText(/^You may not see how the registry is\./)
    expect(line).toHaveTextContent(/cluster-reader/)
    expect(own.compareDocumentPosition(line)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    expect(await screen.findByRole('table', { name: 'Latest pushes and imports' }, wait)).toHaveTextContent(
      /payments\/api/,
    )
    expect(screen.queryByRole('region', { name: 'Pruning' })).toBeNull()
    expect(screen.queryByText('Permission missing')).toBeNull()
    expect(screen.queryByRole('region', { name: 'Largest projects and image streams' })).toBeNull()
  })

  test('of a cluster without anything', async () => {
    await renderPage('/', { scenario: 'empty' })
    expect(
      await within(await card('Latest pushes and imports')).findByText(/No image was pushed/, {}, wait),
    ).toBeVisible()
    expect(within(await card('Failing imports')).getByText(/None/)).toBeVisible()
  })
})

describe('each card fails alone', () => {
  const broken = (pattern: RegExp, status: number) => ({
    answer: async (request: Request, cluster: { handle: (request: Request) => Promise<Response> | Response }) =>
      pattern.test(request.url) ? new Response('no healthy upstream', { status }) : cluster.handle(request),
  })

  test('without Prometheus', async () => {
    await renderPage('/', { scenario: 'healthy', ...broken(/\/prometheus\//, 404) })
    expect(await verdict(/The registry is healthy/)).toBeVisible()
    expect(await within(await card('Alerts')).findByText(/alerts are not known/, {}, wait)).toBeVisible()
    expect(await within(await card('Storage')).findByText(/Prometheus does not say/, {}, wait)).toBeVisible()
  })

  test('without image streams', async () => {
    await renderPage('/', { scenario: 'healthy', ...broken(/\/imagestreams/, 500) })
    expect(await verdict(/The registry is healthy/)).toBeVisible()
    expect(
      await within(await card('Latest pushes and imports')).findByText(/no healthy upstream/, {}, wait),
    ).toBeVisible()
    expect(await within(await card('Pruning')).findByText('Pruning is on')).toBeVisible()
  })

  test('and one slow answer does not hold the others back', async () => {
    let answerNow = () => {}
    const slow = new Promise<void>((resolve) => (answerNow = resolve))
    await renderPage('/', {
      scenario: 'healthy',
      answer: async (request, cluster) => {
        if (/\/routes/.test(request.url)) await slow
        return cluster.handle(request)
      },
    })
    expect(await verdict(/The registry is healthy/)).toBeVisible()
    expect(await within(await card('Pruning')).findByText('Pruning is on', {}, wait)).toBeVisible()
    expect(within(await card('Pods and routes')).getByRole('status', { name: 'Loading' })).toBeVisible()
    answerNow()
    expect(await within(await card('Pods and routes')).findByText(/default-route-openshift/, {}, wait)).toBeVisible()
  })

  test('without the CronJob: nobody knows then when pruning ran', async () => {
    await renderPage('/', { scenario: 'healthy', ...broken(/\/cronjobs/, 403) })
    const pruning = await card('Pruning')
    expect(await within(pruning).findByText('Pruning is on', {}, wait)).toBeVisible()
    expect(pruning).toHaveTextContent(/Last run\s*not known\s*Last completed\s*not known/)
    expect(within(pruning).queryByText('never')).toBeNull()
  })

  test('without the configuration, by a failure', async () => {
    await renderPage('/', { scenario: 'healthy', ...broken(/imageregistry\.operator\.openshift\.io/, 503) })
    expect(await verdict(/The registry is healthy/)).toHaveTextContent(/Could not be read: its configuration/)
  })

  test('on a cluster that has no registry operator', async () => {
    await renderPage('/', {
      scenario: 'empty',
      ...broken(/(imageregistry\.operator|config|route)\.openshift\.io/, 404),
    })
    expect(await screen.findByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    expect(await card('Contents')).toBeVisible()
  })
})

test('what changes shows by itself', async () => {
  const { cluster } = await renderPage('/', { scenario: 'healthy' })
  await verdict(/The registry is healthy/)
  const configs = 'imageregistry.operator.openshift.io/configs'
  const before: RegistryConfig | undefined = cluster.store.get(configs, undefined, 'cluster')
  const next = {
    ...before,
    metadata: { name: 'cluster', ...before?.metadata },
    spec: { ...before?.spec, readOnly: true },
  }
  cluster.store.put(configs, next)
  expect(await verdict(/The registry is read-only/)).toHaveTextContent(/pulls still work/)
})

test('it holds few of the scarce streams once all is read', async () => {
  const watched: string[] = []
  await renderPage('/', {
    scenario: 'healthy',
    answer: (request, cluster) => {
      const { pathname, searchParams } = new URL(request.url)
      if (searchParams.has('watch')) {
        watched.push(pathname)
        request.signal.addEventListener('abort', () => watched.splice(watched.indexOf(pathname), 1))
      }
      return cluster.handle(request)
    },
  })
  expect(await screen.findByRole('table', { name: 'Largest projects' }, wait)).toBeVisible()
  // The Config, the pods of the registry, and image streams.
  await waitFor(() => expect(new Set(watched).size).toBe(3), wait)
  expect(watched.some((path) => path.endsWith('/configs'))).toBe(true)
})
