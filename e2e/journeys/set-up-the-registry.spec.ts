import type { Locator, Page } from '@playwright/test'
import type { SecondActor } from '../cluster.ts'
import { expect, expectAccessible, test } from '../fixtures.ts'

const guideOf = (page: Page): Locator => page.getByRole('form', { name: 'Set up the registry' })
const patches = async (cluster: SecondActor) => (await cluster.stats()).counts['patch configs'] ?? 0
const secretPath = '/api/v1/namespaces/openshift-image-registry/secrets/image-registry-private-configuration-user'

test.describe('on bare metal, where the operator came up with the registry removed', () => {
  test.use({ scenario: 'removed' })

  test('the console leads from there to a registry that works', async ({ page, cluster }) => {
    await page.goto('/')
    const removed = page.getByRole('group', {
      name: 'Warning: Registry is removed: this platform has no shareable storage by default. Choose storage.',
    })
    await expect(removed).toContainText(
      'Image stream tags, and BuildConfigs and DeploymentConfigs that refer to them, may not work.',
    )
    await expect(removed).toContainText('Pushes and pulls fail. Builds cannot push what they made.')
    await removed.getByRole('link', { name: 'Choose storage' }).click()
    await expect(page).toHaveURL('/registry/setup')
    await expect(page.getByRole('main')).toContainText('This cluster runs on BareMetal')

    const guide = guideOf(page)
    await guide.getByRole('textbox', { name: 'Images', exact: true }).fill('400')
    await expect(guide.getByRole('status', { name: 'Recommended size' })).toContainText(/\d\.\d TiB/)
    // Nothing is sent before storage is chosen.
    await guide.getByRole('button', { name: 'Apply and switch on' }).click()
    await expect(guide.getByRole('alert', { name: 'Could not save' })).toContainText('Choose where images are kept.')
    await guide.getByRole('radio', { name: 'Persistent volume claim' }).check()
    const claims = guide.getByRole('radiogroup', { name: 'Claim', exact: true })
    await expect(claims).toContainText('200.0 GiB · ReadWriteMany · class ocs-storagecluster-cephfs · Bound')
    await expect(claims).toContainText('NFS is not supported')
    await expect(claims).toContainText('Under 100 GiB')
    await claims.getByRole('radio', { name: 'registry-block' }).check()
    await expect(guide.getByRole('textbox', { name: 'Replicas' })).toHaveValue('1')
    await claims.getByRole('radio', { name: 'registry-data' }).check()
    await expect(guide.getByRole('textbox', { name: 'Replicas' })).toHaveValue('2')
    await expectAccessible(page)
    expect(await patches(cluster)).toBe(0)

    await guide.getByRole('button', { name: 'Apply and switch on' }).click()
    const coming = page.getByRole('region', { name: 'Watch it come up' })
    const works = page.getByRole('group', { name: /The registry is set up and works/ })
    await expect(coming.or(works)).toBeVisible()
    await cluster.advance(120)
    await expect(works).toContainText('claim registry-data')
    expect(await patches(cluster)).toBe(1)
    expect((await cluster.registryConfig()).spec).toMatchObject({
      managementState: 'Managed',
      replicas: 2,
      storage: { pvc: { claim: 'registry-data' } },
    })
    await expect(page.getByRole('heading', { level: 1, name: 'Registry' })).toBeFocused()
    await expectAccessible(page)

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click()
    await expect(page.getByRole('group', { name: 'Done: The registry is healthy.' })).toContainText(
      '2 of 2 pods ready · claim registry-data',
    )
  })
})

test.describe('where the registry is managed and has no storage', () => {
  test.use({ scenario: 'storage-missing' })

  test('a new claim is made, even when the first attempt stops half way', async ({ page, cluster }) => {
    await page.goto('/')
    const failed = page.getByRole('group', { name: /The registry has no storage: its operator does not start it/ })
    await expect(failed).toContainText('Error: storage backend not configured')
    await expect(failed).toContainText('Pushes and pulls fail.')
    await expect(page.getByRole('region', { name: 'Alerts' })).toContainText('ClusterOperatorDegraded')
    await failed.getByRole('link', { name: 'Choose storage' }).click()

    const guide = guideOf(page)
    await guide.getByRole('button', { name: 'Use this size for a new claim' }).click()
    await expect(guide.getByRole('textbox', { name: 'Size', exact: true })).toHaveValue('200Gi')
    await expect(guide).toContainText('This class has disks: with ReadWriteMany the claim stays Pending.')
    await guide.getByRole('combobox', { name: 'Storage class' }).selectOption('ocs-storagecluster-cephfs')
    await expect(guide).not.toContainText('This class has disks')
    await cluster.fault({ verb: 'patch', plural: 'configs', status: 500, message: 'etcd is busy' })
    await guide.getByRole('button', { name: 'Apply and switch on' }).click()
    const steps = guide.getByRole('list', { name: 'Steps' }).getByRole('listitem')
    await expect(steps).toHaveText(['Done Create the claim', 'Failed Change the Config cluster'])
    await expect(guide).toContainText('etcd is busy')
    const before = await cluster.claims()
    await guide.getByRole('button', { name: 'Apply and switch on' }).click()
    await expect(guide).toHaveCount(0)
    await cluster.advance(120)
    await expect(page.getByRole('group', { name: /The registry is set up and works/ })).toBeVisible()
    const claims = await cluster.claims()
    expect(claims.map(({ metadata }) => metadata.uid)).toEqual(before.map(({ metadata }) => metadata.uid))
    expect(claims.find(({ metadata }) => metadata.name === 'image-registry-storage')).toMatchObject({
      spec: { storageClassName: 'ocs-storagecluster-cephfs', accessModes: ['ReadWriteMany'] },
      status: { phase: 'Bound' },
    })
  })

  test('object storage gets credentials that are shown nowhere', async ({ page, cluster }) => {
    const [key, secret] = ['AKIANOTTOBESEEN', 'not/to+be/seen=']
    const seen = async () => {
      const content = await page.evaluate(() => {
        const stored = JSON.stringify([localStorage, sessionStorage].map(Object.entries))
        // Of fields only what is written around them, as long as there are any.
        const { innerHTML, innerText } = document.body
        return (document.querySelector('input') ? innerText : innerHTML) + location.href + stored
      })
      return [key, secret, btoa(key), btoa(secret)].filter((text) => content.includes(text))
    }
    await page.goto('/registry/setup')
    const guide = guideOf(page)
    await guide.getByRole('radio', { name: 'Amazon S3 or compatible' }).check()
    await guide.getByRole('textbox', { name: 'Bucket' }).fill('images')
    await guide.getByRole('textbox', { name: 'Region', exact: true }).fill('eu-central-1')
    await guide.getByRole('checkbox', { name: 'Give credentials' }).check()
    await guide.getByLabel(/^Access key/).fill(key)
    await guide.getByLabel(/^Secret key/).fill(secret)
    await expect(guide.getByLabel(/^Secret key/)).toHaveAttribute('type', 'password')
    await expect(guide).toContainText('--from-literal=REGISTRY_STORAGE_S3_SECRETKEY=SECRETKEY')
    expect(await seen()).toEqual([])
    await guide.getByRole('button', { name: 'Apply and switch on' }).click()
    await expect(guide).toHaveCount(0)
    const stored = await cluster.get<{ data: Record<string, string> }>(secretPath)
    expect(stored.data).toMatchObject({
      REGISTRY_STORAGE_S3_ACCESSKEY: btoa(key),
      REGISTRY_STORAGE_S3_SECRETKEY: btoa(secret),
    })
    expect((await cluster.registryConfig()).spec?.storage).toMatchObject({
      s3: { bucket: 'images', region: 'eu-central-1' },
    })
    await cluster.advance(120)
    await expect(page.getByRole('group', { name: /The registry is set up and works/ })).toContainText(
      'S3 bucket images',
    )
    expect(await seen()).toEqual([])
  })
})
