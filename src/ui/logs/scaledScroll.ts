/** What is scrolled: rows of one height through a frame. Pixels. */
export interface Extent {
  rows: number
  rowHeight: number
  viewport: number
}

/** Where a list stands: what the browser's scroll bar says, and how many pixels of rows are above the frame. */
export interface Place {
  top: number
  offset: number
}

/** Pixels: Firefox cuts elements that are taller than 17.8 million, Chromium at 33.5 million. */
const tallest = 16_000_000
/** Near both ends a pixel of the scroll bar is a pixel of rows, so that the ends are reached like those of any list. */
const exactZone = 5000
/** More than a step of a wheel or a key. */
const nearEnd = 1500

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), Math.max(most, 0))

/** The height of the element that is scrolled: that of all rows, as far as browsers have such elements. */
export function scrolledHeight({ rows, rowHeight }: Extent): number {
  return Math.min(rows * rowHeight, tallest)
}

/** Where the last row is at the bottom of the frame. */
export function lastOffset({ rows, rowHeight, viewport }: Extent): number {
  return Math.max(0, rows * rowHeight - viewport)
}

function lastTop(extent: Extent): number {
  return Math.max(0, scrolledHeight(extent) - extent.viewport)
}

/** Whether there are more rows than an element can be tall: the scroll bar stands for more pixels than it has. */
export function isScaled({ rows, rowHeight }: Extent): boolean {
  return rows * rowHeight > tallest
}

/** The scroll bar's place for so many pixels of rows above the frame. */
export function topOf(extent: Extent, offset: number): number {
  const [most, bar] = [lastOffset(extent), lastTop(extent)]
  const wanted = clamp(offset, most)
  if (!isScaled(extent) || wanted <= exactZone) return wanted
  if (wanted >= most - exactZone) return bar - (most - wanted)
  return exactZone + ((wanted - exactZone) * (bar - 2 * exactZone)) / (most - 2 * exactZone)
}

/** How many pixels of rows are above the frame where the scroll bar stands: the reverse of `topOf`. */
export function offsetOf(extent: Extent, top: number): number {
  const [most, bar] = [lastOffset(extent), lastTop(extent)]
  const at = clamp(top, bar)
  if (!isScaled(extent) || at <= exactZone) return at
  if (at >= bar - exactZone) return most - (bar - at)
  return exactZone + ((at - exactZone) * (most - 2 * exactZone)) / (bar - 2 * exactZone)
}

/**
 * Where rows stand after the scroll bar has moved. Steps by wheel, finger and keys move rows by exactly their pixels; the thumb,
 * whose smallest step is many of them, goes to its share of all rows.
 */
export function scrolledTo(extent: Extent, { top: before, offset }: Place, top: number): number {
  if (!isScaled(extent)) return clamp(top, lastOffset(extent))
  const pixelOfThumb = lastTop(extent) / Math.max(1, extent.viewport)
  const step = top - before
  return Math.abs(step) < pixelOfThumb / 3 ? clamp(offset + step, lastOffset(extent)) : offsetOf(extent, top)
}

/** Whether the scroll bar is about to come to an end where rows do not: steps would be cut there. */
export function isStuck(extent: Extent, { top, offset }: Place): boolean {
  const [topLeft, rowsLeft] = [lastTop(extent) - top, lastOffset(extent) - offset]
  return (top < nearEnd && offset > top + 1) || (topLeft < nearEnd && rowsLeft > topLeft + 1)
}

/** The rows in sight: from the first up to, not including, the second. */
export function rowsInSight({ rows, rowHeight, viewport }: Extent, offset: number): [from: number, to: number] {
  const from = Math.min(rows, Math.floor(offset / rowHeight))
  return [from, Math.min(rows, Math.max(from, Math.ceil((offset + viewport) / rowHeight)))]
}
