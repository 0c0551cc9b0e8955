import { useLayoutEffect, useState, type RefObject } from 'react'

export interface LogMetrics {
  /** Pixels. */
  viewport: number
  rowHeight: number
  /** How many characters fit into a row; 0 where nothing is laid out. */
  columns: number
}

/** Characters of the ruler: the width of one is no whole number of pixels. */
export const rulerText = '0'.repeat(50)
/** What is taken where nothing is laid out: tests, closed sections. */
const notLaidOut: LogMetrics = { viewport: 600, rowHeight: 20, columns: 0 }

/** Measures frame and characters, and again whenever one of them changes: windows, zoom, fonts that come late. */
export function useLogMetrics(frame: RefObject<HTMLElement | null>, ruler: RefObject<HTMLElement | null>): LogMetrics {
  const [metrics, setMetrics] = useState(notLaidOut)
  // Only the browser knows how large things are.
  useLayoutEffect(() => {
    const [outer, row] = [frame.current, ruler.current]
    if (!outer || !row || typeof ResizeObserver === 'undefined') return
    const measure = () => {
      const text = row.lastElementChild
      if (outer.clientHeight === 0 || !(text instanceof HTMLElement)) return
      const { width } = text.getBoundingClientRect()
      const columns = Math.floor((outer.clientWidth - text.offsetLeft - gutter) / (width / rulerText.length))
      const now = {
        viewport: outer.clientHeight,
        rowHeight: row.getBoundingClientRect().height || notLaidOut.rowHeight,
        columns: Math.max(minColumns, columns),
      }
      setMetrics((before) => (isSame(before, now) ? before : now))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(outer)
    observer.observe(row)
    return () => observer.disconnect()
  }, [frame, ruler])
  return metrics
}

/** Pixels right of the text. */
const gutter = 8
const minColumns = 20

const isSame = (a: LogMetrics, b: LogMetrics) =>
  a.viewport === b.viewport && a.rowHeight === b.rowHeight && a.columns === b.columns
