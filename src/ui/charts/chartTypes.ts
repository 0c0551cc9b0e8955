export type ChartUnit = 'bytes' | 'seconds' | 'ratio' | 'perSecond' | 'bytesPerSecond' | 'count'

export interface ChartSeries {
  name: string
  /** In order of time. A null or NaN is a gap. */
  points: readonly (readonly [seconds: number, value: number | null])[]
  /** A line that is computed and not measured. */
  dashed?: boolean
}

export interface TimeChartProps {
  /** The accessible name, and the caption of the table. */
  title: string
  series: readonly ChartSeries[]
  unit: ChartUnit
  /** Seconds since 1970: what the time axis spans. */
  from: number
  to: number
  /** Pixels of the drawing, without legend. */
  height?: number
  /** A line to stay below, drawn across. */
  limit?: { name: string; value: number }
  /** Seconds between two points at most, beyond which a line is broken. Without it only nulls are gaps. */
  step?: number
  /** Somebody chose a part of the time, by dragging over it. */
  onZoom?: (from: number, to: number) => void
}
