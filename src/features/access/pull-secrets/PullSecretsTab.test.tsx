// Loaded with the tests, not by the first of them: that takes seconds.
import './PullSecretsTab.tsx'
import './LinkServiceAccountsDialog.tsx'
import './DeletePullSecretDialog.tsx'
import '../AccessPage.tsx'
import '../../../ui/pull-secrets/CreatePullSecretDialog.tsx'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../../mocks/server/cluster.ts'
import type { Secret } from '../../../k8s/resources/pullSecret.ts'
import type { ServiceAccount } from '../../../k8s/resources/serviceAccount.ts'

const slow = { timeout: 10_000 }
const table = () => screen.findByRole('table', { name: 'Pull secrets' }, slow)
const rowOf = async (name: string) => {
  const header = await screen.findByRole('rowheader', { name: new RegExp(`^${name}`) }, slow)
  const row = header.closest('tr')
  if (!row) throw new Error('no row')
  return within(row)
}
const names = async () =>
  within(await table())
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent)

const accountIn = ({ store }: Cluster, namespace: string, name: string): ServiceAccount | undefined =>
  store.get('/serviceaccounts', namespace, name)
const secretIn = ({ store }: Cluster, namespace: string, name: string): Secret | undefined =>
  store.get('/secrets', namespace, name)

async function openMenu({ user }: Pick<RenderedPage, 'user'>, name: string, entry: string) {
  await rowOf(name)
  await user.click(screen.getByRole('button', { name: `Actions for ${name}` }))
  await user.click(await screen.findByRole('menuitem', { name: entry }))
}

const failure = (code: number, reason: string, message: string) =>
  Response.json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message }, { status: code })

test('secrets of all projects: registries, who uses them, what is wrong; generated ones when asked for', async () => {
  const asked: string[] = []
  const { user, router } = await renderPage('/access/pull-secrets', {
    scenario: 'healthy',
    answer: (request, cluster) => {
      const { pathname, search } = new URL(request.url)
      if (pathname.endsWith('/secrets')) asked.push(decodeURIComponent(search))
      return cluster.handle(request)
    },
  })
  expect((await rowOf('quay-acme')).getByText('Robot account')).toBeVisible()
  expect((await rowOf('quay-acme')).getByText('default')).toBeVisible()
  expect((await rowOf('old-docker')).getByText('dockercfg')).toBeVisible()
  expect((await rowOf('truncated')).getByText('Not JSON')).toBeVisible()
  expect((await rowOf('mirror-only')).getByText('Nobody')).toBeVisible()
  // No other secret is ever asked for.
  expect(asked.every((search) => /fieldSelector=type=kubernetes\.io\/dockerc(onfigjson|fg)/.test(search))).toBe(true)

  const broken = screen.getByRole('group', { name: /2 secrets cannot be read/ })
  expect(broken).toHaveTextContent('legacy/undecodable')
  await user.click(screen.getByRole('button', { name: 'Details of quay-personal' }))
  expect(screen.getByText(/quay-acme covers it, too\. Imports use only quay-acme/)).toBeVisible()

  expect((await names()).some((name) => name?.includes('-dockercfg-'))).toBe(false)
  await user.click(screen.getByRole('button', { name: 'Show them' }))
  await waitFor(async () => expect((await names()).some((name) => name?.includes('-dockercfg-'))).toBe(true))
  expect(router.state.location.search).toBe('?generated=true')

  const missing = within(await screen.findByRole('list', { name: 'Missing credentials' }, slow))
  expect(missing.getByRole('link', { name: 'Try the import' })).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/import\?project=analytics&stream=warehouse&from=registry\.redhat\.io/),
  )
  const global = within(screen.getByRole('list', { name: 'Registries of the global pull secret' }))
  expect(global.getByText('cloud.openshift.com')).toBeVisible()
  const checks = within(screen.getByRole('list', { name: 'Credentials for registry.redhat.io' }))
  expect(checks.getByText('Project mobile').closest('li')).toHaveTextContent(/Personal account/)
  expect(checks.getByText('Project openshift').closest('li')).toHaveTextContent(/samples-pull/)
})

test('a secret is linked, though others add entries in between: none is lost', async () => {
  let tries = 0
  const page = await renderPage('/access/pull-secrets?project=payments', {
    scenario: 'healthy',
    answer: (request, cluster) => {
      if (request.method === 'PATCH' && request.url.endsWith('/serviceaccounts/default') && ++tries === 1) {
        const account = structuredClone(accountIn(cluster, 'payments', 'default'))
        if (!account) throw new Error('no account')
        account.imagePullSecrets = [...(account.imagePullSecrets ?? []), { name: 'of-somebody-else' }]
        cluster.store.put('/serviceaccounts', account)
      }
      return cluster.handle(request)
    },
  })
  const { cluster, user } = page
  const before = accountIn(cluster, 'payments', 'default')?.imagePullSecrets ?? []
  await openMenu(page, 'docker-hub', 'Link service accounts')
  const dialog = within(await screen.findByRole('dialog', { name: 'Link docker-hub to service accounts' }))
  await user.click(await dialog.findByRole('checkbox', { name: 'default pulls with it' }))
  await user.click(dialog.getByRole('checkbox', { name: 'builder mounts it' }))
  await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(dialog.getByText(/oc secrets link/, { selector: 'pre' })).toHaveTextContent(
    'oc secrets link builder docker-hub --for=mount -n payments oc secrets link default docker-hub --for=pull -n payments',
  )
  await user.click(dialog.getByRole('button', { name: 'Save' }))
  await screen.findByText('Changed who uses docker-hub')
  expect(tries).toBe(2)
  expect(accountIn(cluster, 'payments', 'default')?.imagePullSecrets).toEqual([
    ...before,
    { name: 'of-somebody-else' },
    { name: 'docker-hub' },
  ])
  expect(accountIn(cluster, 'payments', 'builder')?.secrets).toContainEqual({ name: 'docker-hub' })
  expect((await rowOf('docker-hub')).getByText('default')).toBeVisible()
})

test('a secret is deleted with what comes of it, and taken out of the service accounts', async () => {
  const page = await renderPage('/access/pull-secrets?project=storefront', { scenario: 'healthy' })
  const { cluster, user } = page
  const others = (accountIn(cluster, 'storefront', 'default')?.imagePullSecrets ?? []).filter(
    ({ name }) => name !== 'red-hat',
  )
  expect(others.length).toBeGreaterThan(0)
  await openMenu(page, 'red-hat', 'Delete pull secret')
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete pull secret red-hat' }))
  expect(await dialog.findByText(/New pods of these service accounts pull without it: default\./)).toBeVisible()
  expect(dialog.getByText(/Its credentials for registry\.redhat\.io are deleted with it/)).toBeVisible()
  expect(
    await dialog.findByRole('checkbox', { name: 'Take it out of the service accounts that name it' }),
  ).toBeChecked()
  await user.click(dialog.getByRole('button', { name: 'Delete pull secret' }))
  await screen.findByText('Deleted pull secret red-hat')
  expect(secretIn(cluster, 'storefront', 'red-hat')).toBeUndefined()
  expect(accountIn(cluster, 'storefront', 'default')?.imagePullSecrets).toEqual(others)
  await waitFor(() => expect(screen.queryByRole('rowheader', { name: /^red-hat/ })).toBeNull())
})

test('who may not list secrets sees the names that service accounts have', async () => {
  await renderPage('/access/pull-secrets?project=payments', {
    scenario: 'healthy',
    as: 'dev',
    answer: (request, cluster) =>
      /\/secrets\?|\/secrets\/pull-secret/.test(request.url)
        ? failure(403, 'Forbidden', 'secrets is forbidden: User "dev" cannot list resource "secrets" in API group ""')
        : cluster.handle(request),
  })
  expect((await rowOf('quay-acme')).getByText('Only its name is known')).toBeVisible()
  expect((await rowOf('quay-acme')).getByText('default')).toBeVisible()
  expect(screen.getByRole('group', { name: /Not all secrets may be listed/ })).toHaveTextContent(
    /User "dev" cannot list/,
  )
  expect(screen.getByRole('region', { name: 'Global pull secret' })).toHaveTextContent(/You cannot read it/)
  expect(screen.queryByRole('list', { name: 'Missing credentials' })).toBeNull()
})

test('secrets that may not be listed are not said to be none', async () => {
  await renderPage('/access/pull-secrets?project=payments', {
    scenario: 'healthy',
    answer: async (request, cluster) => {
      if (/\/payments\/secrets\?/.test(request.url)) return failure(403, 'Forbidden', 'secrets is forbidden')
      if (!/\/payments\/serviceaccounts(\?|$)/.test(request.url)) return cluster.handle(request)
      // What the cluster made is all that the accounts name.
      const list: { items: ServiceAccount[] } = await (await cluster.handle(request)).json()
      const made = (name: string) => [{ name: `${name}-dockercfg-x` }]
      return Response.json({
        ...list,
        items: list.items.map((account) => ({ ...account, imagePullSecrets: made(account.metadata.name) })),
      })
    },
  })
  expect(await screen.findByRole('heading', { name: 'No pull secrets that you can see' }, slow)).toBeVisible()
  expect(screen.queryByRole('heading', { name: /^No pull secrets in/ })).toBeNull()
})

test('a server that gives names only; one that fails, until it does not', async () => {
  let down = true
  const { user } = await renderPage('/access/pull-secrets?project=payments', {
    scenario: 'healthy',
    answer: async (request, cluster) => {
      if (!/\/payments\/secrets\?/.test(request.url)) return cluster.handle(request)
      if (down) return failure(500, 'InternalError', 'etcd is down')
      const list: { items: Secret[] } = await (await cluster.handle(request)).json()
      return Response.json({ ...list, items: list.items.map(({ metadata }) => ({ metadata })) })
    },
  })
  await screen.findByRole('group', { name: /Not all secrets could be listed/ }, slow)
  expect(screen.getByText('etcd is down')).toBeVisible()
  down = false
  await user.click(screen.getByRole('button', { name: 'Retry' }))
  expect((await rowOf('docker-hub')).getByText('Only its name is known')).toBeVisible()
  await waitFor(() => expect(screen.queryByText('etcd is down')).toBeNull())
})

test('without any: what they are for, and how to make one', async () => {
  const { user } = await renderPage('/access/pull-secrets?project=empty-project', { scenario: 'healthy' })
  await screen.findByRole('heading', { name: 'No pull secrets in empty-project' }, slow)
  expect(screen.getByText(/^oc create secret docker-registry NAME .* -n empty-project$/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Create pull secret' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Create pull secret in empty-project' }))
  await user.click(dialog.getByRole('radio', { name: 'Auth file' }))
  const file = dialog.getByRole('textbox', { name: /Auth file/ })
  const paste = (value: string) => fireEvent.change(file, { target: { value } })
  paste('{"auths":{"quay.io":{"auth":"c2VjcmV0')
  expect(dialog.getByText('This is not JSON, or a part of it is missing.')).toBeVisible()
  paste(JSON.stringify({ auths: {}, credsStore: 'desktop' }))
  expect(dialog.getByText(/This file holds no credentials/)).toBeVisible()
  const input = dialog.getByLabelText('Choose an auth file')
  const large = new File(['x'.repeat(1024 * 1024 + 1)], 'auth.json')
  fireEvent.change(input, { target: { files: [large] } })
  expect(await dialog.findByText(/This is more than 1 MiB/)).toBeVisible()
  fireEvent.change(input, { target: { files: [new File(['\0PNG'], 'picture.png')] } })
  expect(await dialog.findByText('This is not a text file.')).toBeVisible()
})
