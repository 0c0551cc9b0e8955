import { expect, test } from '../fixtures.ts'

test('what breaks the content security policy is noticed, and what trusted types would refuse is listed', async ({
  page,
  guard,
}, info) => {
  guard.expected.push(/policy enforce: style-src/)
  await page.goto('/imagestreams')
  await expect(page.getByRole('link', { name: 'android-sdk' })).toBeVisible()
  const refused = page.waitForEvent('console', (message) => message.text().startsWith('policy enforce: style-src'))
  await page.evaluate(() => {
    document.createElement('div').innerHTML = '<b>provoked</b>'
    document.head.append(Object.assign(document.createElement('style'), { textContent: 'b { color: red }' }))
  })
  await refused
  const provoked = () => info.annotations.findIndex(({ description }) => description?.includes('provoked'))
  await expect.poll(provoked).toBeGreaterThanOrEqual(0)
  // Provoked, so nothing to list.
  info.annotations.splice(provoked(), 1)
})
