import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { shownToasts } from '../../../ui/toasts.ts'
import { editorText, findEditor, typeOver } from '../../../ui/yaml/testEditor.ts'
import '../testQueries.ts'

const imageStreams = 'image.openshift.io/imagestreams'

const stored = ({ cluster }: Pick<RenderedPage, 'cluster'>, namespace: string, name: string): ImageStream | undefined =>
  cluster.store.get(imageStreams, namespace, name)

async function opened(path = '/imagestreams/create?project=payments', options: Parameters<typeof renderPage>[1] = {}) {
  const page = await renderPage(path, { scenario: 'healthy', ...options })
  await screen.findByRole('heading', { level: 1, name: 'Create image stream' })
  await screen.findByRole('option', { name: 'storefront' })
  return {
    ...page,
    name: () => screen.getByRole('textbox', { name: 'Name' }),
    create: () => page.user.click(screen.getByRole('button', { name: 'Create' })),
  }
}

const alertNamed = (name: string) => screen.findByRole('alert', { name })

describe('a new image stream', () => {
  test('is reached from the list, in the project that it shows', async () => {
    const { user, router } = await renderPage('/imagestreams?project=payments')
    await user.click(await screen.findByRole('link', { name: 'Create image stream' }))
    await screen.findByRole('heading', { level: 1, name: 'Create image stream' })
    expect(router.state.location.search).toBe('?project=payments')
    expect(document.title).toBe('Create image stream · Registry Console')
    await waitFor(() => expect(screen.getByRole('combobox', { name: 'Project' })).toHaveValue('payments'))
  })

  test('of a form with a first tag is created, and shown', async () => {
    const page = await opened('/imagestreams/create')
    const { user } = page
    await user.selectOptions(screen.getByRole('combobox', { name: 'Project' }), 'payments')
    await user.type(page.name(), 'new')
    await user.click(screen.getByRole('checkbox', { name: 'Lookup policy (local)' }))
    await user.click(screen.getByRole('button', { name: 'Add to labels' }))
    await user.keyboard('team')
    await user.tab()
    await user.keyboard('a')
    await user.click(screen.getByRole('checkbox', { name: 'Add a first tag' }))
    const first = within(screen.getByRole('group', { name: 'First tag' }))
    await user.clear(first.getByRole('textbox', { name: 'Tag' }))
    await user.type(first.getByRole('textbox', { name: 'Tag' }), 'v1')
    await user.type(first.getByRole('textbox', { name: 'Pull spec' }), 'quay.io/acme/notebooks:1')
    await user.click(first.getByRole('checkbox', { name: 'Scheduled' }))
    await user.click(screen.getByRole('button', { name: 'Equivalent command' }))
    expect(screen.getByText(/^oc create -f - <<'EOF'/)).toHaveTextContent('"scheduled": true')
    await page.create()
    await screen.findByRole('heading', { level: 1, name: 'new' })
    expect(page.router.state.location.pathname).toBe('/imagestreams/payments/new')
    expect(shownToasts().map(({ title }) => title)).toEqual(['Created image stream new'])
    const stream = stored(page, 'payments', 'new')
    expect(stream?.metadata.labels).toEqual({ team: 'a' })
    expect(stream?.spec).toMatchObject({
      lookupPolicy: { local: true },
      tags: [
        {
          name: 'v1',
          from: { kind: 'DockerImage', name: 'quay.io/acme/notebooks:1' },
          importPolicy: { scheduled: true, importMode: 'Legacy' },
        },
      ],
    })
  })

  test('with a tag of another stream has its image at once', async () => {
    const page = await opened()
    const { user } = page
    await user.type(page.name(), 'copy')
    await user.click(screen.getByRole('checkbox', { name: 'Add a first tag' }))
    const first = within(screen.getByRole('group', { name: 'First tag' }))
    await user.click(first.getByRole('radio', { name: 'Tag of an image stream' }))
    await user.selectOptions(first.getByRole('combobox', { name: 'Project' }), 'storefront')
    await user.type(first.getByRole('combobox', { name: 'Image stream' }), 'web')
    await first.findByRole('option', { name: 'v4' })
    await user.selectOptions(first.getByRole('combobox', { name: 'Source tag' }), 'v4')
    await page.create()
    await screen.findByRole('heading', { level: 1, name: 'copy' })
    const image = stored(page, 'storefront', 'web')?.status?.tags?.find(({ tag }) => tag === 'v4')?.items?.[0]?.image
    expect(image).toMatch(/^sha256:/)
    expect(stored(page, 'payments', 'copy')?.status?.tags?.[0]).toMatchObject({ tag: 'latest', items: [{ image }] })
  })

  test('that is not complete says so at each field, and nothing is sent', async () => {
    const page = await opened('/imagestreams/create')
    await page.create()
    const alert = await alertNamed('Could not save')
    expect(
      within(alert)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Choose a project.', 'Enter a name.'])
    expect(page.name()).toBeInvalid()
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Project' }), 'payments')
    // 255 with its project and the slash.
    await page.user.click(page.name())
    await page.user.paste('n'.repeat(247))
    expect(page.name()).toHaveAccessibleDescription(/Project and name together may have 255 characters/)
    await page.user.clear(page.name())
    await page.user.paste('n'.repeat(246))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(
      page.cluster.faults.requests.some(({ verb, plural }) => verb === 'create' && plural === 'imagestreams'),
    ).toBe(false)
    await page.create()
    await screen.findByRole('heading', { level: 1, name: 'n'.repeat(246) })
    expect(stored(page, 'payments', 'n'.repeat(246))).toBeDefined()
  })
})

describe('a refusal keeps what was typed', () => {
  test('the name is taken', async () => {
    const page = await opened('/imagestreams/create?project=storefront')
    await page.user.type(page.name(), 'web')
    await page.create()
    expect(await alertNamed('Could not save')).toHaveTextContent('imagestreams.image.openshift.io "web" already exists')
    expect(page.name()).toHaveValue('web')
    // What the server said was about another name.
    await page.user.type(page.name(), '..')
    expect(await alertNamed('Could not save')).toHaveTextContent('Start and end with a letter or a digit')
    await page.user.type(page.name(), '{Backspace}{Backspace}2')
    await page.create()
    await screen.findByRole('heading', { level: 1, name: 'web2' })
  })

  test('the quota is used up: which one, its numbers, and who can change it', async () => {
    const page = await opened('/imagestreams/create?project=sandbox')
    expect(await screen.findByText(/^1 of 2 image streams allowed/)).toBeVisible()
    await page.user.type(page.name(), 'second')
    await page.create()
    await screen.findByRole('heading', { level: 1, name: 'second' })
    await page.router.navigate('/imagestreams/create?project=sandbox')
    await page.user.type(await screen.findByRole('textbox', { name: 'Name' }), 'third')
    await page.create()
    const alert = await alertNamed('Could not save')
    expect(alert).toHaveTextContent(/is forbidden: exceeded quota: image-streams/)
    expect(alert).toHaveTextContent(
      'The quota image-streams of the project sandbox allows 2 of openshift.io/imagestreams, and 2 are used.',
    )
    expect(alert).toHaveTextContent('oc edit resourcequota image-streams -n sandbox')
    expect(stored(page, 'sandbox', 'third')).toBeUndefined()
  })

  test.each([
    [
      'the right is missing only for the write',
      403,
      'imagestreams.image.openshift.io is forbidden: User "admin" cannot create resource "imagestreams" in API group "image.openshift.io" in the namespace "payments"',
      /registry-editor admin -n payments/,
    ],
    [
      'an admission webhook says no',
      403,
      'admission webhook "streams.managed.example" denied the request: names begin with a team',
      /A rule of the cluster refused/,
    ],
    [
      'it is invalid, nobody knows where',
      422,
      'ImageStream.image.openshift.io "new" is invalid: []: Internal error',
      /does not accept the values/,
    ],
  ])('%s', async (_, status, message, words) => {
    const page = await opened()
    await page.user.type(page.name(), 'new')
    page.cluster.faults.add({ verb: 'create', plural: 'imagestreams', status, message })
    await page.create()
    const alert = await alertNamed('Could not save')
    expect(alert).toHaveTextContent(message)
    expect(alert).toHaveTextContent(words)
    expect(page.name()).toHaveValue('new')
    expect(stored(page, 'payments', 'new')).toBeUndefined()
  })

  test('a complaint about the name stands at the name', async () => {
    const page = await opened()
    await page.user.type(page.name(), 'new')
    const causes = [{ field: 'metadata.name', reason: 'FieldValueInvalid', message: 'Invalid value: "new": reserved' }]
    page.cluster.faults.add({ verb: 'create', plural: 'imagestreams', status: 422, message: 'is invalid', causes })
    await page.create()
    await waitFor(() => expect(page.name()).toHaveAccessibleDescription(/Invalid value: "new": reserved/))
  })

  test.each([true, false])('an answer is lost and looked up: done is %s', async (afterwards) => {
    const page = await opened()
    await page.user.type(page.name(), 'new')
    page.cluster.faults.add({ verb: 'create', plural: 'imagestreams', status: 0, afterwards })
    await page.create()
    const told = afterwards
      ? screen.findByRole('heading', { level: 1, name: 'new' })
      : screen.findByText(/broke before the change was made/)
    expect(await told).toBeVisible()
    expect(stored(page, 'payments', 'new')?.metadata.name).toBe(afterwards ? 'new' : undefined)
  })

  test('somebody who may not create streams there is told before', async () => {
    await opened('/imagestreams/create?project=storefront', { as: 'dedicated' })
    expect(await screen.findByText(/You may not create imagestreams in the project storefront\./)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Create' })).toBeDisabled()
  })
})

describe('as YAML', () => {
  test('it is the same stream as in the form, both ways', async () => {
    const page = await opened()
    await page.user.type(page.name(), 'new')
    await page.user.click(screen.getByRole('button', { name: 'Add to labels' }))
    await page.user.keyboard('half')
    await page.user.click(screen.getByRole('button', { name: 'YAML' }))
    const editor = await findEditor()
    expect(editorText(editor)).toContain('name: new\n  namespace: payments\n')
    typeOver(
      editor,
      'local: false',
      'local: true\n  tags:\n  - name: a\n    from: {kind: DockerImage, name: "quay.io/acme/reports:4"}\n  - name: b',
    )
    await page.user.click(screen.getByRole('button', { name: 'Form' }))
    expect(page.name()).toHaveValue('new')
    expect(screen.getByRole('checkbox', { name: 'Lookup policy (local)' })).toBeChecked()
    expect(screen.getByRole('textbox', { name: 'Pull spec' })).toHaveValue('quay.io/acme/reports:4')
    expect(screen.getByRole('textbox', { name: 'Labels: key 1' })).toHaveValue('half')
    expect(screen.getByText('1 more tag is in the YAML.')).toBeVisible()
    await page.create()
    await screen.findByRole('heading', { level: 1, name: 'new' })
    const stream = stored(page, 'payments', 'new')
    expect(stream?.spec?.tags?.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(stream?.metadata.labels).toEqual({ half: '' })
  })

  test('it is created from the text', async () => {
    const page = await opened()
    await page.user.click(screen.getByRole('button', { name: 'YAML' }))
    const editor = await findEditor()
    typeOver(editor, 'name: ""', 'name: typed\n  annotations: {note: x}')
    await page.create()
    await screen.findByRole('heading', { level: 1, name: 'typed' })
    expect(stored(page, 'payments', 'typed')?.metadata.annotations).toMatchObject({ note: 'x' })
  })

  test('a text with problems is neither created nor taken into the form', async () => {
    const page = await opened()
    await page.user.click(screen.getByRole('button', { name: 'YAML' }))
    const editor = await findEditor()
    typeOver(editor, 'name: ""', 'name: Typed!')
    await page.create()
    expect(await alertNamed('Could not save')).toHaveTextContent(/problem in the text has to be solved first/)
    typeOver(editor, 'spec:', 'spec: [')
    await page.user.click(screen.getByRole('button', { name: 'Form' }))
    expect(await alertNamed('Could not save')).toHaveTextContent('The form cannot show this text')
    expect(editorText(editor)).toContain('name: Typed!')
    expect(
      page.cluster.faults.requests.some(({ verb, plural }) => verb === 'create' && plural === 'imagestreams'),
    ).toBe(false)
  })

  test('leaving asks when something was typed', async () => {
    const page = await opened()
    await page.user.type(page.name(), 'new')
    await page.user.click(screen.getByRole('link', { name: 'Image streams', current: false }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }))
    await page.user.click(dialog.getByRole('button', { name: 'Stay' }))
    expect(page.name()).toHaveValue('new')
    await page.user.click(screen.getByRole('button', { name: 'Cancel' }))
    await screen.findByRole('heading', { level: 1, name: 'Image streams' })
  })
})
