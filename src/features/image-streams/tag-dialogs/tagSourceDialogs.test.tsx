import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { openDialog } from '../../../ui/openDialog.tsx'
import { AddTagDialog } from './AddTagDialog.tsx'
import {
  changeStream,
  changeTag,
  commandIn,
  findDialog,
  openFrom,
  storedDigests,
  storedStream,
  storedTag,
} from './tagTesting.ts'

const web = '/imagestreams/storefront/web'

async function addTagTo(namespace: string, stream: string) {
  await screen.findAllByRole('rowheader')
  openDialog(<AddTagDialog namespace={namespace} stream={stream} />)
  return findDialog(`Add tag to ${stream}`)
}

describe('add a tag', () => {
  test('from another registry', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const before = storedStream(page, 'storefront', 'web').spec?.tags ?? []
    const dialog = await addTagTo('storefront', 'web')
    await page.user.type(dialog.getByRole('textbox', { name: /^Tag/ }), 'v5')
    await page.user.type(dialog.getByLabelText(/^Pull spec/), 'quay.io/acme/web:5')
    await page.user.click(dialog.getByRole('checkbox', { name: 'Scheduled' }))
    expect(await commandIn(page, dialog)).toBe(
      'oc tag --source=docker quay.io/acme/web:5 storefront/web:v5 --scheduled',
    )
    await page.user.click(dialog.getByRole('button', { name: 'Add tag' }))
    expect(await screen.findByText('Added tag web:v5: its import is under way')).toBeVisible()
    expect(storedTag(page, 'storefront', 'web', 'v5')).toMatchObject({
      from: { kind: 'DockerImage', name: 'quay.io/acme/web:5' },
      importPolicy: { scheduled: true, importMode: 'Legacy' },
    })
    expect(storedStream(page, 'storefront', 'web').spec?.tags).toEqual(expect.arrayContaining(before))
    expect(await screen.findByRole('rowheader', { name: 'v5' })).toBeVisible()
  })

  test.each([
    ['', 'Enter a tag.'],
    ['v1', /^The tag v1 exists already/],
    ['bad tag!', /^Use letters, digits/],
    ['x'.repeat(129), 'A tag may have 128 characters.'],
  ])('the name %s is refused', async (name, problem) => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const dialog = await addTagTo('storefront', 'web')
    if (name) await page.user.type(dialog.getByRole('textbox', { name: /^Tag/ }), name)
    await page.user.click(dialog.getByRole('button', { name: 'Add tag' }))
    const alert = within(dialog.getByRole('alert', { name: 'Could not save' }))
    expect(alert.getByText(problem)).toBeVisible()
    expect(alert.getByText('Enter a pull spec.')).toBeVisible()
    expect(dialog.getByRole('textbox', { name: /^Tag/ })).toBeInvalid()
    expect(page.cluster.faults.stats().counts).not.toHaveProperty('patch imagestreams')
  })

  test('that somebody else has just made: theirs stays', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const dialog = await addTagTo('storefront', 'web')
    await page.user.type(dialog.getByRole('textbox', { name: /^Tag/ }), 'v5')
    await page.user.type(dialog.getByLabelText(/^Pull spec/), 'quay.io/acme/web:5')
    // Their tag arrives with the conflict, before any watch tells of it.
    page.cluster.faults.dropWatches('close', 9)
    changeTag(page, 'storefront', 'web', { name: 'v5', from: { kind: 'ImageStreamTag', name: 'v4' } })
    await page.user.click(dialog.getByRole('button', { name: 'Add tag' }))
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(/exists|just made/)
    expect(storedTag(page, 'storefront', 'web', 'v5')?.from?.name).toBe('v4')
  })

  test('a copy from another project, and what it takes', async () => {
    const page = await renderPage('/imagestreams/payments/web', { scenario: 'healthy', as: 'dev' })
    const dialog = await addTagTo('payments', 'web')
    await page.user.type(dialog.getByRole('textbox', { name: /^Tag/ }), 'stable')
    await page.user.click(dialog.getByRole('radio', { name: 'Tag of an image stream' }))
    await page.user.selectOptions(
      dialog.getByLabelText('Project'),
      await dialog.findByRole('option', { name: 'storefront' }),
    )
    await page.user.type(dialog.getByLabelText(/^Image stream/), 'web')
    await page.user.selectOptions(
      dialog.getByLabelText('Source tag'),
      await dialog.findByRole('option', { name: 'v3' }),
    )
    expect(dialog.queryByRole('radio', { name: 'Follow the tag' })).toBeNull()
    const [digest] = storedDigests(page, 'storefront', 'web', 'v3')
    expect(await commandIn(page, dialog)).toBe(`oc tag storefront/web@${digest} payments/web:stable`)
    await page.user.click(dialog.getByRole('button', { name: 'Add tag' }))
    expect(await screen.findByText('Added tag web:stable')).toBeVisible()
    expect(storedDigests(page, 'payments', 'web', 'stable')).toEqual([digest])
  })

  test('the server refuses an image of another project: says which right it takes', async () => {
    const page = await renderPage('/imagestreams/payments/web', { scenario: 'healthy' })
    const dialog = await addTagTo('payments', 'web')
    await page.user.type(dialog.getByRole('textbox', { name: /^Tag/ }), 'stable')
    await page.user.click(dialog.getByRole('radio', { name: 'Tag of an image stream' }))
    await page.user.selectOptions(
      dialog.getByLabelText('Project'),
      await dialog.findByRole('option', { name: 'storefront' }),
    )
    await page.user.type(dialog.getByLabelText(/^Image stream/), 'web')
    await page.user.selectOptions(
      dialog.getByLabelText('Source tag'),
      await dialog.findByRole('option', { name: 'v3' }),
    )
    const inner = 'imagestreams "web" is invalid: spec.tags[stable].from: Forbidden: storefront/web: "" ""'
    page.cluster.faults.add({
      verb: 'patch',
      plural: 'imagestreams',
      status: 422,
      reason: 'Invalid',
      message: `ImageStream.image.openshift.io "web" is invalid: []: Internal error: ${inner}`,
      causes: [{ field: '[]', reason: 'InternalError', message: `Internal error: ${inner}` }],
    })
    await page.user.click(dialog.getByRole('button', { name: 'Add tag' }))
    const alert = await dialog.findByRole('alert', { name: 'Could not save' })
    expect(alert).toHaveTextContent(/get imagestreams\/layers, as the role system:image-puller grants/)
    expect(dialog.getByLabelText(/^Image stream/)).toBeInvalid()
  })
})

describe('change the source', () => {
  test('keeps annotations, policies and the history; says what is lost and what rolls out', async () => {
    const page = await renderPage('/imagestreams/openshift/python', { scenario: 'healthy' })
    const before = storedTag(page, 'openshift', 'python', '3.11-ubi9')
    const dialog = await openFrom(page, '3.11-ubi9', 'Change source', 'Change source of python:3.11-ubi9')
    await page.user.clear(dialog.getByLabelText(/^Pull spec/))
    await page.user.type(dialog.getByLabelText(/^Pull spec/), 'quay.io/acme/python:3.11')
    expect(dialog.getByText(/^Its source: registry.redhat.io/)).toBeVisible()
    expect(await commandIn(page, dialog)).toMatch(/^oc patch is\/python -n openshift -p /)
    await page.user.click(dialog.getByRole('button', { name: 'Change source' }))
    await screen.findByText(/^Source of python:3.11-ubi9 changed/)
    const after = storedTag(page, 'openshift', 'python', '3.11-ubi9')
    expect(after).toMatchObject({ annotations: before?.annotations, referencePolicy: before?.referencePolicy })
    expect(after?.from).toEqual({ kind: 'DockerImage', name: 'quay.io/acme/python:3.11' })
    expect(after?.generation).toBeGreaterThan(before?.generation ?? 0)
  })

  test('an alias that was pushed over follows its tag again', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const [digest] = storedDigests(page, 'storefront', 'web', 'v4')
    expect(storedDigests(page, 'storefront', 'web', 'canary')[0]).not.toBe(digest)
    const dialog = await openFrom(page, 'canary', 'Change source', 'Change source of web:canary')
    await dialog.findByRole('option', { name: 'v4' })
    expect(await commandIn(page, dialog)).toMatch(/^oc patch is\/web .*"name":"web:v4".*"generation":0/)
    await page.user.click(dialog.getByRole('button', { name: 'Change source' }))
    await screen.findByText('Source of web:canary changed')
    expect(storedDigests(page, 'storefront', 'web', 'canary')[0]).toBe(digest)
  })

  test('a circle of aliases is refused', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const dialog = await openFrom(page, 'v3', 'Change source', 'Change source of web:v3')
    await page.user.click(dialog.getByRole('radio', { name: 'Tag of an image stream' }))
    await page.user.selectOptions(
      dialog.getByLabelText('Source tag'),
      await dialog.findByRole('option', { name: 'prod' }),
    )
    await page.user.click(dialog.getByRole('radio', { name: 'Follow the tag' }))
    await page.user.click(dialog.getByRole('button', { name: 'Change source' }))
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(
      'prod → stable follows this tag in turn',
    )
  })

  test('an alias that follows another tag has its image at once', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const dialog = await openFrom(page, 'stable', 'Change source', 'Change source of web:stable')
    await page.user.selectOptions(
      await dialog.findByLabelText('Source tag'),
      await dialog.findByRole('option', { name: 'v4' }),
    )
    expect(dialog.getByText('1 tag follows it and moves too: prod.')).toBeVisible()
    expect(await commandIn(page, dialog)).toBe('oc tag storefront/web:v4 storefront/web:stable --alias -n storefront')
    await page.user.click(dialog.getByRole('button', { name: 'Change source' }))
    await screen.findByText('Source of web:stable changed')
    const [digest] = storedDigests(page, 'storefront', 'web', 'v4')
    expect(storedDigests(page, 'storefront', 'web', 'stable')[0]).toBe(digest)
    expect(storedDigests(page, 'storefront', 'web', 'prod')[0]).toBe(digest)
  })

  test('two people change the same tag: theirs is shown, mine can go on top', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const dialog = await openFrom(page, 'stable', 'Change source', 'Change source of web:stable')
    await page.user.selectOptions(
      await dialog.findByLabelText('Source tag'),
      await dialog.findByRole('option', { name: 'v4' }),
    )
    changeTag(page, 'storefront', 'web', {
      ...storedTag(page, 'storefront', 'web', 'stable'),
      name: 'stable',
      annotations: { description: 'Theirs' },
    })
    await page.user.click(dialog.getByRole('button', { name: 'Change source' }))
    expect(await dialog.findByRole('alert', { name: 'Changed by someone else' })).toHaveTextContent('Theirs')
    await page.user.click(dialog.getByRole('button', { name: 'Apply mine to latest' }))
    await screen.findByText('Source of web:stable changed')
    expect(storedTag(page, 'storefront', 'web', 'stable')).toMatchObject({
      annotations: { description: 'Theirs' },
      from: { name: 'v4' },
    })
  })

  test('a change of another tag is no conflict', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const dialog = await openFrom(page, 'stable', 'Change source', 'Change source of web:stable')
    await page.user.selectOptions(
      await dialog.findByLabelText('Source tag'),
      await dialog.findByRole('option', { name: 'v4' }),
    )
    changeTag(page, 'storefront', 'web', { name: 'v1', annotations: { description: 'New' } })
    await page.user.click(dialog.getByRole('button', { name: 'Change source' }))
    await screen.findByText('Source of web:stable changed')
    expect(storedTag(page, 'storefront', 'web', 'v1')?.annotations).toEqual({ description: 'New' })
  })

  test('the tag is deleted meanwhile: said, and nothing can be sent', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const dialog = await openFrom(page, 'v3', 'Change source', 'Change source of web:v3')
    await page.user.type(dialog.getByLabelText(/^Pull spec/), 'quay.io/acme/web:3')
    changeStream(page, 'storefront', 'web', (stream) => ({
      ...stream,
      status: { ...stream.status, tags: (stream.status?.tags ?? []).filter(({ tag }) => tag !== 'v3') },
    }))
    expect(await dialog.findByRole('alert', { name: 'It was deleted by someone else' })).toBeVisible()
    expect(dialog.getByRole('button', { name: 'Change source' })).toBeDisabled()
    expect(dialog.getByLabelText(/^Pull spec/)).toHaveValue('quay.io/acme/web:3')
  })
})

describe('copy to another stream', () => {
  test('into a new one', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const dialog = await openFrom(page, 'v3', 'Copy to another stream', 'Copy web:v3 to another stream')
    await page.user.selectOptions(
      dialog.getByLabelText('Project'),
      await dialog.findByRole('option', { name: 'payments' }),
    )
    await page.user.type(dialog.getByLabelText(/^Image stream/), 'promoted')
    expect(await dialog.findByText('There is no image stream promoted in payments: it is made.')).toBeVisible()
    const [digest] = storedDigests(page, 'storefront', 'web', 'v3')
    expect(await commandIn(page, dialog)).toBe(`oc tag storefront/web@${digest} payments/promoted:v3`)
    await page.user.click(dialog.getByRole('button', { name: 'Copy' }))
    expect(await screen.findByText('Copied web:v3 to payments/promoted:v3')).toBeVisible()
    expect(storedDigests(page, 'payments', 'promoted', 'v3')).toEqual([digest])
  })

  test('over a tag that exists: what it loses, and what stays', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    changeTag(page, 'payments', 'gateway', {
      ...storedTag(page, 'payments', 'gateway', '2.4'),
      name: '2.4',
      annotations: { description: 'Way in' },
      referencePolicy: { type: 'Local' },
    })
    const dialog = await openFrom(page, 'v3', 'Copy to another stream', 'Copy web:v3 to another stream')
    await page.user.selectOptions(
      dialog.getByLabelText('Project'),
      await dialog.findByRole('option', { name: 'payments' }),
    )
    await page.user.type(dialog.getByLabelText(/^Image stream/), 'gateway')
    await page.user.clear(dialog.getByRole('textbox', { name: /^Tag/ }))
    await page.user.type(dialog.getByRole('textbox', { name: /^Tag/ }), '2.4')
    expect(await dialog.findByText('Its source: quay.io/acme/gateway:2.4')).toBeVisible()
    expect(dialog.getByText('Its schedule: it is no longer imported by itself')).toBeVisible()
    await page.user.click(dialog.getByRole('button', { name: 'Copy' }))
    await screen.findByText('Copied web:v3 to payments/gateway:2.4')
    expect(storedTag(page, 'payments', 'gateway', '2.4')).toMatchObject({
      annotations: { description: 'Way in' },
      referencePolicy: { type: 'Local' },
      from: { kind: 'ImageStreamImage', namespace: 'storefront' },
    })
    await waitFor(() => expect(storedDigests(page, 'payments', 'gateway', '2.4')).toHaveLength(2))
  })

  test('over a tag that asks for this image already, and was pushed over: servers do nothing then, which is said', async () => {
    const page = await renderPage(web, { scenario: 'healthy' })
    const [digest] = storedDigests(page, 'storefront', 'web', 'v3')
    const from = { kind: 'ImageStreamImage', namespace: 'storefront', name: `web@${digest}` }
    changeTag(page, 'payments', 'gateway', { name: '2.4', from, generation: 1, importPolicy: { importMode: 'Legacy' } })
    const dialog = await openFrom(page, 'v3', 'Copy to another stream', 'Copy web:v3 to another stream')
    await page.user.selectOptions(
      dialog.getByLabelText('Project'),
      await dialog.findByRole('option', { name: 'payments' }),
    )
    await page.user.type(dialog.getByLabelText(/^Image stream/), 'gateway')
    await page.user.clear(dialog.getByRole('textbox', { name: /^Tag/ }))
    await page.user.type(dialog.getByRole('textbox', { name: /^Tag/ }), '2.4')
    expect(await dialog.findByText(/The tag payments\/gateway:2.4 exists/)).toBeVisible()
    await page.user.click(dialog.getByRole('button', { name: 'Copy' }))
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(/the tag keeps its image/)
  })

  test('where one may not: says so before anything is sent', async () => {
    const page = await renderPage(web, { scenario: 'healthy', as: 'dev' })
    const dialog = await openFrom(page, 'v3', 'Copy to another stream', 'Copy web:v3 to another stream')
    await page.user.selectOptions(
      dialog.getByLabelText('Project'),
      await dialog.findByRole('option', { name: 'openshift' }),
    )
    await page.user.type(dialog.getByLabelText(/^Image stream/), 'python')
    expect(await dialog.findByText('You may not patch imagestreams python in the project openshift.')).toBeVisible()
    expect(dialog.getByRole('button', { name: 'Copy' })).toBeDisabled()
  })
})
