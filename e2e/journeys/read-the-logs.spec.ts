import type { Page } from '@playwright/test'
import { linesOf as linesOfRequest, type LoggedRequest } from '../../src/features/pods/audit/auditTesting.ts'
import type { SecondActor } from '../cluster.ts'
import { expect, expectAccessible, rowOf, tabTo, test } from '../fixtures.ts'
import { detailsOf, display, downloaded, linesOf, matchesOf, shownOf } from '../logs.ts'

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
const at = (number: number) => `2026-11-20T23:00:${String(number).padStart(2, '0')}.000Z`
const others = [
  `time="${at(10)}" level=info msg="${hostile} begins a long line ${'x'.repeat(6000)}" go.version=go1.19.8`,
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
    [...others, `time="${at(11)}" level=info msg="Nothing to purge" go.version=go1.19.8`],
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

  const level = page.getByRole('combobox', { name: 'Level' })
  await level.selectOption({ label: 'Errors' })
  await expect(lines).toContainText('OpenShift access denied')
  await expect(lines).not.toContainText('authorized request')
  await level.selectOption({ label: 'All levels' })
  await expect(lines).toContainText('authorized request')

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
  await page.getByRole('checkbox', { name: 'Only matches' }).click()
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

test('how far back, how many lines, and logs that cannot be read', async ({ page, cluster }) => {
  const { pods } = await write(cluster)
  const [first = '', second = ''] = pods
  const numbered = Array.from({ length: 1500 }, (_, number) => `time="${at(12)}" level=info msg="line ${number}"`)
  await cluster.setLog(second, numbered.map((line) => `${line}\n`).join(''), 'registry')
  await cluster.writeLog(first, ['what is written now'])
  await page.goto('/logs?since=5m')
  const [lines, shown] = [linesOf(page), shownOf(page)]
  // Everything else was written long ago.
  await expect(lines).toContainText('what is written now')
  await expect(shown).toContainText('1 line')
  await page.getByRole('combobox', { name: 'Since' }).selectOption({ label: 'Any time' })
  await expect(shown).toContainText(`of 1,5`)
  await display(page, 'The newest 1,000')
  await expect(shown).toContainText('Only the newest 1,000 lines of each log')
  await expect(page).toHaveURL(/tail=1000/)
  await shown.getByRole('button', { name: 'Read all' }).click()
  await expect(lines).toContainText('line 1499')

  // There was no container before this one; the server says so.
  await display(page, 'Previous container')
  await expect(page.getByRole('heading', { name: 'No previous container' })).toBeVisible()
  await expectAccessible(page)

  // One of them may not be read: the others are as they were.
  const where = { verb: 'get', plural: 'pods/log', times: 1000 }
  const right = 'cannot get resource "pods/log" in API group "" in the namespace "openshift-image-registry"'
  await cluster.forbid({ ...where, name: second }, `pods "${second}" is forbidden: User "admin" ${right}`)
  await page.goto('/logs')
  const refused = page.getByRole('group', { name: /1 log may not be read/ })
  await expect(refused).toContainText(`${second}. You may not get pods/log in the project openshift-image-registry.`)
  await expect(lines).toContainText('what is written now')
  await cluster.forbid({ ...where, name: first }, `pods "${first}" is forbidden: User "admin" ${right}`)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Permission missing' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(
    'oc adm policy add-role-to-user view admin -n openshift-image-registry',
  )
  await expectAccessible(page)

  // A pod that is not there any more.
  await cluster.reset()
  await page.goto('/logs?pod=image-registry-5d5f-gone')
  await expect(page.getByRole('heading', { name: 'There is no pod image-registry-5d5f-gone' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Logs of all pods' }).click()
  await expect(lines).toContainText('what is written now')
})

test('the keyboard is enough', async ({ page, cluster }) => {
  await write(cluster)
  await page.goto('/logs')
  const [lines, shown, details] = [linesOf(page), shownOf(page), detailsOf(page)]
  await expect(lines).toContainText('goroutine 1 [running]:')
  await page.getByRole('main').focus()
  await tabTo(page, search(page))
  await page.keyboard.type('payments/api')
  await expect(matchesOf(page)).toContainText('3 matches')
  await page.keyboard.press('Enter')
  await expect(matchesOf(page)).toContainText(/[123] of 3/)
  await tabTo(page, page.getByRole('checkbox', { name: 'Only matches' }))
  await page.keyboard.press('Space')
  await expect(shown).toContainText('3 of 20 lines')
  await tabTo(page, lines)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(details.getByRole('heading', { name: 'Line details' })).toBeFocused()
  await expect(details).toContainText('authorized request')
  await tabTo(page, details.getByRole('button', { name: 'Hide lines with user dev' }))
  await page.keyboard.press('Enter')
  await expect(shown).toContainText('2 of 20 lines')
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(lines).toBeFocused()

  await page.keyboard.press('Shift+Tab')
  await tabTo(page, page.getByRole('button', { name: 'Download', exact: true }), { back: true })
  await page.keyboard.press('Enter')
  const saving = page.waitForEvent('download')
  await expect(page.getByRole('menuitem', { name: 'Download lines shown' })).toBeFocused()
  await page.keyboard.press('Enter')
  expect((await saving).suggestedFilename()).toMatch(/^image-registry-\d{8}T\d{6}Z\.log$/)
  await tabTo(page, page.getByRole('button', { name: 'Display', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitemcheckbox', { name: 'Wrap lines' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/wrap=1/)
  await page.keyboard.press('Escape')
  await tabTo(page, page.getByRole('button', { name: 'Full screen' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Leave full screen' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeVisible()
})

test.describe('where the disk is full', () => {
  test.use({ scenario: 'degraded' })

  test('the lines say what is wrong, and lead to where it is mended', async ({ page, cluster }) => {
    expect(await cluster.tryPush('admin', 'storefront', 'web', 'v9')).toBe(500)
    await page.goto('/logs')
    await shownOf(page)
      .getByRole('button', { name: /^Problems found: The storage is full/ })
      .click()
    const found = page.getByRole('list', { name: 'Problems found' }).getByRole('listitem').first()
    await expect(found).toContainText('no space left on device')
    await expectAccessible(page)
    await found.getByRole('button', { name: 'Show these lines' }).click()
    await expect(page).toHaveURL(/only=1/)
    await expect(linesOf(page).locator('mark').first()).toHaveText('no space left on device')
    await found.getByRole('link', { name: 'See storage' }).click()
    await expect(page).toHaveURL('/registry/storage')
  })
})
