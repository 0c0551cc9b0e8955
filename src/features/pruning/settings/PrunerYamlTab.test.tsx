import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import { editorText, findEditor, typeOver } from '../../../ui/yaml/testEditor.ts'
import { changePruner, storedPruner, withSpec } from './prunerTesting.ts'

const age = 6_307_200_000_000_000_001n
const path = '/pruning/yaml'

async function save({ user }: Awaited<ReturnType<typeof renderPage>>) {
  await user.click(screen.getByRole('button', { name: 'Save' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Save cluster' }))
  await user.click(dialog.getByRole('button', { name: 'Save' }))
  return dialog
}

const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

test('numbers stay digit for digit through a change of something else', async () => {
  const page = await renderPage(path, { state: withSpec(await scenarios.healthy(), { keepYoungerThan: age }) })
  const view = await findEditor()
  expect(editorText(view)).toContain('keepYoungerThan: 6307200000000000001\n')
  typeOver(view, 'keepTagRevisions: 3', 'keepTagRevisions: 5')
  await save(page)
  await gone()
  expect(storedPruner(page).spec).toMatchObject({ keepTagRevisions: 5, keepYoungerThan: age })
})

test('numbers can be changed in their last digit, over a change of somebody else', async () => {
  const page = await renderPage(path, { state: withSpec(await scenarios.healthy(), { keepYoungerThan: age }) })
  const view = await findEditor()
  typeOver(view, '6307200000000000001', '6307200000000000003')
  changePruner(page, ({ spec }) => Object.assign(spec ?? {}, { keepTagRevisions: 9 }))
  const conflict = within(await screen.findByRole('alert', { name: 'Changed by someone else' }))
  await page.user.click(conflict.getByRole('button', { name: 'Apply mine to latest' }))
  await waitFor(() => expect(editorText(view)).toContain('keepTagRevisions: 9'))
  expect(editorText(view)).toContain('keepYoungerThan: 6307200000000000003\n')
  await save(page)
  await gone()
  expect(storedPruner(page).spec).toMatchObject({ keepTagRevisions: 9, keepYoungerThan: age + 2n })
})

test.each([
  ['schedule: ""', 'schedule: every day', /expected exactly 5 fields, found 2: \[every day\]/],
  ['keepTagRevisions: 3', 'keepTagRevisions: -1', /Every run would fail/],
  ['keepTagRevisions: 3', 'keepTagRevisions: 3\n  keepYoungerThanDuration: 3 days', /unknown unit " days"/],
  ['keepTagRevisions: 3', 'keepTagRevisions: 3\n  keepYoungerThan: 9223372036854775808', /does not fit into 64 bits/],
  ['keepTagRevisions: 3', 'keepTagRevisions: 3\n  tolerations:\n  - value: a', /has to be Exists/],
  ['keepTagRevisions: 3', 'keepTagRevision: 3', /keepTagRevisions may be meant/],
])('refuses or warns as the form does: %j to %j', async (before, after, problem) => {
  const page = await renderPage(path, { scenario: 'healthy' })
  const view = await findEditor()
  typeOver(view, before, after)
  expect(await screen.findByRole('button', { name: problem }, { timeout: 5000 })).toBeVisible()
  expect(storedPruner(page).spec).toMatchObject({ keepTagRevisions: 3, schedule: '' })
})

test('says who makes the object where there is none', async () => {
  await renderPage(path, {
    scenario: 'healthy',
    answer: (request, cluster) => {
      if (!new URL(request.url).pathname.endsWith('/imagepruners/cluster')) return cluster.handle(request)
      const details = { name: 'cluster' }
      return Response.json(
        { kind: 'Status', status: 'Failure', code: 404, reason: 'NotFound', message: 'not found', details },
        { status: 404 },
      )
    },
  })
  expect(
    await screen.findByRole('heading', { name: 'There is no ImagePruner cluster' }, { timeout: 10_000 }),
  ).toBeVisible()
})
