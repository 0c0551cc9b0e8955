import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { byteSteps, formatTick, timeTicks } from './chartFormat.ts'
import { loneAt, topOf, type Aligned } from './chartModel.ts'
import type { ChartUnit } from './chartTypes.ts'
import { colorCount, lineOf } from './lineStyle.ts'

/** What is drawn now. */
export interface Drawing {
  aligned: Aligned
  from: number
  to: number
  hidden: ReadonlySet<number>
  limit?: { name: string; value: number } | undefined
}

export interface PlotOptions {
  /** Of each line. */
  lines: readonly { dashed: boolean }[]
  unit: ChartUnit
  height: number
  /** The pointer is over this place of the times, or over none. */
  onPlace: (place: number | undefined) => void
  onZoom?: ((from: number, to: number) => void) | undefined
}

export interface Plot {
  update: (drawing: Drawing) => void
  /** Puts the cursor on a place of the times. */
  point: (place: number) => void
  destroy: () => void
}

export type DrawPlot = (host: HTMLElement, options: PlotOptions) => Plot

const densePoints = 500

/** Draws lines on a canvas, in the colors of the page's theme, and keeps to its width. */
export const drawPlot: DrawPlot = (host, { lines, unit, height, onPlace, onZoom }) => {
  let colors = readColors(host)
  let now: Drawing = { aligned: { times: [], columns: [] }, from: 0, to: 1, hidden: new Set() }
  const font = `12px ${getComputedStyle(host).fontFamily}`
  const axis = {
    stroke: () => colors.text,
    font,
    grid: { stroke: () => colors.grid, width: 1 },
    ticks: { stroke: () => colors.grid, width: 1, size: 4 },
  }
  const shown = () => now.aligned.columns.filter((_, index) => !now.hidden.has(index))
  const plot = new uPlot(
    {
      width: Math.max(host.clientWidth, 200),
      height,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 7 }, drag: { x: onZoom !== undefined, y: false, setScale: false } },
      select: { show: onZoom !== undefined, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: true, range: () => [now.from, now.to] },
        y: { range: () => [0, topOf(shown(), now.limit?.value)] },
      },
      axes: [
        { ...axis, size: 32, space: 70, values: (_, splits, __, ___, step) => timeTicks(splits, step) },
        {
          ...axis,
          size: 72,
          space: 36,
          ...(unit.startsWith('bytes') && { incrs: byteSteps }),
          values: (_, splits) => splits.map((value) => formatTick(value, unit)),
        },
      ],
      series: [
        {},
        ...lines.map(({ dashed }, index) => ({
          stroke: () => colors.lines[lineOf(index).color - 1] ?? colors.text,
          width: 1.5,
          dash: [...lineOf(index, dashed).dash],
          // A line shows none of the points that stand alone between gaps.
          points: { show: true, size: 4, filter: () => loneAt(now.aligned.columns[index] ?? []) },
        })),
      ],
      hooks: {
        draw: [(self) => drawLimit(self, now.limit, colors, font)],
        setCursor: [(self) => onPlace(self.cursor.idx ?? undefined)],
        setSelect: [
          (self) => {
            const { left, width } = self.select
            if (width < 8) return
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
            onZoom?.(self.posToVal(left, 'x'), self.posToVal(left + width, 'x'))
          },
        ],
      },
    },
    [[], ...lines.map(() => [])],
    host,
  )
  const resized = new ResizeObserver(() => {
    if (host.clientWidth > 0 && host.clientWidth !== plot.width) plot.setSize({ width: host.clientWidth, height })
  })
  resized.observe(host)
  const stopTheme = onTheme(() => {
    colors = readColors(host)
    plot.redraw(false)
  })
  return {
    update(drawing) {
      now = drawing
      // Between dense points a hairline shows as much, and is drawn five times as fast where there is no graphics processor.
      const width = drawing.aligned.times.length > densePoints ? 1 : 1.5
      for (const line of plot.series.slice(1)) line.width = width
      for (const index of lines.keys()) {
        const show = !drawing.hidden.has(index)
        if (plot.series[index + 1]?.show !== show) plot.setSeries(index + 1, { show })
      }
      // uPlot does not write into what it is given; its types do not say so.
      plot.setData([drawing.aligned.times, ...drawing.aligned.columns] as uPlot.AlignedData)
    },
    point(place) {
      const time = now.aligned.times[place]
      if (time !== undefined) plot.setCursor({ left: plot.valToPos(time, 'x'), top: plot.bbox.height / 4 })
    },
    destroy() {
      stopTheme()
      resized.disconnect()
      plot.destroy()
    },
  }
}

interface Colors {
  lines: string[]
  text: string
  grid: string
  limit: string
}

/** The theme's colors as the style sheet has them now: chart.css. */
function readColors(host: HTMLElement): Colors {
  const style = getComputedStyle(host)
  const color = (name: string) => style.getPropertyValue(`--rc-chart-${name}`).trim() || '#707070'
  return {
    lines: Array.from({ length: colorCount }, (_, index) => color(String(index + 1))),
    text: color('text'),
    grid: color('grid'),
    limit: color('limit'),
  }
}

function drawLimit(self: uPlot, limit: Drawing['limit'], colors: Colors, font: string): void {
  if (!limit) return
  const { ctx, bbox } = self
  const ratio = devicePixelRatio
  const y = Math.round(self.valToPos(limit.value, 'y', true))
  ctx.save()
  ctx.strokeStyle = colors.limit
  ctx.fillStyle = colors.limit
  ctx.lineWidth = 1.5 * ratio
  ctx.setLineDash([6 * ratio, 3 * ratio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.font = font.replace(/^\d+px/, `${String(12 * ratio)}px`)
  ctx.textAlign = 'right'
  // Below the line if it fits there: above it there may be no room.
  const below = y + 20 * ratio < bbox.top + bbox.height
  ctx.textBaseline = below ? 'top' : 'bottom'
  ctx.fillText(limit.name, bbox.left + bbox.width - 4 * ratio, y + (below ? 3 : -3) * ratio)
  ctx.restore()
}

const mediaQueries = ['(forced-colors: active)', '(prefers-color-scheme: dark)', '(prefers-contrast: more)']

/** Calls back when the colors of the page change. Returns how to stop. */
function onTheme(listener: () => void): () => void {
  const classes = new MutationObserver(listener)
  classes.observe(document.documentElement, { attributeFilter: ['class'] })
  const media = mediaQueries.map((query) => matchMedia(query))
  for (const each of media) each.addEventListener('change', listener)
  return () => {
    classes.disconnect()
    for (const each of media) each.removeEventListener('change', listener)
  }
}
