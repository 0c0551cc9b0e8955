import { configure, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { prunable } from '../../../../mocks/seed/prunable.ts'

configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 30_000 })

const path = '/pruning/preview'
const summary = async () => within(await screen.findByRole('region', { name: 'Summary' }))

test('while a field is wrong the answer says which settings it is of', async () => {
  const { user } = await renderPage(path, { state: prunable().state })
  const answer = await summary()
  const revisions = screen.getByRole('textbox', { name: 'Keep tag revisions' })
  await user.clear(revisions)
  await user.type(revisions, '-1')
  const older = 'A setting below cannot be read: this is still the answer for 3 revisions and 1h.'
  expect(await answer.findByRole('group', { name: new RegExp(older) })).toBeVisible()
  await user.clear(revisions)
  await user.type(revisions, '1')
  expect(await answer.findByText(/^\+2 images/, { ignore: '[role=status]' })).toBeVisible()
  expect(answer.queryByRole('group', { name: new RegExp(older) })).toBeNull()
})

test('the way back to the present settings keeps the focus', async () => {
  const { user } = await renderPage(`${path}?revisions=1`, { state: prunable().state })
  const back = await screen.findByRole('button', { name: 'Back to present settings' })
  await user.click(back)
  expect(await (await summary()).findByText(/^A run now would/, { ignore: '[role=status]' })).toBeVisible()
  expect(back).toHaveFocus()
})

test('what takes the place of the button that was pressed has the focus', async () => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  const { user } = await renderPage(path, {
    state: prunable().state,
    answer: async (request, cluster) => {
      if (new URL(request.url).pathname.endsWith('/v1/images')) await opened
      return cluster.handle(request)
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Stop reading' }))
  const again = await screen.findByRole('button', { name: 'Read again' })
  expect(again).toHaveFocus()
  await user.click(again)
  expect(await screen.findByRole('button', { name: 'Stop reading' })).toHaveFocus()
  open()
  expect(await (await summary()).findByText(/^A run now would/, { ignore: '[role=status]' })).toBeVisible()
})
