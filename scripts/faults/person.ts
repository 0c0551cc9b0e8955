import type { Page } from '@playwright/test'
import type { Chance } from './chance.ts'
import { projects } from './others.ts'
import { clicked, patience, type Scene, type Step } from './scene.ts'
import { writeSteps } from './writeSteps.ts'

const pages = [
  'Overview',
  'Image streams',
  'Images',
  'Catalog',
  'Import',
  'Pruning',
  'Registry',
  'Pods',
  'Logs',
  'Events',
  'Metrics',
  'Access',
  'Cluster image policy',
] as const

const addresses = ({ chance, streams }: Scene): string => {
  const project = chance.pick(projects)
  const name = chance.pick(streams(project)) ?? 'web'
  return chance.pick([
    `/imagestreams?project=${project}`,
    `/imagestreams?project=${project}&name=${chance.pick(['e', 'w', 'theirs'])}`,
    '/imagestreams',
    `/imagestreams/${project}/${name}`,
    `/imagestreams/${project}/${name}/details`,
    `/imagestreams/${project}/${name}/history`,
    `/imagestreams/${project}/${name}/yaml`,
    '/imagestreams/storefront/web/tags/stable',
    '/imagestreams/storefront/web/tags/stable/history',
    '/registry/settings',
    '/pruning',
    '/pods',
    '/images',
  ])
}

async function go(page: Page, address: string): Promise<boolean> {
  return page.goto(address, { waitUntil: 'commit', timeout: 5000 }).then(
    () => true,
    // Without a network the browser's own page comes.
    () => false,
  )
}

/** What a person does on the pages. The dialogs are in writeSteps. */
export const steps: readonly Step[] = [
  {
    name: 'main navigation',
    weight: 6,
    async act({ page, chance }) {
      const name = chance.pick(pages)
      return clicked(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }))
    },
  },
  { name: 'an address', weight: 4, act: (scene) => go(scene.page, scene.origin + addresses(scene)) },
  {
    name: 'a row',
    weight: 6,
    async act({ page, chance }) {
      const links = page.locator('main').getByRole('rowheader').getByRole('link')
      const count = await links.count()
      return count > 0 && clicked(links.nth(chance.below(count)))
    },
  },
  {
    name: 'a tab',
    weight: 6,
    async act({ page, chance }) {
      const links = page.locator('main nav:not([aria-label="Breadcrumb"])').getByRole('link')
      const count = await links.count()
      return count > 0 && clicked(links.nth(chance.below(count)))
    },
  },
  {
    name: 'filter',
    weight: 4,
    async act({ page, chance }) {
      const box = page.locator('main').getByRole('searchbox').first()
      if ((await box.count()) === 0) return false
      const text = chance.pick(['', '', 'e', 'web', 'theirs', 'a'])
      return box.fill(text, patience).then(
        () => true,
        () => false,
      )
    },
  },
  {
    name: 'sort',
    weight: 2,
    async act({ page, chance }) {
      const heads = page.locator('main').getByRole('columnheader').getByRole('button')
      const count = await heads.count()
      return count > 0 && clicked(heads.nth(chance.below(count)))
    },
  },
  {
    name: 'back',
    weight: 3,
    act: ({ page }) => page.evaluate(() => history.back()).then(() => true),
  },
  {
    name: 'forward',
    weight: 2,
    act: ({ page }) => page.evaluate(() => history.forward()).then(() => true),
  },
  {
    name: 'reload',
    weight: 2,
    act: ({ page }) =>
      page.reload({ waitUntil: 'commit', timeout: 5000 }).then(
        () => true,
        () => false,
      ),
  },
  {
    name: 'look at another window for a while',
    weight: 2,
    async act({ page, chance }) {
      const ms = 300 + chance.below(900)
      await page.evaluate(() => window.soak.show(false))
      await new Promise((resolve) => setTimeout(resolve, ms))
      await page.evaluate(() => window.soak.show(true))
      return true
    },
  },
  ...writeSteps,
]

/** One step by chance. What is typed in a dialog and left is cancelled first. */
export function chosen(chance: Chance): Step {
  let left = chance.next() * steps.reduce((sum, { weight }) => sum + weight, 0)
  const found = steps.find(({ weight }) => (left -= weight) < 0)
  // The sum of all weights is above every draw.
  return found ?? (steps[0] as Step)
}
