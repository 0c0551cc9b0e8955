// The list of the console over the worker that holds lines, with functions that fill, search and follow it.
import '@patternfly/react-core/dist/styles/base.css'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createLogClient } from '../../../src/logs/logClient.ts'
import type { LogSearch, LogViewState } from '../../../src/logs/logProtocol.ts'
import { LogList } from '../../../src/ui/logs/LogList.tsx'
import { useLogRows } from '../../../src/ui/logs/useLogRows.ts'
import { painted, until, watchFrames } from './frames.ts'
import { linesAsBytes, numberIn } from './lines.ts'

const client = createLogClient()
const nothing: LogViewState = {
  version: 0,
  rows: 0,
  shown: 0,
  noise: 0,
  filtered: 0,
  total: 0,
  bytes: 0,
  dropped: 0,
  longest: 0,
  matches: 0,
  searched: 1,
  sources: [],
}
let state = nothing
let wrapped = false
let search: LogSearch | undefined

async function setView(columns: number): Promise<LogViewState> {
  return client.call('setView', { filter: { noise: true, fields: [] }, search, columns })
}

function Bench() {
  const [view, setView_] = useState(nothing)
  const [following, setFollowing] = useState(true)
  useEffect(() => {
    void client.call('watch', undefined, {
      onProgress: (next: LogViewState) => {
        state = next
        setView_(next)
      },
    })
  }, [])
  const rows = useLogRows(client, view)
  return (
    <LogList
      name="Bench"
      {...{ rows, following }}
      onFollowing={setFollowing}
      wrap={wrapped}
      timestamps
      sourceLabel={labelOf}
    />
  )
}

const labelOf = (source: number) => `pod-${source}`
const place = document.getElementById('root')
if (!place) throw new Error('nowhere to draw')
place.style.setProperty('--rc-log-block-size', '600px')
createRoot(place).render(<Bench />)

const frame = () => document.querySelector<HTMLElement>('[role=log]')
const shownRows = () => [...document.querySelectorAll('.rc-log-row[data-index] .rc-log-row__text')]
const lastShown = () => numberIn(document.querySelector('.rc-log__rows')?.lastElementChild?.textContent)

function append(from: number, to: number): Promise<void> {
  const bytes = linesAsBytes(from, to)
  const own = bytes.slice()
  return client.call('append', { source: 0, bytes: own }, { transfer: [own.buffer] })
}

/** Gives the worker so many lines, and measures from the last byte until the last line is on the screen. */
async function load(count: number): Promise<{ all: number; shown: number }> {
  const start = performance.now()
  const portion = 10_000
  let before: Promise<void> | undefined
  let last = start
  for (let n = 0; n < count; n += portion) {
    const sent = append(n, Math.min(count, n + portion))
    last = performance.now()
    // As a stream does: one piece is under way while the next one comes.
    await before
    before = sent
  }
  const shown = await until(() => lastShown() === count - 1)
  return { all: shown - start, shown: shown - last }
}

/** Whether what is in sight is covered by rows. */
function isBlank(): boolean {
  const rows = shownRows()
  const [outer, first, last] = [frame(), rows[0], rows.at(-1)]
  if (!outer || !first || !last) return true
  const { top, bottom } = outer.getBoundingClientRect()
  return first.getBoundingClientRect().top > top + 2 || last.getBoundingClientRect().bottom < bottom - 20
}

/** Lets the list be scrolled for a time, by whoever does it, and tells of its frames. */
async function scroll(
  ms: number,
  step: ((part: number) => void) | undefined,
): Promise<{ frames: number[]; blank: number }> {
  const start = performance.now()
  let blank = 0
  const frames = watchFrames((now) => {
    if (isBlank()) blank++
    step?.(Math.min(1, (now - start) / ms))
  })
  await new Promise((resolve) => setTimeout(resolve, ms))
  return { frames: frames.stop(), blank }
}

const bench = {
  load,
  watchScroll: (ms: number) => scroll(ms, undefined),
  /** As by the thumb: through all rows and back. */
  drag: (ms: number) =>
    scroll(ms, (part) => {
      const outer = frame()
      if (outer) outer.scrollTop = (outer.scrollHeight - outer.clientHeight) * (1 - Math.abs(1 - 2 * part))
    }),
  /** Looks for a text in all lines, until it is known how many match. */
  async search(text: string) {
    await painted()
    const frames = watchFrames()
    const start = performance.now()
    search = { text, regex: false, caseSensitive: false, only: false }
    const { version } = await setView(0)
    while (state.version < version || state.searched < 1) await new Promise((resolve) => setTimeout(resolve, 1))
    const took = performance.now() - start
    const { matches } = state
    await painted()
    await painted()
    const longest = Math.max(...frames.stop())
    search = undefined
    await setView(0)
    return { took, matches, longest }
  },
  /** Wraps all lines at so many characters, until their rows are there. */
  async wrap(columns: number) {
    const start = performance.now()
    wrapped = columns > 0
    const { version } = await setView(columns)
    while (state.version < version) await new Promise((resolve) => setTimeout(resolve, 1))
    return { took: (await painted()) - start, rows: state.rows }
  },
  state: () => state,
  setView,
}

declare global {
  interface Window {
    benchLogs: typeof bench
  }
}
window.benchLogs = bench
void setView(0)
