import type { ReactNode } from 'react'
import { formatNumber, t } from '../lib/t.ts'
import { Button } from './Button.tsx'

interface Selected {
  rows: readonly unknown[]
  onPage: number
  pageSize: number
  selectPage(on: boolean): void
  selectAll(): void
  clear(): void
}

/** The box over the boxes of the rows. */
export function SelectAll({
  name,
  selection: { onPage, pageSize, selectPage },
}: {
  name: string
  selection: Selected
}) {
  return (
    <input
      type="checkbox"
      className="pf-v6-c-check__input"
      aria-label={t('Select all rows of the page: {{name}}', { name })}
      checked={pageSize > 0 && onPage === pageSize}
      // A box that stands for some of its rows can only be told so by script.
      ref={(box) => {
        if (box) box.indeterminate = onPage > 0 && onPage < pageSize
      }}
      onChange={(event) => selectPage(event.target.checked)}
    />
  )
}

interface SelectionBarProps {
  name: string
  selection: Selected
  /** How many rows match the filters. */
  matching: number
  children: ReactNode
}

/** What can be done with the rows selected. Stays at the lower edge of the window: nothing moves when it appears. */
export function SelectionBar({ name, selection, matching, children }: SelectionBarProps) {
  const { rows, selectAll, clear } = selection
  return (
    <div className="rc-selection" role="group" aria-label={t('Selected: {{name}}', { name })}>
      <span role="status">{t('{{count}} selected', { count: rows.length })}</span>
      {rows.length < matching && (
        <Button variant="link" isInline onClick={selectAll}>
          {t('Select all {{total}}', { total: formatNumber(matching) })}
        </Button>
      )}
      <Button variant="link" isInline onClick={clear}>
        {t('Clear selection')}
      </Button>
      <span className="rc-selection__actions">{children}</span>
    </div>
  )
}
