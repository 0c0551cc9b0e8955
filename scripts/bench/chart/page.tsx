// A page with one chart of 6 lines of 1,500 points, and a function that gives it other values.
import '@patternfly/react-core/dist/styles/base.css'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { ChartSeries } from '../../../src/ui/charts/chartTypes.ts'
import { LazyTimeChart } from '../../../src/ui/charts/LazyTimeChart.tsx'

const [lines, points, step, from] = [6, 1500, 60, 1_795_000_000]

function seriesOf(seed: number): ChartSeries[] {
  return Array.from({ length: lines }, (_, line) => ({
    name: `line ${line}`,
    points: Array.from({ length: points }, (__, place) => {
      const noise = ((place * 7919 * (line + 1) + seed * 31) % 100) / 30
      return [from + place * step, Math.abs(Math.sin(place / 40 + line + seed) * 10 + noise)] as const
    }),
  }))
}

const sets = [0, 1, 2, 3].map(seriesOf)
const place = document.getElementById('root')
if (!place) throw new Error('nowhere to draw')
place.style.width = '900px'
const root = createRoot(place)
let shown = 0

function show(): void {
  root.render(
    <LazyTimeChart
      title="Bench"
      series={sets[shown++ % sets.length] ?? []}
      unit="perSecond"
      from={from}
      to={from + points * step}
      height={260}
    />,
  )
}

/** Milliseconds of each of so many redraws, until every pixel is there. */
async function redraw(times: number): Promise<number[]> {
  const measured: number[] = []
  while (measured.length < times) {
    const start = performance.now()
    flushSync(show)
    // uPlot draws in a microtask.
    await Promise.resolve()
    await Promise.resolve()
    // Reading a pixel waits for the drawing, which the browser puts off otherwise.
    document.querySelector('canvas')?.getContext('2d')?.getImageData(0, 0, 1, 1)
    measured.push(performance.now() - start)
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  return measured
}

show()
Object.assign(window, { benchRedraw: redraw })
