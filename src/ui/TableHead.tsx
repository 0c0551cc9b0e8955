import ArrowsAltVIcon from '@patternfly/react-icons/dist/esm/icons/arrows-alt-v-icon'
import LongArrowAltDownIcon from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-down-icon'
import LongArrowAltUpIcon from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-up-icon'
import type { ReactNode } from 'react'
import { t } from '../lib/t.ts'
import type { Column, Sort } from './table.ts'

export interface TableHeadProps<R> {
  columns: readonly Column<R>[]
  sort: Sort | undefined
  expandable: boolean
  withActions: boolean
  /** The box that selects the rows of the page, where rows can be selected. */
  selectAll?: ReactNode
  onSort(sort: Sort): void
}

/** The titles of the columns. Those that sort are buttons; the order is said by aria-sort. */
export function TableHead<R>({ columns, sort, expandable, withActions, selectAll, onSort }: TableHeadProps<R>) {
  // Columns share what the boxes, toggles and menus beside them leave, at the width below which the table scrolls:
  // all of it, whichever of them are shown.
  const all = columns.reduce((sum, { width = 0 }) => sum + width, 0)
  const share = (100 - 4.2 * [selectAll, expandable, withActions].filter(Boolean).length) / all
  return (
    <thead className="pf-v6-c-table__thead">
      <tr className="pf-v6-c-table__tr">
        {expandable && (
          <th className="pf-v6-c-table__th rc-table__toggle-head" scope="col">
            <span className="pf-v6-screen-reader">{t('Details of the row')}</span>
          </th>
        )}
        {selectAll && (
          <th className="pf-v6-c-table__th pf-v6-c-table__check" scope="col">
            {selectAll}
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} share={share} sort={sort} onSort={onSort} />
        ))}
        {withActions && (
          <th className="pf-v6-c-table__th rc-table__actions-head" scope="col">
            <span className="pf-v6-screen-reader">{t('Actions')}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

interface HeadCellProps<R> {
  column: Column<R>
  /** How much of the table all columns have. */
  share: number
  sort: Sort | undefined
  onSort(sort: Sort): void
}

function HeadCell<R>({ column, share, sort, onSort }: HeadCellProps<R>) {
  const sorted = sort?.key === column.key
  const descending = sorted && sort.descending
  const Icon = sorted ? (descending ? LongArrowAltDownIcon : LongArrowAltUpIcon) : ArrowsAltVIcon
  const align = column.align === 'end' ? ' rc-table__end' : ''
  const style = column.width === undefined ? undefined : { width: `${column.width * share}%` }
  if (!column.sort) {
    return (
      <th className={`pf-v6-c-table__th${align}`} scope="col" style={style}>
        {column.title()}
      </th>
    )
  }
  return (
    <th
      className={`pf-v6-c-table__th pf-v6-c-table__sort${sorted ? ' pf-m-selected' : ''}${align}`}
      scope="col"
      style={style}
      aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="pf-v6-c-table__button"
        onClick={() => onSort({ key: column.key, descending: sorted ? !descending : column.descendingFirst === true })}
      >
        <span className="pf-v6-c-table__button-content">
          <span className="pf-v6-c-table__text">{column.title()}</span>
          <span className="pf-v6-c-table__sort-indicator">
            <Icon />
          </span>
        </span>
      </button>
    </th>
  )
}
