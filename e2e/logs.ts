import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { exported } from './pruning.ts'

/** The list of lines. */
export const linesOf = (page: Page): Locator => page.getByRole('log', { name: 'Log' })

/** What is said of the lines: how many there are, what hides the others. */
export const shownOf = (page: Page): Locator => page.getByRole('group', { name: 'What is shown' })

/** The matches of a search: how many, which one, the ways to the others. */
export const matchesOf = (page: Page): Locator => page.getByRole('group', { name: 'Matches' })

/** What is open of one line. */
export const detailsOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Line details' })

/** The log of a pod among those that are read: its state, and how many lines there are. */
export const sourceOf = (page: Page, pod: string): Locator =>
  page.getByRole('list', { name: 'Logs that are read' }).getByRole('listitem').filter({ hasText: pod })

/** Shows the state of each log by itself. */
export async function openSources(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^\d+ logs?$/ }).click()
  await expect(page.getByRole('list', { name: 'Logs that are read' })).toBeVisible()
}

/** Ticks or unticks what the menu of the display has. */
export async function display(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Display', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name }).click()
  await page.keyboard.press('Escape')
}

/** Downloads lines: those shown, or all that were read. */
export async function downloaded(page: Page, what: 'lines shown' | 'everything read'): Promise<string[]> {
  const text = await exported(page, 'Download', `Download ${what}`)
  return text.split('\n').filter((line) => line !== '')
}
