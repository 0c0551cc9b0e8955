import { SkeletonCell } from './Skeleton.tsx'
import type { Column } from './table.ts'

interface SkeletonRowsProps<R> {
  columns: readonly Column<R>[]
  expandable: boolean
  selectable: boolean
  withActions: boolean
}

const widths = ['66', '50', '75', '33'] as const

/** Rows that are still to come, in the shape they will have. */
export function SkeletonRows<R>({ columns, expandable, selectable, withActions }: SkeletonRowsProps<R>) {
  return (
    <tbody className="pf-v6-c-table__tbody" aria-hidden="true">
      {Array.from({ length: 10 }, (_, row) => (
        <tr className="pf-v6-c-table__tr" key={row}>
          {expandable && <td className="pf-v6-c-table__td" />}
          {selectable && <td className="pf-v6-c-table__td" />}
          {columns.map((column, index) => (
            <td className="pf-v6-c-table__td" key={column.key} data-label={column.title()}>
              <SkeletonCell width={widths[(row + index) % widths.length] ?? '50'} />
            </td>
          ))}
          {withActions && <td className="pf-v6-c-table__td" />}
        </tr>
      ))}
    </tbody>
  )
}
