import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { shownToasts } from '../../../ui/toasts.ts'
import { rowNames } from '../testQueries.ts'

const imageStreams = 'image.openshift.io/imagestreams'

const stored = ({ cluster }: Pick<RenderedPage, 'cluster'>, namespace: string, name: string): ImageStream | undefined =>
  cluster.store.get(imageStreams, namespace, name)

/** Somebody pushes a tag. */
function push({ cluster }: RenderedPage, namespace: string, name: string, tag: string): void {
  const stream = stored({ cluster }, namespace, name)
  if (!stream) throw new Error(`no stream ${namespace}/${name}`)
  const items = [{ image: `sha256:${'7'.repeat(64)}`, created: new Date().toISOString() }]
  const tags = [...(stream.status?.tags ?? []), { tag, items }]
  const pushed: ImageStream = { ...structuredClone(stream), status: { ...stream.status, tags } }
  cluster.store.put(imageStreams, pushed)
}

const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

describe('deleting an image stream', () => {
  async function opened(path = '/imagestreams/storefront/web') {
    const page = await renderPage(path, { scenario: 'healthy' })
    await page.user.click(await screen.findByRole('button', { name: 'Actions for web' }))
    await page.user.click(await screen.findByRole('menuitem', { name: 'Delete image stream' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete image stream web' }))
    const confirm = dialog.getByRole('button', { name: 'Delete image stream' })
    const type = (text = 'web') => page.user.type(dialog.getByRole('textbox', { name: 'Type web to confirm' }), text)
    return { ...page, dialog, confirm, type }
  }

  test('says what is lost, who uses it, and what was taken from it', async () => {
    const { dialog } = await opened()
    expect(dialog.getByText(/^7 tags of the project storefront are lost, with 11 revisions of history/)).toBeVisible()
    expect(dialog.getByText(/^5 images stay in the registry until pruning/)).toBeVisible()
    const users = await dialog.findByRole('list', { name: 'Workloads' })
    expect(users).toHaveTextContent('Deployment storefront/web')
    const copies = await dialog.findByRole('list', { name: 'Tags taken from it' })
    expect(within(copies).getByRole('link', { name: 'payments/web:from-storefront' })).toBeVisible()
  })

  test('asks for the name, deletes, and goes to the list', async () => {
    const page = await opened()
    expect(page.confirm).toBeDisabled()
    await page.user.click(page.dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(page.dialog.getByText('oc delete imagestream web -n storefront')).toBeVisible()
    await page.type()
    await page.user.click(page.confirm)
    await gone()
    expect(stored(page, 'storefront', 'web')).toBeUndefined()
    expect(shownToasts().map(({ title }) => title)).toEqual(['Deleted image stream web'])
    await screen.findByRole('heading', { level: 1, name: 'Image streams' })
    expect(page.router.state.location.search).toBe('?project=storefront')
    await waitFor(() => expect(rowNames()).toEqual(expect.arrayContaining(['checkout'])))
    expect(rowNames()).not.toContain('web')
  })

  async function pushedMeanwhile() {
    const page = await opened()
    await page.type()
    push(page, 'storefront', 'web', 'hotfix')
    await page.user.click(page.confirm)
    const alert = within(await page.dialog.findByRole('alert', { name: 'Changed by someone else' }))
    expect(alert.getByRole('list', { name: 'Fields that differ' })).toHaveTextContent('tags[hotfix]')
    expect(stored(page, 'storefront', 'web')).toBeDefined()
    return { ...page, alert }
  }

  test('what is pushed meanwhile can be looked at first', async () => {
    const page = await pushedMeanwhile()
    await page.user.click(page.alert.getByRole('button', { name: 'Use latest' }))
    expect(page.dialog.getByText(/^8 tags of the project storefront are lost, with 12/)).toBeVisible()
    expect(stored(page, 'storefront', 'web')).toBeDefined()
    await page.user.click(page.confirm)
    await gone()
    expect(stored(page, 'storefront', 'web')).toBeUndefined()
  })

  test('what is pushed meanwhile can be deleted too', async () => {
    const page = await pushedMeanwhile()
    await page.user.click(page.alert.getByRole('button', { name: 'Apply mine to latest' }))
    await gone()
    expect(stored(page, 'storefront', 'web')).toBeUndefined()
  })

  test('from the list keeps the focus on the page', async () => {
    const page = await opened('/imagestreams?project=storefront')
    // The list has read all images.
    expect(await page.dialog.findByText(/^What its tags serve takes 365.5 MiB, each layer counted once/)).toBeVisible()
    await page.type()
    await page.user.click(page.confirm)
    await gone()
    await waitFor(() => expect(rowNames()).not.toContain('web'))
    await waitFor(() => expect(screen.getByRole('heading', { level: 1, name: 'Image streams' })).toHaveFocus())
  })

  test('a label meanwhile concerns nobody', async () => {
    const page = await opened()
    await page.type()
    const stream = stored(page, 'storefront', 'web')
    if (!stream) throw new Error('no stream')
    page.cluster.store.put(imageStreams, { ...stream, metadata: { ...stream.metadata, labels: { a: 'b' } } })
    await page.user.click(page.confirm)
    await gone()
    expect(stored(page, 'storefront', 'web')).toBeUndefined()
  })

  test.each([
    [true, undefined],
    [false, 'web'],
  ])('a lost answer is looked up: done is %s', async (afterwards, left) => {
    const page = await opened()
    await page.type()
    page.cluster.faults.add({ verb: 'delete', plural: 'imagestreams', status: 0, afterwards })
    await page.user.click(page.confirm)
    const told = afterwards ? 'Deleted image stream web' : /broke before the change was made/
    expect(await screen.findByText(told)).toBeVisible()
    expect(stored(page, 'storefront', 'web')?.metadata.name).toBe(left)
    expect(shownToasts()).toHaveLength(afterwards ? 1 : 0)
  })

  test.each([
    [
      'imagestreams.image.openshift.io "web" is forbidden: User "admin" cannot delete resource "imagestreams" in API group "image.openshift.io" in the namespace "storefront"',
      /registry-editor admin -n storefront/,
    ],
    ['admission webhook "streams.managed.example" denied the request: protected', /A rule of the cluster refused/],
  ])('a refusal of the write alone: %s', async (message, words) => {
    const page = await opened()
    await page.type()
    page.cluster.faults.add({ verb: 'delete', plural: 'imagestreams', status: 403, reason: 'Forbidden', message })
    await page.user.click(page.confirm)
    const alert = await page.dialog.findByRole('alert', { name: 'Could not save' })
    expect(alert).toHaveTextContent(message)
    expect(alert).toHaveTextContent(words)
    expect(stored(page, 'storefront', 'web')).toBeDefined()
  })

  test('somebody else deleted it: the dialog and the page say so', async () => {
    const page = await opened()
    page.cluster.store.remove(imageStreams, 'storefront', 'web')
    expect(await page.dialog.findByRole('alert', { name: 'It was deleted by someone else' })).toBeVisible()
    expect(page.confirm).toBeDisabled()
    await page.user.click(page.dialog.getByRole('button', { name: 'Cancel' }))
    expect(await screen.findByRole('group', { name: /This image stream was deleted/ })).toBeVisible()
  })
})

describe('deleting several image streams', () => {
  async function opened(...names: string[]) {
    const page = await renderPage('/imagestreams?project=storefront', { scenario: 'healthy' })
    for (const name of names) await page.user.click(await screen.findByRole('checkbox', { name: `Select ${name}` }))
    await page.user.click(screen.getByRole('button', { name: 'Delete selected' }))
    const title = `Delete ${names.length} image streams`
    const dialog = within(await screen.findByRole('dialog', { name: title }))
    const confirm = dialog.getByRole('button', { name: title })
    await page.user.type(dialog.getByRole('textbox', { name: `Type ${names.length} to confirm` }), `${names.length}`)
    return { ...page, dialog, confirm }
  }

  test('one that is selected is deleted by its name', async () => {
    const page = await renderPage('/imagestreams?project=storefront', { scenario: 'healthy' })
    await page.user.click(await screen.findByRole('checkbox', { name: 'Select web' }))
    await page.user.click(screen.getByRole('button', { name: 'Delete selected' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete image stream web' }))
    const confirm = dialog.getByRole('button', { name: 'Delete image stream' })
    const field = dialog.getByRole('textbox', { name: 'Type web to confirm' })
    await page.user.type(field, '1')
    expect(confirm).toBeDisabled()
    await page.user.clear(field)
    await page.user.type(field, 'web')
    await page.user.click(confirm)
    await gone()
    expect(stored(page, 'storefront', 'web')).toBeUndefined()
  })

  test('says what is lost of each and of all, and deletes them', async () => {
    const page = await opened('web', 'checkout')
    expect(await page.dialog.findByText(/^11 tags are lost, with 17 revisions of history/)).toBeVisible()
    expect(await page.dialog.findByText(/^5 workloads that you may list use them/)).toBeVisible()
    const [web] = page.dialog.getAllByRole('listitem')
    expect(web).toHaveTextContent('7 tags · 11 revisions · used by 4 workloads · 1 tag elsewhere taken from it')
    await page.user.click(page.dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(page.dialog.getByText('oc delete imagestream web checkout -n storefront')).toBeVisible()
    await page.user.click(page.confirm)
    await gone()
    expect(stored(page, 'storefront', 'web')).toBeUndefined()
    expect(stored(page, 'storefront', 'checkout')).toBeUndefined()
    expect(stored(page, 'storefront', 'search')).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Delete selected' })).toBeNull()
  })

  test('tells what failed, and deletes the rest', async () => {
    const page = await opened('web', 'checkout', 'search')
    const message = 'admission webhook "streams.managed.example" denied the request: protected'
    page.cluster.faults.add({ verb: 'delete', plural: 'imagestreams', name: 'checkout', status: 403, message })
    page.cluster.faults.add({ verb: 'delete', plural: 'imagestreams', name: 'search', status: 0, afterwards: true })
    await page.user.click(page.confirm)
    expect(await page.dialog.findByRole('alert', { name: '1 of 3 failed' })).toBeVisible()
    expect(page.dialog.getByText('storefront/checkout').closest('li')).toHaveTextContent(message)
    expect(stored(page, 'storefront', 'web')).toBeUndefined()
    // Its answer was lost, and looked up.
    expect(stored(page, 'storefront', 'search')).toBeUndefined()
    expect(stored(page, 'storefront', 'checkout')).toBeDefined()
    await page.user.click(page.dialog.getByRole('button', { name: 'Retry the failed one' }))
    await gone()
    expect(stored(page, 'storefront', 'checkout')).toBeUndefined()
  })

  test('what was pushed to meanwhile is told, and deleted only when asked for again', async () => {
    const page = await opened('web', 'checkout')
    push(page, 'storefront', 'web', 'hotfix')
    await page.user.click(page.confirm)
    expect(await page.dialog.findByRole('alert', { name: '1 of 2 failed' })).toBeVisible()
    expect(page.dialog.getByText('storefront/web').closest('li')).toHaveTextContent(
      'Changed by someone else: it now has 8 tags. Retry deletes it as it is now.',
    )
    expect(stored(page, 'storefront', 'web')).toBeDefined()
    await page.user.click(page.dialog.getByRole('button', { name: 'Retry the failed one' }))
    await gone()
    expect(stored(page, 'storefront', 'web')).toBeUndefined()
  })
})
