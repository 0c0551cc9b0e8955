import { screen, waitFor, within } from '@testing-library/react'
import { expect, onTestFinished, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import { editorText, findEditor, typeOver } from '../../../ui/yaml/testEditor.ts'
import { rememberChange } from '../configChange.ts'
import { changeStored, storedConfig } from '../configTesting.ts'
import { closed, withSettings, writesSent } from './registryTesting.ts'

const secret = 'c0ffee'.repeat(20)

async function openEditor() {
  onTestFinished(() => rememberChange(undefined))
  const { sent, answer } = writesSent()
  const state = withSettings(await scenarios.healthy(), (spec) => Object.assign(spec, { httpSecret: secret }))
  const page = await renderPage('/registry/yaml', { state, answer })
  return { ...page, sent, view: await findEditor() }
}

async function saveDialog({ user }: Awaited<ReturnType<typeof openEditor>>) {
  await user.click(screen.getByRole('button', { name: 'Save' }))
  return within(await screen.findByRole('dialog', { name: 'Save cluster' }))
}

test('shows no secret, and sends only what was changed', async () => {
  const page = await openEditor()
  expect(editorText(page.view)).toContain('httpSecret: (set, not shown)\n')
  typeOver(page.view, 'logLevel: Normal', 'logLevel: Debug')
  const dialog = await saveDialog(page)
  expect(dialog.getByText('The pods of the registry are replaced.')).toBeVisible()
  await page.user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(document.body.innerHTML).not.toContain(secret)
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  await closed()
  expect(page.sent).toEqual([{ spec: { logLevel: 'Debug' }, metadata: { resourceVersion: expect.any(String) } }])
  expect(storedConfig(page).spec).toMatchObject({ logLevel: 'Debug', httpSecret: secret })
  expect(screen.getByRole('status', { name: 'Outcome of the last change' })).toHaveTextContent(
    /Waiting for the operator/,
  )
})

test('shows no secret that was last applied, and leaves it as it was', async () => {
  const applied = 'kubectl.kubernetes.io/last-applied-configuration'
  onTestFinished(() => rememberChange(undefined))
  const { sent, answer } = writesSent()
  const state = withSettings(await scenarios.healthy(), (spec, { metadata }) => {
    spec.httpSecret = secret
    metadata.annotations = { [applied]: JSON.stringify({ spec: { httpSecret: secret } }) }
  })
  const page = { ...(await renderPage('/registry/yaml', { state, answer })), sent, view: await findEditor() }
  expect(editorText(page.view)).toContain(applied)
  expect(editorText(page.view)).not.toContain(secret)
  typeOver(page.view, 'logLevel: Normal', 'logLevel: Debug')
  const dialog = await saveDialog(page)
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  await closed()
  expect(page.sent).toMatchObject([{ spec: { logLevel: 'Debug' } }])
  expect(storedConfig(page).metadata.annotations?.[applied]).toContain(secret)
})

test('takes another secret that is typed, and shows neither when both change it', async () => {
  const page = await openEditor()
  typeOver(page.view, '(set, not shown)', 'typed-by-hand')
  typeOver(page.view, 'logLevel: Normal', 'logLevel: Debug')
  changeStored(page, ({ spec }) => Object.assign(spec ?? {}, { replicas: 5 }))
  const conflict = within(await screen.findByRole('alert', { name: 'Changed by someone else' }))
  await page.user.click(conflict.getByRole('button', { name: 'Apply mine to latest' }))
  await waitFor(() => expect(editorText(page.view)).toContain('replicas: 5'))
  expect(editorText(page.view)).not.toContain(secret)
  const dialog = await saveDialog(page)
  expect(dialog.getByText(/httpSecret: \(another, not shown\)/)).toBeVisible()
  expect(dialog.getByText(/Uploads under way break off/)).toBeVisible()
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  await closed()
  expect(storedConfig(page).spec).toMatchObject({ logLevel: 'Debug', httpSecret: 'typed-by-hand', replicas: 5 })
})

test('has the claim typed before the registry is removed with its images', async () => {
  const page = await openEditor()
  typeOver(page.view, 'managementState: Managed', 'managementState: Removed')
  const dialog = await saveDialog(page)
  expect(dialog.getByText('All image data is deleted: claim image-registry-storage')).toBeVisible()
  expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
})

test.each([
  ['replicas: 2', 'replicas: -1', /VerificationFailed/],
  ['managementState: Managed', 'managementState: Force', /knows no state Force/],
  ['maxWaitInQueue: 0s', 'maxWaitInQueue: 5 minutes', /This is no duration/],
  ['replicas: 2', 'replica: 2', /replicas may be meant/],
  ['replicas: 2', 'replicas: 2\n  routes:\n  - name: a\n  - name: a', /There are two routes a/],
])('refuses as the form does: %j to %j', async (before, after, problem) => {
  const { view, sent } = await openEditor()
  typeOver(view, before, after)
  expect(await screen.findByRole('button', { name: problem }, { timeout: 5000 })).toBeVisible()
  expect(sent).toEqual([])
})
