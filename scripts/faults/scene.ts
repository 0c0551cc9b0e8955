import type { Locator, Page } from '@playwright/test'
import type { Chance } from './chance.ts'
import type { PageControls } from './time.ts'

/** What a step needs to know, and where it says what it saw. */
export interface Scene {
  page: Page
  chance: Chance
  origin: string
  /** The object as the cluster has it. */
  object(resource: string, namespace: string | undefined, name: string): unknown
  streams(namespace: string): string[]
  note(text: string): void
  /** What must never be. */
  wrong(text: string): void
}

export interface Step {
  name: string
  weight: number
  /** Answers whether it could be done here: in bad weather much is not there. */
  act(scene: Scene): Promise<boolean>
}

declare global {
  interface Window {
    soak: PageControls
  }
}

/** How long something that is there may take to do what is asked, on a busy machine. Real milliseconds. */
export const patience = { timeout: 2500 }

/** Clicks what is there; false when it is not, or is covered or gone before. */
export async function clicked(target: Locator): Promise<boolean> {
  if ((await target.count()) === 0) return false
  return target
    .first()
    .click(patience)
    .then(
      () => true,
      () => false,
    )
}

/** Leaves dialogs and menus that are open. */
export async function leaveDialogs(page: Page): Promise<void> {
  if ((await page.getByRole('menu').count()) > 0) await page.keyboard.press('Escape')
  const dialog = page.getByRole('dialog')
  for (let tries = 0; tries < 3 && (await dialog.count()) > 0; tries++) {
    const cancel = dialog.getByRole('button', { name: /^(Cancel|Close)$/ })
    if (!(await clicked(cancel))) await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached', timeout: 500 }).catch(() => {})
  }
}
