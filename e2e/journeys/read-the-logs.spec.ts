import type { Page } from '@playwright/test'
import { linesOf as linesOfRequest, type LoggedRequest } from '../../src/features/pods/audit/auditTesting.ts'
import type { SecondActor } from '../cluster.ts'
import { expect, expectAccessible, rowOf, test } from '../fixtures.ts'
import { detailsOf, downloaded, linesOf, matchesOf, shownOf } from '../logs.ts'

const hostile = '<img src=x onerror=document.title=1>'

const push: LoggedRequest = {
  method: 'PUT',
  uri: '/v2/storefront/web/manifests/v5',
  status: 201,
  user: 'dev',
  repository: 'storefront/web',
  reference: 'v5',
  durationMs: 40,
}
const requests: LoggedRequest[] = [
  push,
  { ...push, method: 'GET', status: 200, user: 'ann', durationMs: 700 },
  { ...push, uri: '/v2/payments/api/manifests/v2', repository: 'payments/api', reference: 'v2', durationMs: 2500 },
  {
    ...push,
    status: 401,
    user: hostile,
    reference: hostile,
    userAgent: hostile,
    durationMs: 20,
    uri: `/v2/storefront/web/manifests/${hostile}`,
    denied: [`OpenShift access denied: no opinion ${hostile}`, 'error authorizing context: access denied'],
  },
  {
    method: 'GET',
    uri: '/v2/',
    status: 401,
    denied: ['error authorizing context: authorization header required'],
  },
]
const second = (number: number) => `2026-11-20T23:00:${String(number).padStart(2, '0')}.000Z`
const others = [
  `time="${second(10)}" level=info msg="${hostile} begins a long line ${'x'.repeat(6000)}" go.version=go1.19.8`,
  'panic: runtime error: index out of range [7] with length 7',
  '',
  'goroutine 1 [running]:',
  '\tmain.main()',
]

/** Two pods that have written what the journey reads, and nothing more. */
async function write(cluster: SecondActor): Promise<{ pods: string[]; written: string[][] }> {
  const pods = (await cluster.registryPods()).map(({ metadata }) => metadata.name)
  const written = [
    requests.flatMap((request, index) => linesOfRequest(request, index)),
    [...others, `time="${second(11)}" level=info msg="Nothing to purge" go.version=go1.19.8`],
  ]
  for (const [index, pod] of pods.entries()) {
    const text = (written[index] ?? []).map((line) => `${line}\n`).join('')
    await cluster.setLog(pod, text, 'registry')
  }
  return { pods, written }
}

const expectText = async (page: Page) => {
  await expect(page.locator('[src=x], [onerror]')).toHaveCount(0)
  expect(await page.title()).not.toBe('1')
}
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search lines' })

test('lines are searched, filtered, opened and downloaded', async ({ page, cluster }) => {
  const { written } = await write(cluster)
  const all = written.flat()
  await page.goto('/logs')
  const [lines, shown, matches, details] = [linesOf(page), shownOf(page), matchesOf(page), detailsOf(page)]
  // Hidden: the ping without login, and its line of access.
  await expect(shown).toContainText(`${all.length - 2} of ${all.length} lines`)
  await expect(shown).toContainText('2 lines hidden: normal noise')
  await expect(lines).toContainText('goroutine 1 [running]:')
  await expectAccessible(page)
  await expectText(page)
  await shown.getByRole('button', { name: 'Show noise' }).click()
  await expect(shown).toContainText(`${all.length} lines`)
  await expect(lines).toContainText('authorization header required')
  await shown.getByRole('button', { name: 'Hide noise' }).click()
  await expect(lines).not.toContainText('authorization header required')

  // Everything that was read, in the order of time; each pod's lines in their own.
  const everything = await downloaded(page, 'everything read')
  expect(everything.toSorted()).toEqual(all.filter((line) => line !== '').toSorted())
  expect(everything.filter((line) => written[0]?.includes(line))).toEqual(written[0])

  await search(page).fill('storefront/web')
  await expect(matches).toContainText('9 matches')
  await expect(lines.locator('mark').first()).toHaveText('storefront/web')
  await search(page).press('Enter')
  await expect(matches).toContainText(/[1-9] of 9/)
  const first = Number.parseInt(await matches.innerText(), 10)
  await matches.getByRole('button', { name: 'Next match' }).click()
  await expect(matches).toContainText(`${(first % 9) + 1} of 9`)
  await matches.getByRole('button', { name: 'Previous match' }).click()
  await search(page).press('Shift+Enter')
  await expect(matches).toContainText(`${((first + 7) % 9) + 1} of 9`)
  const box = page.getByRole('search', { name: 'Search in the log' })
  await box.getByRole('button', { name: 'Regular expression' }).click()
  await search(page).fill('user=(dev|ann')
  await expect(box).toContainText('No valid expression')
  await expect(search(page)).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await search(page).fill('user=(dev|ann)')
  await expect(box).not.toContainText('No valid expression')
  await page.getByRole('checkbox', { name: 'Only matches' }).check()
  await expect(shown).toContainText(`3 of ${all.length} lines`)

  // The address has it all.
  await page.reload()
  await expect(search(page)).toHaveValue('user=(dev|ann)')
  await expect(shown).toContainText(`3 of ${all.length} lines`)
  const matching = all.filter((line) => /auth\.user=(dev|ann)/.test(line))
  expect(await downloaded(page, 'lines shown')).toEqual(matching)

  // A value of a line is one click from showing all lines that have it, or hiding them.
  await lines.getByText('authorized request').first().click()
  await expect(details.getByRole('heading', { name: 'Line details' })).toBeFocused()
  await details.getByRole('button', { name: 'Show only lines with repository storefront/web' }).click()
  await expect(shown).toContainText(`2 of ${all.length} lines`)
  await details.getByRole('button', { name: 'Hide lines with user dev' }).click()
  await expect(shown).toContainText(`1 of ${all.length} lines`)
  await expectAccessible(page)
  const chips = shown.getByRole('list', { name: 'Filters' })
  await expect(chips.getByRole('listitem')).toHaveText([/repository storefront\/web/, /not user dev/])
  await details.getByRole('button', { name: 'Close line details' }).click()
  await expect(details).toHaveCount(0)
  await chips.getByRole('button', { name: 'Remove filter not user dev' }).click()
  await expect(shown).toContainText(`2 of ${all.length} lines`)

  // Markup is text wherever it comes.
  await page.goto('/logs?noise=1')
  await expect(lines).toContainText(`${hostile} begins a long line`)
  await expectText(page)
  await search(page).fill(hostile)
  await expect(lines.locator('mark').first()).toHaveText(hostile)
  await expectText(page)
  await lines.getByText('begins a long line').first().click()
  await expect(details).toContainText(`${hostile} begins a long line`)
  await expect(details.getByRole('button', { name: /^Show all 6,\d+ characters/ }).first()).toBeVisible()
  await expectText(page)
  await lines.getByText('OpenShift access denied').first().click()
  await expect(details.getByRole('button', { name: `Show only lines with user ${hostile}` })).toBeVisible()
  await expectText(page)
  await details.getByRole('button', { name: `Show only lines with user ${hostile}` }).click()
  await expect(shown.getByRole('list', { name: 'Filters' })).toContainText(`user ${hostile}`)
  await expectText(page)
})

test('requests are sorted by how long they took, and markup in them is text', async ({ page, cluster }) => {
  await write(cluster)
  await page.goto('/logs?view=requests')
  const table = page.getByRole('table', { name: 'Requests' })
  await expect(page.getByText('1 routine request hidden')).toBeVisible()
  await table.getByRole('button', { name: 'Duration' }).click()
  await expect(page).toHaveURL(/sort=-duration/)
  await expect(table.getByRole('rowheader')).toHaveText([
    'Push payments/api:v2',
    'Pull storefront/web:v5',
    'Push storefront/web:v5',
    `Push storefront/web:${hostile}`,
  ])
  await expect(rowOf(table, 'Push payments/api:v2')).toContainText('2.5 s')
  const name = `Push storefront/web:${hostile}`
  await rowOf(table, name)
    .getByRole('button', { name: /^Details of/ })
    .click()
  await expect(page.getByRole('group', { name: /Why it was denied/ })).toContainText(hostile)
  await expectText(page)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Audit' }).click()
  const audit = page.getByRole('table', { name: 'Audit', exact: true })
  const denied = rowOf(audit, `storefront/web:${hostile}`)
  await expect(denied).toContainText(hostile)
  await denied.getByRole('button', { name: /^Details of/ }).click()
  await expect(page.getByLabel('Lines of the request')).toContainText('onerror=')
  await expectText(page)
})
