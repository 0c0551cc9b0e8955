import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { changeTag, commandIn, findDialog, openFrom, storedDigests, storedTag } from './tagTesting.ts'

test('imports a tag again with the policies it has', async () => {
  const page = await renderPage('/imagestreams/analytics/etl')
  const before = storedTag(page, 'analytics', 'etl', 'latest')
  const dialog = await openFrom(page, 'latest', 'Re-import now', 'Re-import etl:latest')
  expect(dialog.getByText(/imported from 127.0.0.1:5005\/team\/etl:stable, with the policies of the tag/)).toBeVisible()
  expect(await commandIn(page, dialog)).toBe('oc import-image etl:latest -n analytics --insecure')
  await page.user.click(dialog.getByRole('button', { name: 'Re-import' }))
  expect(await screen.findByText('Re-imported etl:latest: the image is the same')).toBeVisible()
  expect(storedTag(page, 'analytics', 'etl', 'latest')).toEqual(before)
})

test('a failure is told in words, and the row shows it', async () => {
  const page = await renderPage('/imagestreams/analytics/etl')
  changeTag(page, 'analytics', 'etl', {
    ...storedTag(page, 'analytics', 'etl', 'latest'),
    name: 'latest',
    from: { kind: 'DockerImage', name: '127.0.0.1:5005/team/etl:gone' },
  })
  const before = storedDigests(page, 'analytics', 'etl', 'latest')
  const dialog = await openFrom(page, 'latest', 'Re-import now', 'Re-import etl:latest')
  await dialog.findByText(/team\/etl:gone/)
  await page.user.click(dialog.getByRole('button', { name: 'Re-import' }))
  expect(await screen.findByText('Could not import etl:latest: The source registry has no such image')).toBeVisible()
  const row = (await screen.findByRole('rowheader', { name: 'latest' })).closest('tr')
  await waitFor(() => expect(row).toHaveTextContent('Import failed'))
  expect(storedDigests(page, 'analytics', 'etl', 'latest')).toEqual(before)
})

test('an import whose answer is lost: unknown, unless it left a trace', async () => {
  const page = await renderPage('/imagestreams/analytics/etl')
  const dialog = await openFrom(page, 'latest', 'Re-import now', 'Re-import etl:latest')
  page.cluster.faults.add({ verb: 'create', plural: 'imagestreamimports', status: 0 })
  await page.user.click(dialog.getByRole('button', { name: 'Re-import' }))
  expect(await dialog.findByRole('alert', { name: 'The outcome is unknown' })).toBeVisible()
  expect(dialog.getByRole('button', { name: 'Look again' })).toBeVisible()
})

test('several tags: a result for each, and what cannot be imported is said', async () => {
  const page = await renderPage('/imagestreams/openshift/python')
  const known = storedTag(page, 'openshift', 'python', '3.11')
  changeTag(page, 'openshift', 'python', {
    ...known,
    name: '9.9',
    from: { kind: 'DockerImage', name: '127.0.0.1:5005/ubi9/python:9.9' },
  })
  changeTag(page, 'openshift', 'python', { name: 'fixed', from: { kind: 'ImageStreamImage', name: 'python@sha256:0' } })
  await screen.findByRole('rowheader', { name: '9.9' })
  await page.user.click(await screen.findByRole('checkbox', { name: /^Select all rows/ }))
  await page.user.click(screen.getByRole('button', { name: 'Re-import selected' }))
  const dialog = await findDialog('Re-import 2 tags of python')
  expect(dialog.getByText('It is fixed to one image. Change its source to import it.')).toBeVisible()
  expect((await commandIn(page, dialog)).split('\n').toSorted()).toEqual([
    'oc import-image python:3.11 -n openshift --import-mode=PreserveOriginal --insecure',
    'oc import-image python:9.9 -n openshift --import-mode=PreserveOriginal --insecure',
  ])
  await page.user.click(dialog.getByRole('button', { name: 'Re-import' }))
  expect(await dialog.findByRole('alert', { name: '1 of 2 failed' })).toBeVisible()
  expect(dialog.getByText(/^The source registry has no such image: /)).toBeVisible()
  expect(dialog.getByText('Done')).toBeVisible()
  changeTag(page, 'openshift', 'python', { ...known, name: '9.9' })
  await waitFor(() => expect(storedTag(page, 'openshift', 'python', '9.9')?.from).toEqual(known?.from))
  await page.user.click(dialog.getByRole('button', { name: 'Retry the failed one' }))
  expect(await screen.findByText('Re-imported 2 tags of python')).toBeVisible()
  expect(storedDigests(page, 'openshift', 'python', '9.9')).toHaveLength(1)
})
