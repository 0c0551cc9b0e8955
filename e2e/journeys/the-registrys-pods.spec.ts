import { act, confirm, expect, expectAccessible, rowOf, test } from '../fixtures.ts'
import { linesOf } from '../logs.ts'

const namespace = 'openshift-image-registry'

test('a pod that crashes, the last one that is ready is deleted, and another comes', async ({ page, cluster }) => {
  const [first = '', second = ''] = (await cluster.registryPods()).map(({ metadata }) => metadata.name)
  await cluster.setLog(second, 'the only line\n', 'registry')
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Pods' }).click()
  const table = page.getByRole('table', { name: 'Registry pods' })
  await expect(rowOf(table, first)).toContainText(/Running\s*1\/1\s*0/)
  await expect(
    table.getByRole('row').filter({ hasText: 'image-pruner' }).filter({ hasText: 'Completed' }),
  ).not.toHaveCount(0)
  const parts = page.getByRole('list', { name: 'Components' })
  await expect(parts).toContainText(/Registry\s*2 of 2 ready/)
  await expectAccessible(page)

  await cluster.crash(first, { lines: ['panic: the bucket is gone'], exitCode: 2, stay: true })
  await expect(rowOf(table, first)).toContainText(/CrashLoopBackOff\s*0\/1/)
  await expect(parts).toContainText(/Registry\s*1 of 2 ready/)
  await rowOf(table, first).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(first)
  const main = page.getByRole('main')
  await expect(main.getByRole('region', { name: 'Container registry' })).toContainText('back-off 10s restarting failed')
  await expect(main.getByRole('region', { name: 'Container registry' })).toContainText(/Ended before with.*2/)
  await expectAccessible(page)
  await page.getByRole('navigation', { name: first }).getByRole('link', { name: 'Events' }).click()
  const about = rowOf(page.getByRole('table', { name: 'Events' }), 'BackOff')
  await expect(about).toContainText('Back-off restarting failed container registry')
  await page.goBack()
  await main.getByRole('link', { name: 'View its last log' }).first().click()
  await expect(linesOf(page)).toContainText('panic: the bucket is gone')

  // What it costs to delete the other one is said before.
  await page.goto(`/pods/${second}/logs`)
  await expect(linesOf(page)).toContainText('the only line')
  await cluster.breakPulls('manifest unknown')
  await act(page, second, 'Delete pod')
  const dialog = page.getByRole('dialog', { name: `Delete pod ${second}` })
  await expect(dialog.getByRole('group', { name: /This is the last pod that is ready/ })).toContainText(
    'every push and pull fails',
  )
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog).toContainText(`oc delete pod ${second} -n ${namespace}`)
  await expectAccessible(page)
  await confirm(page, `Delete pod ${second}`, 'Delete pod')
  const gone = page.getByRole('alert', { name: 'This pod is gone' })
  await expect(gone).toBeVisible()
  await expect(linesOf(page)).toContainText('the only line')
  await expect(page.getByRole('status', { name: 'State of the logs' })).toContainText('Gone')
  await gone.getByRole('link', { name: 'See the pods' }).click()
  const [third = ''] = (await cluster.registryPods()).flatMap(({ metadata: { name } }) =>
    name === first || name === second ? [] : [name],
  )
  await expect(rowOf(table, second)).toHaveCount(0)
  await expect(rowOf(table, third)).toContainText(/ErrImagePull|ImagePullBackOff/)
  await cluster.advance(10)
  await expect(rowOf(table, third)).toContainText(/ImagePullBackOff\s*0\/1/)
  await cluster.breakPulls()
  await cluster.advance(60)
  await expect(rowOf(table, third)).toContainText(/Running\s*1\/1\s*0/)

  // All of it is among the events, which count while one looks.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Events' }).click()
  const events = page.getByRole('table', { name: 'Events' })
  await expect(
    events.getByRole('row').filter({ hasText: third }).filter({ hasText: 'Failed to pull image' }),
  ).not.toHaveCount(0)
  const objects = page.getByRole('combobox', { name: 'Object' })
  await objects.selectOption(`Pod/${third}`, { timeout: 10_000 })
  await expect(page).toHaveURL(/object=/)
  await expect(events.getByRole('row').filter({ hasText: first })).toHaveCount(0)
  await expect(rowOf(events, 'Started')).toContainText(/Started container registry\s*1/)
  await expectAccessible(page)
  await cluster.crash(third)
  await expect(rowOf(events, 'Started')).toContainText(/Started container registry\s*2/)
})

test.describe('of a removed registry', () => {
  test.use({ scenario: 'removed' })

  test('there are none, and the pages say why', async ({ page }) => {
    await page.goto('/pods')
    const absence = page.getByRole('region', { name: 'The registry has no pods' })
    await expect(absence.getByRole('group', { name: /Registry is removed/ })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Logs' }).click()
    await expect(page.getByRole('heading', { name: 'The registry is removed' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Set the registry up' })).toHaveAttribute('href', '/registry/setup')
    await page.goto('/pods/image-registry-5d5f-xxxxx/logs')
    await expect(page.getByRole('heading', { name: 'There is no pod image-registry-5d5f-xxxxx' })).toBeVisible()
  })
})
