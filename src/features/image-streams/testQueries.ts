import { configure, screen, within } from '@testing-library/react'
import { vi } from 'vitest'

// The first page of a test file also loads its code, and machines that run tests are busy.
configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 30_000 })

/** The queries inside the row of this name, once it is there. */
export async function findRow(name: string | RegExp) {
  const header = await screen.findByRole('rowheader', { name })
  const row = header.closest('tr')
  if (!row) throw new Error('a row header outside a row')
  return within(row)
}

/** The names of all rows shown, in their order. */
export function rowNames(): (string | null)[] {
  return screen.queryAllByRole('rowheader').map(({ textContent }) => textContent)
}

/** Waits for a heading. */
export function findHeading(name: string | RegExp) {
  return screen.findByRole('heading', { name })
}
