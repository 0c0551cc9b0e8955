import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import type { ImageStreamImport } from '../../../k8s/resources/imageStreamImport.ts'

const address = '/import/registries'

async function rowOf(registry: string): Promise<HTMLElement> {
  const header = await screen.findByRole('rowheader', { name: registry })
  const row = header.closest('tr')
  if (!row) throw new Error('a row header outside of a row')
  return row
}

const open = async (registry: string) =>
  fireEvent.click(await screen.findByRole('button', { name: `Details of ${registry}` }))

async function choose(registry: string, entry: string) {
  fireEvent.click(await screen.findByRole('button', { name: `Actions for ${registry}` }))
  fireEvent.click(await screen.findByRole('menuitem', { name: new RegExp(`^${entry}`) }))
}

function failureOf({ cluster }: RenderedPage, namespace: string, name: string, tag: string) {
  const stream: ImageStream | undefined = cluster.store.get('image.openshift.io/imagestreams', namespace, name)
  return stream?.status?.tags?.find((each) => each.tag === tag)?.conditions?.[0]?.message
}

test('says first how all registries are, and of each what fails, why and what to do', async () => {
  await renderPage(address, { scenario: 'restricted' })
  expect(
    await screen.findByText(/^3 of \d registries have failing imports; registry\.redhat\.io lacks credentials in/),
  ).toBeVisible()
  const row = await rowOf('registry.redhat.io')
  expect(row).toHaveTextContent(/13.*23.*4 failing.*1 of 23.*Missing in 2 projects.*Allowed/)
  await open('registry.redhat.io')
  const failing = within(await screen.findByRole('region', { name: 'Failing imports' }))
  expect(failing.getByRole('link', { name: 'openshift/postgresql:15-el9' })).toHaveAttribute(
    'href',
    '/imagestreams/openshift/postgresql/tags/15-el9',
  )
  expect(
    failing.getByText(/you may not have access to the container image ".*postgresql-15:latest" and did not/),
  ).toBeVisible()
  expect(failing.getByRole('button', { name: 'Create pull secret in openshift' })).toBeVisible()
  const credentials = within(screen.getByRole('region', { name: 'Credentials' }))
  expect(credentials.getByText(/registry service account/)).toBeVisible()
  expect(credentials.getAllByRole('listitem').map((line) => line.textContent)).toEqual([
    'Global pull secret has none',
    'openshift has none, and 3 tags fail Create',
    'analytics has none, and 1 tag fails Create',
  ])
  const policy = within(screen.getByRole('region', { name: 'Policy and mirrors' }))
  expect(policy.getByText(/looks for registry.redhat.io\/ubi9 in mirror.acme.example:5000\/ubi9 first/)).toBeVisible()
  const resolve = policy.getByRole('link', { name: 'Where would its images come from?' }).getAttribute('href')
  expect(resolve).toMatch(/^\/policy\/resolve\?q=registry\.redhat\.io%2F/)
  fireEvent.click(screen.getByRole('checkbox', { name: 'Not allowed' }))
  await waitFor(() => expect(screen.queryByRole('rowheader', { name: 'registry.redhat.io' })).toBeNull())
  expect(screen.getByRole('rowheader', { name: 'registry.invalid.example' })).toBeVisible()
})

test('credentials are made where they are missing, and what failed without them is imported again', async () => {
  const page = await renderPage(`${address}?q=registry.redhat.io`, { scenario: 'restricted' })
  await open('registry.redhat.io')
  fireEvent.click(await screen.findByRole('button', { name: 'Create pull secret in openshift' }))
  const form = within(await screen.findByRole('dialog', { name: 'Create pull secret in openshift' }))
  expect(await form.findByLabelText(/^Registry host/)).toHaveValue('registry.redhat.io')
  fireEvent.change(form.getByRole('textbox', { name: /^User name/ }), { target: { value: '12345|console' } })
  fireEvent.change(form.getByLabelText(/^Password or token/, { selector: 'input[type=password]' }), {
    target: { value: 'a token' },
  })
  fireEvent.click(form.getByRole('button', { name: 'Create pull secret' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Re-import from registry.redhat.io' }))
  expect(dialog.getByRole('radio', { name: /failed by their credentials/ })).toBeChecked()
  // Only of the project that has credentials now.
  expect(dialog.getAllByRole('listitem').map((entry) => entry.textContent)).toEqual([
    expect.stringMatching(/^openshift\/nodejs.*22-ubi9$/),
    expect.stringMatching(/^openshift\/postgresql.*15-el9$/),
    expect.stringMatching(/^openshift\/python.*3\.12-ubi9$/),
  ])
  fireEvent.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(dialog.getByText(/oc import-image nodejs:22-ubi9 -n openshift .*--reference-policy=local/)).toBeVisible()
  fireEvent.click(dialog.getByRole('button', { name: 'Re-import' }))
  expect(await screen.findByText('Re-imported 3 tags from registry.redhat.io')).toBeVisible()
  expect(failureOf(page, 'openshift', 'postgresql', '15-el9')).toBeUndefined()
  expect(failureOf(page, 'analytics', 'warehouse', '15')).toMatch(/did not have credentials/)
  await waitFor(async () => expect(await rowOf('registry.redhat.io')).toHaveTextContent('1 failing'))
})

test('all of a registry: a result for each stream in the server’s words, and only what failed is tried again', async () => {
  const posted: string[] = []
  await renderPage(address, {
    scenario: 'healthy',
    answer: async (request, cluster) => {
      if (request.method !== 'POST' || !request.url.endsWith('/imagestreamimports')) return cluster.handle(request)
      // The console's own request.
      const body = (await request.clone().json()) as ImageStreamImport
      const { namespace = '', name } = body.metadata
      posted.push(`${namespace}/${name}: ${(body.spec.images ?? []).map(({ to }) => to?.name).join(' ')}`)
      return namespace === 'data-science' ? refusal() : cluster.handle(request)
    },
  })
  await choose('quay.io', 'Re-import all')
  const dialog = within(await screen.findByRole('dialog', { name: 'Re-import from quay.io' }))
  expect(dialog.getByRole('radio', { name: /All tags/ })).toBeChecked()
  const all = dialog.getAllByRole('listitem').length
  fireEvent.click(dialog.getByRole('radio', { name: /last import failed/ }))
  expect(dialog.getAllByRole('listitem')).toHaveLength(1)
  fireEvent.click(dialog.getByRole('radio', { name: /All tags/ }))
  fireEvent.click(dialog.getByRole('button', { name: 'Re-import' }))
  const ended = await dialog.findByRole('alert', { name: new RegExp(`^\\d of ${all} failed$`) }, { timeout: 5000 })
  expect(ended).toBeVisible()
  const failed = dialog.getAllByText('Failed').length
  expect(posted).toHaveLength(all)
  expect(posted).toContain('platform-tools/oauth-proxy: 4.17')
  expect(
    dialog.getByText(/^4: The source registry has no such image: .*"quay.io\/acme\/reports:4" not found/),
  ).toBeVisible()
  expect(dialog.getAllByText(/you are in no group that may import/).length).toBeGreaterThan(0)
  posted.length = 0
  fireEvent.click(dialog.getByRole('button', { name: `Retry ${failed} failed` }))
  await waitFor(() => expect(posted).toHaveLength(failed))
  expect(posted).toContain('analytics/reports: 4')
  expect(posted).not.toContain('platform-tools/oauth-proxy: 4.17')
})

function refusal(): Response {
  const message = 'imagestreamimports is forbidden: you are in no group that may import'
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Forbidden', code: 403, message }
  return Response.json(status, { status: 403 })
}

test('who may see only some projects is not told that something is missing', async () => {
  await renderPage(address, { scenario: 'healthy', as: 'dev' })
  expect(await screen.findByText(/Counted in your projects and openshift/)).toBeVisible()
  const row = await rowOf('registry.redhat.io')
  await waitFor(() => expect(row).toHaveTextContent(/Not visible to you.*Not visible to you/))
  await open('registry.redhat.io')
  const credentials = within(await screen.findByRole('region', { name: 'Credentials' }))
  expect(credentials.getAllByRole('listitem').map((line) => line.textContent?.trim())).toEqual([
    'Global pull secret is not visible to you',
    'openshift is not visible to you',
  ])
  const samples = within(screen.getByRole('region', { name: 'Samples' }))
  expect(await samples.findByText(/You cannot see what the samples operator does/)).toBeVisible()
  expect(samples.queryByRole('button', { name: 'Change samples' })).toBeNull()
})

test('nothing is imported, and there is no samples operator', async () => {
  await renderPage(`${address}?project=none-here`, {
    answer: (request, cluster) =>
      request.url.includes('/apis/samples.operator.openshift.io')
        ? new Response('404 page not found\n', { status: 404, headers: { 'Content-Type': 'text/plain' } })
        : cluster.handle(request),
  })
  expect(await screen.findByText('No image stream imports from another registry.')).toBeVisible()
  expect(await screen.findByRole('heading', { name: 'No imports in none-here' })).toBeVisible()
  expect(screen.getByText('oc import-image NAME --from=quay.io/ORG/IMAGE --confirm -n none-here')).toBeVisible()
  expect(await screen.findByText(/This cluster has no samples operator/)).toBeVisible()
})

test('image streams that cannot be read leave the samples on the page', async () => {
  const page = await renderPage(address, {
    scenario: 'healthy',
    answer: (request, cluster) =>
      /\/imagestreams\?/.test(request.url) ? new Response('overloaded', { status: 503 }) : cluster.handle(request),
  })
  expect(await screen.findByRole('heading', { name: 'Could not load this' }, { timeout: 5000 })).toBeVisible()
  expect(await screen.findByRole('table', { name: 'Conditions of the samples operator' })).toBeVisible()
  expect(page.router.state.location.pathname).toBe(address)
})
