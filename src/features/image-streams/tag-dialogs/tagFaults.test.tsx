import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import { openDialog } from '../../../ui/openDialog.tsx'
import { shortDigest } from '../../../lib/digest.ts'
import { AddTagDialog } from './AddTagDialog.tsx'
import { findDialog, openFrom, storedDigests, storedTag, type findDialog as Find } from './tagTesting.ts'

type Dialog = Awaited<ReturnType<typeof Find>>

interface Case {
  name: string
  path: string
  open(page: RenderedPage): Promise<Dialog>
  fill?(page: RenderedPage, dialog: Dialog): Promise<void>
  confirm: string
  /** What is written. */
  verb?: string
  plural?: string
  done: RegExp
  /** Whether the cluster is as asked for. */
  isDone(page: RenderedPage): boolean
}

const gateway = '/imagestreams/payments/gateway'
const web = '/imagestreams/storefront/web'
const api = '/imagestreams/payments/api/tags/latest/history'

const cases: Case[] = [
  {
    name: 'add a tag',
    path: web,
    open: async () => {
      await screen.findAllByRole('rowheader')
      openDialog(<AddTagDialog namespace="storefront" stream="web" />)
      return findDialog('Add tag to web')
    },
    fill: async ({ user }, dialog) => {
      await user.type(dialog.getByRole('textbox', { name: /^Tag/ }), 'v5')
      await user.type(dialog.getByLabelText(/^Pull spec/), 'quay.io/acme/web:5')
    },
    confirm: 'Add tag',
    done: /^Added tag web:v5/,
    isDone: (page) => storedTag(page, 'storefront', 'web', 'v5') !== undefined,
  },
  {
    name: 'change a source',
    path: web,
    open: (page) => openFrom(page, 'v1', 'Change source', 'Change source of web:v1'),
    fill: ({ user }, dialog) => user.type(dialog.getByLabelText(/^Pull spec/), 'quay.io/acme/web:1'),
    confirm: 'Change source',
    done: /^Source of web:v1 changed/,
    isDone: (page) => storedTag(page, 'storefront', 'web', 'v1')?.from?.name === 'quay.io/acme/web:1',
  },
  {
    name: 'edit an import policy',
    path: gateway,
    open: (page) => openFrom(page, '2.4', 'Edit import policy', 'Edit import policy of gateway:2.4'),
    fill: ({ user }, dialog) => user.click(dialog.getByRole('checkbox', { name: 'Insecure' })),
    confirm: 'Edit import policy',
    done: /^Import policy of gateway:2.4 saved/,
    isDone: (page) => storedTag(page, 'payments', 'gateway', '2.4')?.importPolicy?.insecure === true,
  },
  {
    name: 'edit a reference policy',
    path: gateway,
    open: (page) => openFrom(page, '2.4', 'Edit reference policy', 'Edit reference policy of gateway:2.4'),
    fill: ({ user }, dialog) => user.click(dialog.getByRole('radio', { name: 'Local' })),
    confirm: 'Edit reference policy',
    done: /^Reference policy of gateway:2.4 saved/,
    isDone: (page) => storedTag(page, 'payments', 'gateway', '2.4')?.referencePolicy?.type === 'Local',
  },
  {
    name: 'edit a description',
    path: web,
    open: (page) => openFrom(page, 'v1', 'Edit description', 'Edit description of web:v1'),
    fill: ({ user }, dialog) => user.type(dialog.getByLabelText('Version'), '1.0'),
    confirm: 'Edit description',
    done: /^Description of web:v1 saved/,
    isDone: (page) => storedTag(page, 'storefront', 'web', 'v1')?.annotations?.['version'] === '1.0',
  },
  {
    name: 'copy a tag',
    path: web,
    open: (page) => openFrom(page, 'v1', 'Copy to another stream', 'Copy web:v1 to another stream'),
    fill: async ({ user }, dialog) => {
      await user.selectOptions(
        dialog.getByLabelText('Project'),
        await dialog.findByRole('option', { name: 'payments' }),
      )
      await user.type(dialog.getByLabelText(/^Image stream/), 'gateway')
    },
    confirm: 'Copy',
    done: /^Copied web:v1 to payments\/gateway:v1/,
    isDone: (page) => storedDigests(page, 'payments', 'gateway', 'v1').length === 1,
  },
  {
    name: 'roll back',
    path: api,
    open: (page) => {
      const [, digest = ''] = storedDigests(page, 'payments', 'api', 'latest')
      return openFrom(page, shortDigest(digest), 'Roll back to this', 'Roll back api:latest')
    },
    confirm: 'Roll back',
    done: /^Rolled api:latest back/,
    isDone: (page) => storedDigests(page, 'payments', 'api', 'latest').length === 8,
  },
  {
    name: 'delete a tag',
    path: web,
    open: (page) => openFrom(page, 'v1', 'Delete tag', 'Delete tag web:v1'),
    confirm: 'Delete tag',
    verb: 'delete',
    plural: 'imagestreamtags',
    done: /^Deleted tag web:v1/,
    isDone: (page) => storedDigests(page, 'storefront', 'web', 'v1').length === 0,
  },
]

const webhook =
  'admission webhook "tags.policy.example.com" denied the request: tags of this project are changed by the pipeline only'

describe.each(cases)(
  '$name',
  ({ path, open, fill, confirm, verb = 'patch', plural = 'imagestreams', done, isDone }) => {
    test('refusals of the write, then an answer that is lost', async () => {
      const page = await renderPage(path, { scenario: 'healthy' })
      const { faults } = page.cluster
      const dialog = await open(page)
      await fill?.(page, dialog)
      const write = { verb, plural }
      const attempt = async () => page.user.click(dialog.getByRole('button', { name: confirm }))
      const refused = () => dialog.findByRole('alert', { name: 'Could not save' })

      faults.add({
        ...write,
        status: 403,
        reason: 'Forbidden',
        message: `User "admin" cannot ${verb} resource "${plural}" in API group "image.openshift.io" in the namespace "payments"`,
      })
      await attempt()
      expect(await refused()).toHaveTextContent(
        /You may not do this\. Nothing was changed\..*oc adm policy add-role-to-user/,
      )

      faults.add({ ...write, status: 403, reason: 'Forbidden', message: webhook })
      await attempt()
      await waitFor(async () => expect(await refused()).toHaveTextContent(webhook))
      expect(await refused()).toHaveTextContent(/A rule of the cluster refused the change/)

      faults.add({ ...write, status: 422, reason: 'Invalid', message: 'ImageStream "x" is invalid' })
      await attempt()
      await waitFor(async () => expect(await refused()).toHaveTextContent('ImageStream "x" is invalid'))

      const causes = [
        { field: 'spec.tags[x].a', message: 'first of two' },
        { field: 'spec.tags[x].b', message: 'second of two' },
      ]
      faults.add({ ...write, status: 422, reason: 'Invalid', message: 'twice invalid', causes })
      await attempt()
      await waitFor(async () => expect(await refused()).toHaveTextContent('second of two'))
      expect(await refused()).toHaveTextContent('spec.tags[x].a first of two')

      faults.add({ ...write, status: 0 })
      await attempt()
      await waitFor(async () => expect(await refused()).toHaveTextContent(/broke before the change was made/))
      expect(isDone(page)).toBe(false)

      faults.add({ ...write, status: 0, afterwards: true })
      await attempt()
      expect(await screen.findByText(done)).toBeVisible()
      expect(isDone(page)).toBe(true)
      expect(screen.queryByRole('dialog')).toBeNull()
    })
  },
)

test('a copy into a new stream whose answer is lost: the outcome is looked up', async () => {
  const page = await renderPage(web, { scenario: 'healthy' })
  const dialog = await openFrom(page, 'v1', 'Copy to another stream', 'Copy web:v1 to another stream')
  await page.user.type(dialog.getByLabelText(/^Image stream/), 'promoted')
  await dialog.findByText(/it is made\.$/)
  page.cluster.faults.add({ verb: 'create', plural: 'imagestreams', status: 0, afterwards: true })
  await page.user.click(dialog.getByRole('button', { name: 'Copy' }))
  expect(await screen.findByText('Copied web:v1 to storefront/promoted:v1')).toBeVisible()
})
