import type { Page } from '@playwright/test'
import type { User } from '../fixtures.ts'
import { expect, test } from '../fixtures.ts'

/** What pages say to somebody of what they may not see. */
type Expected = readonly [path: string, ...words: (string | RegExp)[]]

const nobodysConfiguration: readonly Expected[] = [
  ['/policy', 'Permission missing', 'You may not get images cluster in the whole cluster.'],
  ['/policy/mirrors', 'Permission missing', 'You may not list imagedigestmirrorsets in the whole cluster.'],
  [
    '/policy/resolve?q=quay.io/acme/web:1',
    'Partial: not all mirror sets',
    'You may not list imagetagmirrorsets in the whole cluster.',
    /^.*As far as you can see: Nodes would pull it from its own registry/s,
  ],
]
const hiddenSamples = 'You may not get configs cluster in the whole cluster.'
const hiddenGlobalSecret = 'You cannot read it: it is pull-secret in openshift-config'

const expected: Partial<Record<User, readonly Expected[]>> = {
  dev: [
    ['/access?project=analytics&stream=etl', 'You may not pull from analytics/etl', 'Why, and who can change it'],
    [
      '/access/permissions?project=analytics',
      'Permission missing',
      'You may not list rolebindings in the project analytics.',
      'What you may do in analytics',
    ],
    [
      '/access/pull-secrets?project=analytics',
      'You may not list secrets in the project analytics.',
      hiddenGlobalSecret,
    ],
    [
      '/access/check?project=analytics&user=carol&verb=pull',
      'Not known: whether carol may pull from analytics',
      'You may not create localsubjectaccessreviews in the project analytics.',
    ],
    ...nobodysConfiguration,
    ['/import/registries', /not list (the )?image streams of/, hiddenSamples],
    ['/catalog?project=analytics', 'You may not list imagestreams in the project analytics.', 'Node.js'],
  ],
  sre: [
    ['/access?project=analytics&stream=etl', 'You may not push to analytics/etl'],
    ['/access/pull-secrets', hiddenGlobalSecret],
    [
      '/access/check?project=analytics&user=carol&verb=push',
      'Denied: carol may not push to the image streams of analytics',
      'An administrator of analytics can grant it',
    ],
    ...nobodysConfiguration,
    ['/import/registries', 'registry.redhat.io', hiddenSamples],
    ['/catalog?project=analytics', 'From openshift'],
    ['/access/permissions?project=analytics', 'retired-etl'],
  ],
}

async function expectSaid(page: Page, pages: readonly Expected[]): Promise<void> {
  for (const [path, ...words] of pages)
    await test.step(path, async () => {
      await page.goto(path)
      const main = page.getByRole('main')
      await expect(main.getByRole('heading', { level: 1 })).toBeVisible()
      for (const each of words) await expect(main).toContainText(each)
      for (const change of [/^Save$/, 'Create mirror set', 'Change samples', 'Add certificate'])
        await expect(main.getByRole('button', { name: change })).toHaveCount(0)
    })
}

test('a developer reads on every page what is missing and who grants it', async ({ page, as }) => {
  await as('dev')
  await expectSaid(page, expected.dev ?? [])
})

test('who may read most of a cluster reads what is left, and cannot open what they may not do', async ({
  page,
  as,
}) => {
  await as('sre')
  await expectSaid(page, expected.sre ?? [])
  await page.getByRole('main').getByRole('button', { name: 'Grant role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Grant a role in analytics' })
  await expect(dialog).toContainText('You may not create rolebindings in the project analytics.')
  await expect(dialog.getByRole('button', { name: 'Grant role' })).toBeDisabled()
})
