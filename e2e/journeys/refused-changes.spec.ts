import type { Page } from '@playwright/test'
import type { ImageStream } from '../../src/k8s/resources/imageStream.ts'
import { act, expect, expectAccessible, test } from '../fixtures.ts'

const patches = { verb: 'patch', plural: 'imagestreams', name: 'web' }
const problem = (page: Page, title: string) => page.getByRole('dialog').getByRole('alert', { name: title })
const gone = (page: Page) => expect(page.getByRole('dialog')).toHaveCount(0)
const save = (page: Page, button: string | RegExp = /^Edit /) =>
  page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click()

test('a write is refused although the right seemed to be there: what was typed stays, and can be tried again', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams/storefront/web')
  await act(page, 'web', 'Edit labels')
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Labels: value 1' })
  await field.fill('mine')
  const words =
    'imagestreams.image.openshift.io "web" is forbidden: User "admin" cannot patch resource "imagestreams" in API group "image.openshift.io" in the namespace "storefront"'
  await cluster.forbid(patches, words)
  await save(page)
  await expect(problem(page, 'Could not save')).toContainText(words)
  await expect(problem(page, 'Could not save')).toContainText('oc adm policy add-role-to-user')
  await expect(field).toHaveValue('mine')
  await expectAccessible(page)

  await cluster.refuse(patches)
  await save(page)
  await expect(problem(page, 'Could not save')).toContainText(
    'admission webhook "regular-user-validation.managed.openshift.io" denied the request',
  )
  await expect(problem(page, 'Could not save')).toContainText('whatever your permissions are')
  await expect(problem(page, 'Could not save')).not.toContainText('oc adm policy')

  const message = 'ImageStream.image.openshift.io "web" is invalid: metadata.labels: Invalid value: "mine": not today'
  await cluster.findInvalid(patches, message, [
    { reason: 'FieldValueInvalid', message: 'Invalid value: "mine": not today', field: 'metadata.labels' },
  ])
  await save(page)
  await expect(problem(page, 'Could not save')).toContainText('The server does not accept the values')
  await expect(page.getByRole('dialog').getByText(/^Invalid value: "mine": not today/)).toBeVisible()
  await cluster.findInvalid(patches, 'the object as a whole is not to its liking')
  await save(page)
  await expect(problem(page, 'Could not save')).toContainText('the object as a whole is not to its liking')
  await expect(field).toHaveValue('mine')
  expect((await cluster.stream<ImageStream>('storefront', 'web')).metadata.labels).toMatchObject({ app: 'web' })
  await save(page)
  await gone(page)
  expect((await cluster.stream<ImageStream>('storefront', 'web')).metadata.labels).toMatchObject({ app: 'mine' })
})

test('no answer arrives: it is looked up whether the change was made', async ({ page, cluster }) => {
  const isLocal = async () => (await cluster.stream<ImageStream>('storefront', 'web')).spec?.lookupPolicy?.local
  await page.goto('/imagestreams/storefront/web')
  await act(page, 'web', 'Edit lookup policy')
  const local = page.getByRole('dialog').getByRole('checkbox', { name: 'Lookup policy (local)' })
  await local.uncheck()
  // The browser sends a request again whose connection broke before any answer.
  await cluster.fault({ ...patches, status: 0, times: 1000 })
  await save(page)
  await expect(problem(page, 'Could not save')).toContainText('the cluster is as before')
  await cluster.reset()
  expect(await isLocal()).toBe(true)
  await expect(local).not.toBeChecked()
  await cluster.loseAnswer(patches)
  await save(page)
  await gone(page)
  expect(await isLocal()).toBe(false)

  // A tag that goes without an answer is gone all the same.
  await act(page, 'v2', 'Delete tag')
  await cluster.loseAnswer({ verb: 'delete', plural: 'imagestreamtags' })
  await save(page, 'Delete tag')
  await gone(page)
  await expect(page.getByRole('status').filter({ hasText: 'Deleted tag web:v2' })).toBeVisible()
  expect((await cluster.stream<ImageStream>('storefront', 'web')).status?.tags?.map(({ tag }) => tag)).not.toContain(
    'v2',
  )
})

test('what a dialog is about is deleted meanwhile: nothing is sent, and nothing typed is lost', async ({
  page,
  cluster,
}) => {
  await page.goto('/imagestreams/storefront/web')
  await act(page, 'canary', 'Edit description')
  const words = page.getByRole('dialog').getByRole('textbox', { name: 'Description', exact: true })
  await words.fill('Worth keeping')
  await cluster.patchStream('storefront', 'web', { spec: { tags: [] } })
  await cluster.deleteTag('storefront', 'web', 'canary')
  await expect(problem(page, 'It was deleted by someone else')).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Edit description' })).toBeDisabled()
  await expect(words).toHaveValue('Worth keeping')
  await page.keyboard.press('Escape')
  await gone(page)
  await act(page, 'web', 'Edit labels')
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Labels: value 1' })).toBeVisible()
  await cluster.deleteStream('storefront', 'web')
  await expect(problem(page, 'It was deleted by someone else')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('This image stream was deleted')).toBeVisible()
})

test('a quota refuses: which, and how much of it is used', async ({ page, cluster }) => {
  await cluster.createStream('sandbox', 'last-one')
  await page.goto('/imagestreams/create?project=sandbox')
  await page.getByRole('textbox', { name: 'Name' }).fill('too-many')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'Could not save' })
  await expect(alert).toContainText('A quota of the project is used up')
  await expect(alert).toContainText(
    'The quota image-streams of the project sandbox allows 2 of openshift.io/imagestreams, and 2 are used.',
  )
  await expectAccessible(page)
  await cluster.deleteStream('sandbox', 'last-one')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page).toHaveURL('/imagestreams/sandbox/too-many')
  expect((await cluster.stream<ImageStream>('sandbox', 'too-many')).metadata.name).toBe('too-many')
})
