import '@patternfly/patternfly/components/Check/check.css'
import { useMemo, useState, type ReactNode } from 'react'
import ColumnsIcon from '@patternfly/react-icons/dist/esm/icons/columns-icon'
import DownloadIcon from '@patternfly/react-icons/dist/esm/icons/download-icon'
import { formatNumber, t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import { download } from './download.ts'
import { isShown, type ColumnChoice } from './columnChoice.ts'
import { MenuButton } from './MenuButton.tsx'
import { NativeSelect } from './NativeSelect.tsx'
import { SearchField } from './SearchField.tsx'
import type { Column, Filter, SelectFilter, Sort } from './table.ts'
import { toCsv, toJson } from './tableExport.ts'

export interface TableToolbarProps<R extends object> {
  name: string
  /** All rows, and those that match the filters. */
  rows: readonly R[]
  matching: readonly R[]
  columns: readonly Column<R>[]
  filters: readonly Filter<R>[]
  values: Readonly<Record<string, string>>
  filtered: boolean
  total: number | undefined
  loading: boolean
  exportName: string
  choice: ColumnChoice
  choose(choice: ColumnChoice): void
  actions: ReactNode
  /** Typing replaces the history entry. */
  onFilter(key: string, value: string | undefined, replace: boolean): void
  onClear(): void
  sort: Sort | undefined
  onSort(sort: Sort): void
}

/** Filters, the count of rows, the choice of columns, export and the page's own buttons. */
export function TableToolbar<R extends object>(props: TableToolbarProps<R>) {
  const { name, rows, matching, columns, filters, values, filtered, exportName, choice, choose, actions } = props
  return (
    <div className="rc-toolbar" role="group" aria-label={t('Filters of {{name}}', { name })}>
      {filters.map((filter) => (
        <FilterControl
          key={filter.key}
          filter={filter}
          rows={rows}
          loading={props.loading}
          value={values[filter.key] ?? ''}
          onChange={(value) => props.onFilter(filter.key, value || undefined, filter.kind === 'text')}
        />
      ))}
      <SortChoice columns={columns} sort={props.sort} onSort={props.onSort} />
      {/* Where nothing matches it stands below. */}
      {filtered && (matching.length > 0 || rows.length === 0) && (
        <Button variant="link" onClick={props.onClear}>
          {t('Clear filters')}
        </Button>
      )}
      <span className="rc-toolbar__end">
        <span className="rc-toolbar__count" role="status" style={{ minInlineSize: roomForCount(props) }}>
          {countText(props)}
        </span>
        <MenuButton
          label={t('Columns')}
          icon={<ColumnsIcon />}
          variant="plain"
          stayOpen
          entries={() =>
            columns
              .filter(({ isRowHeader }) => !isRowHeader)
              .map((column) => {
                const checked = isShown(column, choice)
                const onSelect = () => choose({ ...choice, [column.key]: !checked })
                return { key: column.key, label: column.title(), checked, onSelect }
              })
          }
        />
        <MenuButton
          label={t('Export')}
          icon={<DownloadIcon />}
          variant="plain"
          entries={() => [
            {
              key: 'csv',
              label: t('Export as CSV'),
              onSelect: () => download(`${exportName}.csv`, 'text/csv;charset=utf-8', toCsv(matching, columns)),
            },
            {
              key: 'json',
              label: t('Export as JSON'),
              onSelect: () => download(`${exportName}.json`, 'application/json', toJson(matching, columns)),
            },
          ]}
        />
        {actions}
      </span>
    </div>
  )
}

/** "1,377", "12 of 1,377", "500 of 5,000 loaded". */
function countText<R extends object>(props: TableToolbarProps<R>): string {
  const { rows, matching, filtered, loading, total } = props
  const shown = formatNumber(matching.length)
  const loaded = formatNumber(rows.length)
  if (loading && rows.length === 0) return t('Loading')
  if (loading) {
    const progress =
      total === undefined
        ? t('{{loaded}} loaded', { loaded })
        : t('{{loaded}} of {{total}} loaded', { loaded, total: formatNumber(total) })
    return filtered ? t('{{shown}} match, {{progress}}', { shown, progress }) : progress
  }
  return filtered ? t('{{shown}} of {{loaded}}', { shown, loaded }) : shown
}

/** What comes in more than one chunk: the client's lists ask for so many. */
const oneChunk = 500

/** Of what comes in chunks, the count has room for its longest text from the first on: nothing moves while it grows. */
function roomForCount<R extends object>({ rows, total = rows.length }: TableToolbarProps<R>): string | undefined {
  const all = formatNumber(total)
  return total > oneChunk ? `${t('{{loaded}} of {{total}} loaded', { loaded: all, total: all }).length}ch` : undefined
}

interface SortChoiceProps<R> {
  columns: readonly Column<R>[]
  sort: Sort | undefined
  onSort(sort: Sort): void
}

/** Where rows are stacked there are no titles of columns to sort by: only there this shows. */
function SortChoice<R>({ columns, sort, onSort }: SortChoiceProps<R>) {
  const options = columns
    .filter((column) => column.sort)
    .flatMap((column) => [
      { value: column.key, label: t('{{column}}, ascending', { column: column.title() }) },
      { value: `-${column.key}`, label: t('{{column}}, descending', { column: column.title() }) },
    ])
  return (
    <span className="rc-toolbar__sort">
      <NativeSelect
        label={t('Sort by')}
        value={sort ? `${sort.descending ? '-' : ''}${sort.key}` : ''}
        onChange={(value) => onSort({ key: value.replace(/^-/, ''), descending: value.startsWith('-') })}
        options={sort ? options : [{ value: '', label: t('Sort by') }, ...options]}
      />
    </span>
  )
}

interface FilterControlProps<R extends object> {
  filter: Filter<R>
  rows: readonly R[]
  loading: boolean
  value: string
  onChange(value: string): void
}

function FilterControl<R extends object>({ filter, rows, loading, value, onChange }: FilterControlProps<R>) {
  if (filter.kind === 'text') return <SearchField label={filter.label()} value={value} onChange={onChange} />
  if (filter.kind === 'select')
    return <SelectControl filter={filter} rows={rows} loading={loading} value={value} onChange={onChange} />
  return (
    <label className="pf-v6-c-check rc-toolbar__toggle">
      <input
        className="pf-v6-c-check__input"
        type="checkbox"
        checked={value === 'true'}
        onChange={(event) => onChange(event.target.checked ? 'true' : '')}
      />
      <span className="pf-v6-c-check__label">{filter.label()}</span>
    </label>
  )
}

interface SelectControlProps<R extends object> {
  filter: SelectFilter<R>
  rows: readonly R[]
  loading: boolean
  value: string
  onChange(value: string): void
}

function SelectControl<R extends object>({ filter, rows, loading, value, onChange }: SelectControlProps<R>) {
  // While chunks arrive, going through all rows for their values waits until someone wants to choose.
  const [asked, setAsked] = useState(false)
  const wanted = asked || !loading
  const found = useMemo(() => (wanted ? filter.options(rows) : []), [wanted, filter, rows])
  const known = found.some((option) => option.value === value)
  return (
    <NativeSelect
      label={filter.label()}
      value={value}
      onOpen={() => setAsked(true)}
      onChange={onChange}
      options={[
        { value: '', label: t('{{label}}: all', { label: filter.label() }) },
        ...found,
        ...(value && !known ? [{ value, label: value }] : []),
      ]}
    />
  )
}
