import { expect, expectAccessible, test } from '../fixtures.ts'

test.describe('on Kubernetes without OpenShift', () => {
  test.use({ scenario: 'kubernetes' })

  test('every way leads to what works there, or says that there is nothing', async ({ page, cluster }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('No image registry of OpenShift')
    const navigation = page.getByRole('navigation', { name: 'Main' })
    await expect(navigation.getByRole('link')).toHaveText(['Overview', 'Access'])
    await expectAccessible(page)
    await page.getByRole('main').getByRole('link', { name: 'Pull secrets' }).click()
    await expect(page.getByRole('table', { name: 'Pull secrets' }).getByRole('row').nth(1)).toBeVisible()
    await page.getByRole('link', { name: 'Commands', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('No image registry of OpenShift')
    // What is not there is not asked for again and again.
    const { counts } = await cluster.stats()
    expect(
      Math.max(...Object.entries(counts).map(([what, count]) => (what.startsWith('get') ? count : 0))),
    ).toBeLessThan(6)
  })
})
