import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import {
  changeTag,
  choose,
  commandIn,
  findDialog,
  openFrom,
  storedDigests,
  storedStream,
  storedTag,
} from './tagTesting.ts'

const web = '/imagestreams/storefront/web'

describe('the menu of a tag', () => {
  test('has every action, with the reason where one is not possible', async () => {
    const { user } = await renderPage(web, { scenario: 'healthy' })
    await user.click(await screen.findByRole('button', { name: 'Actions for v1' }))
    expect(screen.getAllByRole('menuitem').map(({ firstChild }) => firstChild?.textContent)).toEqual([
      'Re-import now',
      'Change source',
      'Edit import policy',
      'Edit reference policy',
      'Edit description',
      'Copy to another stream',
      'Compare with…',
      'Delete tag',
    ])
    const disabled = screen.getByRole('menuitem', { name: /^Re-import now/ })
    expect(disabled).toHaveAttribute('aria-disabled', 'true')
    expect(disabled).toHaveTextContent('It was pushed: there is no source to import from.')
  })

  test('says which right is missing', async () => {
    const { user } = await renderPage('/imagestreams/openshift/python', { scenario: 'healthy', as: 'dev' })
    await user.click(await screen.findByRole('button', { name: 'Actions for 3.11-ubi9' }))
    const entry = await screen.findByRole('menuitem', {
      name: 'Delete tag',
      description: /You may not delete imagestreamtags/,
    })
    expect(entry).toHaveAttribute('aria-disabled', 'true')
    expect(
      screen.getByRole('menuitem', { name: 'Change source', description: /You may not patch imagestreams/ }),
    ).toBeVisible()
  })
})

describe('delete a tag', () => {
  test('says what is lost, deletes it with its history, and takes it from the page', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const dialog = await openFrom(page, 'v3', 'Delete tag', 'Delete tag web:v3')
    expect(dialog.getByText('1 revision is lost: nothing can be rolled back to it any more.')).toBeVisible()
    expect(await dialog.findByText(/^2 tags follow it: prod, stable\./)).toBeVisible()
    expect(await dialog.findByText(/^Other tags hold all its images\./)).toBeVisible()
    expect(await commandIn(page, dialog)).toBe('oc tag -d storefront/web:v3')
    await page.user.click(dialog.getByRole('button', { name: 'Delete tag' }))
    expect(await screen.findByText('Deleted tag web:v3')).toBeVisible()
    await waitFor(() => expect(screen.queryByRole('rowheader', { name: 'v3' })).toBeNull())
    expect(storedDigests(page, 'storefront', 'web', 'v3')).toEqual([])
    expect(storedTag(page, 'storefront', 'web', 'stable')?.from?.name).toBe('v3')
  })

  test('names the images that nothing else holds, and who uses the tag', async () => {
    const page = await renderPage('/imagestreams/payments/api', { scenario: 'healthy' })
    const dialog = await openFrom(page, '1.14.2', 'Delete tag', 'Delete tag api:1.14.2')
    expect(await dialog.findByText(/Other tags hold all its images/)).toBeVisible()
    expect(await dialog.findByRole('list', { name: 'Workloads' })).toBeVisible()
    await page.user.click(dialog.getByRole('button', { name: 'Cancel' }))
    await page.router.navigate('/imagestreams/storefront/search')
    const other = await openFrom(page, '2.8.4', 'Delete tag', 'Delete tag search:2.8.4')
    expect(await other.findByText(/Images stay in the registry until pruning removes them/)).toBeVisible()
  })

  test('tells when somebody moved it since', async () => {
    const page = await renderPage('/imagestreams/payments/api', { scenario: 'healthy' })
    const dialog = await openFrom(page, '1.14.2', 'Delete tag', 'Delete tag api:1.14.2')
    changeTag(page, 'payments', 'api', { name: '1.14.2', annotations: { description: 'Keep me' } })
    await page.user.click(dialog.getByRole('button', { name: 'Delete tag' }))
    expect(await dialog.findByRole('alert', { name: 'Changed by someone else' })).toHaveTextContent('Keep me')
    expect(storedDigests(page, 'payments', 'api', '1.14.2')).toHaveLength(1)
    await page.user.click(dialog.getByRole('button', { name: 'Apply mine to latest' }))
    await waitFor(() => expect(storedDigests(page, 'payments', 'api', '1.14.2')).toEqual([]))
  })

  test('several at once, with a result for each', async () => {
    const page = await renderPage('/imagestreams/payments/api', { scenario: 'healthy' })
    page.cluster.faults.add({
      verb: 'delete',
      plural: 'imagestreamtags',
      name: 'api:1.6.0',
      status: 403,
      message: 'no',
    })
    for (const tag of ['1.5.0', '1.6.0'])
      await page.user.click(await screen.findByRole('checkbox', { name: `Select ${tag}` }))
    await page.user.click(screen.getByRole('button', { name: 'Delete selected' }))
    const dialog = await findDialog('Delete 2 tags of api')
    expect(await commandIn(page, dialog)).toMatch(/^oc tag -d( payments\/api:1\.[56]\.0){2}$/)
    await page.user.click(dialog.getByRole('button', { name: 'Delete tags' }))
    expect(await dialog.findByRole('alert', { name: '1 of 2 failed' })).toBeVisible()
    expect(storedDigests(page, 'payments', 'api', '1.5.0')).toEqual([])
    await page.user.click(dialog.getByRole('button', { name: 'Retry the failed one' }))
    await waitFor(() => expect(storedDigests(page, 'payments', 'api', '1.6.0')).toEqual([]))
    expect(await screen.findByText('Deleted 2 tags of api')).toBeVisible()
  })
})

describe('policies', () => {
  test('import policy: written without an import, nothing else lost', async () => {
    const page = await renderPage('/imagestreams/payments/gateway', { scenario: 'healthy' })
    changeTag(page, 'payments', 'gateway', {
      ...storedTag(page, 'payments', 'gateway', '2.4'),
      name: '2.4',
      annotations: { description: 'Way in' },
    })
    const dialog = await openFrom(page, '2.4', 'Edit import policy', 'Edit import policy of gateway:2.4')
    const before = storedTag(page, 'payments', 'gateway', '2.4')
    await page.user.click(dialog.getByRole('checkbox', { name: 'Scheduled' }))
    await page.user.click(dialog.getByRole('checkbox', { name: 'Insecure' }))
    expect(await commandIn(page, dialog)).toBe(
      `oc patch is/gateway -n payments -p '{"spec":{"tags":[{"name":"2.4","importPolicy":{"insecure":true,"scheduled":null}}]}}'`,
    )
    await page.user.click(dialog.getByRole('button', { name: /^Edit (import policy|reference policy|description)$/ }))
    expect(await screen.findByText('Import policy of gateway:2.4 saved')).toBeVisible()
    expect(storedTag(page, 'payments', 'gateway', '2.4')).toEqual({
      ...before,
      importPolicy: { insecure: true, importMode: 'PreserveOriginal' },
    })
  })

  test('another import mode says that it imports at once', async () => {
    const page = await renderPage('/imagestreams/payments/gateway', { scenario: 'healthy' })
    const dialog = await openFrom(page, '2.4', 'Edit import policy', 'Edit import policy of gateway:2.4')
    await page.user.click(dialog.getByRole('button', { name: /^Edit (import policy|reference policy|description)$/ }))
    expect(dialog.getByRole('alert', { name: 'Could not save' })).toHaveTextContent('Nothing is changed yet.')
    await page.user.selectOptions(dialog.getByLabelText('Import mode'), 'Legacy')
    expect(dialog.getByText(/import the image again at once/)).toBeVisible()
  })

  test('reference policy', async () => {
    const page = await renderPage('/imagestreams/payments/gateway', { scenario: 'healthy' })
    const dialog = await openFrom(page, '2.4', 'Edit reference policy', 'Edit reference policy of gateway:2.4')
    await page.user.click(dialog.getByRole('radio', { name: 'Local' }))
    await page.user.click(dialog.getByRole('button', { name: /^Edit (import policy|reference policy|description)$/ }))
    expect(await screen.findByText('Reference policy of gateway:2.4 saved')).toBeVisible()
    expect(storedTag(page, 'payments', 'gateway', '2.4')?.referencePolicy).toEqual({ type: 'Local' })
  })
})

describe('description', () => {
  test('sets and empties annotations and keeps all others', async () => {
    const page = await renderPage('/imagestreams/openshift/python', { scenario: 'healthy' })
    const dialog = await openFrom(page, '3.11-ubi9', 'Edit description', 'Edit description of python:3.11-ubi9')
    const before = storedTag(page, 'openshift', 'python', '3.11-ubi9')
    const { 'openshift.io/provider-display-name': provider } = before?.annotations ?? {}
    await page.user.clear(dialog.getByLabelText('Version'))
    await page.user.clear(dialog.getByLabelText('Display name'))
    await page.user.type(dialog.getByLabelText('Display name'), 'Python (old)')
    await page.user.click(dialog.getByRole('checkbox', { name: 'Hidden' }))
    expect(await commandIn(page, dialog)).toMatch(
      /^oc annotate --overwrite istag\/python:3\.11-ubi9 -n openshift .*'openshift.io\/display-name=Python \(old\)'.* version-/,
    )
    await page.user.click(dialog.getByRole('button', { name: /^Edit (import policy|reference policy|description)$/ }))
    expect(await screen.findByText('Description of python:3.11-ubi9 saved')).toBeVisible()
    const after = storedTag(page, 'openshift', 'python', '3.11-ubi9')
    expect(after?.annotations).toMatchObject({
      'openshift.io/provider-display-name': provider,
      'openshift.io/display-name': 'Python (old)',
      tags: expect.stringMatching(/,hidden$/),
    })
    expect(after?.annotations).not.toHaveProperty('version')
    expect({ ...after, annotations: {} }).toEqual({ ...before, annotations: {} })
  })

  test('of a tag that was only pushed', async () => {
    const page = await renderPage('/imagestreams/payments/api', { scenario: 'healthy' })
    const dialog = await openFrom(page, '1.14.2', 'Edit description', 'Edit description of api:1.14.2')
    await page.user.type(dialog.getByLabelText('Description'), 'Fixes rounding')
    await page.user.type(dialog.getByLabelText('Sample repository'), 'not an address')
    await page.user.click(dialog.getByRole('button', { name: /^Edit (import policy|reference policy|description)$/ }))
    expect(dialog.getByLabelText('Sample repository')).toHaveAccessibleDescription(/address of a Git repository/)
    await page.user.clear(dialog.getByLabelText('Sample repository'))
    await page.user.click(dialog.getByRole('button', { name: /^Edit (import policy|reference policy|description)$/ }))
    await screen.findByText('Description of api:1.14.2 saved')
    const stream = storedStream(page, 'payments', 'api')
    expect(stream.spec?.tags).toMatchObject([{ name: '1.14.2', annotations: { description: 'Fixes rounding' } }])
    expect(storedDigests(page, 'payments', 'api', '1.14.2')).toHaveLength(1)
  })
})

test('compare with another tag', async () => {
  const page = await renderPage(web, { scenario: 'healthy' })
  await choose(page, 'v1', 'Compare with…')
  const dialog = await findDialog('Compare web:v1')
  await page.user.click(dialog.getByRole('button', { name: 'Compare' }))
  expect(dialog.getByLabelText('Tag')).toHaveAccessibleDescription(/^Choose a tag\./)
  await page.user.selectOptions(await dialog.findByLabelText('Tag'), 'prod')
  await page.user.selectOptions(dialog.getByLabelText('Revision'), dialog.getByRole('option', { name: /^sha256/ }))
  await page.user.click(dialog.getByRole('button', { name: 'Compare' }))
  await waitFor(() => expect(page.router.state.location.pathname).toBe('/compare'))
  const params = new URLSearchParams(page.router.state.location.search)
  expect(params.get('a')).toBe('storefront/web:v1')
  expect(params.get('b')).toMatch(/^storefront\/web@sha256:/)
})
