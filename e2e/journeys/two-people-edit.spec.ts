import type { Locator, Page } from '@playwright/test'
import type { ImageStream, TagReference } from '../../src/k8s/resources/imageStream.ts'
import type { SecondActor } from '../cluster.ts'
import { act, expect, expectAccessible, test } from '../fixtures.ts'

const web = (cluster: SecondActor) => cluster.stream<ImageStream>('storefront', 'web')
const change = (cluster: SecondActor, patch: Record<string, unknown>) => cluster.patchStream('storefront', 'web', patch)

/** Somebody else changes one tag of the spec. */
async function changeTag(cluster: SecondActor, name: string, changes: Partial<TagReference>): Promise<void> {
  const tags = (await web(cluster)).spec?.tags ?? []
  await change(cluster, { spec: { tags: tags.map((tag) => (tag.name === name ? { ...tag, ...changes } : tag)) } })
}

/** What the dialog says when somebody else was faster. */
const conflict = (dialog: Locator) => dialog.getByRole('alert', { name: 'Changed by someone else' })
const gone = (page: Page) => expect(page.getByRole('dialog')).toHaveCount(0)

test.beforeEach(async ({ page }) => page.goto('/imagestreams/storefront/web'))

test('of a stream: labels, lookup policy and deletion', async ({ page, cluster }) => {
  await act(page, 'web', 'Edit labels')
  const labels = page.getByRole('dialog', { name: 'Edit labels of web' })
  await labels.getByRole('textbox', { name: 'Labels: value 1' }).fill('mine')
  await change(cluster, { metadata: { labels: { app: 'theirs', team: 'blue' } } })
  await labels.getByRole('button', { name: 'Edit labels' }).click()
  await expect(conflict(labels).getByRole('list', { name: 'Fields that differ' })).toContainText('theirs')
  await expect(labels.getByRole('textbox', { name: 'Labels: value 1' })).toHaveValue('mine')
  await expectAccessible(page)
  await conflict(labels).getByRole('button', { name: 'Apply mine to latest' }).click()
  await gone(page)
  expect((await web(cluster)).metadata.labels).toEqual({ app: 'mine', team: 'blue', tier: 'frontend' })

  await act(page, 'web', 'Edit lookup policy')
  const lookup = page.getByRole('dialog', { name: 'Edit lookup policy of web' })
  const local = lookup.getByRole('checkbox', { name: 'Lookup policy (local)' })
  await local.uncheck()
  await change(cluster, { spec: { lookupPolicy: { local: false } } })
  await lookup.getByRole('button', { name: 'Edit lookup policy' }).click()
  await conflict(lookup).getByRole('button', { name: 'Use latest' }).click()
  await expect(conflict(lookup)).toHaveCount(0)
  await expect(local).not.toBeChecked()
  await local.check()
  await lookup.getByRole('button', { name: 'Edit lookup policy' }).click()
  await gone(page)
  expect((await web(cluster)).spec?.lookupPolicy).toEqual({ local: true })

  await act(page, 'web', 'Delete image stream')
  const removal = page.getByRole('dialog', { name: 'Delete image stream web' })
  await removal.getByRole('textbox', { name: 'Type web to confirm' }).fill('web')
  await cluster.push('storefront', 'web', 'hotfix')
  await removal.getByRole('button', { name: 'Delete image stream' }).click()
  await expect(conflict(removal)).toContainText('hotfix')
  expect(await web(cluster)).toBeTruthy()
  await conflict(removal).getByRole('button', { name: 'Use latest' }).click()
  await expect(removal.getByText(/^8 tags of the project storefront are lost/)).toBeVisible()
})

test('of a tag: description, source, policies and deletion', async ({ page, cluster }) => {
  await act(page, 'stable', 'Edit description')
  const words = page.getByRole('dialog', { name: 'Edit description of web:stable' })
  await words.getByRole('textbox', { name: 'Description', exact: true }).fill('Mine')
  await changeTag(cluster, 'stable', { annotations: { description: 'Theirs', version: '3' } })
  await words.getByRole('button', { name: 'Edit description' }).click()
  await expect(conflict(words)).toContainText('Theirs')
  await conflict(words).getByRole('button', { name: 'Apply mine to latest' }).click()
  await gone(page)
  const described = (await web(cluster)).spec?.tags?.find(({ name }) => name === 'stable')
  expect(described?.annotations).toEqual({ description: 'Mine', version: '3' })

  await act(page, 'stable', 'Change source')
  const source = page.getByRole('dialog', { name: 'Change source of web:stable' })
  await source.getByRole('combobox', { name: 'Source tag' }).selectOption('v4')
  await changeTag(cluster, 'stable', { from: { kind: 'ImageStreamTag', name: 'v2' } })
  await source.getByRole('button', { name: 'Change source' }).click()
  await expect(conflict(source)).toContainText('v2')
  await conflict(source).getByRole('button', { name: 'Use latest' }).click()
  await expect(source.getByRole('combobox', { name: 'Source tag' })).toHaveValue('v2')
  await page.keyboard.press('Escape')
  await gone(page)

  await act(page, 'canary', 'Edit reference policy')
  const policy = page.getByRole('dialog', { name: 'Edit reference policy of web:canary' })
  await policy.getByRole('radio', { name: 'Local' }).check()
  // Another tag concerns nobody here.
  await changeTag(cluster, 'prod', { annotations: { description: 'What customers see' } })
  await policy.getByRole('button', { name: /^Edit / }).click()
  await gone(page)
  const after = (await web(cluster)).spec?.tags
  expect(after?.find(({ name }) => name === 'canary')?.referencePolicy).toEqual({ type: 'Local' })
  expect(after?.find(({ name }) => name === 'prod')?.annotations).toEqual({ description: 'What customers see' })

  await act(page, 'v1', 'Delete tag')
  const removal = page.getByRole('dialog', { name: 'Delete tag web:v1' })
  await expect(removal).toContainText('1 revision is lost')
  await cluster.push('storefront', 'web', 'v1')
  await removal.getByRole('button', { name: 'Delete tag' }).click()
  await expect(conflict(removal)).toBeVisible()
  await conflict(removal).getByRole('button', { name: 'Apply mine to latest' }).click()
  await gone(page)
  expect((await web(cluster)).status?.tags?.map(({ tag }) => tag)).not.toContain('v1')
})

test('of a revision and a trigger', async ({ page, cluster }) => {
  const stable = (await web(cluster)).status?.tags?.find(({ tag }) => tag === 'stable')?.items ?? []
  const v1 = stable[2]?.image
  await page.getByRole('link', { name: 'stable', exact: true }).first().click()
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await act(page, v1?.slice(0, 19) ?? 'none', 'Roll back to this')
  const back = page.getByRole('dialog', { name: 'Roll back web:stable' })
  await expect(back.getByRole('group', { name: 'What happens' })).toBeVisible()
  await changeTag(cluster, 'stable', { from: { kind: 'ImageStreamTag', name: 'v4' }, generation: 0 })
  await back.getByRole('button', { name: 'Roll back' }).click()
  await expect(conflict(back)).toContainText('v4')
  await conflict(back).getByRole('button', { name: 'Apply mine to latest' }).click()
  await gone(page)
  expect((await web(cluster)).status?.tags?.find(({ tag }) => tag === 'stable')?.items?.[0]?.image).toBe(v1)

  await page.getByRole('link', { name: 'Used by', exact: true }).click()
  await act(page, 'Deployment shop-copy', 'Pause trigger')
  const pause = page.getByRole('dialog', { name: 'Pause trigger of Deployment shop-copy' })
  await expect(pause).toContainText('nothing rolls out until the trigger is resumed')
  const triggers = JSON.stringify([
    {
      from: { kind: 'ImageStreamTag', namespace: 'storefront', name: 'web:stable' },
      fieldPath: 'spec.template.spec.containers[?(@.name=="web")].image',
      note: 'theirs',
    },
  ])
  const path = '/apis/apps/v1/namespaces/sandbox/deployments/shop-copy'
  const patch = { metadata: { annotations: { 'image.openshift.io/triggers': triggers } } }
  await cluster.send('PATCH', path, patch, 'application/merge-patch+json')
  await pause.getByRole('button', { name: 'Pause trigger' }).click()
  await conflict(pause).getByRole('button', { name: 'Apply mine to latest' }).click()
  await gone(page)
  const { metadata } = await cluster.get<{ metadata: { annotations: Record<string, string> } }>(path)
  expect(JSON.parse(metadata.annotations['image.openshift.io/triggers'] ?? '')).toMatchObject([
    { paused: true, note: 'theirs' },
  ])
})
