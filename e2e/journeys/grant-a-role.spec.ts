import type { Page } from '@playwright/test'
import type { SecondActor } from '../cluster.ts'
import { act, confirm, expect, expectAccessible, rowOf, test } from '../fixtures.ts'

const verdict = (page: Page) =>
  page
    .getByRole('main')
    .getByRole('status')
    .filter({ hasText: /^(Allowed|Denied)/ })
const permissions = (page: Page) => page.getByRole('table', { name: 'Permissions' })

/** Counts what somebody presses in a page from here on. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    document.documentElement.dataset['clicks'] = '0'
    const count = ({ isTrusted, detail }: MouseEvent) => {
      // What a label or a form makes of one press is none.
      if (!isTrusted || detail === 0) return
      const { dataset } = document.documentElement
      dataset['clicks'] = String(Number(dataset['clicks']) + 1)
    }
    document.addEventListener('click', count, { capture: true })
  })
  return () => page.evaluate(() => Number(document.documentElement.dataset['clicks']))
}

async function bindingOf(cluster: SecondActor, namespace: string, name: string) {
  return (await cluster.roleBindings(namespace)).find(({ metadata }) => metadata.name === name)
}

test('a developer who may not push finds out why, an administrator grants it by three clicks, and takes it back', async ({
  page,
  as,
  browserOf,
  cluster,
}) => {
  await cluster.addRoleBinding('analytics', 'view', 'user dev', 'view')
  await as('dev')
  await page.goto('/imagestreams/analytics/spark/access')
  const mine = page.getByRole('region', { name: 'What you may do here' })
  await expect(mine).toContainText('Allowed')
  await expect(mine).toContainText('Denied')
  await mine.getByRole('link', { name: 'Why Push is denied' }).click()
  await expect(verdict(page)).toHaveText('Denied: you may not push to analytics/spark')
  const main = page.getByRole('main')
  await expect(main).toContainText('The role system:image-pusher in the project analytics allows it.')
  await expect(main).toContainText('An administrator of analytics can grant it')
  await expect(main).toContainText('oc policy add-role-to-user system:image-pusher dev -n analytics')
  await expect(main.getByRole('button', { name: /^Grant/ })).toHaveCount(0)
  await expectAccessible(page)

  const admin = await browserOf('admin')
  await admin.goto('/access/check?project=analytics')
  const form = admin.getByRole('form', { name: 'Check' })
  await form.getByRole('combobox', { name: 'Verb' }).selectOption({ label: 'Push' })
  await form
    .getByRole('textbox', { name: 'User' })
    .or(form.getByRole('combobox', { name: 'User' }))
    .fill('dev')
  await form.getByLabel('Image stream').fill('spark')
  const clicks = await countClicks(admin)
  await form.getByRole('button', { name: 'Check' }).click()
  await admin.getByRole('button', { name: 'Grant system:image-pusher to dev in analytics' }).click()
  await admin.getByRole('dialog').getByRole('button', { name: 'Grant role' }).click()
  await expect(verdict(admin)).toHaveText('Allowed: dev may push to analytics/spark')
  expect(await clicks()).toBe(3)
  expect(await bindingOf(cluster, 'analytics', 'system:image-pusher')).toMatchObject({
    roleRef: { kind: 'ClusterRole', name: 'system:image-pusher' },
    subjects: [{ kind: 'User', name: 'dev' }],
  })

  await admin.getByRole('main').getByRole('link', { name: 'Permissions in analytics' }).click()
  const row = rowOf(permissions(admin), 'dev').filter({ hasText: 'system:image-pusher' })
  await row.getByRole('button', { name: 'Actions for dev' }).click()
  await admin.getByRole('menuitem', { name: 'Revoke role' }).click()
  const revoke = admin.getByRole('dialog', { name: 'Revoke system:image-pusher from dev' })
  await revoke.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(revoke).toContainText('oc policy remove-role-from-user system:image-pusher dev -n analytics')
  await expectAccessible(admin)
  // Nobody has touched the developer's page.
  await expect(verdict(page)).toHaveText('Allowed: you may push to analytics/spark', { timeout: 15_000 })
  expect(await cluster.tryPush('dev', 'analytics', 'spark', 'mine')).toBe(201)
  await confirm(admin, 'Revoke system:image-pusher from dev', 'Revoke role')
  await expect(row).toHaveCount(0)
  await expect(rowOf(permissions(admin), 'dev')).toHaveCount(1)
  expect(await bindingOf(cluster, 'analytics', 'system:image-pusher')).toBeUndefined()
  expect(await cluster.tryPush('dev', 'analytics', 'spark', 'mine')).toBe(401)
})

test('a project is opened for pulls by everybody, closed again, and opened for the pods of another one', async ({
  page,
  cluster,
}) => {
  const mayStranger = () => cluster.may('stranger', 'get', 'analytics', 'spark')
  await page.goto('/access/permissions?project=analytics')
  const choice = page.getByRole('group', { name: 'Who may pull without a role' })
  const only = choice.getByRole('button', { name: 'Only those with a role' })
  const loggedIn = choice.getByRole('button', { name: 'Everybody who is logged in' })
  await expect(only).toHaveAttribute('aria-pressed', 'true')
  expect(await mayStranger()).toBe(false)

  await loggedIn.click()
  await confirm(page, 'Let everybody who is logged in pull from analytics', 'Allow pulls')
  await expect(loggedIn).toHaveAttribute('aria-pressed', 'true')
  expect(await bindingOf(cluster, 'analytics', 'system:image-puller')).toMatchObject({
    subjects: [{ kind: 'Group', name: 'system:authenticated' }],
  })
  expect(await mayStranger()).toBe(true)
  await only.click()
  const restrict = page.getByRole('dialog', { name: 'Let only those with a role pull from analytics' })
  await expect(restrict).toContainText('is refused from then on')
  await confirm(page, 'Let only those with a role pull from analytics', 'Restrict pulls')
  await expect(only).toHaveAttribute('aria-pressed', 'true')
  expect(await bindingOf(cluster, 'analytics', 'system:image-puller')).toBeUndefined()
  expect(await mayStranger()).toBe(false)

  await page.getByRole('button', { name: 'Let another project pull' }).click()
  const dialog = page.getByRole('dialog', { name: 'Let another project pull from analytics' })
  await dialog.getByRole('combobox', { name: 'Project that pulls' }).fill('payments')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Allow pulls' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const row = rowOf(permissions(page), 'All service accounts of payments system:serviceaccounts:payments')
  await expect(row).toContainText('system:image-puller')
  expect(await bindingOf(cluster, 'analytics', 'system:image-puller')).toMatchObject({
    subjects: [{ kind: 'Group', name: 'system:serviceaccounts:payments' }],
  })
  await act(page, 'system:serviceaccounts:payments', 'Revoke role')
  await confirm(page, /^Revoke system:image-puller/, 'Revoke role')
  await expect(row).toHaveCount(0)
})
