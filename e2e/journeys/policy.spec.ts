import { expect, test } from '../fixtures.ts'

test('what breaks the content security policy is refused and noticed, texts that would become scripts too', async ({
  page,
  guard,
}) => {
  guard.expected.push(/policy enforce: (style-src|require-trusted-types-for|trusted-types)/)
  await page.goto('/imagestreams')
  await expect(page.getByRole('link', { name: 'android-sdk' })).toBeVisible()
  const noticed = ['style-src', 'require-trusted-types-for', 'trusted-types'].map((directive) =>
    page.waitForEvent('console', (message) => message.text().startsWith(`policy enforce: ${directive}`)),
  )
  const refused = await page.evaluate(() => {
    document.head.append(Object.assign(document.createElement('style'), { textContent: 'b { color: red }' }))
    const attempts = [
      () => (document.createElement('div').innerHTML = '<b>provoked</b>'),
      () => new Worker('/assets/other.js'),
      // Browsers have it, no type names it yet.
      () => (window as unknown as { trustedTypes: TrustedTypes }).trustedTypes.createPolicy('other', {}),
    ]
    return attempts.map((attempt) => {
      try {
        attempt()
        return 'done'
      } catch (error) {
        return error instanceof TypeError
      }
    })
  })
  expect(refused).toEqual([true, true, true])
  await Promise.all(noticed)
})

interface TrustedTypes {
  createPolicy(name: string, rules: object): unknown
}
