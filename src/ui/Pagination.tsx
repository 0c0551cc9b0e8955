import AngleDoubleLeftIcon from '@patternfly/react-icons/dist/esm/icons/angle-double-left-icon'
import AngleDoubleRightIcon from '@patternfly/react-icons/dist/esm/icons/angle-double-right-icon'
import AngleLeftIcon from '@patternfly/react-icons/dist/esm/icons/angle-left-icon'
import AngleRightIcon from '@patternfly/react-icons/dist/esm/icons/angle-right-icon'
import type { ComponentType } from 'react'
import { formatNumber, t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import { NativeSelect } from './NativeSelect.tsx'
import { pageSizes } from './table.ts'

export interface PaginationProps {
  /** Of the table. */
  name: string
  count: number
  page: number
  pages: number
  from: number
  to: number
  perPage: number
  onPage(page: number): void
  onPerPage(perPage: number): void
}

/** Which rows are shown, how many at a time, and the way to the others. */
export function Pagination({ name, count, page, pages, from, to, perPage, onPage, onPerPage }: PaginationProps) {
  const step = (label: string, target: number, Icon: ComponentType) => (
    <Button
      variant="plain"
      aria-label={label}
      isDisabled={target < 1 || target > pages || target === page}
      onClick={() => onPage(target)}
      icon={<Icon />}
    />
  )
  const range = { from: formatNumber(from), to: formatNumber(to), count: formatNumber(count) }
  return (
    <nav className="rc-pagination" aria-label={t('Pages of {{name}}', { name })}>
      <label className="rc-pagination__size">
        <span>{t('Rows per page')}</span>
        <NativeSelect
          value={String(perPage)}
          options={pageSizes.map((size) => ({ value: String(size), label: formatNumber(size) }))}
          onChange={(value) => onPerPage(Number(value))}
        />
      </label>
      <span className="rc-pagination__range">{t('{{from}}–{{to}} of {{count}}', range)}</span>
      <span className="rc-pagination__steps">
        {step(t('First page'), 1, AngleDoubleLeftIcon)}
        {step(t('Previous page'), page - 1, AngleLeftIcon)}
        <span className="rc-pagination__page">{t('Page {{page}} of {{pages}}', { page, pages })}</span>
        {step(t('Next page'), page + 1, AngleRightIcon)}
        {step(t('Last page'), pages, AngleDoubleRightIcon)}
      </span>
    </nav>
  )
}
