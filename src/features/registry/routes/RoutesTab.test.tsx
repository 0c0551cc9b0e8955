// Loaded with the tests, not by the first of them: that takes seconds.
import '../RegistryPage.tsx'
import './DefaultRouteDialog.tsx'
import './DeleteRouteDialog.tsx'
import './RouteDialog.tsx'
import './RoutesTab.tsx'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { testPem } from '../../../lib/certificateTesting.ts'

const namespace = registryNamespace
const configs = 'imageregistry.operator.openshift.io/configs'
const storedConfig = ({ cluster }: RenderedPage): RegistryConfig => {
  const config = cluster.store.get(configs, undefined, 'cluster')
  if (!config) throw new Error('no Config')
  return config
}
const withRoutes = (page: RenderedPage, routes: { name: string; hostname?: string; secretName?: string }[]) => {
  const config = structuredClone(storedConfig(page))
  page.cluster.store.put(configs, { ...config, spec: { ...config.spec, routes } } as RegistryConfig)
}
const table = async () => within(await screen.findByRole('table', { name: 'Routes' }, { timeout: 10_000 }))
const dialogOf = async (name: string) => within(await screen.findByRole('dialog', { name }, { timeout: 10_000 }))
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

describe('the routes', () => {
  test('each says its host, its certificate and who admitted it', async () => {
    await renderPage('/registry/routes', { scenario: 'healthy' })
    const row = within(
      (await (await table()).findByRole('rowheader', { name: 'default-route' })).closest('tr') ?? document.body,
    )
    expect(row.getByRole('button', { name: /^Copy host default-route-openshift-image-registry/ })).toBeInTheDocument()
    expect(row.getByText('The router’s default')).toBeInTheDocument()
    expect(row.getByText('Admitted')).toBeInTheDocument()
    expect(screen.getByText('image-registry.openshift-image-registry.svc:5000')).toBeInTheDocument()
    expect(screen.getByText(/^oc registry login --registry=default-route-openshift-image-registry/)).toBeInTheDocument()
    expect(screen.getByText(/^Image streams publish default-route/)).toBeInTheDocument()
  })

  test('who may read neither them nor the configuration is not told that there are none', async () => {
    await renderPage('/registry/routes', { scenario: 'healthy', as: 'dev' })
    const reached = within(await screen.findByRole('region', { name: 'How the registry is reached' }))
    expect(reached.getByText(/^Not known: neither the routes nor/)).toBeInTheDocument()
    expect(reached.getByText(/^Not known\. You may not get images cluster/)).toBeInTheDocument()
    expect(reached.queryByText(/Not at all|publish no address/)).toBeNull()
  })

  test('one that no router has taken up, and one that the operator has not made', async () => {
    const page = await renderPage('/registry/routes', { scenario: 'recorded' })
    expect(await (await table()).findByText('No router has taken it up.')).toBeInTheDocument()
    withRoutes(page, [{ name: 'public', hostname: 'images.example.com', secretName: 'tls' }])
    expect(await (await table()).findByText('Not made yet')).toBeInTheDocument()
    expect((await table()).getByText('Secret tls')).toBeInTheDocument()
  })

  test('the operator’s words about a route that is not admitted', async () => {
    const page = await renderPage('/registry/routes', { scenario: 'healthy' })
    await table()
    const config = structuredClone(storedConfig(page))
    const message = 'route public (host h, router default) not admitted: HostAlreadyClaimed'
    const degraded = { type: 'Degraded', status: 'True', reason: 'RouteDegraded', message }
    page.cluster.store.put(configs, {
      ...config,
      status: { ...config.status, conditions: [degraded] },
    } as RegistryConfig)
    const alert = await screen.findByRole('group', { name: /The operator says that a route is not admitted/ })
    expect(alert).toHaveTextContent(message)
  })

  test('without the settings the routes are shown all the same', async () => {
    await renderPage('/registry/routes', { scenario: 'healthy', as: 'sre' })
    expect(await (await table()).findByRole('rowheader', { name: 'default-route' })).toBeInTheDocument()
    expect(screen.getByRole('group', { name: /Which routes are asked for is not known/ })).toHaveTextContent(
      'You may not get configs',
    )
    expect(screen.queryByRole('button', { name: 'Add route' })).toBeNull()
  })

  test('routes that may not be read are told by the settings and by the host names', async () => {
    const answer = {
      kind: 'Status',
      code: 403,
      reason: 'Forbidden',
      message: 'routes.route.openshift.io is forbidden',
      details: { group: 'route.openshift.io', kind: 'routes' },
    }
    await renderPage('/registry/routes', {
      scenario: 'healthy',
      answer: (request, cluster) =>
        request.url.includes('/apis/route.openshift.io/')
          ? Response.json(answer, { status: 403 })
          : cluster.handle(request),
    })
    expect(
      await screen.findByRole('group', { name: /The routes could not be read/ }, { timeout: 10_000 }),
    ).toHaveTextContent('routes.route.openshift.io is forbidden')
    expect((await table()).getByRole('rowheader', { name: 'default-route' })).toBeInTheDocument()
    expect(screen.getByText(/^oc registry login/)).toBeInTheDocument()
  })
})

describe('changing routes', () => {
  test('the default route is hidden and exposed', async () => {
    const page = await renderPage('/registry/routes', { scenario: 'healthy' })
    await page.user.click(await (await table()).findByRole('button', { name: 'Actions for default-route' }))
    await page.user.click(await screen.findByRole('menuitem', { name: 'Hide default route' }))
    const dialog = await dialogOf('Hide default route')
    expect(await dialog.findByText(/no longer publish default-route/)).toBeInTheDocument()
    await page.user.click(dialog.getByRole('button', { name: 'Hide default route' }))
    await closed()
    expect(storedConfig(page).spec?.defaultRoute).toBe(false)
    await page.user.click(await screen.findByRole('button', { name: 'Expose default route' }))
    const expose = await dialogOf('Expose default route')
    await page.user.click(expose.getByRole('button', { name: 'Equivalent command' }))
    expect(expose.getByText(/-p '\{"spec":\{"defaultRoute":true\}\}'/)).toBeInTheDocument()
    await page.user.click(expose.getByRole('button', { name: 'Expose default route' }))
    await closed()
    expect(storedConfig(page).spec?.defaultRoute).toBe(true)
  })

  test('a route with a certificate of its own: the secret is made, the array is sent whole, the key goes nowhere else', async () => {
    const sent: { method: string; url: string; body: string }[] = []
    let fail = true
    const page = await renderPage('/registry/routes', {
      scenario: 'healthy',
      answer: async (request, cluster) => {
        if (request.method !== 'GET')
          sent.push({ method: request.method, url: request.url, body: await request.clone().text() })
        if (request.method === 'PATCH' && fail) {
          fail = false
          return Response.json({ kind: 'Status', code: 500, message: 'etcd is slow' }, { status: 500 })
        }
        return cluster.handle(request)
      },
    })
    await table()
    withRoutes(page, [{ name: 'first' }])
    const { user } = page
    await user.click(await screen.findByRole('button', { name: 'Add route' }))
    const dialog = await dialogOf('Add route')
    const paste = async (label: RegExp, text: string) => {
      await user.click(dialog.getByRole('textbox', { name: label }))
      await user.paste(text)
    }
    await paste(/^Name/, 'public')
    await paste(/^Hostname/, 'registry.example.com')
    await user.click(dialog.getByRole('radio', { name: 'A new secret from a certificate and its key' }))
    await paste(/^Name of the secret/, 'public-tls')
    await paste(/^Certificate/, testPem.leafCertificate)
    await paste(/^Private key/, testPem.leafKey)
    await paste(/^CA certificates/, testPem.rootCertificate)
    await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
    const command = dialog.getByText(/^oc create secret generic public-tls/)
    expect(command).toHaveTextContent('--from-file=tls.key=tls.key')
    expect(command.textContent).not.toContain('PRIVATE KEY')
    const add = () => user.click(dialog.getByRole('button', { name: 'Add route' }))
    await add()
    // The secret is there by then: another attempt must not stumble over it.
    await dialog.findByText('etcd is slow')
    await add()
    await closed()
    expect(storedConfig(page).spec?.routes).toEqual([
      { name: 'first' },
      { name: 'public', hostname: 'registry.example.com', secretName: 'public-tls' },
    ])
    const secret = page.cluster.store.get('/secrets', namespace, 'public-tls')
    expect(secret).toMatchObject({ type: 'kubernetes.io/tls' })
    expect(Object.keys((secret as { data?: object } | undefined)?.data ?? {})).toEqual([
      'tls.crt',
      'tls.key',
      'tls.cacrt',
    ])
    const carriers = sent.filter(({ body }) => body.includes(btoa(testPem.leafKey).slice(0, 80)))
    expect(carriers.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      `POST /api/v1/namespaces/${namespace}/secrets`,
    ])
    expect(
      JSON.stringify(
        page.client
          .getQueryCache()
          .getAll()
          .map(({ state }) => state.data),
      ),
    ).not.toContain('PRIVATE KEY')
  }, 20_000)

  test('what is wrong is said at its field, and nothing is sent', async () => {
    const page = await renderPage('/registry/routes?action=add-route', { scenario: 'healthy' })
    const before = storedConfig(page).metadata.resourceVersion
    const dialog = await dialogOf('Add route')
    await page.user.type(dialog.getByRole('textbox', { name: /^Name/ }), 'default-route')
    await page.user.type(dialog.getByRole('textbox', { name: /^Hostname/ }), 'https://x')
    await page.user.click(dialog.getByRole('button', { name: 'Add route' }))
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(
      /is the name of the default route/,
    )
    expect(dialog.getByRole('textbox', { name: /^Name/ })).toHaveAccessibleDescription(
      /is the name of the default route/,
    )
    expect(dialog.getByRole('textbox', { name: /^Hostname/ })).toBeInvalid()
    expect(storedConfig(page).metadata.resourceVersion).toBe(before)
  })

  test('a host that another route has is said before it is saved', async () => {
    const page = await renderPage('/registry/routes?action=add-route', { scenario: 'healthy' })
    const dialog = await dialogOf('Add route')
    await page.user.click(dialog.getByRole('textbox', { name: /^Hostname/ }))
    await page.user.paste('default-route-openshift-image-registry.apps.example.com')
    const taken = await dialog.findByRole('alert', { name: 'This host is taken' }, { timeout: 10_000 })
    expect(taken).toHaveTextContent('openshift-image-registry/default-route')
  })

  test('a route is edited and deleted; the others stay', async () => {
    const page = await renderPage('/registry/routes', { scenario: 'healthy' })
    await table()
    withRoutes(page, [
      { name: 'one', hostname: 'one.example.com' },
      { name: 'two', secretName: 'tls' },
    ])
    const choose = async (name: string, label: string) => {
      await page.user.click(await (await table()).findByRole('button', { name: `Actions for ${name}` }))
      await page.user.click(await screen.findByRole('menuitem', { name: label }))
    }
    await choose('one', 'Edit route')
    const edit = await dialogOf('Edit route one')
    const host = edit.getByRole('textbox', { name: /^Hostname/ })
    await page.user.clear(host)
    await page.user.type(host, 'images.example.com')
    await page.user.click(edit.getByRole('button', { name: 'Save' }))
    await closed()
    expect(storedConfig(page).spec?.routes).toEqual([
      { name: 'one', hostname: 'images.example.com' },
      { name: 'two', secretName: 'tls' },
    ])
    await choose('two', 'Delete route')
    const remove = await dialogOf('Delete route two')
    expect(remove.getByText(/The secret tls .* stays/)).toBeInTheDocument()
    await page.user.click(remove.getByRole('button', { name: 'Delete route' }))
    await closed()
    expect(storedConfig(page).spec?.routes).toEqual([{ name: 'one', hostname: 'images.example.com' }])
  })

  test('a route that somebody else added meanwhile is a conflict, and is kept', async () => {
    const page = await renderPage('/registry/routes?action=add-route', { scenario: 'healthy' })
    const dialog = await dialogOf('Add route')
    await page.user.type(dialog.getByRole('textbox', { name: /^Name/ }), 'mine')
    withRoutes(page, [{ name: 'theirs' }])
    await page.user.click(dialog.getByRole('button', { name: 'Add route' }))
    await page.user.click(await dialog.findByRole('button', { name: 'Apply mine to latest' }))
    await closed()
    expect(storedConfig(page).spec?.routes).toEqual([{ name: 'theirs' }, { name: 'mine' }])
  })
})
