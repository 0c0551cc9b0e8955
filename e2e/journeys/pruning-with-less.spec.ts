import type { Page } from '@playwright/test'
import type { ImagePruner } from '../../src/k8s/resources/imagePruner.ts'
import { expect, expectAccessible, rowOf, test } from '../fixtures.ts'
import { numbersOf, summaryOf } from '../pruning.ts'

const entry = (page: Page, name: RegExp) => page.getByRole('menuitem', { name })
const cronJobPath = '/apis/batch/v1/namespaces/openshift-image-registry/cronjobs/image-pruner'

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for pruning' }).click()
}

test.describe('who may not do everything', () => {
  test.use({ scenario: 'pruning' })

  test('a developer reads what is missing, and previews a project of their own', async ({ page, as }) => {
    await as('dev')
    await page.goto('/pruning')
    await expect(page.getByRole('heading', { name: 'Permission missing' })).toBeVisible()
    await expect(page.getByText('You may not get imagepruners cluster in the whole cluster.')).toBeVisible()
    await openMenu(page)
    await expect(entry(page, /^Edit/)).toHaveAttribute('aria-disabled', 'true')
    await expect(entry(page, /^Run now/)).toHaveAttribute('aria-disabled', 'true')
    await entry(page, /^Preview/).click()
    await expect(page.getByRole('group', { name: /Choose a project that you may read/ })).toBeVisible()
    await expect(page.getByRole('group', { name: /The settings of the pruner cannot be read/ })).toBeVisible()
    await expectAccessible(page)

    await page.getByRole('combobox', { name: 'Project', exact: true }).selectOption('shop')
    await expect(summaryOf(page)).toContainText(/take \d+ revisions out of the history of \d+ image streams/)
    const uncertain = page.getByRole('group', { name: /This preview is uncertain/ })
    await expect(uncertain).toContainText('You may not list images.')
    await expect(uncertain).toContainText('History is judged as if all its images were there')
    await expect(uncertain).toContainText('oc adm policy add-')
    await expect(summaryOf(page).getByRole('button', { name: 'Run now' })).toHaveAccessibleDescription(
      'How the pruner is set is not known: a run may do something else than what is shown.',
    )
    const tags = page.getByRole('table', { name: 'Tags with revisions that go' })
    await expect(rowOf(tags, 'api:nightly')).toContainText('11')
    await tags.getByRole('button', { name: 'Details of web:latest' }).click()
    // Without the list of images nobody knows which is gone.
    await expect(page.getByRole('table', { name: 'Revisions of web:latest' })).not.toContainText('its image is gone')
    await expectAccessible(page)
    await page.getByRole('navigation', { name: 'Pruning' }).getByRole('link', { name: 'Runs' }).click()
    await expect(page.getByRole('heading', { name: 'Permission missing' })).toBeVisible()
  })

  test('an SRE sees runs and the whole preview, and neither the settings nor a way to start one', async ({
    page,
    as,
    cluster,
  }) => {
    await as('sre')
    await page.goto('/pruning/preview')
    await expect(page.getByRole('group', { name: /The settings of the pruner cannot be read/ })).toBeVisible()
    await expect(summaryOf(page)).toContainText(/would delete \d+ images and free/)
    await expect(page.getByRole('group', { name: /This preview is uncertain/ })).toHaveCount(0)
    expect((await numbersOf(page))[0]).toBeGreaterThan(0)
    await page.getByRole('navigation', { name: 'Pruning' }).getByRole('link', { name: 'Runs' }).click()
    const runs = page.getByRole('table', { name: 'Pruner runs' })
    await expect(runs).toContainText('14 images')
    const jobs = (await cluster.jobs()).length
    await page.getByRole('main').getByRole('button', { name: 'Run now' }).click()
    const dialog = page.getByRole('dialog', { name: 'Run now' })
    await expect(dialog).toContainText('You may not create jobs in the project openshift-image-registry.')
    await expect(dialog.getByRole('button', { name: 'Run now' })).toBeDisabled()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'YAML', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Permission missing' })).toBeVisible()
    expect(await cluster.jobs()).toHaveLength(jobs)
  })

  test('a dedicated administrator edits the pruner, and starts nothing', async ({ page, as, cluster }) => {
    await as('dedicated')
    await page.goto('/pruning')
    await page.getByRole('main').getByRole('button', { name: 'Edit' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit pruning' })
    await dialog.getByRole('textbox', { name: 'Keep younger than' }).fill('72h')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
    const { spec } = await cluster.pruner<ImagePruner>()
    expect(spec?.keepYoungerThanDuration).toBe('72h')
    await openMenu(page)
    await expect(entry(page, /^Suspend/)).not.toHaveAttribute('aria-disabled', 'true')
    await expect(entry(page, /^Run now/)).toHaveAttribute('aria-disabled', 'true')
  })
})

test.describe('clusters that have less', () => {
  test.use({ scenario: 'pruning' })

  test('without the operator nothing is set, and the preview works', async ({ page, cluster }) => {
    const missing = { status: 404, body: '404 page not found\n', contentType: 'text/plain', times: 1000 }
    await cluster.fault({ group: 'imageregistry.operator.openshift.io', ...missing })
    await page.goto('/pruning')
    await expect(page.getByText(/It has no registry operator, so nothing prunes by schedule\./)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Preview', exact: true }).click()
    await expect(page.getByRole('group', { name: /This cluster has no pruner/ })).toBeVisible()
    await expect(summaryOf(page)).toContainText(/would delete \d+ images and free/)
    await expect(summaryOf(page).getByRole('button', { name: 'Run now' })).toHaveAccessibleDescription(
      'This cluster has no pruner to run.',
    )
    await page.getByRole('link', { name: 'YAML', exact: true }).click()
    await expect(page.getByText(/It has no registry operator/)).toBeVisible()
  })

  test('without the CronJob nothing runs: said on every tab, until the operator makes it again', async ({
    page,
    cluster,
  }) => {
    // An age that the operator cannot read keeps it from making the CronJob.
    await cluster.patchPruner({ keepYoungerThanDuration: '3 days' })
    await cluster.send('DELETE', cronJobPath)
    await page.goto('/pruning')
    await expect(page.getByRole('group', { name: /The operator cannot read these settings/ })).toBeVisible()
    await expect(page.getByRole('region', { name: 'CronJob' })).toContainText('The CronJob image-pruner is missing')
    await expect(page.getByRole('region', { name: 'Settings' })).toContainText('unknown unit " days"')
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Runs', exact: true }).click()
    await expect(page.getByRole('group', { name: /The CronJob image-pruner is missing/ })).toBeVisible()
    await page.getByRole('main').getByRole('button', { name: 'Run now' }).click()
    const dialog = page.getByRole('dialog', { name: 'Run now' })
    await expect(dialog).toContainText('The CronJob image-pruner is missing, and runs are made from it.')
    await expect(dialog.getByRole('button', { name: 'Run now' })).toBeDisabled()
    await cluster.patchPruner({ keepYoungerThanDuration: '72h' })
    await expect(dialog.getByRole('button', { name: 'Run now' })).toBeEnabled()
    await expect(dialog).toContainText('72h')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('group', { name: /The CronJob image-pruner is missing/ })).toHaveCount(0)
  })
})

test.describe('a cluster whose registry is removed', () => {
  test.use({ scenario: 'registry-removed' })

  test('only objects are pruned', async ({ page, cluster }) => {
    await page.goto('/pruning')
    await expect(page.getByRole('group', { name: /There is no registry: only objects are pruned/ })).toBeVisible()
    await expect(page.getByRole('region', { name: 'CronJob' })).toContainText('is as these settings want it')
    await page.getByRole('link', { name: 'Preview', exact: true }).click()
    await expect(page.getByRole('checkbox', { name: 'Blobs in the registry too' })).not.toBeChecked()
    await expect(summaryOf(page)).toContainText(/^A run now would delete \d+ images and free nothing in the storage\./)
    await expect(summaryOf(page)).toContainText('their blobs stay in the storage, and no later run finds them')
    expect((await numbersOf(page)).slice(3)).toEqual([0, 0, 0])
    await summaryOf(page).getByRole('button', { name: 'Run now' }).click()
    const dialog = page.getByRole('dialog', { name: 'Run now' })
    await expect(dialog).toContainText('Left alone: only API objects go')
    await dialog.getByRole('button', { name: 'Run now' }).click()
    await expect(page.getByText('Only API objects: the storage of the registry is left alone')).toBeVisible()
    await cluster.runJobs()
    await expect(page.getByText(/^This run deleted \d+ images and /).first()).toBeVisible()
  })
})
