import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import { storedConfig, withConfig } from '../configTesting.ts'
import { recorder } from './setupTesting.ts'

const patience = { timeout: 20_000 }

async function openGuide(options: Parameters<typeof renderPage>[1]) {
  const page = await renderPage('/registry/setup', options)
  const form = within(await screen.findByRole('form', { name: 'Set up the registry' }, { timeout: 10_000 }))
  return { ...page, form }
}
type Opened = Awaited<ReturnType<typeof openGuide>>

const choose = async ({ user, form }: Opened, name: string) => user.click(await form.findByRole('radio', { name }))
const apply = async ({ user, form }: Opened) => user.click(form.getByRole('button', { name: 'Apply and switch on' }))
const stepsOf = () =>
  within(screen.getByRole('list', { name: 'Steps' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)
const calls = (sent: { method: string; name: string }[]) => sent.map(({ method, name }) => `${method} ${name}`)

describe('the guide', () => {
  test('leads from a removed registry to one that is available, with a claim that is there', async () => {
    const { sent, answer } = recorder()
    const guide = await openGuide({ scenario: 'removed', controllers: true, answer })
    expect(screen.getByRole('group', { name: /The registry is removed/ })).toHaveTextContent('runs on BareMetal')
    await apply(guide)
    expect(await guide.form.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(
      'Choose where images are kept.',
    )
    expect(calls(sent)).toEqual([])
    expect(guide.form.getByRole('radio', { name: 'Persistent volume claim' })).toHaveFocus()
    await choose(guide, 'Persistent volume claim')
    // The operator's own would stay Pending here: the one that fits is chosen.
    expect(await guide.form.findByRole('radio', { name: 'registry-data' })).toBeChecked()
    const spec = { managementState: 'Managed', replicas: 2, storage: { pvc: { claim: 'registry-data' } } }
    expect(JSON.parse(guide.form.getByText(/^\{"spec"/).textContent ?? '')).toEqual({ spec })
    await apply(guide)
    await screen.findByRole('group', { name: /The registry is set up and works/ }, patience)
    expect(storedConfig(guide).spec).toMatchObject(spec)
    expect(sent.map(({ body }) => body)).toMatchObject([{ spec }])
    expect(stepsOf()).toEqual(['Done Change the Config cluster'])
    // The button that was pressed is gone with the guide.
    expect(screen.getByRole('heading', { level: 1, name: 'Registry' })).toHaveFocus()
    const push = within(screen.getByRole('region', { name: 'First push' }))
    expect(push.getByRole('link', { name: 'Expose the default route' })).toHaveAttribute(
      'href',
      '/registry/routes?action=expose-route',
    )
  }, 30_000)

  test('shows a registry on its way, live', async () => {
    const guide = await openGuide({ scenario: 'storage-missing', controllers: { pace: 0.3 } })
    expect(screen.getByRole('group', { name: /The registry has no storage/ })).toHaveTextContent(
      'storage backend not configured',
    )
    await choose(guide, 'Persistent volume claim')
    await choose(guide, 'registry-data')
    await apply(guide)
    const coming = within(await screen.findByRole('region', { name: 'Watch it come up' }, patience))
    expect(await coming.findByText('Available', {}, patience)).toBeInTheDocument()
    await screen.findByRole('group', { name: /The registry is set up and works/ }, patience)
  }, 30_000)

  test('makes a claim, goes on after a failure, and does nothing twice', async () => {
    let failures = 1
    const { sent, answer } = recorder()
    const guide = await openGuide({
      scenario: 'storage-missing',
      answer: (request, cluster) =>
        request.method === 'PATCH' && failures-- > 0
          ? Response.json({ kind: 'Status', status: 'Failure', code: 500, message: 'etcd is busy' }, { status: 500 })
          : answer(request, cluster),
    })
    const { form, user } = guide
    await user.click(form.getByRole('button', { name: 'Use this size for a new claim' }))
    expect(form.getByLabelText(/^Size/)).toHaveValue('200Gi')
    await user.selectOptions(form.getByLabelText('Storage class'), 'ocs-storagecluster-cephfs')
    await apply(guide)
    expect(await form.findByText(/etcd is busy/)).toBeInTheDocument()
    expect(stepsOf()).toEqual(['Done Create the claim', 'Failed Change the Config cluster'])
    await apply(guide)
    await screen.findByRole('region', { name: 'Watch it come up' }, patience)
    expect(calls(sent)).toEqual(['POST persistentvolumeclaims', 'PATCH cluster'])
    expect(storedConfig(guide).spec?.storage).toEqual({ pvc: { claim: 'image-registry-storage' } })
  })

  test('writes credentials before the Config, and never shows them', async () => {
    const { sent, answer } = recorder()
    const guide = await openGuide({ scenario: 'removed', answer })
    const { form, user } = guide
    await choose(guide, 'Amazon S3 or compatible')
    await user.type(form.getByLabelText('Bucket'), 'images')
    await user.click(form.getByRole('checkbox', { name: 'Give credentials' }))
    await user.type(form.getByLabelText(/^Access key/), 'AKIASECRET')
    await user.type(form.getByLabelText(/^Secret key/), 'hunter22')
    expect(form.getByText(/--from-literal=REGISTRY_STORAGE_S3_ACCESSKEY=ACCESSKEY/)).toBeInTheDocument()
    expect(document.body.textContent).not.toMatch(/AKIASECRET|hunter22/)
    await apply(guide)
    await screen.findByRole('region', { name: 'Watch it come up' }, patience)
    expect(calls(sent)).toEqual(['PATCH image-registry-private-configuration-user', 'POST secrets', 'PATCH cluster'])
    expect(document.body.innerHTML).not.toMatch(/AKIASECRET|hunter22/)
  })

  test('sets one replica and Recreate for a claim of one node', async () => {
    const guide = await openGuide({ scenario: 'storage-missing' })
    await choose(guide, 'Persistent volume claim')
    await choose(guide, 'registry-block')
    expect(guide.form.getByLabelText('Replicas')).toHaveValue('1')
    expect(guide.form.getByLabelText('Rollout strategy')).toHaveValue('Recreate')
    await guide.user.clear(guide.form.getByLabelText('Replicas'))
    await guide.user.type(guide.form.getByLabelText('Replicas'), '3')
    await apply(guide)
    expect(await guide.form.findByRole('alert', { name: 'Could not save' })).toHaveTextContent('more than one replica')
    await guide.user.clear(guide.form.getByLabelText('Replicas'))
    await guide.user.type(guide.form.getByLabelText('Replicas'), '1')
    await apply(guide)
    await screen.findByRole('region', { name: 'Watch it come up' }, patience)
    expect(storedConfig(guide).spec).toMatchObject({ replicas: 1, rolloutStrategy: 'Recreate' })
  })

  test('is read by those who may not apply it, and gives them the commands', async () => {
    const guide = await openGuide({ scenario: 'removed', as: 'sre' })
    expect(screen.getByRole('group', { name: /You may not see how the registry is set/ })).toBeInTheDocument()
    await choose(guide, 'Persistent volume claim')
    const listed = guide.form.queryByRole('radio', { name: 'registry-data' })
    if (listed) await guide.user.click(listed)
    else await guide.user.type(guide.form.getByLabelText('Claim'), 'registry-data')
    const told = await guide.form.findByRole('group', { name: /You cannot apply this yourself/ })
    expect(told).toHaveTextContent('You may not patch configs cluster')
    expect(guide.form.getByText(/^oc patch configs.*"claim":"registry-data"/)).toBeInTheDocument()
    expect(guide.form.getByRole('button', { name: 'Apply and switch on' })).toBeDisabled()
  })
})

test('a registry that works offers the sizing helper and a change of storage', async () => {
  const { user } = await renderPage('/registry/setup', { scenario: 'healthy' })
  const standing = await screen.findByRole('group', { name: /The registry is set up and works/ }, { timeout: 10_000 })
  expect(standing).toHaveTextContent('It keeps images in claim image-registry-storage.')
  const size = within(screen.getByRole('region', { name: 'How much storage it needs' }))
  expect(size.getByRole('status', { name: 'Recommended size' })).toHaveTextContent('200.0 GiB')
  const months = size.getByLabelText('Months to plan for')
  await user.clear(months)
  await user.type(months, '0')
  expect(size.getByRole('status', { name: 'Recommended size' })).toHaveTextContent('100.0 GiB is enough')
  await user.clear(size.getByLabelText('Images'))
  await user.type(size.getByLabelText('Images'), '-3')
  expect(size.getByRole('status', { name: 'Recommended size' })).toHaveTextContent('Numbers from 0 on are needed')
  await user.click(within(standing).getByRole('button', { name: 'Change storage' }))
  expect(await screen.findByRole('dialog', { name: 'Change storage' }, { timeout: 10_000 })).toBeInTheDocument()
})

test('a registry that serves although something is wrong is not called well', async () => {
  await renderPage('/registry/setup', { scenario: 'degraded' })
  const standing = await screen.findByRole('group', { name: /something is wrong with it/ }, { timeout: 10_000 })
  expect(standing).toHaveTextContent('timed out progressing')
})

test('a registry that is left alone is to be managed first', async () => {
  const state = withConfig(await scenarios.healthy(), ({ spec }) =>
    Object.assign(spec ?? {}, { managementState: 'Unmanaged' }),
  )
  await renderPage('/registry/setup', { state })
  const standing = await screen.findByRole('group', { name: /The registry is not managed/ }, { timeout: 10_000 })
  expect(within(standing).getByRole('button', { name: 'Manage registry' })).toBeInTheDocument()
})

test('the conditions of the time before are not taken for those of the change', async () => {
  const state = withConfig(await scenarios.healthy(), (config) => {
    config.metadata.generation = 99
    config.status = { ...config.status, observedGeneration: 98 }
  })
  await renderPage('/registry/setup', { state })
  await waitFor(() => expect(screen.getByText(/has not looked at the change yet/)).toBeInTheDocument(), {
    timeout: 10_000,
  })
})
