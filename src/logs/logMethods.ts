import type { Call } from '../k8s/remote.ts'
import { sleep } from '../lib/sleep.ts'
import { LogAnalysis } from './logAnalysis.ts'
import type { SearchPort } from './logSearchRemote.ts'
import { LogStore, type LogCapacity } from './logStore.ts'
import { textOf, wholeLine } from './logStoreText.ts'
import type { LogMethods } from './logProtocol.ts'
import { inTurns, letOthersIn, sliceMs } from './logTurns.ts'
import { LogView } from './logView.ts'
import { LogViewRows } from './logViewRows.ts'

/** Whoever watches is told at most so often, ms. */
const tellMs = 100
/** Nobody waits for problems: while rows are asked for, as somebody scrolls, the processor is left to others for so long after each slice, ms. */
const restMs = 20
/** Rows that were asked for so long ago are no scrolling, ms. */
const scrollMs = 500
/** More than there is room for may come between two times, in bytes. */
const excess = 32 * 2 ** 20

type Served = {
  [M in keyof LogMethods]: (
    argument: LogMethods[M]['argument'],
    call: Call,
  ) => LogMethods[M]['result'] | Promise<LogMethods[M]['result']>
}

interface LogOptions {
  capacity?: Partial<LogCapacity>
  /** Where regular expressions are tested, so that the others are answered whatever these do. Left out: here. */
  start?: (() => SearchPort) | undefined
  /** A batch of lines that takes longer ends the search. */
  lateMs?: number
}

/** The methods of a holder of lines of its own. `close` ends what it does by itself. */
export function logMethods({ capacity, start, lateMs }: LogOptions = {}): { served: Served; close(): void } {
  const store = new LogStore(capacity)
  const view = new LogView(store, { start, onFound: () => changed(), ...(lateMs !== undefined && { lateMs }) })
  const rows = new LogViewRows(view)
  const analysis = new LogAnalysis(store)
  const watchers = new Set<Call>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let nextTell = 0
  /** The version that was told last. */
  let told = -1
  let working = false
  const end = new AbortController()

  const tell = () => {
    timer = undefined
    const begin = performance.now()
    update()
    if (told !== view.version) {
      told = view.version
      const state = view.state()
      for (const { report } of watchers) report(state)
    }
    // A view of millions of lines takes a while to be made again: others come first.
    nextTell = begin + Math.max(tellMs, 8 * (performance.now() - begin))
  }
  const changed = () => {
    if (!end.signal.aborted) timer ??= setTimeout(tell, Math.max(0, nextTell - performance.now()))
  }
  const update = () => {
    view.update()
    view.ask()
    if (!working) void work()
  }
  /** Goes on in slices with what is left to be done. */
  const work = async () => {
    working = true
    while (!end.signal.aborted && view.isPending) {
      await letOthersIn()
      view.work(performance.now() + sliceMs)
      changed()
    }
    working = false
  }
  /** Between two times that it is told, a view stays as it is; if nobody is told, it is as it is now. */
  const shown = () => {
    if (watchers.size === 0) view.update()
    return rows
  }
  let rowsAt = -Infinity
  /** Those who wait for all lines to be analysed, once for all of them, and whether it is urgent. */
  const waiting = new Map<Call, 'urgent' | 'sometime'>()
  let analysing: Promise<void> | undefined
  const rest = async () => {
    const isScrolling = performance.now() < rowsAt + scrollMs
    if (isScrolling && ![...waiting.values()].includes('urgent')) await sleep(restMs, end.signal)
    else await letOthersIn()
  }
  const analyseAll = async () => {
    let reported = performance.now()
    const onStep = (done: number) => {
      const calls = [...waiting.keys()].filter(({ signal }) => !signal.aborted)
      if (calls.length === 0 || end.signal.aborted) throw new DOMException('nobody waits', 'AbortError')
      if (performance.now() < reported + tellMs) return
      reported = performance.now()
      for (const { report } of calls) report({ done })
    }
    await inTurns(analysis.lines(), onStep, rest)
  }
  const analyse = async (call: Call, urgency: 'urgent' | 'sometime') => {
    waiting.set(call, urgency)
    try {
      analysing ??= analyseAll().finally(() => (analysing = undefined))
      await analysing
      call.signal.throwIfAborted()
    } finally {
      waiting.delete(call)
    }
  }

  const served: Served = {
    append: ({ source, bytes }) => {
      store.append(source, bytes)
      if (store.excess > excess) view.update()
      changed()
    },
    resume: ({ source }) => {
      const newest = store.resume(source)
      return newest === undefined ? {} : { newest }
    },
    finish: ({ source }) => {
      store.finish(source)
      changed()
    },
    clear: ({ source }) => {
      store.clear(source)
      analysis.clear(source)
      changed()
    },
    setView: (options) => {
      view.setOptions(options)
      view.work(performance.now() + sliceMs)
      update()
      changed()
      return view.state()
    },
    watch: (_, call) => {
      watchers.add(call)
      view.update()
      call.report(view.state())
      return new Promise<never>((_resolve, reject) => {
        call.signal.addEventListener('abort', () => {
          watchers.delete(call)
          reject(call.signal.reason)
        })
      })
    },
    rows: ({ from, to }) => {
      rowsAt = performance.now()
      const found = shown().rows(from, to)
      return { version: view.version, from, rows: found }
    },
    line: ({ line }) => wholeLine(store, line),
    rowOf: (wanted) => ('line' in wanted ? shown().rowOfLine(wanted.line) : shown().rowOfTime(wanted.time)),
    match: ({ row, direction }) => shown().match(row, direction),
    text: async ({ all, timestamps }, { signal, report }) => {
      view.update()
      const places = all ? view.order.places.slice(0, view.order.length) : view.places.slice(0, view.length)
      for (const piece of textOf(places, [...store.slots], timestamps)) {
        report(piece, [piece.buffer])
        await letOthersIn()
        signal.throwIfAborted()
      }
    },
    requests: async (query, call) => {
      await analyse(call, 'urgent')
      return inTurns(analysis.requests(query), () => call.signal.throwIfAborted())
    },
    audit: async (query, call) => {
      await analyse(call, 'urgent')
      return inTurns(analysis.audit(query), () => call.signal.throwIfAborted())
    },
    problems: async ({ sources }, call) => {
      await analyse(call, 'sometime')
      return analysis.problems(sources)
    },
  }
  const close = () => {
    end.abort()
    clearTimeout(timer)
    watchers.clear()
    view.close()
  }
  return { served, close }
}
