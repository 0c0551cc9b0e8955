import '@patternfly/patternfly/components/Table/table.css'
import { useCallback, useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import { EmptyState } from './EmptyState.tsx'
import { applyFilters, applySort, changeTableState, keepPlaces, paginate, parseTableState } from './table.ts'
import type { Column, Filter, Sort } from './table.ts'
import { SkeletonRows } from './SkeletonRows.tsx'
import { TableHead } from './TableHead.tsx'
import { TableRows } from './TableRows.tsx'
import { TableToolbar } from './TableToolbar.tsx'
import { Pagination } from './Pagination.tsx'
import { SelectAll, SelectionBar } from './SelectionBar.tsx'
import { useRowSelection } from './useRowSelection.ts'
import { useColumnChoice } from './columnChoice.ts'
import './table.css'

export interface ResourceTableProps<R extends object> {
  /** The accessible name: "Image streams". */
  name: string
  rows: readonly R[]
  /** A module constant, as the filters. */
  columns: readonly Column<R>[]
  filters?: readonly Filter<R>[]
  rowKey(row: R): string
  /** Shown when there are no rows at all: what it is and how to make one. */
  empty: ReactNode
  /** How many rows there will be, while they are still loading. */
  total?: number | undefined
  /** Rows are still coming. Without any yet, a skeleton is shown. */
  loading?: boolean
  /** Buttons at the end of the toolbar. */
  actions?: ReactNode
  /** Content below a row that can be opened. */
  expand?(row: R): ReactNode
  /** The last cell of each row, usually its menu "Actions for NAME". */
  rowActions?(row: R): ReactNode
  /** What can be done with several rows at once: buttons for the rows selected. */
  bulkActions?(rows: readonly R[], clear: () => void): ReactNode
  defaultSort?: Sort
  /** Base name of exported files, and what the column choice is kept by. */
  exportName: string
  /** What tells that a row has changed. Without it the resource version, else the row object itself. */
  rowVersion?(row: R): unknown
}

const noFilters: readonly never[] = []

/** The one table. The address is its only state; rows are filtered, sorted and cut into pages by three pure functions. */
export function ResourceTable<R extends object>(props: ResourceTableProps<R>) {
  const { name, rows, columns, filters = noFilters, rowKey, empty, total, loading = false, defaultSort } = props
  const { exportName, expand, rowActions, bulkActions } = props
  const [params, setParams] = useSearchParams()
  const { choice, visible, choose } = useColumnChoice(exportName, columns)
  const state = parseTableState(params, columns, filters, defaultSort)
  // Sorted first: the result is the same, and a keystroke in a filter then does not sort thousands of rows again.
  const sortKey = state.sort?.key
  const descending = state.sort?.descending === true
  const sorted = useMemo(
    () => applySort(rows, columns, sortKey === undefined ? undefined : { key: sortKey, descending }),
    [rows, columns, sortKey, descending],
  )
  const values = JSON.stringify(state.filters)
  const ordered = useMemo(
    () => applyFilters(sorted, filters, JSON.parse(values) as Record<string, string>), // written two lines above
    [sorted, filters, values],
  )
  const order = `${values} ${sortKey} ${descending}`
  const matching = useStillRows(ordered, rowKey, loading, order)
  const page = paginate(matching, state.page, state.perPage)
  const shown = useScreenfulFirst(page.rows, order)

  const change = useCallback(
    (next: Parameters<typeof changeTableState>[1], replace = false) => {
      // Read at the time of the change: two in one turn must not undo each other.
      // At once: as a transition the answer to a key takes several frames.
      const options = { replace, preventScrollReset: true, flushSync: true }
      setParams((current) => changeTableState(current, next, defaultSort), options)
    },
    [setParams, defaultSort],
  )
  const clear = () => change({ filters: Object.fromEntries(filters.map(({ key }) => [key, undefined])) })

  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set())
  const toggleRow = useCallback((key: string) => {
    setExpanded((before) => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })
  }, [])

  const selection = useRowSelection({ matching, shown, rowKey })
  const selectable = bulkActions !== undefined

  const filtered = Object.keys(state.filters).length > 0
  const waiting = loading && rows.length === 0
  const nothing = !loading && rows.length === 0
  return (
    <div className="rc-table">
      <TableToolbar
        {...{ name, rows, matching, columns, filters, total, loading, exportName, choice, choose, filtered }}
        values={state.filters}
        actions={props.actions}
        onFilter={(key, value, replace) => change({ filters: { [key]: value } }, replace)}
        onClear={clear}
        sort={state.sort}
        onSort={(sort) => change({ sort })}
      />
      {nothing ? (
        empty
      ) : (
        <div className="rc-table__scroll">
          <table
            className={tableClass(visible, rowActions !== undefined)}
            aria-label={name}
            aria-busy={loading}
            aria-rowcount={loading ? -1 : matching.length + 1}
          >
            <TableHead
              selectAll={selectable && <SelectAll name={name} selection={selection} />}
              columns={visible}
              sort={state.sort}
              expandable={expand !== undefined}
              withActions={rowActions !== undefined}
              onSort={(sort) => change({ sort })}
            />
            {waiting ? (
              <SkeletonRows
                columns={visible}
                expandable={expand !== undefined}
                selectable={selectable}
                withActions={rowActions !== undefined}
              />
            ) : (
              <TableRows
                rows={shown}
                from={page.from}
                columns={visible}
                {...{ rowKey, rowActions, expand, expanded, toggleRow }}
                rowVersion={props.rowVersion}
                selection={selectable ? selection : undefined}
              />
            )}
          </table>
          {!waiting && matching.length === 0 && (
            <EmptyState
              title={loading ? t('Nothing matches so far') : t('Nothing matches')}
              actions={filtered && <Button onClick={clear}>{t('Clear filters')}</Button>}
            >
              {loading ? t('More rows are still loading.') : t('No row matches all filters.')}
            </EmptyState>
          )}
        </div>
      )}
      {bulkActions && selection.rows.length > 0 && (
        <SelectionBar name={name} selection={selection} matching={matching.length}>
          {bulkActions(selection.rows, selection.clear)}
        </SelectionBar>
      )}
      {matching.length > 0 && (
        <Pagination
          {...{ name, count: matching.length, perPage: state.perPage }}
          {...{ page: page.page, pages: page.pages, from: page.from, to: page.to }}
          onPage={(next) => change({ page: next })}
          onPerPage={(perPage) => change({ perPage })}
        />
      )}
    </div>
  )
}

/** While rows are still coming, those that are shown stay where they are; they are put in order once, when all are there. */
function useStillRows<R>(
  rows: readonly R[],
  rowKey: (row: R) => string,
  loading: boolean,
  order: string,
): readonly R[] {
  // Other filters and another order begin anew.
  const still = useMemo(() => (loading ? { order, places: new Map<string, number>() } : undefined), [loading, order])
  return useMemo(() => (still ? keepPlaces(rows, rowKey, still.places) : rows), [rows, rowKey, still])
}

const screenful = 20

/** The rows that fit on a screen at once, the rest right after they are painted. Live changes show all rows at once. */
function useScreenfulFirst<R>(rows: readonly R[], order: string): readonly R[] {
  const painted = useDeferredValue(order, '')
  return painted === order ? rows : rows.slice(0, screenful)
}

function tableClass<R>(columns: readonly Column<R>[], withActions: boolean): string {
  const fixed = columns.some(({ width }) => width !== undefined)
  return `pf-v6-c-table pf-m-compact rc-table__table${fixed ? ' rc-m-fixed' : ''}${withActions ? ' rc-m-actions' : ''}`
}
