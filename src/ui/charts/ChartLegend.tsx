import { t } from '../../lib/t.ts'
import { formatValue } from './chartFormat.ts'
import type { ChartSeries, ChartUnit } from './chartTypes.ts'
import { lineOf } from './lineStyle.ts'

export interface ChartLegendProps {
  title: string
  series: readonly ChartSeries[]
  unit: ChartUnit
  /** What each line is at the moment that is read out. Undefined: there is no moment. */
  values: readonly (number | null)[] | undefined
  hidden: ReadonlySet<number>
  onToggle: (index: number) => void
  limit?: { name: string; value: number } | undefined
}

/** The lines of a chart by name, with what they are at the moment that is read out. Each is a button that hides its line. */
export function ChartLegend({ title, series, unit, values, hidden, onToggle, limit }: ChartLegendProps) {
  return (
    <ul className="rc-chart__legend" aria-label={t('Lines of {{title}}', { title })}>
      {series.map(({ name, dashed }, index) => {
        const value = values?.[index]
        return (
          <li key={`${name} ${String(index)}`}>
            <button
              type="button"
              className="rc-chart__line"
              aria-pressed={!hidden.has(index)}
              title={hidden.has(index) ? t('Show {{name}}', { name }) : t('Hide {{name}}', { name })}
              onClick={() => onToggle(index)}
            >
              <Swatch {...lineOf(index, dashed)} />
              <span className="rc-chart__name">{name}</span>
              {values && (
                <span className="rc-chart__value">
                  {value === null || value === undefined ? '–' : formatValue(value, unit)}
                </span>
              )}
            </button>
          </li>
        )
      })}
      {limit && (
        <li className="rc-chart__line">
          <Swatch color={0} dash={[6, 3]} />
          <span className="rc-chart__name">{limit.name}</span>
          <span className="rc-chart__value">{formatValue(limit.value, unit)}</span>
        </li>
      )}
    </ul>
  )
}

/** A piece of a line. Color 0 is the limit's. */
function Swatch({ color, dash }: { color: number; dash: readonly number[] }) {
  const stroke = `var(--rc-chart-${color === 0 ? 'limit' : String(color)})`
  return (
    <svg width="24" height="8" aria-hidden="true">
      <line x1="0" x2="24" y1="4" y2="4" strokeWidth="2.5" strokeDasharray={dash.join(' ')} style={{ stroke }} />
    </svg>
  )
}
