import '@patternfly/patternfly/components/Table/table.css'
import { t } from '../../lib/t.ts'
import { formatMoment, formatValue } from './chartFormat.ts'
import { tablePlaces, type Aligned } from './chartModel.ts'
import type { ChartSeries, ChartUnit } from './chartTypes.ts'

interface ChartTableProps {
  title: string
  series: readonly ChartSeries[]
  unit: ChartUnit
  aligned: Aligned
  limit?: { name: string; value: number } | undefined
}

/** The values of a chart as a table, newest first, with at most some 200 rows. */
export function ChartTable({ title, series, unit, aligned, limit }: ChartTableProps) {
  const { times, columns } = aligned
  const { places, every } = tablePlaces(times.length)
  return (
    // A table that scrolls has to be reached by keyboard.
    <div className="rc-chart__table" role="region" aria-label={t('Values of {{title}}', { title })} tabIndex={0}>
      <table className="pf-v6-c-table pf-m-compact">
        <caption>
          {title}
          {every > 1 && ` · ${t('one of every {{every}} points, newest first', { every })}`}
          {limit && ` · ${limit.name}: ${formatValue(limit.value, unit)}`}
        </caption>
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            <th className="pf-v6-c-table__th" scope="col">
              {t('Time')}
            </th>
            {series.map(({ name }, index) => (
              <th className="pf-v6-c-table__th rc-table__end" scope="col" key={`${name} ${String(index)}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {places.map((place) => (
            <tr className="pf-v6-c-table__tr" key={times[place]}>
              <th className="pf-v6-c-table__th" scope="row">
                {formatMoment(times[place] ?? 0)}
              </th>
              {columns.map((column, index) => {
                const value = column[place] ?? null
                return (
                  <td className="pf-v6-c-table__td rc-table__end" key={index}>
                    {value === null ? t('no data') : formatValue(value, unit)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
