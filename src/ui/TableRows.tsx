import { AngleRightIconConfig } from '@patternfly/react-icons/dist/esm/icons/angle-right-icon'
import { memo, useEffect, useRef, type ReactNode } from 'react'
import { t } from '../lib/t.ts'
import { Glyph } from './Glyph.tsx'
import type { Column } from './table.ts'
import type { RowSelection } from './useRowSelection.ts'

export interface TableRowsProps<R extends object> {
  rows: readonly R[]
  /** Position of the first row among all, from 1. */
  from: number
  columns: readonly Column<R>[]
  rowKey(row: R): string
  rowVersion?: ((row: R) => unknown) | undefined
  rowActions?: ((row: R) => ReactNode) | undefined
  expand?: ((row: R) => ReactNode) | undefined
  expanded: ReadonlySet<string>
  toggleRow(key: string): void
  selection?: RowSelection | undefined
}

/** The rows of the page shown. Plain elements, each rendered again only when its object or the columns change. */
export function TableRows<R extends object>(props: TableRowsProps<R>) {
  const { rows, from, columns, rowKey, rowVersion = versionOf, rowActions, expand, expanded, toggleRow } = props
  const { selection } = props
  return (
    <tbody className="pf-v6-c-table__tbody" role="rowgroup">
      {rows.map((row, index) => {
        const key = rowKey(row)
        return (
          <TableRow
            key={key}
            id={key}
            row={row}
            index={from + index}
            version={rowVersion(row)}
            columns={columns}
            rowActions={rowActions}
            expand={expand}
            expanded={expanded.has(key)}
            toggleRow={toggleRow}
            selected={selection?.selected.has(key)}
            selectRow={selection?.select}
          />
        )
      })}
    </tbody>
  )
}

function versionOf(row: object): unknown {
  if (!('metadata' in row) || typeof row.metadata !== 'object' || row.metadata === null) return row
  return 'resourceVersion' in row.metadata ? row.metadata.resourceVersion : row
}

interface TableRowProps<R extends object> {
  id: string
  row: R
  index: number
  version: unknown
  columns: readonly Column<R>[]
  rowActions: ((row: R) => ReactNode) | undefined
  expand: ((row: R) => ReactNode) | undefined
  expanded: boolean
  toggleRow(key: string): void
  selected: boolean | undefined
  selectRow: RowSelection['select'] | undefined
}

const markMs = 2000

function PlainRow<R extends object>(props: TableRowProps<R>) {
  const { id, row, index, version, columns, rowActions, expand, expanded, toggleRow } = props
  const { selected, selectRow } = props
  const element = useRef<HTMLTableRowElement>(null)
  const seen = useRef(version)
  // A changed row is marked in the page itself: rendering it twice more for a color would be waste.
  useEffect(() => {
    const marked = element.current
    if (seen.current === version || !marked) return
    seen.current = version
    marked.dataset['changed'] = 'true'
    const timer = setTimeout(() => delete marked.dataset['changed'], markMs)
    return () => clearTimeout(timer)
  }, [version])
  const width = columns.length + (rowActions ? 2 : 1) + (selectRow ? 1 : 0)
  return (
    <>
      <tr ref={element} className={`pf-v6-c-table__tr${expanded ? ' pf-m-expanded' : ''}`} aria-rowindex={index + 1}>
        {expand && (
          <td className="pf-v6-c-table__td pf-v6-c-table__toggle">
            <button
              type="button"
              className={`rc-icon-button${expanded ? ' pf-m-expanded' : ''}`}
              aria-expanded={expanded}
              aria-label={t('Details of {{name}}', { name: nameOf(row, columns) ?? id })}
              onClick={() => toggleRow(id)}
            >
              <span className="rc-table__toggle-icon">
                <Glyph config={AngleRightIconConfig} />
              </span>
            </button>
          </td>
        )}
        {selectRow && (
          <td className="pf-v6-c-table__td pf-v6-c-table__check">
            <input
              type="checkbox"
              className="pf-v6-c-check__input"
              checked={selected === true}
              aria-label={t('Select {{name}}', { name: nameOf(row, columns) ?? id })}
              onChange={({ target, nativeEvent }) => selectRow(id, target.checked, isWithShift(nativeEvent))}
            />
          </td>
        )}
        {columns.map((column) => {
          const className = `pf-v6-c-table__${column.isRowHeader ? 'th rc-table__name' : 'td'}${column.align === 'end' ? ' rc-table__end' : ''}`
          return column.isRowHeader ? (
            <th key={column.key} scope="row" className={className} data-label={column.title()}>
              {column.render(row)}
            </th>
          ) : (
            <td key={column.key} className={className} data-label={column.title()}>
              {column.render(row)}
            </td>
          )
        })}
        {rowActions && <td className="pf-v6-c-table__td pf-v6-c-table__action">{rowActions(row)}</td>}
      </tr>
      {expand && expanded && (
        <tr className="pf-v6-c-table__tr rc-table__expanded">
          <td className="pf-v6-c-table__td" colSpan={width}>
            {expand(row)}
          </td>
        </tr>
      )}
    </>
  )
}

const isWithShift = (event: Event) => event instanceof MouseEvent && event.shiftKey

// memo forgets the type parameter.
const TableRow = memo(PlainRow) as typeof PlainRow

function nameOf<R>(row: R, columns: readonly Column<R>[]): string | undefined {
  const value = columns.find(({ isRowHeader }) => isRowHeader)?.text?.(row)
  return value === undefined ? undefined : String(value)
}
