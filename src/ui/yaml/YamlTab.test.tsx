import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../mocks/renderPage.tsx'
import { editorText, findEditor, typeOver } from './testEditor.ts'

const streams = 'image.openshift.io/imagestreams'
const url = '/apis/image.openshift.io/v1/namespaces/storefront/imagestreams/web'
const path = '/imagestreams/storefront/web/yaml'
type Page = Awaited<ReturnType<typeof renderPage>>

/** The stream as the cluster has it. */
function stored({ cluster }: Page) {
  const object = cluster.store.get(streams, 'storefront', 'web')
  // Image streams in the store have the shape of their kind.
  return object as {
    metadata: { labels?: Record<string, string> }
    spec: { lookupPolicy: { local: boolean }; tags: { name: string }[] }
  } & typeof object
}

/** Somebody else changes the stream. */
async function patched({ cluster }: Page, patch: object) {
  const headers = { 'Content-Type': 'application/merge-patch+json', Authorization: 'Bearer admin' }
  const response = await cluster.handle(
    new Request(`http://cluster${url}`, { method: 'PATCH', headers, body: JSON.stringify(patch) }),
  )
  expect(response.status).toBe(200)
}

const save = () => screen.findByRole('button', { name: 'Save' })

/** Opens the comparison of what was typed. */
async function compare({ user }: Page) {
  await waitFor(async () => expect(await save()).toBeEnabled())
  await user.click(await save())
  return within(await screen.findByRole('dialog', { name: 'Save web' }))
}

const confirm = async (page: Page, dialog: Awaited<ReturnType<typeof compare>>) =>
  page.user.click(dialog.getByRole('button', { name: 'Save' }))

describe('editing', () => {
  test('compares, saves, and shows what the cluster has then', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    const editor = await findEditor()
    expect(await save()).toBeDisabled()
    typeOver(editor, 'local: true', 'local: false')
    const dialog = await compare(page)
    const changes = dialog.getByRole('region', { name: 'Changes' })
    expect(changes).toHaveTextContent(/removed local: true/)
    expect(changes).toHaveTextContent(/added local: false/)
    await page.user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(dialog.getByText(/oc replace -f - <<'EOF'/)).toHaveTextContent('local: false')
    await confirm(page, dialog)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(stored(page).spec.lookupPolicy.local).toBe(false)
    expect(await save()).toBeDisabled()
    expect(editorText(editor)).toContain('local: false')
  })

  test('takes changes of others while nothing is typed', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    const editor = await findEditor()
    await patched(page, { metadata: { labels: { by: 'others' } } })
    await waitFor(() => expect(editorText(editor)).toContain('by: others'))
    expect(await save()).toBeDisabled()
  })

  test('refuses problems by line, and says which', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    typeOver(await findEditor(), 'local: true', 'local: maybe')
    const problems = within(await screen.findByRole('list', { name: 'Problems' }))
    expect(problems.getByRole('listitem')).toHaveTextContent(/^Line \d+local has to be true or false$/)
    await page.user.click(await save())
    expect(screen.getByRole('alert', { name: /Could not save$/ })).toHaveTextContent('1 problem in the text')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('refuses another name before anything is sent', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    typeOver(await findEditor(), '  name: web\n', '  name: other\n')
    await page.user.click(await save())
    expect(await screen.findByText('The name cannot be changed. To rename, create a new object.')).toBeVisible()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('says that a tag stays when it is taken out of the spec', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    const editor = await findEditor()
    const [canary = ''] = /^ {2}- name: canary\n(?: {4}.*\n)*/m.exec(editorText(editor)) ?? []
    typeOver(editor, canary, '')
    const dialog = await compare(page)
    expect(dialog.getByText(/^The tag canary stays/)).toBeVisible()
  })

  test('says what rolls out when a tag gets another source', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    typeOver(await findEditor(), 'name: v3\n', 'name: v4\n')
    const dialog = await compare(page)
    expect(dialog.getByText(/^These tags get another source: stable/)).toBeVisible()
    expect(await dialog.findByText(/will roll out: /)).toHaveTextContent('web')
  })

  test('discards', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    const editor = await findEditor()
    const before = editorText(editor)
    typeOver(editor, 'local: true', 'local: false')
    await page.user.click(await screen.findByRole('button', { name: 'Discard changes' }))
    await waitFor(() => expect(editorText(editor)).toBe(before))
  })

  test('asks before it is left with something typed', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    const editor = await findEditor()
    typeOver(editor, 'local: true', 'local: false')
    await page.user.click(screen.getByRole('link', { name: 'History' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }))
    await page.user.click(dialog.getByRole('button', { name: 'Stay' }))
    expect(editorText(editor)).toContain('local: false')
    await page.user.click(screen.getByRole('link', { name: 'History' }))
    await page.user.click(await screen.findByRole('button', { name: 'Leave and discard changes' }))
    expect(await screen.findByRole('table', { name: 'History' })).toBeVisible()
  })
})

describe('somebody else', () => {
  test('changed another field: mine goes on top of theirs', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    const editor = await findEditor()
    typeOver(editor, 'local: true', 'local: false')
    await patched(page, { metadata: { labels: { by: 'others' } } })
    const alert = within(await screen.findByRole('alert', { name: /Changed by someone else$/ }))
    expect(alert.getByText('labels.by')).toBeVisible()
    expect(editorText(editor)).not.toContain('by: others')
    await page.user.click(alert.getByRole('button', { name: 'Apply mine to latest' }))
    await waitFor(() => expect(editorText(editor)).toContain('by: others'))
    expect(editorText(editor)).toContain('local: false')
    await confirm(page, await compare(page))
    await waitFor(() => expect(stored(page).spec.lookupPolicy.local).toBe(false))
    expect(stored(page).metadata.labels).toMatchObject({ by: 'others' })
  })

  test('changed it, and theirs is taken', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    const editor = await findEditor()
    typeOver(editor, 'local: true', 'local: false')
    await patched(page, { metadata: { labels: { by: 'others' } } })
    await page.user.click(await screen.findByRole('button', { name: 'Use latest' }))
    await waitFor(() => expect(editorText(editor)).toContain('by: others'))
    expect(editorText(editor)).toContain('local: true')
  })

  test('was faster: 409 in the dialog, and mine is applied to theirs', async () => {
    const state: { late?: Promise<void> } = {}
    const page: Page = await renderPage(path, {
      scenario: 'healthy',
      answer: async (request, cluster) => {
        if (request.method === 'PUT' && !state.late) {
          const tags = stored(page).spec.tags.filter(({ name }) => name !== 'canary')
          state.late = patched(page, {
            spec: { tags, lookupPolicy: { local: false } },
            metadata: { labels: { by: 'others' } },
          })
          await state.late
        }
        return cluster.handle(request)
      },
    })
    const editor = await findEditor()
    typeOver(editor, 'tier: frontend', 'tier: mine')
    const dialog = await compare(page)
    await confirm(page, dialog)
    const alert = within(await dialog.findByRole('alert', { name: /Changed by someone else$/ }))
    await page.user.click(alert.getByRole('button', { name: 'Apply mine to latest' }))
    await waitFor(() => expect(stored(page).metadata.labels).toMatchObject({ by: 'others', tier: 'mine' }))
    expect(stored(page).spec.tags.some(({ name }) => name === 'canary')).toBe(false)
  })

  test('deleted it: the text stays, and nothing can be saved', async () => {
    const page = await renderPage(path, { scenario: 'healthy' })
    const editor = await findEditor()
    typeOver(editor, 'local: true', 'local: false')
    await page.cluster.handle(
      new Request(`http://cluster${url}`, { method: 'DELETE', headers: { Authorization: 'Bearer admin' } }),
    )
    expect(await screen.findByText(/was deleted/)).toBeVisible()
    expect(editorText(editor)).toContain('local: false')
    expect(await save()).toBeDisabled()
    expect(screen.getByRole('button', { name: 'Copy YAML' })).toBeEnabled()
  })
})

describe('the server', () => {
  const refusal = (code: number, reason: string, message: string, causes: object[] = []) =>
    Response.json({ kind: 'Status', status: 'Failure', code, reason, message, details: { causes } }, { status: code })
  const answering = (put: (request: Request) => Promise<Response> | Response) =>
    renderPage(path, {
      scenario: 'healthy',
      answer: (request, cluster) => (request.method === 'PUT' ? put(request) : cluster.handle(request)),
    })

  test('refuses a field: its words stand at the line', async () => {
    const cause = {
      field: 'spec.tags[canary].from.name',
      message: 'must be of the form <tag>',
      reason: 'FieldValueInvalid',
    }
    const page = await answering(() => refusal(422, 'Invalid', 'web is invalid', [cause]))
    typeOver(await findEditor(), 'local: true', 'local: false')
    const dialog = await compare(page)
    await confirm(page, dialog)
    expect(await dialog.findByText('web is invalid')).toBeVisible()
    await page.user.click(dialog.getByRole('button', { name: 'Cancel' }))
    const problems = within(await screen.findByRole('list', { name: 'Problems' }))
    expect(problems.getByText('The server says: must be of the form <tag>')).toBeVisible()
  })

  test('refuses the whole: its words are shown, and what was typed stays', async () => {
    const message = 'admission webhook "labels.example.com" denied the request: no'
    const page = await answering(() => refusal(403, 'Forbidden', message))
    const editor = await findEditor()
    typeOver(editor, 'local: true', 'local: false')
    const dialog = await compare(page)
    await confirm(page, dialog)
    expect(await dialog.findByText(message)).toBeVisible()
    await page.user.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(editorText(editor)).toContain('local: false')
  })

  test('did it, but its answer was lost', async () => {
    const page: Page = await renderPage(path, {
      scenario: 'healthy',
      answer: async (request, cluster) => {
        const answer = await cluster.handle(request)
        return request.method === 'PUT' ? Response.error() : answer
      },
    })
    typeOver(await findEditor(), 'local: true', 'local: false')
    await confirm(page, await compare(page))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(stored(page).spec.lookupPolicy.local).toBe(false)
  })

  test('never got it: that is said', async () => {
    const page = await answering(() => Response.error())
    typeOver(await findEditor(), 'local: true', 'local: false')
    const dialog = await compare(page)
    await confirm(page, dialog)
    expect(await dialog.findByText(/the cluster is as before/)).toBeVisible()
    expect(stored(page).spec.lookupPolicy.local).toBe(true)
  })
})

test('who may not change it reads it', async () => {
  await renderPage('/imagestreams/payments/api/yaml', { scenario: 'healthy', as: 'dedicated' })
  expect(editorText(await findEditor())).toContain('name: api')
  expect(await screen.findByText(/you need the right to update imagestreams in payments/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
})

test('what nobody can change asks nobody for the right to', async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  const page = await renderPage('/pods?component=registry', {
    scenario: 'healthy',
    as: 'sre',
    answer: async (request, cluster) => {
      const asked = request.method === 'POST' ? await request.clone().text() : ''
      const response = await cluster.handle(request)
      if (asked.includes('"verb":"update"') && asked.includes('"resource":"pods"')) answer()
      return response
    },
  })
  const [pod] = await screen.findAllByRole('link', { name: /^image-registry-/ })
  await act(() => page.router.navigate(`/pods/${pod?.textContent}/yaml`))
  await findEditor()
  await act(() => answered)
  await waitFor(() => expect(page.client.isFetching()).toBe(0))
  expect(screen.getByText('This can only be read', { exact: false })).toBeVisible()
  expect(screen.queryByText(/To change it you need the right/)).toBeNull()
})
