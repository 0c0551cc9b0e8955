import { configure, screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { vi } from 'vitest'

// The first page of a test file also loads its code, and machines that run tests are busy.
configure({ asyncUtilTimeout: 15_000 })
vi.setConfig({ testTimeout: 40_000 })

/** Puts a text into a field, as by pasting it. */
export async function fill(user: UserEvent, field: HTMLElement, text: string): Promise<void> {
  await user.clear(field)
  await user.click(field)
  await user.paste(text)
}

/** Looks at a source, one image unless told. */
export async function check(user: UserEvent, pullSpec: string, scope: 'image' | 'repository' = 'image'): Promise<void> {
  await fill(user, await screen.findByRole('textbox', { name: 'Pull spec' }), pullSpec)
  if (scope === 'repository') await user.click(screen.getByRole('radio', { name: 'Tags of the repository' }))
  await user.click(screen.getByRole('button', { name: /^Check/ }))
}

/** The second half of the page, there once something was found. */
export async function target() {
  return within(await screen.findByRole('form', { name: 'Import into' }))
}

/** Presses Import. */
export async function importNow(user: UserEvent): Promise<void> {
  await user.click((await target()).getByRole('button', { name: 'Import' }))
}

/** What came of each tag: its name and the first words about it. */
export async function results(): Promise<string[]> {
  const table = await screen.findByRole('table', { name: 'Results of the import' })
  // Roles of many rows take long to work out.
  return [...table.querySelectorAll('tbody tr')].map((row) =>
    [row.querySelector('th'), row.querySelector('.pf-v6-c-label')].map((cell) => cell?.textContent ?? '').join(' '),
  )
}
