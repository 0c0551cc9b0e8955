/** How many colors there are before they begin again: chart.css. */
export const colorCount = 8

// Told apart without color. Lengths in pixels.
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [16, 4], [5, 5]]
const computedDash = [3, 4]

/** What tells a line from the others: its color, counted from 1, and its dashes. */
export function lineOf(index: number, computed = false): { color: number; dash: readonly number[] } {
  const color = (index % colorCount) + 1
  return { color, dash: computed ? computedDash : (dashes[index % dashes.length] ?? []) }
}
