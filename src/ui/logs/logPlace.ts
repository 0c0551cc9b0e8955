import type { LogRow } from '../../logs/logProtocol.ts'
import type { LogRowsSource } from './logRows.ts'
import {
  isScaled,
  isStuck,
  lastOffset,
  rowsInSight,
  scrolledHeight,
  scrolledTo,
  topOf,
  type Extent,
  type Place,
} from './scaledScroll.ts'

/** Rows as they are drawn: those in sight and a few beside them. */
export interface DrawnRows {
  /** The place of the first in the list. */
  from: number
  rows: readonly LogRow[]
  /** Which element each is drawn in: those of rows that go away are taken for those that come. */
  elements: readonly number[]
  /** Pixels of rows above the frame. */
  offset: number
}

/** Rows drawn above and below those in sight: small steps only move them. */
const besides = 12
/** How long a list has to stand still before its scroll bar is put right, in ms. */
const restMs = 200

/** Where a list stands, and what is drawn of it. Changes with every frame, which React need not know of. */
export class LogPlace {
  /** The rows that are drawn stay as they are until all of those that would be in sight are there. */
  drawn: DrawnRows = { from: 0, rows: [], elements: [], offset: 0 }
  #following = true
  #place: Place = { top: 0, offset: 0 }
  #extent: Extent = { rows: 0, rowHeight: 20, viewport: 0 }
  #height = 0
  #moved = 0
  #source: LogRowsSource | undefined
  #mustAnchor = false
  #rest: ReturnType<typeof setTimeout> | undefined

  get following(): boolean {
    return this.#following
  }

  get rowHeight(): number {
    return this.#extent.rowHeight
  }

  get viewport(): number {
    return this.#extent.viewport
  }

  /** Of what is scrolled. */
  get height(): number {
    return this.#height
  }

  /** How far rows had moved when these were drawn: what `from` is counted by. */
  get moved(): number {
    return this.#moved
  }

  get offset(): number {
    return this.following ? lastOffset(this.#extent) : Math.min(this.#place.offset, lastOffset(this.#extent))
  }

  /** The rows in sight, where the list stands. */
  get inSight(): [from: number, to: number] {
    return rowsInSight(this.#extent, this.offset)
  }

  /** Whole rows that fit into the frame. */
  get page(): number {
    return Math.max(1, Math.floor(this.viewport / this.rowHeight) - 1)
  }

  isAtEnd(tolerance: number): boolean {
    return this.#place.offset >= lastOffset(this.#extent) - tolerance
  }

  /** Takes what the list shows now. Doing it twice changes nothing. */
  show(source: LogRowsSource, measures: Omit<Extent, 'rows'>, following: boolean): DrawnRows {
    // From the end one looks back from there.
    if (!this.following && following) this.#mustAnchor = true
    this.#following = following
    if (source.moved !== this.#moved) {
      this.#place.offset = Math.max(0, this.#place.offset + (source.moved - this.#moved) * measures.rowHeight)
      this.#moved = source.moved
      this.#mustAnchor = true
    }
    const { rows, rowHeight, viewport } = this.#extent
    if (source.count !== rows || measures.rowHeight !== rowHeight || measures.viewport !== viewport)
      this.#mustAnchor = true
    this.#extent = { rows: source.count, ...measures }
    if (following) this.#place.offset = lastOffset(this.#extent)
    this.#source = source
    this.#draw()
    // Whoever follows gets more room together with the rows in it: laying out twice costs twice.
    if (!following || this.#height === 0 || this.drawn.offset === this.offset)
      this.#height = scrolledHeight(this.#extent)
    return this.drawn
  }

  /** Moves what is drawn, if that is enough. */
  slide(): boolean {
    const [from, to] = this.inSight
    const { drawn } = this
    if (from < drawn.from || to > drawn.from + drawn.rows.length || this.#source?.moved !== this.#moved) return false
    if (this.#source.get(from) !== drawn.rows[from - drawn.from]) return false
    this.drawn = { ...drawn, offset: this.offset }
    return true
  }

  #draw(): void {
    const source = this.#source
    if (!source) return
    const [from, to] = this.inSight
    for (let index = from; index < to; index++) if (!source.get(index)) return
    const rows: LogRow[] = []
    let first = from
    while (first > Math.max(0, from - besides) && source.get(first - 1)) first--
    for (let index = first; index < to + besides; index++) {
      const row = source.get(index)
      if (!row) break
      rows.push(row)
    }
    this.drawn = { from: first, rows, elements: elementsFor(rows, this.drawn), offset: this.offset }
  }

  /** Asks for the rows that should be in sight. */
  want(): void {
    const [from, to] = this.inSight
    if (to > from) this.#source?.want(from, to, !this.following)
  }

  /** Stays where it is from now on. Whether that is new. */
  pause(): boolean {
    if (!this.#following) return false
    this.#following = false
    return true
  }

  /** The scroll bar has moved: how, and whether it was not us. */
  scrolled(frame: HTMLElement): 'no' | 'back' | 'on' {
    const top = frame.scrollTop
    const before = this.#place.top
    if (top === before) return 'no'
    this.#place = { top, offset: scrolledTo(this.#extent, this.#place, top) }
    if (isScaled(this.#extent)) {
      if (isStuck(this.#extent, this.#place)) this.#putRight(frame)
      this.#restLater(frame)
    }
    // A frame that grows is moved by the browser, to the end of what is laid out so far: nobody looks back there.
    const isMoved = this.following && top + frame.clientHeight >= frame.scrollHeight - 1
    return top < before - 1 && !isMoved ? 'back' : 'on'
  }

  /** Goes to so many pixels of rows above the frame. */
  moveTo(frame: HTMLElement, offset: number): void {
    this.#place.offset = Math.min(Math.max(0, offset), lastOffset(this.#extent))
    this.#putRight(frame)
  }

  /** After drawing: the scroll bar shows where the rows are. */
  settle(frame: HTMLElement): void {
    if (this.following) {
      // Once is enough, when the last rows have come.
      if (this.drawn.offset !== this.offset) return
      if (this.#mustAnchor) {
        // The browser knows where its end is.
        frame.scrollTop = frame.scrollHeight
        this.#place = { top: frame.scrollTop, offset: this.offset }
      }
    } else if (this.#mustAnchor && this.#rest === undefined) this.#putRight(frame)
    this.#mustAnchor = false
  }

  /** Nothing is put right any longer. */
  leave(): void {
    clearTimeout(this.#rest)
    this.#rest = undefined
  }

  #restLater(frame: HTMLElement): void {
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => {
      this.#rest = undefined
      if (!this.following) this.#putRight(frame)
    }, restMs)
  }

  #putRight(frame: HTMLElement): void {
    const top = topOf(this.#extent, this.#place.offset)
    if (Math.abs(top - frame.scrollTop) >= 1) frame.scrollTop = top
    this.#place.top = frame.scrollTop
  }
}

const keyOf = ({ line, part }: LogRow) => `${line}:${part}`

/** The elements that rows are drawn in: those of before where they were drawn before, else any that are free, else new ones. */
function elementsFor(rows: readonly LogRow[], before: DrawnRows): number[] {
  const drawnIn = new Map(before.rows.map((row, nth) => [keyOf(row), before.elements[nth] ?? 0]))
  const stay = new Set(rows.flatMap((row) => drawnIn.get(keyOf(row)) ?? []))
  const free = before.elements.filter((element) => !stay.has(element))
  let last = Math.max(-1, ...before.elements)
  let taken = 0
  return rows.map((row) => drawnIn.get(keyOf(row)) ?? free[taken++] ?? ++last)
}
