import { QueryClientProvider, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createQueryClient } from '../k8s/queryClient.ts'
import { objectOf } from '../k8s/queries.ts'
import { ConfigMap, startTestApi, status, type TestApi } from '../k8s/testApi.ts'
import type { K8sObject, ResourceType } from '../k8s/types.ts'
import { perform } from '../k8s/writes.ts'
import { ActionDialog } from './ActionDialog.tsx'
import { TextField } from './fields.tsx'
import { closeDialog, Dialogs, openDialog } from './openDialog.tsx'
import { dismissToast, shownToasts } from './toasts.ts'
import { useEditing } from './useEditing.ts'

interface Note extends K8sObject {
  spec: { text: string; color: string }
  status?: { read: number }
}

const { _object: _, ...configMap } = ConfigMap
const Note: ResourceType<Note> = { ...configMap, watchable: false }

/** A note as a server keeps it: versions, conflicts, and what a test makes go wrong next. */
let api: TestApi
let note: Note | undefined
let patches: { spec?: Partial<Note['spec']> }[]
let troubles: ((carryOut: () => Promise<Response>) => Response | Promise<Response>)[]
let client: QueryClient

const lost = () => new Response(new ReadableStream({ start: (body) => body.error(new Error('cut')) }))

/** Somebody else changes the note. */
function change(changes: Partial<Note>) {
  if (!note) throw new Error('no note')
  const { metadata } = note
  note = { ...note, ...changes, metadata: { ...metadata, resourceVersion: `${Number(metadata.resourceVersion) + 1}` } }
}

async function answer(request: Request): Promise<Response> {
  if (!note) return status(404, 'NotFound', 'configmaps "note" not found', { details: { name: 'note' } })
  if (request.method === 'GET') return Response.json(note)
  // What the dialog below sends.
  const patch = (await request.json()) as Partial<Note>
  patches.push(patch)
  if (patch.metadata?.resourceVersion !== note.metadata.resourceVersion)
    return status(409, 'Conflict', 'the object has been modified')
  change({ spec: { ...note.spec, ...patch.spec } })
  return Response.json(note)
}

beforeEach(async () => {
  note = {
    metadata: { name: 'note', namespace: 'demo', uid: '1', resourceVersion: '1' },
    spec: { text: 'hello', color: 'red' },
  }
  patches = []
  troubles = []
  api = await startTestApi()
  api.answer = (request) => {
    const trouble = request.method === 'GET' ? undefined : troubles.shift()
    return trouble ? trouble(() => answer(request)) : answer(request)
  }
  client = createQueryClient()
  onTestFinished(() => {
    closeDialog()
    for (const { id } of shownToasts()) dismissToast(id)
    api.close()
  })
})

function EditNote({ confirmBy }: { confirmBy?: string }) {
  const queries = useQueryClient()
  const editing = useEditing({
    type: Note,
    namespace: 'demo',
    name: 'note',
    formOf: ({ spec }) => ({ text: spec.text }),
  })
  const { form, set } = editing
  return (
    <ActionDialog
      title="Edit note"
      confirm="Save note"
      command={form.text ? `oc set note ${form.text}` : undefined}
      editing={editing}
      perform={(seen) => perform(queries, Note, { seen, patch: { spec: { text: editing.formOn(seen).text } } })}
      isDone={(latest) => latest?.spec.text === form.text}
      done="Saved the note"
      problems={{ text: form.text === '' ? 'Enter a text.' : undefined, color: undefined }}
      fieldOf={({ field }) => (field === 'spec.text' ? 'text' : undefined)}
      {...(confirmBy !== undefined && { typeToConfirm: confirmBy })}
    >
      <TextField name="text" label="Text" value={form.text} onChange={(text) => set({ text })} />
    </ActionDialog>
  )
}

/** The dialog over a page, opened by a button. */
async function opened(confirmBy?: string) {
  const user = userEvent.setup()
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <button type="button" onClick={() => openDialog(<EditNote {...(confirmBy && { confirmBy })} />)}>
          Edit
        </button>
        <Dialogs />
      </MemoryRouter>
    </QueryClientProvider>,
  )
  await user.click(screen.getByRole('button', { name: 'Edit' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Edit note' }))
  return { user, dialog }
}

/** The same with another text typed, and confirmed. */
async function saved(text = 'mine') {
  const { user, dialog } = await opened()
  const field = dialog.getByRole('textbox', { name: 'Text' })
  await user.clear(field)
  await user.type(field, text)
  await user.click(dialog.getByRole('button', { name: 'Save note' }))
  return { user, dialog }
}

const toasts = () => shownToasts().map(({ title }) => title)
const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

describe('an action', () => {
  it('is done, said and shown from the answer', async () => {
    await saved()
    await gone()
    expect(note?.spec).toEqual({ text: 'mine', color: 'red' })
    expect(toasts()).toEqual(['Saved the note'])
    expect(client.getQueryData(objectOf(Note, { namespace: 'demo', name: 'note' }).queryKey)?.spec.text).toBe('mine')
  })

  it('shows the command that does the same', async () => {
    const { user, dialog } = await opened()
    await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(dialog.getByText('oc set note hello')).toBeVisible()
    await user.clear(dialog.getByRole('textbox', { name: 'Text' }))
    expect(dialog.getByText('Fill in the form to see the command.')).toBeVisible()
  })

  it('that is not complete says so at the field, from the first attempt on, and sends nothing', async () => {
    const { user, dialog } = await opened()
    const field = dialog.getByRole('textbox', { name: 'Text' })
    await user.clear(field)
    expect(dialog.queryByText('Enter a text.')).toBeNull()
    await user.type(field, '{Enter}')
    expect(within(dialog.getByRole('alert', { name: 'Could not save' })).getByText('Enter a text.')).toBeVisible()
    expect(field).toHaveAccessibleDescription(/^Enter a text\./)
    expect(field).toBeInvalid()
    expect(patches).toEqual([])
    await user.type(field, 'now')
    expect(dialog.queryByRole('alert')).toBeNull()
  })

  it('that cannot be undone waits for the name', async () => {
    const { user, dialog } = await opened('note')
    const confirm = dialog.getByRole('button', { name: 'Save note' })
    const field = dialog.getByRole('textbox', { name: 'Type note to confirm' })
    await user.type(field, 'not')
    expect(confirm).toBeDisabled()
    expect(patches).toEqual([])
    await user.type(field, 'e')
    await user.click(confirm)
    await gone()
    expect(patches).toHaveLength(1)
  })

  it('is left by Escape, which gives the focus back and sends nothing', async () => {
    const { user } = await opened()
    await user.keyboard('{Escape}')
    await gone()
    expect(screen.getByRole('button', { name: 'Edit' })).toHaveFocus()
    expect(patches).toEqual([])
  })
})

describe('somebody else was faster', () => {
  it('with what the form does not concern: nobody is asked', async () => {
    troubles = [
      (carryOut) => {
        change({ status: { read: 1 } })
        return carryOut()
      },
    ]
    await saved()
    await gone()
    expect(patches).toHaveLength(2)
    expect(note).toMatchObject({ spec: { text: 'mine', color: 'red' }, status: { read: 1 } })
  })

  const conflict = async () => {
    troubles = [
      (carryOut) => {
        change({ spec: { text: 'theirs', color: 'blue' } })
        return carryOut()
      },
    ]
    const page = await saved()
    const alert = within(await page.dialog.findByRole('alert', { name: 'Changed by someone else' }))
    const differing = within(alert.getByRole('list', { name: 'Fields that differ' })).getAllByRole('listitem')
    expect(differing.map(({ textContent }) => textContent)).toEqual([
      'spec.text: hello → theirs',
      'spec.color: red → blue',
    ])
    expect(page.dialog.getByRole('textbox', { name: 'Text' })).toHaveValue('mine')
    expect(note?.spec.text).toBe('theirs')
    return { ...page, alert }
  }

  it('"Use latest" shows what they made of it, and sends nothing', async () => {
    const { user, dialog, alert } = await conflict()
    await user.click(alert.getByRole('button', { name: 'Use latest' }))
    expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue('theirs')
    expect(dialog.queryByRole('alert')).toBeNull()
    expect(patches).toHaveLength(1)
    await user.type(dialog.getByRole('textbox', { name: 'Text' }), '!')
    await user.click(dialog.getByRole('button', { name: 'Save note' }))
    await gone()
    expect(note?.spec).toEqual({ text: 'theirs!', color: 'blue' })
  })

  it('"Apply mine to latest" changes only what the person changed', async () => {
    const { user, alert } = await conflict()
    await user.click(alert.getByRole('button', { name: 'Apply mine to latest' }))
    await gone()
    expect(note?.spec).toEqual({ text: 'mine', color: 'blue' })
    expect(toasts()).toEqual(['Saved the note'])
  })

  it('and deleted it: that is said, and what was typed stays', async () => {
    troubles = [
      (carryOut) => {
        note = undefined
        return carryOut()
      },
    ]
    const { dialog } = await saved()
    expect(await dialog.findByText('It is not there any more. Nothing was changed.')).toBeVisible()
    expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue('mine')
    await client.refetchQueries()
    expect(await dialog.findByRole('alert', { name: 'It was deleted by someone else' })).toBeVisible()
    expect(dialog.getByRole('button', { name: 'Save note' })).toBeDisabled()
  })

  it('an object that cannot be read anew is not called deleted', async () => {
    const { dialog } = await opened()
    api.answer = () => status(500, 'InternalError', 'etcd is slow')
    await client.refetchQueries()
    expect(dialog.queryByRole('alert')).toBeNull()
    expect(dialog.getByRole('button', { name: 'Save note' })).toBeEnabled()
  })
})

describe('an answer that is lost', () => {
  it('and the browser sends the request again: the conflict with oneself says that nothing is left to do', async () => {
    troubles = [async (carryOut) => (await carryOut(), status(409, 'Conflict', 'the object has been modified'))]
    const { dialog } = await saved()
    const alert = within(await dialog.findByRole('alert', { name: 'Changed by someone else' }))
    expect(alert.getByText(/It is as you want it already/)).toBeVisible()
    expect(note?.spec.text).toBe('mine')
  })

  it('is looked up: it was done', async () => {
    troubles = [async (carryOut) => (await carryOut(), lost())]
    await saved()
    await gone()
    expect(toasts()).toEqual(['Saved the note'])
    expect(patches).toHaveLength(1)
  })

  it('is looked up: it was not done, and can be done', async () => {
    troubles = [lost]
    const { user, dialog } = await saved()
    expect(await dialog.findByText(/broke before the change was made/)).toBeVisible()
    expect(note?.spec.text).toBe('hello')
    await user.click(dialog.getByRole('button', { name: 'Save note' }))
    await gone()
    expect(note?.spec.text).toBe('mine')
  })

  it('and cannot be looked up: nobody knows, until it is looked up again', async () => {
    troubles = [
      async (carryOut) => {
        await carryOut()
        api.down = true
        return lost()
      },
    ]
    const { user, dialog } = await saved()
    expect(await dialog.findByRole('alert', { name: 'The outcome is unknown' })).toBeVisible()
    expect(toasts()).toEqual([])
    api.down = false
    await user.click(dialog.getByRole('button', { name: 'Look again' }))
    await gone()
    expect(toasts()).toEqual(['Saved the note'])
    expect(patches).toHaveLength(1)
  })

  it('closes no dialog that was opened since', async () => {
    let arrive: (() => void) | undefined
    const held = new Promise<void>((resolve) => (arrive = resolve))
    troubles = [async (carryOut) => (await held, carryOut())]
    const { user } = await saved()
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Edit' }))
    await screen.findByRole('dialog', { name: 'Edit note' })
    arrive?.()
    await waitFor(() => expect(toasts()).toEqual(['Saved the note']))
    expect(screen.getByRole('dialog', { name: 'Edit note' })).toBeVisible()
  })
})

describe('a refusal', () => {
  const cause = (field: string, message: string) => ({ field, message, reason: 'FieldValueInvalid' })
  const invalid = (...causes: object[]) => status(422, 'Invalid', 'the note is invalid', { details: { causes } })

  it('of a field stands at the field, in the words of the server', async () => {
    troubles = [() => invalid(cause('spec.text', 'must not be mine'))]
    const { dialog } = await saved()
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent('the note is invalid')
    expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveAccessibleDescription(/^must not be mine/)
  })

  it('of fields that the form does not show names them', async () => {
    troubles = [() => invalid(cause('spec.text', 'must not be mine'), cause('spec.color', 'must be green'))]
    const { dialog } = await saved()
    const alert = within(await dialog.findByRole('alert', { name: 'Could not save' }))
    expect(alert.getByText('spec.color').closest('li')).toHaveTextContent('must be green')
  })

  it('without causes says what the server says', async () => {
    troubles = [() => status(422, 'Invalid', 'something is wrong with the note')]
    const { dialog } = await saved()
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent('something is wrong')
    expect(dialog.getByRole('textbox', { name: 'Text' })).toBeValid()
  })

  it('for lack of a right names the right and the role', async () => {
    const message = 'User "dev" cannot patch resource "configmaps" in API group "" in the namespace "demo"'
    troubles = [() => status(403, 'Forbidden', message)]
    const { dialog } = await saved()
    const alert = within(await dialog.findByRole('alert', { name: 'Could not save' }))
    expect(alert.getByText('You may not do this. Nothing was changed.')).toBeVisible()
    expect(alert.getByText('oc adm policy add-role-to-user edit dev -n demo')).toBeVisible()
  })

  it('by an admission webhook is no lack of rights', async () => {
    const message = 'admission webhook "notes.managed.example" denied the request: notes are managed'
    troubles = [() => status(403, 'Forbidden', message)]
    const { dialog } = await saved()
    const alert = within(await dialog.findByRole('alert', { name: 'Could not save' }))
    expect(alert.getByText(/A rule of the cluster refused the change/)).toBeVisible()
    expect(alert.getByText(message)).toBeVisible()
    expect(alert.queryByText(/oc adm policy/)).toBeNull()
  })
})
