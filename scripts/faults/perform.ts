import type { Locator } from '@playwright/test'
import { clicked, leaveDialogs, patience, type Scene } from './scene.ts'

interface Fields {
  [label: string]: string
}

export interface Change {
  /** The confirm button of the dialog. */
  confirm: string
  fill(dialog: Locator): Promise<void>
  /** Whether the cluster has what the dialog says is done; others may have undone it. */
  holds?(): boolean
}

/** What stands in the fields of a dialog. */
async function fieldsOf(dialog: Locator): Promise<Fields> {
  return dialog.evaluate((element) => {
    const fields: Record<string, string> = {}
    for (const field of element.querySelectorAll('input, textarea, select')) {
      if (!(
        field instanceof HTMLInputElement ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement
      ))
        continue
      const label = field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent ?? field.name
      const checks = field instanceof HTMLInputElement && /checkbox|radio/.test(field.type)
      fields[`${label} ${checks ? field.value : ''}`] = checks ? String(field.checked) : field.value
    }
    return fields
  })
}

/** What a dialog has come to: it is gone, it says why not, or neither yet. */
async function outcomeOf(dialog: Locator): Promise<'done' | 'failed' | 'busy'> {
  const failed = dialog.getByRole('alert', {
    name: /Could not save|Changed by someone else|outcome is unknown|deleted by someone/,
  })
  for (let tries = 0; tries < 40; tries++) {
    if ((await dialog.count()) === 0) return 'done'
    if ((await failed.count()) > 0) return 'failed'
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return 'busy'
}

/** Fills a dialog that was asked for, confirms it, and goes on as chance will have it when that fails. */
export async function perform(scene: Scene, { confirm, fill, holds }: Change): Promise<boolean> {
  const { page, chance, note, wrong } = scene
  const dialog = page.getByRole('dialog')
  const before = await dialog.waitFor(patience).then(
    () => fieldsOf(dialog),
    () => undefined,
  )
  if (!before) return false
  try {
    await fill(dialog)
  } catch {
    // Its fields have not come, or it says why it cannot be done.
    await leaveDialogs(scene.page)
    return false
  }
  if (chance.happens(0.15)) {
    note('cancelled')
    await leaveDialogs(scene.page)
    return true
  }
  for (let tries = 0; tries < 3; tries++) {
    const typed = await fieldsOf(dialog).catch(() => undefined)
    if (!typed) return true
    await page.evaluate(() => void window.soak.attempt++)
    if (!(await clicked(dialog.getByRole('button', { name: confirm, exact: true })))) break
    const outcome = await outcomeOf(dialog)
    note(outcome)
    if (outcome === 'done') {
      if (holds && !holds()) wrong(`"${confirm}" was said to be done, and the cluster has none of it`)
      return true
    }
    const kept = await fieldsOf(dialog).catch(() => undefined)
    if (outcome === 'failed' && kept) {
      for (const [label, text] of Object.entries(typed))
        if (text !== before[label] && kept[label] !== text)
          wrong(`"${label}" was "${text}" before "${confirm}" failed, and "${kept[label]}" after`)
    }
    if (outcome === 'busy' || chance.happens(0.4)) break
    const mine = dialog.getByRole('button', { name: /^(Apply mine to latest|Look again)$/ })
    if (await mine.count()) {
      await page.evaluate(() => void window.soak.attempt++)
      if ((await clicked(mine)) && (await outcomeOf(dialog)) === 'done') return true
    }
  }
  await leaveDialogs(scene.page)
  return true
}
