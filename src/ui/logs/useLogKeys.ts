import { useCallback, useState, type KeyboardEvent } from 'react'
import { t } from '../../lib/t.ts'
import { copyText } from '../clipboard.ts'
import { announce, showToast } from '../toasts.ts'
import type { LogPlace } from './logPlace.ts'
import type { LogRowsSource } from './logRows.ts'
import type { LineRange } from './useLineRange.ts'

/** Lines that are copied at once at most: a clipboard is no place for more. */
export const mostCopied = 100_000

interface LogKeysOptions {
  place: LogPlace
  rows: LogRowsSource
  /** Goes to so many pixels of rows above the frame. */
  moveTo(offset: number): void
  picking: LineRange
  /** Somebody looks at a row: it is to stay where it is. */
  onLook(): void
  onSelect: ((line: number) => void) | undefined
}

export interface LogKeys {
  /** The row that keys act on. */
  cursor: number | undefined
  setCursor(index: number): void
  onKeyDown(event: KeyboardEvent): void
  copyPicked(): void
}

/** Moving through a log by keyboard, opening its lines and picking them. */
export function useLogKeys({ place, rows, moveTo, picking, onLook, onSelect }: LogKeysOptions): LogKeys {
  const [at, setAt] = useState<{ row: number; moved: number }>()
  const cursor = at && at.row + place.moved - at.moved
  const setCursor = useCallback((row: number) => setAt({ row, moved: place.moved }), [place])
  const { range } = picking

  const copyPicked = () => {
    if (range && range[1] - range[0] <= mostCopied) void copy(rows, range)
  }

  const step = (by: number, extends_: boolean) => {
    const [from, to] = place.inSight
    const before = cursor ?? (by > 0 ? from - 1 : to)
    const next = Math.max(0, Math.min(rows.count - 1, before + by))
    setCursor(next)
    onLook()
    if (extends_) picking.extend(next, Math.max(0, Math.min(rows.count - 1, before)))
    else picking.clear()
    // What the cursor is on is whole in sight.
    const top = next * place.rowHeight
    if (top < place.offset) moveTo(top)
    else if (top + place.rowHeight > place.offset + place.viewport) moveTo(top + place.rowHeight - place.viewport)
    const row = rows.get(next)
    if (row) announce(row.text)
  }
  const scroll = (by: number) => {
    if (cursor !== undefined) setCursor(Math.max(0, Math.min(rows.count - 1, cursor + by)))
    moveTo(place.offset + by * place.rowHeight)
  }
  const jump = (row: number, offset: number, extends_: boolean) => {
    if (extends_ && cursor !== undefined) picking.extend(row, cursor)
    if (cursor !== undefined) setCursor(row)
    moveTo(offset)
  }

  const act = ({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => {
    if (altKey || rows.count === 0) return false
    if (ctrlKey || metaKey) {
      if (key !== 'a') return false
      picking.pick(0, rows.count - 1)
      return true
    }
    switch (key) {
      case 'ArrowDown':
        step(1, shiftKey)
        return true
      case 'ArrowUp':
        step(-1, shiftKey)
        return true
      case 'PageDown':
        scroll(place.page)
        return true
      case 'PageUp':
        scroll(-place.page)
        return true
      case ' ':
        scroll(shiftKey ? -place.page : place.page)
        return true
      case 'Home':
        jump(0, 0, shiftKey)
        return true
      case 'End':
        jump(rows.count - 1, Infinity, shiftKey)
        return true
      case 'Enter': {
        const row = cursor === undefined ? undefined : rows.get(cursor)
        if (row) onSelect?.(row.line)
        return row !== undefined && onSelect !== undefined
      }
      case 'Escape':
        if (range) picking.clear()
        return range !== undefined
      default:
        return false
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof Element && event.target.getAttribute('role') === 'log' && act(event))
      event.preventDefault()
  }
  return { cursor, setCursor, onKeyDown, copyPicked }
}

async function copy(rows: LogRowsSource, [from, to]: readonly [number, number]): Promise<void> {
  const text = await rows.text(from, Math.min(to, rows.count))
  if (await copyText(text)) announce(t('Copied'))
  else showToast({ status: 'danger', title: t('The browser did not allow copying') })
}
