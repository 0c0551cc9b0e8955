import type { LogClient } from '../../logs/logClient.ts'
import type { LogRow } from '../../logs/logProtocol.ts'

/** The rows a list can show. Those that are not there yet are asked for, and whoever listens hears when they are. */
export interface LogRowsSource {
  readonly count: number
  /** How many lines the rows are of: fewer where lines are wrapped. */
  readonly lines: number
  /** Characters of the longest line. */
  readonly longest: number
  /** How far rows that were in sight have moved down since the beginning, because others came or went above them. */
  readonly moved: number
  get(index: number): LogRow | undefined
  /** Rows in sight. `hold`: they are to stay there when others come or go above them. */
  want(from: number, to: number, hold: boolean): void
  /** Hears of rows that have come. */
  subscribe(listener: () => void): () => void
  /** The whole lines that these rows are of, each with a line end. */
  text(from: number, to: number): Promise<string>
}

/** Rows fetched beside those in sight: for those who scroll, and for those who jump. */
const [besides, besidesJump] = [240, 60]
/** How near the rows in sight may come to the end of those that are there. */
const margin = 80
/** Rows fetched at a time for copying. */
const portion = 5000

interface Window {
  version: number
  from: number
  /** Up to here it is known what there is. */
  to: number
  rows: readonly LogRow[]
}

interface Wanted {
  version: number
  count: number
  from: number
  to: number
  hold: boolean
}

/** Rows from the worker, as far as they are in sight or near it. */
export interface LogRowsCache {
  moved(): number
  /** The rows that there are at least, if the worker is ahead of what it has told of. */
  atLeast(version: number): number
  get(version: number, index: number): LogRow | undefined
  want(wanted: Wanted): void
  subscribe(listener: () => void): () => void
  text(from: number, to: number, all: boolean): Promise<string>
}

/** Asks the worker for one window of rows at a time, and keeps it until the next one is there. */
export function createLogRowsCache(client: Pick<LogClient, 'call'>): LogRowsCache {
  const listeners = new Set<() => void>()
  let window: Window | undefined
  let moved = 0
  let asking = false
  let next: Wanted | undefined

  const isHere = ({ version, count, from, to }: Wanted, near: number) =>
    window !== undefined &&
    window.version >= version &&
    Math.max(0, from - near) >= window.from &&
    Math.min(count, to + near) <= window.to

  const fetchRows = async (from: number, to: number, count: number): Promise<Window> => {
    const answer = await client.call('rows', { from, to })
    const { version, rows } = answer
    return { version, from: answer.from, to: Math.max(answer.from + rows.length, Math.min(to, count)), rows }
  }

  const ask = async ({ version, count, from, to, hold }: Wanted) => {
    const near = window && from < window.to && to > window.from ? besides : besidesJump
    const first = Math.max(0, from - near)
    const anchor = hold && window && window.version < version ? window.rows[from - window.from] : undefined
    let found = await fetchRows(first, to + near, count)
    if (anchor) {
      let at = placeOf(found, anchor, from)
      if (at === undefined) {
        at = await rowOf(client, anchor)
        if (at !== undefined) found = await fetchRows(Math.max(0, at - near), at + (to - from) + near, count)
        // More may have come in between.
        at = at === undefined ? undefined : (placeOf(found, anchor, at) ?? at)
      }
      const by = at === undefined ? 0 : at - from
      moved += by
      // Whoever asked meanwhile meant the rows where they were.
      if (next) next = { ...next, from: next.from + by, to: next.to + by }
    }
    window = found
  }

  const run = async () => {
    asking = true
    try {
      while (next) {
        const wanted = next
        next = undefined
        if (isHere(wanted, 0) && isHere(wanted, margin)) continue
        await ask(wanted)
        for (const listener of listeners) listener()
      }
    } catch {
      // The worker has been ended with all it holds: nobody looks at its rows any longer.
    } finally {
      asking = false
    }
  }

  return {
    moved: () => moved,
    atLeast: (version) => (window && window.version > version ? window.from + window.rows.length : 0),
    get: (version, index) => (window && window.version >= version ? window.rows[index - window.from] : undefined),
    want(wanted) {
      if (!asking && isHere(wanted, margin)) return
      next = wanted
      if (!asking) void run()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    text: (from, to, all) => (all ? wholeText(client) : linesOf(client, from, to)),
  }
}

/** Where a row has come to, looked for around a place. */
function placeOf({ from, rows }: Window, { line, part }: LogRow, near: number): number | undefined {
  const start = near - from
  for (let away = 0; away < rows.length + Math.abs(start); away++) {
    for (const index of [start + away, start - away]) {
      const row = rows[index]
      if (row?.line === line && row.part === part) return from + index
    }
  }
  return undefined
}

/** Where a line is now, or what took its place in time. */
async function rowOf(client: Pick<LogClient, 'call'>, { line, time }: LogRow): Promise<number | undefined> {
  const row = await client.call('rowOf', { line })
  return row ?? (time === undefined ? undefined : client.call('rowOf', { time }))
}

async function wholeText(client: Pick<LogClient, 'call'>): Promise<string> {
  const decoder = new TextDecoder()
  const pieces: string[] = []
  await client.call(
    'text',
    { all: false, timestamps: false },
    { onProgress: (bytes) => pieces.push(decoder.decode(bytes, { stream: true })) },
  )
  return pieces.join('') + decoder.decode()
}

/** Stands for what cannot be drawn. */
const pictures = /[\u2400-\u2424]/

async function linesOf(client: Pick<LogClient, 'call'>, from: number, to: number): Promise<string> {
  const lines: { line: number; text: string; drawnWhole: boolean }[] = []
  for (let at = from; at < to; at += portion) {
    const { rows } = await client.call('rows', { from: at, to: Math.min(to, at + portion) })
    for (const { line, text, cut } of rows) {
      const drawnWhole = cut === 0 && !pictures.test(text)
      const last = lines.at(-1)
      if (last?.line !== line) lines.push({ line, text, drawnWhole })
      else {
        last.text += text
        last.drawnWhole &&= drawnWhole
      }
    }
    if (rows.length === 0) break
  }
  // The first and the last line may have parts outside.
  for (const part of [lines[0], lines.at(-1)]) if (part) part.drawnWhole = false
  const texts: string[] = []
  for (const { line, text, drawnWhole } of lines) {
    const whole = drawnWhole ? undefined : await client.call('line', { line })
    texts.push(`${whole?.line.text ?? text}\n`)
  }
  return texts.join('')
}
