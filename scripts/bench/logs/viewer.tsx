// PatternFly's LogViewer over the same lines, as strings: it has no other way.
import '@patternfly/react-core/dist/styles/base.css'
import { LogViewer } from '@patternfly/react-log-viewer/dist/esm/LogViewer'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { live, until, watchFrames } from './frames.ts'
import { lineText, numberIn } from './lines.ts'

let show: (lines: string[]) => void = () => {}
let lines: string[] = []

function Bench() {
  const [data, setData] = useState(lines)
  const viewer = useRef<{ scrollToBottom(): void }>(null)
  useEffect(() => {
    show = (next) => setData(next)
  }, [])
  useEffect(() => {
    // Without it, following never begins.
    if (data.length > 0) viewer.current?.scrollToBottom()
  }, [data])
  return (
    <LogViewer innerRef={viewer} data={data} height={600} isTextWrapped={false} hasLineNumbers={false} theme="light" />
  )
}

const place = document.getElementById('root')
if (!place) throw new Error('nowhere to draw')
createRoot(place).render(<Bench />)

const frame = () => document.querySelector<HTMLElement>('.pf-v6-c-log-viewer__scroll-container')
const lastShown = () =>
  Math.max(
    -1,
    ...[...document.querySelectorAll('.pf-v6-c-log-viewer__text')].map((row) => numberIn(row.textContent) || -1),
  )

async function scroll(ms: number, step?: (part: number) => void): Promise<{ frames: number[]; blank: number }> {
  const start = performance.now()
  let blank = 0
  const frames = watchFrames((now) => {
    const [outer, ...rows] = [frame(), ...document.querySelectorAll('.pf-v6-c-log-viewer__text')]
    const edges = outer?.getBoundingClientRect()
    const tops = rows.map((row) => row.getBoundingClientRect())
    if (
      !edges ||
      !tops.some(({ top }) => top <= edges.top + 20) ||
      !tops.some(({ bottom }) => bottom >= edges.bottom - 20)
    )
      blank++
    step?.(Math.min(1, (now - start) / ms))
  })
  await new Promise((resolve) => setTimeout(resolve, ms))
  return { frames: frames.stop(), blank }
}

const bench = {
  async load(count: number) {
    lines = Array.from({ length: count }, (_, n) => lineText(n))
    const start = performance.now()
    show(lines)
    const shown = await until(() => lastShown() === count - 1)
    return { all: shown - start, shown: shown - start }
  },
  watchScroll: (ms: number) => scroll(ms),
  drag: (ms: number) =>
    scroll(ms, (part) => {
      const outer = frame()
      if (outer) outer.scrollTop = (outer.scrollHeight - outer.clientHeight) * (1 - Math.abs(1 - 2 * part))
    }),
  live: (seconds: number, rate: number) =>
    live(
      seconds,
      rate,
      (from, to) => {
        lines = [...lines, ...Array.from({ length: to - from }, (_, n) => lineText(from + n))]
        flushSync(() => show(lines))
      },
      lastShown,
    ),
}

declare global {
  interface Window {
    benchViewer: typeof bench
  }
}
window.benchViewer = bench
