import { useCallback, useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { LogPlace } from './logPlace.ts'
import { rowIndexOf, selectionIn } from './selectedText.ts'

/** Rows picked as whole lines, by their places when that was. */
interface Picked {
  anchor: number
  focus: number
  /** How far rows had moved by then. */
  moved: number
}

export interface LineRange {
  /** Picked rows: from the first up to, not including, the second. */
  range: readonly [from: number, to: number] | undefined
  /** Picks from where picking began, or from another row, up to this one. */
  extend(to: number, from: number): void
  pick(from: number, to: number): void
  clear(): void
  onPointerDown(event: PointerEvent): void
  /** To be called around a redraw: text that is selected in rows that go away is picked as lines. */
  keep(redraw: () => void): void
}

/**
 * Lines picked beyond those in sight, of which the browser's own selection cannot hold any: by Shift and a click, by keys, and by
 * selecting text over the edge of what is drawn.
 */
export function useLineRange(
  place: LogPlace,
  list: RefObject<HTMLElement | null>,
  rowAtY: (y: number) => number,
  onSelecting: () => void,
): LineRange {
  const [picked, setPicked] = useState<Picked>()
  const drag = useRef<{ y: number; lines: boolean } | undefined>(undefined)

  const pick = useCallback(
    (from: number, to: number) => setPicked({ anchor: from, focus: to, moved: place.moved }),
    [place],
  )
  const extend = useCallback(
    (to: number, from: number) =>
      setPicked((before) => ({
        anchor: before ? before.anchor + place.moved - before.moved : from,
        focus: to,
        moved: place.moved,
      })),
    [place],
  )
  const clear = useCallback(() => setPicked(undefined), [])

  const keep = useCallback(
    (redraw: () => void) => {
      const element = list.current
      const selection = element && selectionIn(element) ? getSelection() : undefined
      const anchor = selection ? rowIndexOf(selection.anchorNode) : undefined
      const focus = selection ? rowIndexOf(selection.focusNode) : undefined
      const moved = place.moved
      redraw()
      const by = place.moved - moved
      const isDrawn = (index: number) =>
        index + by >= place.drawn.from && index + by < place.drawn.from + place.drawn.rows.length
      if (drag.current?.lines) extend(rowAtY(drag.current.y), 0)
      else if (anchor !== undefined && focus !== undefined && !(isDrawn(anchor) && isDrawn(focus))) {
        // Their elements show other rows now.
        getSelection()?.removeAllRanges()
        if (anchor === focus && !drag.current) return
        if (drag.current) drag.current.lines = true
        pick(anchor + by, drag.current ? rowAtY(drag.current.y) : focus + by)
      }
    },
    [place, list, rowAtY, extend, pick],
  )

  const onPointerDown = useCallback((event: PointerEvent) => {
    if (event.button === 0 && !event.shiftKey) drag.current = { y: event.clientY, lines: false }
  }, [])
  // Whoever selects leaves the list with the pointer.
  useEffect(() => {
    const move = (event: globalThis.PointerEvent) => {
      const { current } = drag
      if (!current || !list.current) return
      current.y = event.clientY
      if (current.lines) extend(rowAtY(event.clientY), 0)
      else if (selectionIn(list.current)) onSelecting()
    }
    const up = () => (drag.current = undefined)
    document.addEventListener('pointermove', move)
    document.addEventListener('pointerup', up)
    document.addEventListener('pointercancel', up)
    return () => {
      document.removeEventListener('pointermove', move)
      document.removeEventListener('pointerup', up)
      document.removeEventListener('pointercancel', up)
    }
  }, [list, extend, rowAtY, onSelecting])

  const by = picked ? place.moved - picked.moved : 0
  const range =
    picked &&
    ([Math.max(0, Math.min(picked.anchor, picked.focus) + by), Math.max(picked.anchor, picked.focus) + by + 1] as const)
  return { range, extend, pick, clear, onPointerDown, keep }
}
