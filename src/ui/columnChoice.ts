import { useCallback, useMemo, useState } from 'react'
import type { Column } from './table.ts'

/** Shown or not, by column key, where it differs from the column's default. */
export type ColumnChoice = Readonly<Record<string, boolean>>

/** Whether a column is shown. The row's name always is. */
export function isShown<R>(column: Column<R>, choice: ColumnChoice): boolean {
  return column.isRowHeader === true || (choice[column.key] ?? column.defaultHidden !== true)
}

/** The columns a user has chosen for a table, kept in this browser. */
export function useColumnChoice<R>(table: string, columns: readonly Column<R>[]) {
  const key = `registry-console.columns.${table}`
  const [choice, setChoice] = useState(() => readChoice(key))
  const visible = useMemo(() => columns.filter((column) => isShown(column, choice)), [columns, choice])
  const choose = useCallback(
    (next: ColumnChoice) => {
      setChoice(next)
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // Storage is full or forbidden: the choice then lasts as long as the page.
      }
    },
    [key],
  )
  return { choice, visible, choose }
}

function readChoice(key: string): ColumnChoice {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    if (typeof parsed !== 'object' || parsed === null) return {}
    return Object.fromEntries(
      Object.entries(parsed).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
    )
  } catch {
    return {}
  }
}
