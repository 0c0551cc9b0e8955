import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { editorText, findEditor, typeOver } from '../../../ui/yaml/testEditor.ts'
import { closed } from './policyTesting.ts'

test('a field that the version of the cluster does not know is said not to be saved', async () => {
  const page = await renderPage('/policy?view=yaml', { scenario: 'openshift-4.12' })
  const editor = await findEditor()
  typeOver(editor, 'spec:\n', 'spec:\n  imageStreamImportMode: PreserveOriginal\n')
  typeOver(editor, '- blocked.example.com', '- other.example.com')
  await page.user.click(await screen.findByRole('button', { name: 'Save' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Save cluster' }))
  await page.user.click(dialog.getByRole('button', { name: 'Save' }))
  await closed()
  const said = await screen.findByText(/^The cluster did not keep spec\.imageStreamImportMode\. /)
  expect(said).toBeVisible()
  expect(screen.getByText('Saved cluster, but not all of it')).toBeVisible()
  await waitFor(() => expect(editorText(editor)).not.toContain('imageStreamImportMode'))
  expect(editorText(editor)).toContain('other.example.com')
})
