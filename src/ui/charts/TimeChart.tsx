import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import './chart.css'
import { formatMoment, formatValue } from './chartFormat.ts'
import { ChartLegend } from './ChartLegend.tsx'
import { align, hiddenAtFirst, isEmpty, lastPlace } from './chartModel.ts'
import { chartHeight } from './ChartSkeleton.tsx'
import { ChartTable } from './ChartTable.tsx'
import type { TimeChartProps } from './chartTypes.ts'
import type { Drawing, DrawPlot, Plot } from './plot.ts'

interface Props extends TimeChartProps {
  /** Absent where there is no canvas: the table says it all. */
  draw?: DrawPlot | undefined
}

/** Lines over time, with their values by pointer and keyboard, and as a table. */
export function TimeChart({ title, series, unit, from, to, height = chartHeight, limit, step, onZoom, draw }: Props) {
  const readoutId = useId()
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<Plot>(undefined)
  const drawing = useRef<Drawing>(undefined)
  const zoom = useRef(onZoom)
  const aligned = useMemo(() => align(series, step), [series, step])
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [pointed, setPointed] = useState<number>()
  const [asTable, setAsTable] = useState(false)

  const small = hiddenAtFirst(aligned.columns)
  // By name: with other data the same line may have another place.
  const hiddenKey = series
    .flatMap(({ name }, index) => ((toggled.get(name) ?? !small.has(index)) ? [] : [index]))
    .join(' ')
  const hidden = useMemo(() => new Set(hiddenKey === '' ? [] : hiddenKey.split(' ').map(Number)), [hiddenKey])
  const lineKey = series.map(({ dashed }) => (dashed ? 'd' : '-')).join(' ')
  const canZoom = onZoom !== undefined
  const [limitName, limitValue] = [limit?.name, limit?.value]

  // The page's own handler, which changes with every rendering.
  useEffect(() => {
    zoom.current = onZoom
  })
  // The canvas: what it shows.
  useEffect(() => {
    const drawnLimit =
      limitName === undefined || limitValue === undefined ? undefined : { name: limitName, value: limitValue }
    drawing.current = { aligned, from, to, hidden, limit: drawnLimit }
    plot.current?.update(drawing.current)
  }, [aligned, from, to, hidden, limitName, limitValue])
  // The canvas itself, which uPlot makes. Of two effects the cleanup of each comes first: no drawing goes to a plot of other lines.
  useEffect(() => {
    if (!draw || !host.current) return
    const drawn = draw(host.current, {
      lines: (lineKey === '' ? [] : lineKey.split(' ')).map((flag) => ({ dashed: flag === 'd' })),
      unit,
      height,
      onPlace: setPointed,
      onZoom: canZoom ? (start, end) => zoom.current?.(start, end) : undefined,
    })
    plot.current = drawn
    if (drawing.current) drawn.update(drawing.current)
    return () => {
      plot.current = undefined
      drawn.destroy()
    }
  }, [draw, lineKey, unit, height, canZoom])

  const { times, columns } = aligned
  // What was measured last, and not where a computed line ends.
  const measured = columns.filter((_, index) => !series[index]?.dashed)
  const last = lastPlace({ times, columns: measured }) ?? lastPlace(aligned)
  const place = pointed !== undefined && pointed < times.length ? pointed : last
  const values = place === undefined ? undefined : columns.map((column) => column[place] ?? null)
  const moment = place === undefined ? undefined : formatMoment(times[place] ?? 0)
  const empty = isEmpty(aligned)

  const move = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, place ?? times.length - 1, times.length)
    if (next === undefined) return
    event.preventDefault()
    setPointed(next)
    plot.current?.point(next)
  }
  const readout = () =>
    [
      moment,
      ...series.flatMap(({ name }, index) => {
        const value = values?.[index]
        if (hidden.has(index)) return []
        return [`${name}: ${value === null || value === undefined ? t('no data') : formatValue(value, unit)}`]
      }),
    ].join(', ')
  const toggle = (index: number) => {
    const name = series[index]?.name
    if (name !== undefined) setToggled(new Map(toggled).set(name, hidden.has(index)))
  }

  return (
    <figure className="rc-chart" aria-label={title}>
      {draw && (
        <div
          ref={host}
          className="rc-chart__plot"
          style={{ blockSize: height }}
          role="slider"
          tabIndex={0}
          aria-label={t('{{title}}: values over time', { title })}
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={Math.max(0, times.length - 1)}
          aria-valuenow={place ?? 0}
          aria-valuetext={place === undefined ? t('no data') : readout()}
          aria-describedby={readoutId}
          onKeyDown={move}
        >
          {empty && <p className="rc-chart__empty">{t('No data in this time')}</p>}
        </div>
      )}
      <ChartLegend
        title={title}
        series={series}
        unit={unit}
        values={values}
        hidden={hidden}
        onToggle={toggle}
        limit={limit}
      />
      <div className="rc-chart__below">
        <span className="rc-chart__moment" id={readoutId}>
          {moment !== undefined &&
            (pointed === undefined ? t('Latest: {{moment}}', { moment }) : t('At {{moment}}', { moment }))}
        </span>
        {draw && !empty && (
          <Button variant="link" isInline aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? t('Hide table') : t('Show as table')}
          </Button>
        )}
      </div>
      {(asTable || !draw) && !empty && (
        <ChartTable title={title} series={series} unit={unit} aligned={aligned} limit={limit} />
      )}
    </figure>
  )
}

/** Where a key leads: by one, by a tenth, to an end. */
function placeAfter(key: string, place: number, count: number): number | undefined {
  const far = Math.max(1, Math.round(count / 10))
  const steps: Record<string, number> = {
    ArrowLeft: place - 1,
    ArrowDown: place - 1,
    ArrowRight: place + 1,
    ArrowUp: place + 1,
    PageDown: place - far,
    PageUp: place + far,
    Home: 0,
    End: count - 1,
  }
  const next = steps[key]
  return next === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, next))
}
