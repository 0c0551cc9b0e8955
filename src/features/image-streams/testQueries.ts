import { screen, within } from '@testing-library/react'

// The first page of a test file also loads its code.
const patient = { timeout: 5000 }

/** The queries inside the row of this name, once it is there. */
export async function findRow(name: string | RegExp) {
  const header = await screen.findByRole('rowheader', { name }, patient)
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
  return screen.findByRole('heading', { name }, patient)
}
