import { act, expect, expectAccessible, test } from '../fixtures.ts'
import type { SecondActor } from '../cluster.ts'

const namesOf = async (cluster: SecondActor) => (await cluster.registryPods()).map(({ metadata }) => metadata.name)

test('pods are restarted one at a time, as their budget has it', async ({ page, cluster }) => {
  await page.goto('/registry')
  const [first = '', second = ''] = await namesOf(cluster)
  await act(page, 'the registry', 'Restart pods')
  const dialog = page.getByRole('dialog', { name: 'Restart the registry’s pods' })
  const steps = dialog.getByRole('list', { name: 'Pods' }).getByRole('listitem')
  await expect(steps).toHaveCount(2)
  await expectAccessible(page)
  // The budget has no room at first; the eviction is tried again.
  await cluster.fault({
    verb: 'create',
    plural: 'pods/eviction',
    status: 429,
    reason: 'TooManyRequests',
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    causes: [{ reason: 'DisruptionBudget', message: 'The disruption budget image-registry needs 1 healthy pods' }],
    retryAfter: 2,
  })
  // What comes in place of the first does not start: the second one stays.
  await cluster.breakPodStart('panic: storage is not reached')
  await dialog.getByRole('button', { name: 'Restart pods', exact: true }).click()
  await expect(steps.first()).toContainText('Held back by the budget')
  expect(await namesOf(cluster)).toEqual([first, second])
  await expect(steps.first()).toContainText('Waiting for its replacement')
  await cluster.advance(60)
  await expect(steps.first()).toContainText('Waiting for its replacement')
  await expect(steps.nth(1)).toContainText('Not yet')
  expect((await namesOf(cluster)).filter((name) => name === first || name === second)).toHaveLength(1)
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(dialog.getByRole('alert', { name: 'Stopped' })).toContainText('No other pod was touched')

  await dialog.getByRole('button', { name: 'Go on' }).click()
  await cluster.breakPodStart()
  await expect
    .poll(async () => {
      await cluster.advance(10)
      return page.getByText(/^(Done: )?Restarted \d pods?$/).count()
    })
    .toBe(1)
  await expect(dialog).toHaveCount(0)
  expect((await namesOf(cluster)).filter((name) => name === first || name === second)).toEqual([])
})

test('it is scaled by its Config, becomes read-only and writable again', async ({ page, cluster }) => {
  await page.goto('/registry')
  await act(page, 'the registry', 'Scale')
  const scale = page.getByRole('dialog', { name: 'Scale registry' })
  await expect(scale).toContainText('2 replicas are set, and 2 are ready.')
  await scale.getByRole('textbox', { name: 'Replicas' }).fill('0')
  await expect(scale).toContainText('Pushes and pulls fail at once')
  await scale.getByRole('textbox', { name: 'Replicas' }).fill('3')
  await scale.getByRole('button', { name: 'Scale registry', exact: true }).click()
  await expect(scale).toHaveCount(0)
  await cluster.advance(60)
  await expect(page.getByRole('table', { name: 'Pods of the registry' }).getByRole('row')).toHaveCount(4)
  // By hand it is scaled for a moment only.
  await cluster.scaleDeployment(1)
  await cluster.advance(60)
  expect(await namesOf(cluster)).toHaveLength(3)

  await act(page, 'the registry', 'Set read-only')
  const readOnly = page.getByRole('dialog', { name: 'Set read-only' })
  await expect(readOnly).toContainText('Pushes fail, and builds with them')
  await readOnly.getByRole('button', { name: 'Set read-only', exact: true }).click()
  await expect(readOnly).toHaveCount(0)
  await cluster.advance(60)
  const verdict = page.getByRole('group', { name: /The registry is read-only/ })
  await expect(verdict).toContainText('pulls still work')
  expect((await cluster.registryConfig()).spec?.readOnly).toBe(true)

  // What is said above the verdict moves it until then.
  await expect(page.getByRole('group', { name: 'Done: The operator has taken the change' })).toBeVisible()
  await verdict.getByRole('link', { name: 'Set writable' }).click()
  const writable = page.getByRole('dialog', { name: 'Set writable' })
  await writable.getByRole('button', { name: 'Set writable', exact: true }).click()
  await expect(writable).toHaveCount(0)
  await cluster.advance(60)
  await expect(page.getByRole('group', { name: 'Done: The registry is healthy.' })).toContainText('3 of 3 pods ready')
  expect((await cluster.registryConfig()).spec?.readOnly).toBe(false)
})
