import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
  type ClipboardEvent,
  type MouseEvent,
} from 'react'
import { flushSync } from 'react-dom'
import type { SourceId } from '../../logs/logProtocol.ts'
import { LogListActions } from './LogListActions.tsx'
import { LogPlace } from './logPlace.ts'
import { LogRuler } from './LogRuler.tsx'
import { LogRowLine } from './LogRowLine.tsx'
import type { LogRowsSource } from './logRows.ts'
import { rowIndexOf, selectedText, selectionIn } from './selectedText.ts'
import { useLineRange } from './useLineRange.ts'
import { useLogMetrics } from './useLogMetrics.ts'
import { useLogKeys } from './useLogKeys.ts'
import './log-list.css'

export interface LogListProps {
  /** The accessible name. */
  name: string
  rows: LogRowsSource
  /** Whether the list stays at its end while lines come. */
  following: boolean
  /** Somebody has looked back, or has come to the end. */
  onFollowing(following: boolean): void
  /** Whether lines come as several rows, none wider than the frame. */
  wrap: boolean
  /** How many characters fit into a row: told at first, and when it changes. */
  onColumns?(columns: number): void
  timestamps?: boolean
  /** The column that tells how bad a line is. */
  levels?: boolean
  /** Logrus lines in the order that people read, where lines are not wrapped. */
  brief?: boolean
  /** The name of what a line is from, where there are several. A function that stays the same. */
  sourceLabel?: ((source: SourceId) => string) | undefined
  /** The row with the match that is looked at: it is brought into sight when this changes, or `turn` does. */
  current?: number | undefined
  turn?: number
  /** The line whose details are open. */
  selected?: number | undefined
  onSelect?: ((line: number) => void) | undefined
  /** Which lines are shown, in any words: new ones are counted anew when these are others. */
  shownAs?: string
}

/**
 * The rows of a log, however many there are: only those in sight are on the page. They stay in one place there while the bar at the
 * side is scrolled, so that nothing is ever blank, and a bar of any length does for any number of rows.
 */
export function LogList({
  name,
  rows,
  following,
  onFollowing,
  wrap,
  onColumns,
  timestamps = false,
  levels = true,
  brief = false,
  sourceLabel,
  current,
  turn = 0,
  selected,
  onSelect,
  shownAs = '',
}: LogListProps) {
  const frame = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const ruler = useRef<HTMLDivElement>(null)
  const [place] = useState(() => new LogPlace())
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const { viewport, rowHeight, columns } = useLogMetrics(frame, ruler)
  const drawn = place.show(rows, { viewport, rowHeight }, following)
  const [currentAt, setCurrentAt] = useState({ row: current, turn, moved: place.moved })
  if (currentAt.row !== current || currentAt.turn !== turn) setCurrentAt({ row: current, turn, moved: place.moved })
  const currentRow = current === undefined ? undefined : current + place.moved - currentAt.moved

  const rowAtY = useCallback(
    (y: number) => {
      const top = frame.current?.getBoundingClientRect().top ?? 0
      const [from, to] = place.inSight
      const index = Math.floor((place.offset + y - top) / place.rowHeight)
      return Math.max(from, Math.min(to - 1, index))
    },
    [place],
  )
  const onLook = useCallback(() => {
    if (place.following) onFollowing(false)
  }, [place, onFollowing])
  const picking = useLineRange(place, list, rowAtY, onLook)
  const { keep } = picking

  const slide = useCallback(() => {
    const { from, offset } = place.drawn
    if (list.current) list.current.style.transform = `translateY(${Math.round(from * place.rowHeight - offset)}px)`
  }, [place])

  // At most one rendering a frame, whether rows came or somebody scrolls.
  const showMatch = useRef(false)
  const scheduled = useRef<number>(undefined)
  const came = useRef(false)
  const schedule = useCallback(() => {
    if (scheduled.current !== undefined) return
    scheduled.current = requestAnimationFrame(() => {
      scheduled.current = undefined
      if (!came.current && place.slide()) slide()
      else keep(() => flushSync(redraw))
      came.current = false
      place.want()
    })
  }, [place, slide, keep])

  const moveTo = useCallback(
    (offset: number) => {
      if (!frame.current) return
      const back = offset < place.offset
      place.moveTo(frame.current, offset)
      if (back && !place.isAtEnd(2) && place.pause()) onFollowing(false)
      else if (!back && !place.following && place.isAtEnd(place.rowHeight)) onFollowing(true)
      schedule()
    },
    [place, onFollowing, schedule],
  )
  const keys = useLogKeys({ place, rows, moveTo, picking, onLook, onSelect })

  // Rows come from elsewhere.
  useLayoutEffect(
    () =>
      rows.subscribe(() => {
        came.current = true
        schedule()
      }),
    [rows, schedule],
  )
  // Where things are scrolled to belongs to the browser.
  useLayoutEffect(() => {
    if (!frame.current) return
    slide()
    place.settle(frame.current)
    place.want()
    const match = showMatch.current && list.current?.querySelector('.rc-m-current mark')
    if (!match) return
    showMatch.current = false
    const [outer, inner] = [frame.current.getBoundingClientRect(), match.getBoundingClientRect()]
    if (inner.left < outer.left || inner.right > outer.right)
      frame.current.scrollLeft += inner.left - outer.left - outer.width / 3
  })
  // Timers and frames are outside React.
  useEffect(
    () => () => {
      place.leave()
      if (scheduled.current !== undefined) cancelAnimationFrame(scheduled.current)
      scheduled.current = undefined
    },
    [place],
  )
  // The parent has lines wrapped elsewhere.
  useEffect(() => {
    if (columns > 0) onColumns?.(columns)
  }, [columns, onColumns])
  // What is looked for is scrolled to, by the browser.
  useEffect(() => {
    if (currentAt.row === undefined) return
    if (place.pause()) onFollowing(false)
    moveTo((currentAt.row + 0.5) * place.rowHeight - place.viewport / 2)
    showMatch.current = true
    // A row by its place then: where it is now is no reason to scroll again.
  }, [currentAt, place, moveTo, onFollowing])

  const onScroll = () => {
    if (!frame.current) return
    const way = place.scrolled(frame.current)
    if (way === 'no') return
    if (way === 'back' && place.following && !place.isAtEnd(place.rowHeight - 1)) {
      place.pause()
      onFollowing(false)
    } else if (way === 'on' && !place.following && place.isAtEnd(place.rowHeight - 1)) onFollowing(true)
    schedule()
  }
  const onClick = (event: MouseEvent) => {
    const index = event.target instanceof Node ? rowIndexOf(event.target) : undefined
    if (index === undefined || !list.current) return
    if (event.shiftKey) return picking.extend(index, keys.cursor ?? index)
    // Whoever has selected text means the text.
    if (selectionIn(list.current)) return
    picking.clear()
    keys.setCursor(index)
    const row = drawn.rows[index - drawn.from]
    if (row) onSelect?.(row.line)
  }

  const onCopy = (event: ClipboardEvent) => {
    const range = list.current && selectionIn(list.current)
    if (picking.range) {
      event.preventDefault()
      keys.copyPicked()
    } else if (list.current && range) {
      event.preventDefault()
      const text = selectedText(list.current, range, (index) => drawn.rows[index - drawn.from])
      event.clipboardData.setData('text/plain', text)
    }
  }

  const [from, to] = picking.range ?? [0, 0]
  const labels = sourceLabel ? drawn.rows.map(({ source }) => sourceLabel(source)) : []
  const widest = useWidest(labels)
  const beside = (timestamps ? 13 : 0) + (levels ? 2 : 0) + (sourceLabel ? widest + 2 : 0)
  return (
    <div
      className="rc-log-list"
      role="presentation"
      onKeyDown={keys.onKeyDown}
      onPointerDown={picking.onPointerDown}
      // Text is not selected up to a row that is picked.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={onClick}
      onCopy={onCopy}
    >
      <div
        ref={frame}
        className={`rc-log__frame${wrap ? ' rc-m-wrap' : ''}${onSelect ? ' rc-m-opens' : ''}`}
        // Lines come faster than anybody can listen.
        role="log"
        aria-live="off"
        aria-label={name}
        // No larger than its lines, with room for the bar that scrolls long ones.
        style={{
          maxBlockSize: `calc(${place.height}px + 1.5rem)`,
          ['--rc-log-label' as string]: `${widest}ch`,
        }}
        // Scrolls by keyboard.
        tabIndex={0}
        dir="ltr"
        onScroll={onScroll}
      >
        <LogRuler ref={ruler} {...{ timestamps, levels }} label={sourceLabel !== undefined} />
        <div
          className="rc-log__height"
          style={{
            blockSize: place.height,
            ...(!wrap && { minInlineSize: `calc(${rows.longest + beside}ch + 2rem)` }),
          }}
        >
          <div className="rc-log__sight" style={{ blockSize: Math.min(viewport, place.height) }}>
            <div ref={list} className="rc-log__rows">
              {drawn.rows.map((row, nth) => {
                const index = drawn.from + nth
                const marks =
                  (index === currentRow ? ' rc-m-current' : '') +
                  (row.line === selected ? ' rc-m-selected' : '') +
                  (index === keys.cursor ? ' rc-m-cursor' : '') +
                  (index >= from && index < to ? ' rc-m-picked' : '')
                return (
                  <LogRowLine
                    key={drawn.elements[nth]}
                    {...{ row, index, timestamps, levels, marks }}
                    brief={brief && !wrap}
                    label={labels[nth]}
                  />
                )
              })}
            </div>
          </div>
        </div>
      </div>
      <LogListActions
        {...{ rows, following, picking, shownAs }}
        onFollow={() => onFollowing(true)}
        onCopy={keys.copyPicked}
      />
    </div>
  )
}

/** Characters of the longest label there has been: the column does not change with every row. */
function useWidest(labels: readonly string[]): number {
  const [widest, setWidest] = useState(0)
  const now = Math.min(16, Math.max(widest, ...labels.map(({ length }) => length)))
  if (now > widest) setWidest(now)
  return now
}
