import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import '../testQueries.ts'

const imageStreams = 'image.openshift.io/imagestreams'
const web = '/imagestreams/storefront/web'

type Page = RenderedPage

/** The stream as the cluster has it. */
function stored({ cluster }: Page, name = 'web', namespace = 'storefront'): ImageStream {
  const stream = cluster.store.get(imageStreams, namespace, name)
  if (!stream) throw new Error(`no stream ${namespace}/${name}`)
  return stream
}

/** Somebody else changes the stream. */
function change(page: Page, changes: (stream: ImageStream) => ImageStream): void {
  page.cluster.store.put(imageStreams, changes(structuredClone(stored(page))))
}

const labelled = (labels: Record<string, string>) => (stream: ImageStream) => ({
  ...stream,
  metadata: { ...stream.metadata, labels },
})

async function chosen(entry: string, dialog: string, before: (page: Page) => void = () => {}) {
  const page = await renderPage(web)
  before(page)
  await page.user.click(await screen.findByRole('button', { name: 'Actions for web' }))
  await page.user.click(await screen.findByRole('menuitem', { name: entry }))
  return { ...page, dialog: within(await screen.findByRole('dialog', { name: dialog })) }
}

const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
const editLabels = () => chosen('Edit labels', 'Edit labels of web')
const editLookup = () => chosen('Edit lookup policy', 'Edit lookup policy of web')

/** Adds an entry and types it. */
async function add({ user, dialog }: Awaited<ReturnType<typeof editLabels>>, list: string, key: string, value: string) {
  await user.click(dialog.getByRole('button', { name: `Add to ${list}` }))
  // The new entry has the focus.
  await user.keyboard(key)
  await user.tab()
  await user.keyboard(value)
}

describe('the menu of a stream', () => {
  test('has all actions, by their names', async () => {
    const { user, router } = await renderPage('/imagestreams?project=storefront')
    await user.click(await screen.findByRole('button', { name: 'Actions for web' }))
    const names = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent)
    expect(names).toEqual(['Add tag', 'Import tags', 'Edit labels', 'Edit lookup policy', 'Delete image stream'])
    await user.click(screen.getByRole('menuitem', { name: 'Import tags' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/import'))
    expect(router.state.location.search).toBe('?project=storefront&stream=web')
  })

  test('asks for rights when it opens, and says at each entry which one is missing', async () => {
    const { user, cluster } = await renderPage(web, { as: 'dedicated' })
    const button = await screen.findByRole('button', { name: 'Actions for web' })
    const reviews = () => cluster.faults.requests.filter(({ plural }) => plural === 'selfsubjectaccessreviews').length
    const before = reviews()
    await user.click(button)
    const entry = await screen.findByRole('menuitem', { name: /Edit labels/ })
    await waitFor(() => expect(entry).toHaveAttribute('aria-disabled', 'true'))
    expect(entry).toHaveTextContent('You may not patch imagestreams web in the project storefront.')
    await waitFor(() =>
      expect(screen.getByRole('menuitem', { name: /Delete image stream/ })).toHaveAttribute('aria-disabled'),
    )
    expect(reviews()).toBeGreaterThan(before)
    await user.click(entry)
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('labels and annotations', () => {
  test('are changed by what changed: nothing else is sent, and keys can be taken away', async () => {
    const page = await chosen('Edit labels', 'Edit labels of web', (opened) =>
      change(opened, labelled({ old: '1', kept: '2' })),
    )
    const { user, dialog } = page
    await user.click(await dialog.findByRole('button', { name: 'Remove old' }))
    await add(page, 'labels', 'team', 'a')
    await add(page, 'annotations', 'openshift.io/display-name', 'The web')
    await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(dialog.getByText(/^oc label imagestream web/)).toHaveTextContent(
      "oc label imagestream web -n storefront --overwrite team=a old- oc annotate imagestream web -n storefront --overwrite 'openshift.io/display-name=The web'",
    )
    const before = stored(page)
    await user.click(dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    await gone()
    const after = stored(page)
    expect(after.metadata.labels).toEqual({ kept: '2', team: 'a' })
    expect(after.metadata.annotations).toEqual({
      ...before.metadata.annotations,
      'openshift.io/display-name': 'The web',
    })
    expect(after.spec).toEqual(before.spec)
    expect(await screen.findByText('Changed labels and annotations of web')).toBeVisible()
  })

  test('that the server would refuse are not sent', async () => {
    const page = await editLabels()
    const { user, dialog } = page
    const save = dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ })
    await user.click(save)
    expect(dialog.getByRole('alert', { name: 'Could not save' })).toHaveTextContent('Nothing is changed yet.')
    await add(page, 'labels', 'k'.repeat(64), 'a b')
    expect(dialog.getByRole('textbox', { name: 'Labels: key 1' })).toHaveAccessibleDescription(/63 characters/)
    await user.clear(dialog.getByRole('textbox', { name: 'Labels: key 1' }))
    await user.type(dialog.getByRole('textbox', { name: 'Labels: key 1' }), 'team')
    await user.click(save)
    expect(dialog.getByRole('alert', { name: 'Could not save' })).toHaveTextContent(/The value of a label has letters/)
    expect(stored(page).metadata.labels).toBeUndefined()
  })

  const conflict = async () => {
    const page = await editLabels()
    await add(page, 'labels', 'team', 'mine')
    change(page, labelled({ team: 'theirs', other: 'x' }))
    await page.user.click(page.dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    const alert = within(await page.dialog.findByRole('alert', { name: 'Changed by someone else' }))
    expect(alert.getByRole('list', { name: 'Fields that differ' })).toHaveTextContent(
      /metadata.labels.team: none → theirs/,
    )
    expect(stored(page).metadata.labels).toEqual({ team: 'theirs', other: 'x' })
    return { ...page, alert }
  }

  test('of a second actor: mine over the latest keeps theirs at other keys', async () => {
    const page = await conflict()
    await page.user.click(page.alert.getByRole('button', { name: 'Apply mine to latest' }))
    await gone()
    expect(stored(page).metadata.labels).toEqual({ team: 'mine', other: 'x' })
  })

  test('of a second actor: the latest', async () => {
    const page = await conflict()
    await page.user.click(page.alert.getByRole('button', { name: 'Use latest' }))
    expect(page.dialog.getByRole('textbox', { name: 'Labels: value 1' })).toHaveValue('theirs')
    expect(page.dialog.queryByRole('alert')).toBeNull()
    await page.user.click(page.dialog.getByRole('button', { name: 'Remove other' }))
    await page.user.click(page.dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    await gone()
    expect(stored(page).metadata.labels).toEqual({ team: 'theirs' })
  })

  test('a push meanwhile is no conflict', async () => {
    const page = await editLabels()
    await add(page, 'labels', 'team', 'a')
    change(page, (stream) => ({ ...stream, status: { ...stream.status, tags: [] } }))
    await page.user.click(page.dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    await gone()
    expect(stored(page).metadata.labels).toEqual({ team: 'a' })
  })

  test.each([
    [
      'a right that is missing only for the write',
      403,
      'imagestreams.image.openshift.io "web" is forbidden: User "admin" cannot patch resource "imagestreams" in API group "image.openshift.io" in the namespace "storefront"',
      /oc adm policy add-role-to-user registry-editor admin -n storefront/,
    ],
    [
      'an admission webhook',
      403,
      'admission webhook "labels.managed.example" denied the request: labels are managed',
      /A rule of the cluster refused/,
    ],
    [
      'something invalid that has no field',
      422,
      'ImageStream.image.openshift.io "web" is invalid',
      /does not accept the values/,
    ],
  ])('%s: the words of the server, and nothing typed is lost', async (_, status, message, words) => {
    const page = await editLabels()
    await add(page, 'labels', 'team', 'a')
    page.cluster.faults.add({ verb: 'patch', plural: 'imagestreams', status, message })
    await page.user.click(page.dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    const alert = await page.dialog.findByRole('alert', { name: 'Could not save' })
    expect(alert).toHaveTextContent(message)
    expect(alert).toHaveTextContent(words)
    expect(page.dialog.getByRole('textbox', { name: 'Labels: value 1' })).toHaveValue('a')
    await page.user.click(page.dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    await gone()
    expect(stored(page).metadata.labels).toEqual({ team: 'a' })
  })

  test('a complaint about labels stands at the labels', async () => {
    const page = await editLabels()
    await add(page, 'labels', 'team', 'a')
    const causes = [{ field: 'metadata.labels', reason: 'FieldValueInvalid', message: 'Invalid value: "team"' }]
    page.cluster.faults.add({ verb: 'patch', status: 422, reason: 'Invalid', message: 'is invalid', causes })
    await page.user.click(page.dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    const group = await page.dialog.findByText(/Invalid value: "team"/)
    expect(group.closest('.pf-v6-c-form__group')).toHaveTextContent(/^Labels/)
  })

  test.each([
    [true, 'Changed labels of web'],
    [false, 'The connection broke before the change was made'],
  ])('a lost answer is looked up: done is %s', async (afterwards, words) => {
    const page = await editLabels()
    await add(page, 'labels', 'team', 'a')
    page.cluster.faults.add({ verb: 'patch', plural: 'imagestreams', status: 0, afterwards })
    await page.user.click(page.dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    expect(await screen.findByText(new RegExp(words))).toBeVisible()
    expect(stored(page).metadata.labels?.['team']).toBe(afterwards ? 'a' : undefined)
  })

  test('of a stream that is deleted while the dialog is open', async () => {
    const page = await editLabels()
    await add(page, 'labels', 'team', 'a')
    page.cluster.store.remove(imageStreams, 'storefront', 'web')
    expect(await page.dialog.findByRole('alert', { name: 'It was deleted by someone else' })).toBeVisible()
    expect(page.dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ })).toBeDisabled()
    expect(page.dialog.getByRole('textbox', { name: 'Labels: value 1' })).toHaveValue('a')
  })
})

describe('the lookup policy', () => {
  test('is switched on and off again', async () => {
    const page = await editLookup()
    const { user, dialog } = page
    await user.click(dialog.getByRole('checkbox', { name: 'Lookup policy (local)' }))
    await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(dialog.getByText('oc set image-lookup web -n storefront')).toBeVisible()
    expect(dialog.getByText(/resolve short names in this stream/)).toBeVisible()
    await user.click(dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    await gone()
    expect(stored(page).spec?.lookupPolicy?.local).toBe(true)

    await user.click(await screen.findByRole('button', { name: 'Actions for web' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Edit lookup policy' }))
    const again = within(await screen.findByRole('dialog', { name: 'Edit lookup policy of web' }))
    expect(again.getByRole('checkbox', { name: 'Lookup policy (local)' })).toBeChecked()
    await user.click(again.getByRole('checkbox', { name: 'Lookup policy (local)' }))
    await user.click(again.getByRole('button', { name: 'Equivalent command' }))
    expect(again.getByText('oc set image-lookup web --enabled=false -n storefront')).toBeVisible()
    await user.click(again.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    await gone()
    expect(stored(page).spec?.lookupPolicy?.local).toBe(false)
  })

  test('that a second actor switched is told; both ways lead on', async () => {
    const page = await editLookup()
    const { user, dialog } = page
    const box = dialog.getByRole('checkbox', { name: 'Lookup policy (local)' })
    const local = (on: boolean) => (stream: ImageStream) => ({
      ...stream,
      spec: { ...stream.spec, lookupPolicy: { local: on } },
    })
    const alert = async () => within(await dialog.findByRole('alert', { name: 'Changed by someone else' }))
    await user.click(box)
    change(page, local(true))
    await user.click(dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    expect((await alert()).getByRole('list')).toHaveTextContent('spec.lookupPolicy.local: false → true')
    await user.click((await alert()).getByRole('button', { name: 'Use latest' }))
    expect(box).toBeChecked()
    expect(stored(page).spec?.lookupPolicy?.local).toBe(true)

    await user.click(box)
    change(page, local(false))
    await user.click(dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    expect((await alert()).getByRole('list')).toHaveTextContent('spec.lookupPolicy.local: true → false')
    change(page, local(true))
    await user.click((await alert()).getByRole('button', { name: 'Apply mine to latest' }))
    await user.click((await alert()).getByRole('button', { name: 'Apply mine to latest' }))
    await gone()
    expect(stored(page).spec?.lookupPolicy?.local).toBe(false)
  })

  test('of a new tag by somebody else nobody is asked', async () => {
    const page = await editLookup()
    await page.user.click(page.dialog.getByRole('checkbox', { name: 'Lookup policy (local)' }))
    change(page, (stream) => ({
      ...stream,
      spec: { ...stream.spec, tags: [...(stream.spec?.tags ?? []), { name: 'new' }] },
    }))
    await page.user.click(page.dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    await gone()
    expect(stored(page).spec?.lookupPolicy?.local).toBe(true)
    expect(stored(page).spec?.tags?.some(({ name }) => name === 'new')).toBe(true)
  })
})
