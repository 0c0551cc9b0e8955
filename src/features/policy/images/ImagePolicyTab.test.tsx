import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import type { ImageConfig, ImageConfigSpec } from '../../../k8s/resources/imageConfig.ts'
import { findEditor, typeOver } from '../../../ui/yaml/testEditor.ts'
import { closed, sentTo } from './policyTesting.ts'

const imagesPath = '/apis/config.openshift.io/v1/images'
const internalRegistry = 'image-registry.openshift-image-registry.svc:5000'

type PolicyPage = Awaited<ReturnType<typeof renderPage>>

async function policyForm(...args: Parameters<typeof renderPage>): Promise<PolicyPage> {
  const page = await renderPage(...args)
  await screen.findByRole('form', { name: 'Image configuration' }, { timeout: 10_000 })
  return page
}

function storedSpec({ cluster }: PolicyPage): ImageConfigSpec | null | undefined {
  const config: ImageConfig | undefined = cluster.store.get('config.openshift.io/images', undefined, 'cluster')
  return config?.spec
}

/** Somebody else changes the configuration. */
function changeStored(page: PolicyPage, change: (spec: ImageConfigSpec) => void): void {
  const { store } = page.cluster
  const config: ImageConfig | undefined = structuredClone(store.get('config.openshift.io/images', undefined, 'cluster'))
  if (!config) throw new Error('there is no Image')
  change((config.spec ??= {}))
  store.put('config.openshift.io/images', config)
}

async function stateWith(spec: ImageConfigSpec, status: NonNullable<ImageConfig['status']>) {
  const state = structuredClone(await scenarios.healthy())
  const config: ImageConfig | undefined = state[imagesPath]?.items[0]
  if (!config) throw new Error('there is no Image')
  config.spec = spec
  config.status = { ...config.status, ...status }
  return state
}

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('says what holds, and saves what is edited with its consequences', async () => {
  const sent = sentTo(imagesPath)
  const page = await policyForm('/policy', { scenario: 'healthy', answer: sent.answer })
  expect(
    screen.getByText('Nodes may pull from everywhere except 1 blocked registry; imports from everywhere else.'),
  ).toBeVisible()
  expect(screen.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true')
  const before = storedSpec(page)

  // Only newer clusters have it.
  expect(screen.queryByLabelText('Image stream import mode')).toBeNull()
  type('Blocked registries', 'blocked.example.com\n\nquay.io\n')
  await page.user.click(screen.getByRole('button', { name: 'Add a registry for imports' }))
  fireEvent.change(screen.getByLabelText('Domain name 1'), { target: { value: '*.redhat.io' } })
  await page.user.click(screen.getByRole('checkbox', { name: 'Insecure: *.redhat.io' }))
  await page.user.click(screen.getByRole('button', { name: 'Save' }))

  const dialog = within(await screen.findByRole('dialog', { name: 'Save image configuration' }))
  expect(dialog.getByText(/pods are drained to other nodes/)).toBeVisible()
  expect(await dialog.findByText(/The pool gpu is paused/)).toBeVisible()
  const refused = await dialog.findByRole('group', { name: /could no longer pull what is used now/ })
  expect(refused).toHaveTextContent(/quay\.io: \d+ tags/)
  expect(await dialog.findByRole('group', { name: /Tags could no longer be imported/ })).toBeVisible()
  const patch = {
    spec: {
      registrySources: { blockedRegistries: ['blocked.example.com', 'quay.io'] },
      allowedRegistriesForImport: [{ domainName: '*.redhat.io', insecure: true }],
    },
  }
  await page.user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(dialog.getByText(/^oc patch/)).toHaveTextContent('oc patch image.config.openshift.io/cluster --type=merge -p')
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))

  await closed()
  expect(sent.bodies).toEqual([{ ...patch, metadata: { resourceVersion: expect.any(String) } }])
  expect(storedSpec(page)).toEqual({
    ...before,
    allowedRegistriesForImport: patch.spec.allowedRegistriesForImport,
    registrySources: { ...before?.registrySources, ...patch.spec.registrySources },
  })
  expect(
    screen.getByText('Nodes may pull from everywhere except 2 blocked registries; imports from 1 registry.'),
  ).toBeVisible()
  expect(screen.getByText('Nothing is changed yet.')).toBeVisible()
  const pools = within(screen.getByRole('region', { name: 'Machine config pools' }))
  expect(pools.getByRole('status')).toHaveTextContent(/^A change for the nodes was saved/)
  expect(pools.getByRole('row', { name: /^gpu/ })).toHaveTextContent(/Paused.*0 of 2 machines/)
})

test('pools and config maps that may not be read are a line each; all else works', async () => {
  await policyForm('/policy', {
    scenario: 'healthy',
    answer: (request, cluster) => {
      const [plural] = /machineconfigpools|(?<=openshift-config\/)configmaps/.exec(request.url) ?? []
      if (!plural) return cluster.handle(request)
      const message = `${plural} is forbidden: User "admin" cannot list resource "${plural}" in API group "x"`
      return Response.json(
        { kind: 'Status', status: 'Failure', reason: 'Forbidden', message, code: 403 },
        { status: 403 },
      )
    },
  })
  expect(
    await screen.findByText(/^You may not list machineconfigpools .* The progress on the nodes cannot be seen here\.$/),
  ).toBeVisible()
  expect(await screen.findByText(/^The ConfigMap registry-ca is set\. You may not/)).toBeVisible()
  expect(screen.getByLabelText('Blocked registries')).toHaveValue('blocked.example.com')
})

test('refuses both lists and wrong entries, and asks twice before the cluster loses its own registry', async () => {
  const sent = sentTo(imagesPath)
  const page = await policyForm('/policy', { scenario: 'healthy', answer: sent.answer })
  const field = screen.getByLabelText('Allowed registries')
  type('Allowed registries', 'quay.io/team:v1\nhttps://docker.io')
  // The line that is being typed is nothing yet.
  expect(field).toHaveAccessibleDescription(/Line 1, quay\.io\/team:v1: Name a registry/)
  expect(field).not.toHaveAccessibleDescription(/Line 2/)
  type('Allowed registries', 'quay.io\nhttps://docker.io')
  await page.user.click(screen.getByRole('button', { name: 'Save' }))
  expect(screen.getByRole('alert', { name: 'Could not save' })).toHaveTextContent(/line 2 \(https:\/\/docker\.io\)/)
  expect(field).toHaveFocus()
  expect(screen.getByText('Line 2, https://docker.io: Leave out the protocol: only host, port and path.')).toBeVisible()

  type('Allowed registries', 'quay.io')
  await page.user.click(screen.getByRole('button', { name: 'Save' }))
  expect(screen.getByRole('alert', { name: 'Could not save' })).toHaveTextContent(/exclude each other/)
  expect(screen.queryByRole('dialog')).toBeNull()

  type('Blocked registries', '')
  expect(screen.getByRole('group', { name: /needs what is refused here/ })).toHaveTextContent(internalRegistry)
  await page.user.click(screen.getByRole('button', { name: 'Save' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Save image configuration' }))
  expect(await dialog.findByText(/no pod can pull what was built or pushed here/)).toBeVisible()
  expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
  await page.user.click(dialog.getByRole('button', { name: 'Cancel' }))

  await page.user.click(screen.getByRole('button', { name: 'Allow what is missing' }))
  expect(screen.getByLabelText('Allowed registries')).toHaveValue(`quay.io\n${internalRegistry}`)
  expect(screen.queryByRole('group', { name: /needs what is refused here/ })).toBeNull()
  await page.user.click(screen.getByRole('button', { name: 'Save' }))
  const again = within(await screen.findByRole('dialog', { name: 'Save image configuration' }))
  await page.user.click(again.getByRole('button', { name: 'Save' }))
  await closed()
  // The list that is emptied goes: an empty one would exclude the other.
  expect(sent.bodies).toMatchObject([
    { spec: { registrySources: { allowedRegistries: ['quay.io', internalRegistry], blockedRegistries: null } } },
  ])
  expect(storedSpec(page)?.registrySources).toEqual({ allowedRegistries: ['quay.io', internalRegistry] })
})

test('a change by somebody else is shown field by field, and both are kept', async () => {
  const page = await policyForm('/policy', { scenario: 'healthy' })
  type('Blocked registries', 'blocked.example.com\nmine.example.com')
  await page.user.click(screen.getByRole('button', { name: 'Save' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Save image configuration' }))
  changeStored(page, (spec) => {
    spec.registrySources = { blockedRegistries: ['blocked.example.com', 'theirs.example.com'] }
    spec.externalRegistryHostnames = ['theirs.example.com']
  })
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  const conflict = within(await dialog.findByRole('alert', { name: 'Changed by someone else' }))
  expect(conflict.getByText('spec.externalRegistryHostnames')).toBeVisible()
  expect(conflict.getByText('spec.registrySources.blockedRegistries[1]')).toBeVisible()
  await page.user.click(conflict.getByRole('button', { name: 'Apply mine to latest' }))
  await closed()
  expect(storedSpec(page)).toMatchObject({
    registrySources: { blockedRegistries: ['blocked.example.com', 'theirs.example.com', 'mine.example.com'] },
    externalRegistryHostnames: ['theirs.example.com'],
  })
})

test('a server that refuses is heard in its own words', async () => {
  const message = 'Image.config.openshift.io "cluster" is invalid: spec.registrySources: Only one of them may be set'
  const details = { causes: [{ field: 'spec.registrySources.insecureRegistries[0]', message: 'not this one' }] }
  const page = await policyForm('/policy', {
    scenario: 'healthy',
    answer: async (request, cluster) =>
      request.method === 'PATCH'
        ? Response.json(
            { kind: 'Status', status: 'Failure', message, reason: 'Invalid', details, code: 422 },
            { status: 422 },
          )
        : cluster.handle(request),
  })
  type('Insecure registries', 'r.example.com:5000')
  await page.user.click(screen.getByRole('button', { name: 'Save' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Save image configuration' }))
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  expect(await dialog.findByText(message)).toBeVisible()
  await page.user.click(dialog.getByRole('button', { name: 'Cancel' }))
  const field = screen.getByLabelText('Insecure registries')
  expect(field).toHaveValue('r.example.com:5000')
  expect(field).toHaveAccessibleDescription(/^not this one/)
  type('Insecure registries', 'r.example.com')
  expect(field).not.toHaveAccessibleDescription(/not this one/)
})

test('who may only read it sees why it cannot be changed; a newer cluster has its import mode', async () => {
  await policyForm('/policy', { as: 'dedicated', state: await stateWith({}, { imageStreamImportMode: 'Legacy' }) })
  expect(screen.getByLabelText('Image stream import mode')).toBeDisabled()
  expect(screen.getByRole('option', { name: 'As the cluster’s release says: Legacy' })).toBeVisible()
  expect(screen.getByText('Nodes may pull from everywhere; imports from everywhere.')).toBeVisible()
  expect(await screen.findByText('You may not patch images cluster in the whole cluster.')).toBeVisible()
  expect(screen.getByLabelText('Blocked registries')).toHaveAttribute('readonly')
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
})

test.each([
  ['may not be read', { as: 'dev', scenario: 'healthy' } as const, 'Permission missing'],
  [
    'does not exist',
    { scenario: 'healthy', answer: missing(undefined) } as const,
    'This cluster has no config.openshift.io',
  ],
  ['was deleted', { scenario: 'healthy', answer: missing('cluster') } as const, 'There is no Image cluster'],
])('says it when the configuration %s', async (_, options, title) => {
  await renderPage('/policy', options)
  expect(await screen.findByRole('heading', { name: title }, { timeout: 5000 })).toBeVisible()
})

/** A server without the object of this name, or without the kind. */
function missing(name: string | undefined) {
  return async <C extends { handle(request: Request): Promise<Response> | Response }>(request: Request, cluster: C) => {
    if (!new URL(request.url).pathname.endsWith(`${imagesPath}/cluster`)) return cluster.handle(request)
    if (name === undefined) return new Response('404 page not found\n', { status: 404 })
    const details = { name, group: 'config.openshift.io', kind: 'images' }
    const body = { kind: 'Status', status: 'Failure', reason: 'NotFound', message: 'not found', details, code: 404 }
    return Response.json(body, { status: 404 })
  }
}

test('YAML has the same checks, and leaving what is typed is asked', async () => {
  const page = await policyForm('/policy', { scenario: 'healthy' })
  type('Insecure registries', 'r.example.com:5000')
  await page.user.click(screen.getByRole('button', { name: 'YAML' }))
  const guard = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }))
  await page.user.click(guard.getByRole('button', { name: 'Leave and discard changes' }))
  const view = await findEditor()
  expect(page.router.state.location.search).toBe('?view=yaml')

  const save = () => page.user.click(screen.getByRole('button', { name: 'Save' }))
  typeOver(view, 'blockedRegistries:', 'allowedRegistries:\n    - quay.io\n    blockedRegistries:')
  await save()
  expect(await screen.findByRole('alert', { name: 'Could not save' })).toBeVisible()
  expect(screen.getByText(/exclude each other/)).toBeVisible()
  expect(screen.queryByRole('dialog')).toBeNull()
  typeOver(view, 'blockedRegistries:\n    - blocked.example.com', 'insecureRegistries: []')
  await save()
  const dialog = within(await screen.findByRole('dialog', { name: 'Save cluster' }))
  expect(dialog.getByText(/no pod can pull what was built or pushed here/)).toBeVisible()
  fireEvent.change(dialog.getByLabelText('Type cluster to confirm'), { target: { value: 'cluster' } })
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  await closed()
  expect(storedSpec(page)?.registrySources).toEqual({ allowedRegistries: ['quay.io'], insecureRegistries: [] })
  await page.user.click(screen.getByRole('button', { name: 'Form' }))
  await waitFor(() => expect(screen.getByLabelText('Allowed registries')).toHaveValue('quay.io'))
})
