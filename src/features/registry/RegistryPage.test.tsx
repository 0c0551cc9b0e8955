import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, onTestFinished, test } from 'vitest'
import { renderPage } from '../../../mocks/renderPage.tsx'
import { rememberChange } from './configChange.ts'
import { changeStored, storedConfig } from './configTesting.ts'
import { closed } from './settings/registryTesting.ts'
import '../../ui/yaml/testEditor.ts'

type Options = Parameters<typeof renderPage>[1]

async function openPage(path: string, options: Options = { scenario: 'healthy' }) {
  onTestFinished(() => rememberChange(undefined))
  return renderPage(path, options)
}

const outcome = () => within(screen.getByRole('status', { name: 'Outcome of the last change' }))
const patience = { timeout: 10_000 }

async function setReadOnly({ user }: Awaited<ReturnType<typeof openPage>>) {
  const dialog = within(await screen.findByRole('dialog', { name: 'Set read-only' }, patience))
  await user.click(dialog.getByRole('button', { name: 'Set read-only' }))
  await closed()
}

describe('the menu', () => {
  test('offers what can be done, by how the registry is', async () => {
    const page = await openPage('/registry/settings')
    await screen.findByRole('button', { name: 'Edit settings' }, patience)
    await page.user.click(screen.getByRole('button', { name: 'Actions for the registry' }))
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
      'Edit settings',
      'Change storage',
      'Hide default route',
      'Add route',
      'Set read-only',
      'Scale',
      'Change log level',
      'Restart pods',
      'Download diagnostics',
      'Remove registry',
    ])
  })

  test('says why nothing can be changed', async () => {
    const page = await openPage('/registry/settings', { scenario: 'healthy', as: 'sre' })
    await page.user.click(await screen.findByRole('button', { name: 'Actions for the registry' }, patience))
    const entry = screen.getByRole('menuitem', { name: /Set read-only/ })
    await waitFor(() => expect(entry).toHaveAttribute('aria-disabled', 'true'))
    expect(entry).toHaveTextContent('You may not patch configs cluster in the whole cluster.')
    expect(screen.getByRole('menuitem', { name: 'Download diagnostics' })).not.toHaveAttribute('aria-disabled')
  })
})

describe('the address', () => {
  test('opens a dialog once', async () => {
    const page = await openPage('/registry/settings?action=scale')
    const dialog = within(await screen.findByRole('dialog', { name: 'Scale registry' }, patience))
    expect(page.router.state.location.search).toBe('')
    await page.user.click(dialog.getByRole('button', { name: 'Cancel' }))
    await closed()
  })

  test('opens nothing for a name that there is not', async () => {
    const page = await openPage('/registry/settings?action=constructor')
    await waitFor(() => expect(page.router.state.location.search).toBe(''), patience)
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('the outcome of a change', () => {
  test('is said when the operator has taken it, on every tab, until it is closed', async () => {
    const page = await openPage('/registry/settings?action=read-only', { scenario: 'healthy', controllers: true })
    await setReadOnly(page)
    await waitFor(() => expect(outcome().getByText(/The operator has taken the change$/)).toBeVisible(), patience)
    await page.user.click(screen.getByRole('link', { name: 'YAML' }))
    await screen.findByRole('button', { name: 'Copy YAML' }, patience)
    await page.user.click(outcome().getByRole('button', { name: /^Close The operator has taken/ }))
    expect(outcome().queryByText(/The operator/)).toBeNull()
  })

  test('is waited for, and missed when the operator does not answer', async () => {
    const page = await openPage('/registry/settings?action=read-only')
    await setReadOnly(page)
    expect(outcome().getByText(/Saved\. Waiting for the operator/)).toBeVisible()
    const saved = storedConfig(page)
    rememberChange({ patch: { spec: { readOnly: true } }, before: saved, saved, at: Date.now() - 31_000 })
    expect(await outcome().findByText(/has not answered for 30 seconds/)).toBeVisible()
  })

  test('is the error of the operator, in its words', async () => {
    const page = await openPage('/registry/settings?action=read-only')
    await setReadOnly(page)
    const message = 'Unable to apply resources: secret "tls" not found'
    changeStored(page, ({ metadata, status }) => {
      Object.assign(status ?? {}, {
        observedGeneration: metadata.generation,
        conditions: [{ type: 'Progressing', status: 'True', reason: 'Error', message }],
      })
    })
    expect(await outcome().findByText(message)).toBeVisible()
    expect(outcome().getByText(/Saved, and the operator reports a problem/)).toBeVisible()
  })

  test('is that it was overwritten, and can be applied again', async () => {
    // The operator writes its status just before each of the first two attempts to apply it again.
    let writes = -1
    const page = await openPage('/registry/settings?action=read-only', {
      scenario: 'healthy',
      answer: (request, cluster) => {
        if (request.method === 'PATCH' && ++writes >= 1 && writes <= 2)
          changeStored({ cluster }, (config) => {
            config.status = { ...config.status, readyReplicas: writes }
          })
        return cluster.handle(request)
      },
    })
    await setReadOnly(page)
    changeStored(page, ({ spec }) => Object.assign(spec ?? {}, { readOnly: false }))
    expect(await outcome().findByText(/The change was overwritten/)).toBeVisible()
    expect(outcome().getByText('readOnly')).toBeVisible()
    await page.user.click(outcome().getByRole('button', { name: 'Apply again' }))
    expect(await outcome().findByText(/Waiting for the operator/)).toBeVisible()
    expect(storedConfig(page).spec?.readOnly).toBe(true)
    expect(writes).toBe(3)
  })
})
