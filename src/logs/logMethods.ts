import type { Call } from '../k8s/remote.ts'
import { parseLogLine, isContinued } from '../lib/logLine.ts'
import { expressionOf } from './logMatcher.ts'
import type { LogMethods, LogViewOptions, LogViewState, SourceId } from './logProtocol.ts'
import { modelColumns, modelLines, modelPasses, modelRows } from './logTesting.ts'

type Served = {
  [M in keyof LogMethods]: (
    argument: LogMethods[M]['argument'],
    call: Call,
  ) => LogMethods[M]['result'] | Promise<LogMethods[M]['result']>
}

/** The methods of a holder of lines of its own. */
export function logMethods(): { served: Served; close(): void } {
  const logs = new Map<SourceId, Uint8Array>()
  let options: LogViewOptions = { filter: { noise: false, fields: [] }, columns: 0 }
  let version = 0
  const watchers = new Set<Call>()
  const whole = () => new Map([...logs].map(([id, bytes]) => [id, bytes.subarray(0, bytes.lastIndexOf(10) + 1)]))
  const view = () => {
    const all = modelLines(whole()).map((line, index) => ({ line, index }))
    const rows = all.flatMap(({ line, index }) => modelRows([line], options).map((row) => ({ ...row, line: index })))
    return { all, rows }
  }
  const state = (): LogViewState => {
    const { all, rows } = view()
    const shown = new Set(rows.map(({ line }) => line)).size
    const passing = all.filter(({ line }) => modelPasses(line, options.filter)).length
    let searchProblem: string | undefined
    try {
      if (options.search) expressionOf(options.search)
    } catch (error) {
      searchProblem = error instanceof Error ? error.message : String(error)
    }
    return {
      version,
      rows: rows.length,
      shown,
      noise: passing - shown,
      filtered: all.length - passing,
      total: all.length,
      bytes: [...logs.values()].reduce((sum, { length }) => sum + length, 0),
      dropped: 0,
      longest: all.reduce((most, { line }) => Math.max(most, modelColumns(line)), 0),
      matches: new Set(rows.filter((row) => row.matches.length > 0).map(({ line }) => line)).size,
      searched: 1,
      ...(searchProblem !== undefined && { searchProblem }),
      sources: [...logs].map(([source, { length }]) => ({
        source,
        lines: all.filter(({ line }) => line.source === source).length,
        bytes: length,
      })),
    }
  }
  const tell = () => {
    version++
    for (const { report } of watchers) report(state())
  }
  const add = (source: SourceId, bytes: Uint8Array) => {
    const before = logs.get(source) ?? new Uint8Array()
    const joined = new Uint8Array(before.length + bytes.length)
    joined.set(before)
    joined.set(bytes, before.length)
    logs.set(source, joined)
    tell()
  }
  const served: Served = {
    append: ({ source, bytes }) => add(source, bytes),
    resume: () => ({}),
    finish: ({ source }) => {
      const last = logs.get(source)?.at(-1)
      if (last !== undefined && last !== 10) add(source, Uint8Array.of(10))
    },
    clear: ({ source }) => {
      if (source === undefined) logs.clear()
      else logs.delete(source)
      tell()
    },
    setView: (wanted) => {
      options = wanted
      tell()
      return state()
    },
    watch: (_, call) => {
      watchers.add(call)
      call.report(state())
      return new Promise<never>((_resolve, reject) =>
        call.signal.addEventListener('abort', () => {
          watchers.delete(call)
          reject(call.signal.reason)
        }),
      )
    },
    rows: ({ from, to }) => ({ version, from, rows: view().rows.slice(from, to) }),
    line: ({ line }) => {
      const found = view().all[line]?.line
      if (!found) return undefined
      const { source, time, text } = found
      const next = view().all.slice(line + 1)
      const end = next.findIndex(({ line: after }) => !isContinued(after.bits))
      const continued = next.slice(0, end < 0 ? undefined : end).map(({ line: after }) => after.text)
      return { line: parseLogLine(text), source, ...(time !== undefined && { time }), continued }
    },
    rowOf: (wanted) => {
      const { all, rows } = view()
      const row = rows.findIndex(({ line }) =>
        'line' in wanted ? line === wanted.line : (all[line]?.line.key ?? 0) >= wanted.time,
      )
      return row < 0 ? undefined : row
    },
    match: ({ row, direction }) => {
      const found = view().rows.flatMap(({ matches }, index) => (matches.length > 0 ? [index] : []))
      const index = direction > 0 ? found.findIndex((at) => at > row) : found.findLastIndex((at) => at < row)
      const at = found[index]
      return at === undefined ? undefined : { row: at, index }
    },
    text: (_, { report }) => {
      for (const bytes of logs.values()) report(bytes.slice())
    },
    requests: () => ({ rows: [], total: 0, lines: 0, noise: 0 }),
    audit: () => ({
      rows: [],
      total: 0,
      lines: 0,
      counts: { push: 0, pull: 0, delete: 0, denied: 0, badToken: 0, notFound: 0, failed: 0 },
    }),
    problems: () => [],
  }
  return { served, close: () => watchers.clear() }
}
