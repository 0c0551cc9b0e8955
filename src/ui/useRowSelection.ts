import { useCallback, useEffect, useRef, useState } from 'react'

export interface RowSelection {
  selected: ReadonlySet<string>
  /** Selects a row or not; with `through`, all rows shown between it and the one chosen before. */
  select(key: string, on: boolean, through: boolean): void
}

interface Options<R> {
  /** The rows that match the filters, of which `shown` are on the page. */
  matching: readonly R[]
  shown: readonly R[]
  rowKey(row: R): string
}

/** Which rows are selected. What filters hide is not: nothing is done to rows that nobody sees. */
export function useRowSelection<R>({ matching, shown, rowKey }: Options<R>) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const lastKey = useRef<string>(undefined)
  const latest = useRef({ shown, rowKey })
  // The keyboard and the mouse are outside React: `select` stays the same function, so that no row renders for it.
  useEffect(() => {
    latest.current = { shown, rowKey }
  }, [shown, rowKey])

  const select = useCallback((key: string, on: boolean, through: boolean) => {
    const keys = through ? latest.current.shown.map(latest.current.rowKey) : []
    const [from, to] = [keys.indexOf(lastKey.current ?? ''), keys.indexOf(key)]
    const between = from >= 0 && to >= 0 ? keys.slice(Math.min(from, to), Math.max(from, to) + 1) : [key]
    lastKey.current = key
    setSelected((before) => withKeys(before, between, on))
  }, [])
  const rows = selected.size === 0 ? [] : matching.filter((row) => selected.has(rowKey(row)))
  return {
    selected,
    select,
    rows,
    onPage: shown.filter((row) => selected.has(rowKey(row))).length,
    pageSize: shown.length,
    selectPage: (on: boolean) => setSelected((before) => withKeys(before, shown.map(rowKey), on)),
    selectAll: () => setSelected(new Set(matching.map(rowKey))),
    clear: () => setSelected(new Set()),
  }
}

function withKeys(before: ReadonlySet<string>, keys: readonly string[], on: boolean): ReadonlySet<string> {
  const next = new Set(before)
  for (const key of keys) {
    if (on) next.add(key)
    else next.delete(key)
  }
  return next
}
