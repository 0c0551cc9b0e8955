import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import type { TimeChartProps } from './chartTypes.ts'
import type { Drawing, PlotOptions } from './plot.ts'
import { TimeChart } from './TimeChart.tsx'

const from = 1_795_000_000
const props: TimeChartProps = {
  title: 'Requests',
  unit: 'perSecond',
  from,
  to: from + 300,
  step: 60,
  series: [
    { name: 'GET', points: [0, 60, 120, 180, 240].map((offset, place) => [from + offset, place] as const) },
    { name: 'PUT', points: [[from + 120, 0.5]] },
  ],
}

// A canvas as far as the chart knows it: what it is told to draw and to point at.
let told: { options?: PlotOptions; drawing?: Drawing; point?: number; plots: number; destroyed: number }

const draw = (_: HTMLElement, options: PlotOptions) => {
  told.options = options
  told.plots++
  return {
    update: (drawing: Drawing) => void (told.drawing = drawing),
    point: (place: number) => void (told.point = place),
    destroy: () => void told.destroyed++,
  }
}

beforeEach(() => {
  told = { plots: 0, destroyed: 0 }
})

const slider = () => screen.getByRole('slider', { name: 'Requests: values over time' })

describe('TimeChart', () => {
  it('reads the values out by keyboard', async () => {
    const user = userEvent.setup()
    render(<TimeChart {...props} draw={draw} />)
    expect(slider()).toHaveAttribute('aria-valuenow', '4')
    slider().focus()
    await user.keyboard('{ArrowLeft}{ArrowLeft}')
    expect(told.point).toBe(2)
    expect(slider().getAttribute('aria-valuetext')).toMatch(/GET: 2\/s, PUT: 0\.5\/s$/)
    await user.keyboard('{Home}')
    expect(slider().getAttribute('aria-valuetext')).toMatch(/GET: 0\/s, PUT: no data$/)
    await user.keyboard('{ArrowLeft}{PageUp}{End}{ArrowRight}')
    expect(slider()).toHaveAttribute('aria-valuenow', '4')
    expect(screen.getByText(/^At /)).toBeVisible()
  })

  it('hides lines, and what is hidden is not read out', async () => {
    const user = userEvent.setup()
    render(<TimeChart {...props} draw={draw} />)
    const legend = within(screen.getByRole('list', { name: 'Lines of Requests' }))
    await user.click(legend.getByRole('button', { name: /^GET/ }))
    expect(legend.getByRole('button', { name: /^GET/ })).toHaveAttribute('aria-pressed', 'false')
    expect([...(told.drawing?.hidden ?? [])]).toEqual([0])
    expect(slider().getAttribute('aria-valuetext')).not.toContain('GET')
  })

  it('draws other values on the same canvas, and other lines on another', () => {
    const { rerender, unmount } = render(<TimeChart {...props} draw={draw} />)
    const [first] = props.series
    rerender(<TimeChart {...props} series={props.series.map((one) => ({ ...one, points: [[from, 7]] }))} draw={draw} />)
    expect(told).toMatchObject({ plots: 1, destroyed: 0 })
    expect(told.drawing?.aligned.columns).toEqual([[7], [7]])
    rerender(<TimeChart {...props} series={first ? [first] : []} draw={draw} />)
    expect(told).toMatchObject({ plots: 2, destroyed: 1 })
    expect(told.drawing?.aligned.columns).toHaveLength(1)
    unmount()
    expect(told.destroyed).toBe(2)
  })

  it('shows a table on demand, newest first, with gaps as no data', async () => {
    const user = userEvent.setup()
    render(<TimeChart {...props} limit={{ name: 'capacity', value: 9 }} draw={draw} />)
    expect(screen.queryByRole('table')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Show as table' }))
    const table = within(screen.getByRole('table', { name: 'Requests · capacity: 9/s' }))
    expect(table.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['Time', 'GET', 'PUT'])
    expect(table.getAllByRole('row')[1]?.textContent).toMatch(/4\/sno data$/)
    await user.click(screen.getByRole('button', { name: 'Hide table' }))
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('is a table where nothing can be drawn, and says that it is thinned', () => {
    const points = Array.from({ length: 1500 }, (_, place) => [from + place, place] as const)
    render(<TimeChart {...props} series={[{ name: 'GET', points }]} step={1} />)
    const table = screen.getByRole('table', { name: 'Requests · one of every 8 points, newest first' })
    expect(within(table).getAllByRole('row')).toHaveLength(189)
    expect(screen.queryByRole('slider')).toBeNull()
  })

  it('says that there is nothing', () => {
    render(<TimeChart {...props} series={[{ name: 'GET', points: [[from, Number.NaN]] }]} draw={draw} />)
    expect(screen.getByText('No data in this time')).toBeVisible()
    expect(slider()).toHaveAttribute('aria-valuetext', 'no data')
  })
})
