// Loaded with the tests, not by the first of them: that takes seconds.
import './CreatePullSecretDialog.tsx'
import '../../features/access/AccessPage.tsx'
import '../../features/access/pull-secrets/PullSecretsTab.tsx'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { renderPage, type RenderedPage } from '../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../mocks/server/cluster.ts'
import type { Secret } from '../../k8s/resources/pullSecret.ts'
import type { ServiceAccount } from '../../k8s/resources/serviceAccount.ts'
import { shownToasts } from '../toasts.ts'

const slow = { timeout: 10_000 }
const marked = 'MARKED-7f3a "pass" wörd'
const decode = (text = '') => Buffer.from(text, 'base64').toString()

const secretIn = ({ store }: Cluster, name: string): Secret | undefined => store.get('/secrets', 'payments', name)
const accountIn = ({ store }: Cluster, name: string): ServiceAccount | undefined =>
  store.get('/serviceaccounts', 'payments', name)
const authsOf = (secret: Secret | undefined): unknown => {
  const { auths }: { auths: unknown } = JSON.parse(decode(secret?.data?.['.dockerconfigjson']))
  return auths
}

let printed: string[]
beforeEach(() => {
  printed = []
  for (const method of ['log', 'info', 'debug', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(
      (...words: unknown[]) => void printed.push(words.map(String).join(' ')),
    )
})
afterEach(() => vi.restoreAllMocks())

/** All that outlives a dialog, as text. */
function kept({ client, router }: RenderedPage): string {
  const texts = new Map<object, string>()
  // Errors and the like have no own properties that JSON would show.
  const whole = (_: string, value: unknown): unknown => {
    if (value instanceof Error)
      return {
        ...Object.fromEntries(Object.entries(value)),
        name: value.name,
        message: value.message,
        cause: value.cause,
      }
    if (value instanceof Map || value instanceof Set) return [...value]
    if (typeof value === 'bigint') return String(value)
    if (typeof value === 'object' && value !== null) {
      if (texts.has(value)) return undefined
      texts.set(value, '')
    }
    return value
  }
  const queries = client.getQueryCache().getAll()
  const mutations = client.getMutationCache().getAll()
  const inputs = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value)
  return [
    document.documentElement.outerHTML,
    ...inputs,
    JSON.stringify(
      [queries.map(({ queryKey, state }) => [queryKey, state]), mutations.map(({ state }) => state)],
      whole,
    ),
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      router.state.location,
      location.href,
      history.state,
    ]),
    JSON.stringify(shownToasts()),
    ...printed,
  ].join('\n')
}

/** Which of some values are in a text, as they are, as JSON has them, or in base64, alone or in what is encoded as a whole. */
function leaksOf(text: string, values: readonly string[]): string[] {
  const made = values.flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('base64'),
  ])
  const decoded = [...text.matchAll(/[A-Za-z0-9+/]{16,}=*/g)].map(([run]) => decode(run)).join('\n')
  return [...made, 'MARKED'].filter((value) => text.includes(value) || decoded.includes(value))
}

const open = async (page: RenderedPage) => {
  await screen.findByRole('rowheader', { name: /quay-acme/ }, slow)
  const toolbar = screen.getAllByRole('button', { name: 'Create pull secret' })[0]
  if (!toolbar) throw new Error('no button')
  await page.user.click(toolbar)
  return within(await screen.findByRole('dialog', { name: 'Create pull secret in payments' }, slow))
}
type Dialog = Awaited<ReturnType<typeof open>>
const fill = (element: HTMLElement | undefined, value: string) => {
  if (!element) throw new Error('no field')
  fireEvent.change(element, { target: { value } })
}
const fillLogin = (dialog: Dialog, at: number, [registry, username, password]: [string, string, string]) => {
  fill(dialog.getAllByRole('textbox', { name: 'Registry host' })[at], registry)
  fill(dialog.getAllByRole('textbox', { name: 'User name' })[at], username)
  fill(dialog.getAllByLabelText(/^Password or token/)[at], password)
}

test('several registries in one secret, linked to service accounts; no value outlives the dialog', async () => {
  const page = await renderPage('/access/pull-secrets?project=payments', { scenario: 'healthy' })
  const { cluster, user } = page
  const dialog = await open(page)
  await user.click(dialog.getByRole('button', { name: 'Add another registry' }))
  fillLogin(dialog, 0, ['Registry.RedHat.io', '12345678|build', marked])
  fillLogin(dialog, 1, ['docker.io', 'alice-of-acme', `${marked}2`])
  for (const field of dialog.getAllByLabelText(/^Password or token/)) {
    expect(field).toHaveAttribute('type', 'password')
    expect(field).toHaveAttribute('autocomplete', 'new-password')
  }
  await user.click(await dialog.findByRole('checkbox', { name: 'default pulls with it' }))
  await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(dialog.getByText(/podman login/, { selector: 'pre' })).not.toHaveTextContent('MARKED')
  const before = accountIn(cluster, 'default')?.imagePullSecrets ?? []
  await user.click(dialog.getByRole('button', { name: 'Create pull secret' }))
  await screen.findByText('Created pull secret registry-redhat-io-pull')

  const login = (username: string, password: string) => ({
    username,
    password,
    auth: Buffer.from(`${username}:${password}`).toString('base64'),
  })
  expect(authsOf(secretIn(cluster, 'registry-redhat-io-pull'))).toEqual({
    'registry.redhat.io': login('12345678|build', marked),
    'https://index.docker.io/v1/': login('alice-of-acme', `${marked}2`),
  })
  expect(accountIn(cluster, 'default')?.imagePullSecrets).toEqual([...before, { name: 'registry-redhat-io-pull' }])
  // It is in the table, which read it anew.
  const row = await screen.findByRole('rowheader', { name: /registry-redhat-io-pull/ })
  expect(row.closest('tr')).toHaveTextContent(/docker\.io.*registry\.redhat\.io.*default/)
  const values = [marked, `12345678|build:${marked}`, `alice-of-acme:${marked}2`, '12345678|build', 'alice-of-acme']
  expect(leaksOf(kept(page), values)).toEqual([])
})

test('what the server quotes of a refused secret is not shown, and nothing is left after Cancel', async () => {
  const page = await renderPage('/access/pull-secrets?project=payments', {
    scenario: 'healthy',
    answer: async (request, cluster) => {
      if (request.method !== 'POST' || !request.url.endsWith('/secrets')) return cluster.handle(request)
      const { data }: Secret = await request.json()
      const message = `Secret "quay-io-pull" is invalid: ${marked} in ${decode(data?.['.dockerconfigjson'])}`
      const causes = [{ field: 'data', message, reason: 'FieldValueInvalid' }]
      const status = { kind: 'Status', status: 'Failure', code: 422, reason: 'Invalid', message, details: { causes } }
      return Response.json(status, { status: 422 })
    },
  })
  const { cluster, user } = page
  const dialog = await open(page)
  fillLogin(dialog, 0, ['quay.io', 'alice-of-acme', marked])
  await user.click(dialog.getByRole('button', { name: 'Create pull secret' }))
  const alert = await dialog.findByRole('alert', { name: 'Could not save' })
  expect(alert).toHaveTextContent(/Secret "quay-io-pull" is invalid: … in …/)
  expect(leaksOf(alert.outerHTML, [marked])).toEqual([])
  await user.click(dialog.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(secretIn(cluster, 'quay-io-pull')).toBeUndefined()
  expect(leaksOf(kept(page), [marked, `alice-of-acme:${marked}`, 'alice-of-acme'])).toEqual([])
  // Opened again it is empty.
  expect((await open(page)).getByLabelText(/^Password or token/)).toHaveValue('')
})

test('an auth file: what is usable goes in, one refusal of a service account does not make it twice', async () => {
  let refused = 0
  let posts = 0
  const page = await renderPage('/access/pull-secrets?project=payments', {
    scenario: 'healthy',
    answer: (request, cluster) => {
      if (request.method === 'POST' && request.url.endsWith('/secrets')) posts++
      if (request.method !== 'PATCH' || ++refused > 1) return cluster.handle(request)
      const message = 'admission webhook "accounts.example.com" denied the request: later'
      return Response.json({ kind: 'Status', code: 403, reason: 'Forbidden', message }, { status: 403 })
    },
  })
  const { cluster, user } = page
  const dialog = await open(page)
  await user.click(dialog.getByRole('radio', { name: 'Auth file' }))
  const auths = { 'quay.io/acme': { auth: btoa('acme+ci:MARKED-7f3a') }, 'ghcr.io': {} }
  fill(dialog.getByRole('textbox', { name: /Auth file/ }), JSON.stringify({ auths }))
  expect(within(dialog.getByRole('list', { name: 'Registries in the file' })).getByRole('listitem')).toHaveTextContent(
    'quay.io/acme Robot account',
  )
  expect(dialog.getByText(/Left out.*ghcr\.io/)).toBeVisible()
  await user.click(await dialog.findByRole('checkbox', { name: 'builder mounts it' }))
  await user.click(dialog.getByRole('button', { name: 'Create pull secret' }))
  expect(await dialog.findByText(/denied the request: later/)).toBeVisible()
  await user.click(dialog.getByRole('button', { name: 'Create pull secret' }))
  await screen.findByText('Created pull secret quay-io-acme-pull')
  expect(posts).toBe(1)
  expect(authsOf(secretIn(cluster, 'quay-io-acme-pull'))).toEqual({ 'quay.io/acme': auths['quay.io/acme'] })
  expect(accountIn(cluster, 'builder')?.secrets).toContainEqual({ name: 'quay-io-acme-pull' })
  expect(leaksOf(kept(page), ['MARKED-7f3a', 'acme+ci:MARKED-7f3a'])).toEqual([])
})

test('lists of secrets with marked values keep none of them, damaged answers neither', async () => {
  let damaged = false
  const page = await renderPage('/access/pull-secrets?project=payments', {
    scenario: 'healthy',
    answer: async (request, cluster) => {
      if (!/\/secrets\?/.test(request.url)) return cluster.handle(request)
      const list: { items: Secret[] } = await (await cluster.handle(request)).json()
      const text = JSON.stringify({ auths: { 'quay.io': { auth: btoa('acme+ci:MARKED-7f3a') } } })
      for (const secret of list.items) {
        secret.metadata.annotations = { 'openshift.io/token-secret.value': 'MARKED-7f3a' }
        secret.data = { '.dockerconfigjson': btoa(text), '.dockercfg': btoa('MARKED-7f3a') }
      }
      // A parser would quote what it stumbles over.
      const damage = '{"metadata":{},"items":[{"data":{"a": MARKED-7f3a}}]}'
      return new Response(damaged ? damage : JSON.stringify(list), {
        headers: { 'Content-Type': 'application/json' },
      })
    },
  })
  await screen.findByRole('rowheader', { name: /quay-acme/ }, slow)
  const values = ['MARKED-7f3a', btoa('acme+ci:MARKED-7f3a'), 'acme+ci']
  expect(leaksOf(kept(page), values)).toEqual([])
  damaged = true
  await page.client.refetchQueries({ queryKey: ['k8s', '', 'v1', 'secrets', 'list'] })
  await screen.findByText(/The answer of the API was cut off or damaged\./, {}, slow)
  expect(leaksOf(kept(page), values)).toEqual([])
})
