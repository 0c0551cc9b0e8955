import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { SamplesConfig } from '../../../k8s/resources/samplesConfig.ts'

const address = '/import/registries'
const configs = 'samples.operator.openshift.io/configs'

function storedConfig({ cluster }: RenderedPage): SamplesConfig {
  const config = cluster.store.get(configs, undefined, 'cluster')
  if (!config) throw new Error('the samples operator has no configuration')
  return config
}

const findPanel = async () => within(await screen.findByRole('region', { name: 'Samples' }))

test('which samples fail, why, and what the operator says of it', async () => {
  await renderPage(address, { scenario: 'restricted' })
  const panel = await findPanel()
  const conditions = within(await panel.findByRole('table', { name: 'Conditions of the samples operator' }))
  const [, first] = conditions.getAllByRole('row')
  expect(first).toHaveTextContent(/ImportImageErrorsExist.*Imports fail.*What to do:.*again about every 15 minutes/)
  const failing = within(await panel.findByRole('list', { name: 'Failing samples' }))
  expect(failing.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['nodejs', 'postgresql', 'python'])
  expect(failing.getByText(/image "registry.redhat.io\/ubi9\/postgresql-15:latest"/)).toBeVisible()
  fireEvent.click(failing.getByRole('button', { name: 'Re-import python' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Re-import samples' }))
  expect(dialog.getByRole('listitem')).toHaveTextContent('openshift/python 3.12-ubi9')
})

test('a sample that nobody needs is skipped: the others stay on the list, and the operator forgets its failure', async () => {
  const page = await renderPage(address, { scenario: 'restricted', controllers: true })
  const before = storedConfig(page).spec?.skippedImagestreams ?? []
  fireEvent.click(await screen.findByRole('button', { name: 'Skip sample nodejs' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Skip sample nodejs' }))
  fireEvent.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(dialog.getByText(/^oc patch config.samples.operator.openshift.io\/cluster --type=json/)).toBeVisible()
  fireEvent.click(dialog.getByRole('button', { name: 'Skip' }))
  expect(await screen.findByText('The samples operator skips nodejs')).toBeVisible()
  expect(storedConfig(page).spec?.skippedImagestreams).toEqual([...before, 'nodejs'])
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Skip sample nodejs' })).toBeNull())
  const panel = await findPanel()
  expect(await panel.findByText([...before, 'nodejs'].join(', '))).toBeVisible()
})

test('another registry and state: what follows is said, only what changed is sent, and what others changed meanwhile stays', async () => {
  const page = await renderPage(address, { scenario: 'restricted' })
  fireEvent.click(await screen.findByRole('button', { name: 'Change samples' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Change samples' }))
  const registry = await dialog.findByRole('textbox', { name: 'Samples registry' })
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
  expect(dialog.getByText('Nothing is changed yet.', { selector: '.pf-v6-c-helper-text__item-text' })).toBeVisible()
  fireEvent.change(registry, { target: { value: 'https://mirror.acme.example' } })
  expect(
    dialog.getByText('Leave out the protocol: only host, port and path.', {
      selector: '.pf-v6-c-helper-text__item-text',
    }),
  ).toBeVisible()
  fireEvent.change(registry, { target: { value: 'other.example' } })
  expect(dialog.getByText('The cluster image policy does not allow this registry')).toBeVisible()
  fireEvent.change(registry, { target: { value: 'mirror.acme.example' } })
  expect(dialog.queryByText('The cluster image policy does not allow this registry')).toBeNull()
  expect(dialog.getByText(/oc get configmap imagestreamtag-to-image/)).toBeVisible()
  fireEvent.click(dialog.getByRole('radio', { name: 'Unmanaged' }))
  const config = storedConfig(page)
  const changed: SamplesConfig = { ...config, spec: { ...config.spec, skippedTemplates: ['cakephp'] } }
  page.cluster.store.put(configs, changed)
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
  fireEvent.click(await dialog.findByRole('button', { name: /^Apply mine/ }))
  expect(await screen.findByText('Saved what the samples operator does')).toBeVisible()
  expect(storedConfig(page).spec).toEqual({
    ...config.spec,
    managementState: 'Unmanaged',
    samplesRegistry: 'mirror.acme.example',
    skippedTemplates: ['cakephp'],
  })
  expect(await (await findPanel()).findByText(/^Unmanaged/)).toBeVisible()
})
