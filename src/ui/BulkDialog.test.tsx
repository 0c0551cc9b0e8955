import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { expect, it, onTestFinished } from 'vitest'
import { networkError } from '../k8s/ApiError.ts'
import { BulkDialog } from './BulkDialog.tsx'
import { closeDialog, Dialogs, openDialog } from './openDialog.tsx'
import { dismissToast, shownToasts } from './toasts.ts'

const entries = Array.from({ length: 50 }, (_, index) => ({ key: String(index), name: `tag-${index}` }))
const bad = new Set([3, 8, 15, 16, 23, 42, 49].map(String))

/** The dialog over fifty entries; how each is acted on is the test's. */
function opened(perform: (key: string) => Promise<unknown>, confirmBy?: string) {
  const done = { times: 0 }
  render(
    <MemoryRouter>
      <Dialogs />
    </MemoryRouter>,
  )
  openDialog(
    <BulkDialog
      title="Import 50 tags"
      confirm="Import 50 tags"
      entries={entries}
      command="oc import-image web --all"
      perform={({ key }) => perform(key)}
      done="Imported 50 tags"
      onDone={() => done.times++}
      {...(confirmBy !== undefined && { typeToConfirm: confirmBy })}
    />,
  )
  onTestFinished(() => {
    closeDialog()
    for (const { id } of shownToasts()) dismissToast(id)
  })
  return { user: userEvent.setup(), done }
}

it('acts on four at a time, tells each result, and tries again only what failed', async () => {
  const asked: string[] = []
  let [running, most] = [0, 0]
  let mended = false
  const { user, done } = opened(async (key) => {
    asked.push(key)
    most = Math.max(most, ++running)
    await Promise.resolve()
    running--
    if (bad.has(key) && !mended) throw new Error(`tag-${key}: manifest unknown`)
  })
  const dialog = within(await screen.findByRole('dialog', { name: 'Import 50 tags' }))
  expect(dialog.getAllByRole('listitem')).toHaveLength(50)
  expect(asked).toEqual([])

  await user.click(dialog.getByRole('button', { name: 'Import 50 tags' }))
  expect(await dialog.findByRole('alert', { name: '7 of 50 failed' })).toBeVisible()
  expect(asked).toHaveLength(50)
  expect(most).toBe(4)
  expect(dialog.getAllByText('Failed')).toHaveLength(7)
  expect(dialog.getAllByText('Done')).toHaveLength(43)
  const failed = dialog.getByText('tag-42', { exact: true }).closest('li')
  expect(failed).toHaveTextContent('tag-42: manifest unknown')
  expect(shownToasts()).toEqual([])
  expect(done.times).toBe(0)

  asked.length = 0
  mended = true
  await user.click(dialog.getByRole('button', { name: 'Retry 7 failed' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(new Set(asked)).toEqual(bad)
  expect(asked).toHaveLength(7)
  expect(shownToasts().map(({ title }) => title)).toEqual(['Imported 50 tags'])
  expect(done.times).toBe(1)
})

it('says of what got no answer that its outcome is unknown', async () => {
  const lost = networkError(undefined, { url: '', method: 'DELETE' })
  const { user } = opened((key) => (bad.has(key) ? Promise.reject(lost) : Promise.resolve()))
  const dialog = within(await screen.findByRole('dialog', { name: 'Import 50 tags' }))
  await user.click(dialog.getByRole('button', { name: 'Import 50 tags' }))
  expect(await dialog.findByRole('alert', { name: '7 of 50 failed' })).toHaveTextContent(/it is not known whether/)
  expect(dialog.getAllByText('The outcome is unknown')).toHaveLength(7)
  expect(dialog.queryByText('Failed')).toBeNull()
})

it('what fails again is told again', async () => {
  const { user } = opened((key) => (bad.has(key) ? Promise.reject(new Error('still unknown')) : Promise.resolve()))
  const dialog = within(await screen.findByRole('dialog', { name: 'Import 50 tags' }))
  await user.click(dialog.getByRole('button', { name: 'Import 50 tags' }))
  await user.click(await dialog.findByRole('button', { name: 'Retry 7 failed' }))
  expect(await dialog.findByRole('alert', { name: '7 of 50 failed' })).toBeVisible()
  expect(dialog.getAllByText('still unknown')).toHaveLength(7)
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(shownToasts()).toEqual([])
})

it('waits for what has to be typed', async () => {
  const asked: string[] = []
  const { user } = opened(async (key) => void asked.push(key), '50')
  const dialog = within(await screen.findByRole('dialog', { name: 'Import 50 tags' }))
  const confirm = dialog.getByRole('button', { name: 'Import 50 tags' })
  expect(confirm).toBeDisabled()
  const field = dialog.getByRole('textbox', { name: 'Type 50 to confirm' })
  await user.type(field, '5{Enter}')
  expect(asked).toEqual([])
  await user.type(field, '0{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked).toHaveLength(50)
})
