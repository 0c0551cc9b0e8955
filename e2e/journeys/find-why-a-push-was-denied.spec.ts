import type { Locator, Page } from '@playwright/test'
import { confirm, expect, expectAccessible, rowOf, test } from '../fixtures.ts'

const audit = (page: Page) => page.getByRole('table', { name: 'Audit', exact: true })
const denial = (scope: Page | Locator) => scope.getByRole('group', { name: /Why it was denied/ })
const command = 'oc policy add-role-to-user system:image-pusher dev -n analytics'

test('a push was denied: the audit says which role is missing, grants it, and shows who pushed from then on', async ({
  page,
  cluster,
}) => {
  // Nobody else comes: what is logged is what the journey does.
  for (const { metadata } of await cluster.registryPods()) await cluster.setLog(metadata.name, '', 'registry')
  await cluster.createStream('analytics', 'portal')
  expect(await cluster.tryPush('dev', 'analytics', 'portal', 'v9')).toBe(401)
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Logs' }).click()
  await page.getByRole('navigation', { name: 'Views of the logs' }).getByRole('link', { name: 'Audit' }).click()
  const kinds = page.getByRole('group', { name: 'Kinds of events' })
  await kinds.getByRole('button', { name: /^\d+ Denied$/ }).click()
  // A push looks for its blobs before it sends them: it is denied both.
  const rows = rowOf(audit(page), 'analytics/portal')
  await expect(rows).toHaveCount(2)
  const row = rows.first()
  await expect(row).toContainText('Without system:image-pusher')
  await expect(row).toContainText('dev')
  await row.getByRole('button', { name: 'Details of analytics/portal', exact: true }).click()
  const why = denial(page)
  await expect(why).toContainText(
    'dev may not push to analytics/portal. The role system:image-pusher in the project analytics allows it.',
  )
  await expect(why).toContainText('OpenShift access denied: no opinion')
  await expectAccessible(page)

  const before = await cluster.roleBindings('analytics')
  await why.getByRole('button', { name: 'Grant system:image-pusher to dev in analytics' }).click()
  const dialog = page.getByRole('dialog', { name: 'Grant a role in analytics' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('dev')
  await expect(dialog.getByRole('combobox', { name: 'Role' })).toHaveValue('system:image-pusher')
  await dialog.getByRole('button', { name: 'Equivalent command' }).click()
  await expect(dialog).toContainText(command)
  await confirm(page, 'Grant a role in analytics', 'Grant role')
  await expect(why).toContainText('dev has the role now: the RoleBinding system:image-pusher grants it.')
  const added = (await cluster.roleBindings('analytics')).filter(
    ({ metadata }) => !before.some((known) => known.metadata.name === metadata.name),
  )
  expect(added).toHaveLength(1)
  expect(added[0]).toMatchObject({
    metadata: { name: 'system:image-pusher' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:image-pusher' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'dev' }],
  })

  // From here on the registry takes it, and says so; so it does of somebody whose token is none.
  expect(await cluster.tryPush('dev', 'analytics', 'portal', 'v9')).toBe(201)
  await cluster.badToken('payments/api', 'dev')
  await row.getByRole('button', { name: 'Details of analytics/portal', exact: true }).click()
  await kinds.getByRole('button', { name: /Denied$/ }).click()
  await kinds.getByRole('button', { name: /Pushes$/ }).click()
  await expect(rowOf(audit(page), 'analytics/portal:v9')).toContainText(/Push.*dev.*201/)
  await kinds.getByRole('button', { name: /Pushes$/ }).click()
  await kinds.getByRole('button', { name: /Tokens refused$/ }).click()
  const refused = rowOf(audit(page), 'payments/api: pull, push').first()
  await expect(refused).toContainText('Token not accepted')
  await refused.getByRole('button', { name: /^Details of/ }).click()
  await expect(denial(page)).toContainText('The cluster does not know the token that the client sent')
  await expect(denial(page)).toContainText('oc registry login')

  // The stream knows its own part of it.
  await page.goto('/imagestreams/analytics/portal/history')
  await page.getByRole('button', { name: 'Read the logs' }).click()
  const history = page.getByRole('table', { name: 'History of pushes' })
  await expect(rowOf(history, 'v9')).toContainText('dev')
  await expect(history.getByRole('row').filter({ hasText: 'Without system:image-pusher' })).toHaveCount(2)
  await expect(page.getByText(/lines were read\./)).toBeVisible()
  await expectAccessible(page)
})

test('who may not read the logs is told so, and what to ask for', async ({ page, as }) => {
  await as('dev')
  await page.goto('/logs?view=audit')
  const grant = 'oc adm policy add-role-to-user view dev -n openshift-image-registry'
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { name: 'Permission missing' })).toBeVisible()
  await expect(main).toContainText(/You may not (list|watch) pods in the project openshift-image-registry\./)
  await expect(main).toContainText(grant)
  await expectAccessible(page)
  await page.goto('/imagestreams/payments/api/history')
  await expect(page.getByText('You may not get pods/log in the project openshift-image-registry.')).toBeVisible()
  await expect(main).toContainText(grant)
  await expect(page.getByRole('button', { name: 'Read the logs' })).toHaveCount(0)
  await expect(page.getByRole('table').first()).toContainText('1.14.2')
})
