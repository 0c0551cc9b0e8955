import type { Page } from '@playwright/test'
import { act, confirm, expect, expectAccessible, rowOf, test } from '../fixtures.ts'

const digest = `sha256:${'a1'.repeat(32)}`

/** The places where nodes look for an image, in their order. */
async function expectPlaces(page: Page, repositories: string[]): Promise<void> {
  await page.getByRole('link', { name: 'Where would an image come from?' }).click()
  const field = page.getByRole('textbox', { name: 'Pull spec' })
  await field.fill(`registry.redhat.io/ubi9/nodejs-22@${digest}`)
  await page.getByRole('button', { name: 'Resolve' }).click()
  const places = page.getByRole('list', { name: 'Where the image would come from' }).getByRole('listitem')
  await expect(places).toHaveText(repositories.map((repository) => new RegExp(`${repository}@sha256`)))
}

test('a mirror set is made, comes first where images are looked for, is put in another order, and deleted', async ({
  page,
  cluster,
}) => {
  const set = async () => (await cluster.mirrorSet('ImageDigestMirrorSet', 'ubi')).spec
  const mirrors = page.getByRole('navigation', { name: 'Cluster image policy' }).getByRole('link', { name: 'Mirrors' })
  await page.goto('/policy/mirrors')
  await page.getByRole('button', { name: 'Create mirror set' }).first().click()
  const create = page.getByRole('dialog', { name: 'Create mirror set' })
  await create.getByRole('textbox', { name: 'Name', exact: true }).fill('ubi')
  await create.getByRole('textbox', { name: 'Source' }).fill('registry.redhat.io/ubi9')
  await create.getByRole('textbox', { name: 'Mirror 1' }).fill('one.corp:5000/ubi9')
  await create.getByRole('button', { name: 'Add mirror' }).click()
  await create.getByRole('textbox', { name: 'Mirror 2' }).fill('two.corp/ubi9')
  await expect(create.getByRole('list', { name: 'What this does' })).toContainText(
    'come from one.corp:5000/ubi9, then two.corp/ubi9',
  )
  await expectAccessible(page)
  await create.getByRole('button', { name: 'Create mirror set' }).click()
  await expect(create).toHaveCount(0)
  expect(await set()).toEqual({
    imageDigestMirrors: [{ source: 'registry.redhat.io/ubi9', mirrors: ['one.corp:5000/ubi9', 'two.corp/ubi9'] }],
  })
  await expectPlaces(page, [
    'one.corp:5000/ubi9/nodejs-22',
    'two.corp/ubi9/nodejs-22',
    'registry.redhat.io/ubi9/nodejs-22',
  ])

  // Another order; a loop is told before it is saved, and left out.
  await mirrors.click()
  await act(page, 'ubi', 'Edit')
  const edit = page.getByRole('dialog', { name: 'Edit mirror set ubi' })
  await edit.getByRole('button', { name: 'Move mirror 2 up' }).click()
  await edit.getByRole('button', { name: 'Add entry' }).click()
  const second = edit.getByRole('group', { name: 'Entry 2' })
  await second.getByRole('textbox', { name: 'Source' }).fill('two.corp/ubi9')
  await second.getByRole('textbox', { name: 'Mirror 1' }).fill('registry.redhat.io/ubi9')
  await expect(edit.getByRole('group', { name: /mirror each other in a loop/ })).toBeVisible()
  await edit.getByRole('button', { name: 'Remove entry 2' }).click()
  await expect(edit.getByRole('group', { name: /mirror each other in a loop/ })).toHaveCount(0)
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(edit).toHaveCount(0)
  expect(await set()).toEqual({
    imageDigestMirrors: [{ source: 'registry.redhat.io/ubi9', mirrors: ['two.corp/ubi9', 'one.corp:5000/ubi9'] }],
  })
  await expectPlaces(page, [
    'two.corp/ubi9/nodejs-22',
    'one.corp:5000/ubi9/nodejs-22',
    'registry.redhat.io/ubi9/nodejs-22',
  ])

  await mirrors.click()
  const row = rowOf(page.getByRole('table', { name: 'Mirror sets' }), 'ubi')
  await expect(row).toContainText('registry.redhat.io/ubi9')
  await act(page, 'ubi', 'Delete mirror set')
  await expect(page.getByRole('dialog')).toContainText('then come from the source itself')
  await confirm(page, 'Delete mirror set ubi', 'Delete mirror set')
  await expect(row).toHaveCount(0)
  expect(await cluster.mirrorSetNames('ImageDigestMirrorSet')).not.toContain('ubi')
})
