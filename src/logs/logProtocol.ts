import type { LogLevel, LogLine } from '../lib/logLine.ts'
import type { AuditEvent, AuditKind } from '../lib/registryAudit.ts'
import type { LogProblem } from '../lib/registryDiagnosis.ts'
import type { RegistryRequest } from '../lib/registryRequests.ts'

/** Where lines come from: the number the page has given to a container's log. */
export type SourceId = number

/** Which lines are shown. What is left out does not narrow. */
export interface LogFilter {
  sources?: readonly SourceId[]
  /** `none`: lines without a level, such as stack traces. */
  levels?: readonly (LogLevel | 'none')[]
  /** Whether normal noise is shown too: anonymous pings, HEAD 404, probes. */
  noise: boolean
  /** Fields a line must have, or must not have. Several values of one field to include: any of them. */
  fields: readonly { key: string; value: string; exclude: boolean }[]
  /** Microseconds since 1970; `to` is exclusive. */
  from?: number
  to?: number
}

/** What is looked for in the lines that are shown. */
export interface LogSearch {
  text: string
  regex: boolean
  caseSensitive: boolean
  /** Hides the other lines. */
  only: boolean
}

/** How the lines are looked at. */
export interface LogViewOptions {
  filter: LogFilter
  search?: LogSearch | undefined
  /** Characters in a row of wrapped lines; 0: one row a line. */
  columns: number
}

/** What the worker holds, and what the page sees of it. Told whenever it changes, at most ten times a second. */
export interface LogViewState {
  /** Counts up whenever rows that were asked for may be others now. */
  version: number
  /** Rows of the view: more than lines when these are wrapped. */
  rows: number
  /** Lines of the view, those hidden as noise, those hidden by filter or search, and all that are held. */
  shown: number
  noise: number
  filtered: number
  total: number
  /** Bytes held, and how many lines were let go because there was no room for more. */
  bytes: number
  dropped: number
  /** Characters of the longest line shown, cut lines as cut. */
  longest: number
  /** Lines that match the search, and how much of it is done (1: all). */
  matches: number
  searched: number
  /** Why the search cannot be done: no valid expression. */
  searchProblem?: string
  /** The search was given up: it would take too long. */
  searchStopped?: true
  /** The time of the oldest and of the newest line held, in µs. */
  oldest?: number
  newest?: number
  /** The newest line that has come, by arrival: what the lag is measured by. */
  sources: readonly { source: SourceId; lines: number; bytes: number; oldest?: number; newest?: number }[]
}

/** One row of the view: a line, or a part of it where lines are wrapped. */
export interface LogRow {
  /** The line's number. It stays its own for as long as the line is held. */
  line: number
  /** Which part of the line: 0 for the first. */
  part: number
  /** Without the kubelet's timestamp, without ANSI codes; NUL and other controls as pictures (␀). */
  text: string
  /** How many characters of the line are not in any row: too long to draw. */
  cut: number
  source: SourceId
  /** When the kubelet took it, in µs; undefined where the log has no timestamps. */
  time: number | undefined
  level: LogLevel | 'none'
  /** Belongs to the line before it: the inside of a stack trace. */
  continued: boolean
  noise: boolean
  /** Where the search matches: begin and end of each match in `text`. */
  matches: readonly number[]
}

/** Requests and audit events are sorted and cut where they are held. */
export interface RequestQuery {
  sources?: readonly SourceId[]
  noise: boolean
  /** Parts of the texts; all that are given must hold. */
  user?: string
  repository?: string
  method?: string
  /** A code, or a class of codes: `404`, `4xx`. */
  status?: string
  text?: string
  sort: { by: 'time' | 'duration' | 'status'; descending: boolean }
  limit: number
}

export interface AuditQuery {
  sources?: readonly SourceId[]
  kinds?: readonly AuditKind[]
  /** Parts of the texts, as in a RequestQuery; `exact`: the repository is all of the name. */
  user?: string
  repository?: string
  exact?: boolean
  method?: string
  status?: string
  text?: string
  limit: number
}

/** An answer over all lines held when it was given. `oldest`: how far back they reach, in µs. */
export interface Found<T> {
  rows: readonly T[]
  /** How many there are, of which `rows` are the first. */
  total: number
  oldest?: number
  /** Lines that were looked at. */
  lines: number
}

/** A request or an event with the log it is in and the number of its first line. */
export type InLog<T> = T & { source: SourceId; line: number }

/** What the worker that holds the lines can be asked. */
export interface LogMethods {
  /** Bytes of a log as they came from the server, in order, with the kubelet's timestamps. `bytes` is given away. */
  append: { argument: { source: SourceId; bytes: Uint8Array<ArrayBuffer> }; result: void }
  /** A log is read on from a moment (`sinceTime`, whole seconds): lines that are held already are skipped, the begun line is given up. */
  resume: { argument: { source: SourceId }; result: { newest?: number } }
  /** Nothing follows: what has no line end yet is a line too. */
  finish: { argument: { source: SourceId }; result: void }
  /** Lets go of the lines of a log, or of all. */
  clear: { argument: { source?: SourceId }; result: void }
  setView: { argument: LogViewOptions; result: LogViewState }
  /** Never answers; its progress is the state, whenever it changes. */
  watch: { argument: undefined; progress: LogViewState; result: never }
  rows: { argument: { from: number; to: number }; result: { version: number; from: number; rows: readonly LogRow[] } }
  /** A whole line with its fields, up to 1 MB of it, and the lines that belong to it. */
  line: {
    argument: { line: number }
    result: { line: LogLine; source: SourceId; time?: number; continued: readonly string[] } | undefined
  }
  /** The row of a line, or of the first line at or after a moment (µs). */
  rowOf: { argument: { line: number } | { time: number }; result: number | undefined }
  /** The match before or after a row: its row and its position among all matches. */
  match: { argument: { row: number; direction: 1 | -1 }; result: { row: number; index: number } | undefined }
  /** Lines as they are, for a file: those of the view, or all held. `timestamps`: with the kubelet's. */
  text: { argument: { all: boolean; timestamps: boolean }; progress: Uint8Array<ArrayBuffer>; result: void }
  /** `noise`: how many more there would be with the noise. */
  requests: {
    argument: RequestQuery
    progress: { done: number }
    result: Found<InLog<RegistryRequest>> & { noise: number }
  }
  audit: {
    argument: AuditQuery
    progress: { done: number }
    result: Found<InLog<AuditEvent>> & { counts: Record<AuditKind, number> }
  }
  problems: {
    argument: { sources?: readonly SourceId[] }
    progress: { done: number }
    result: readonly InLog<LogProblem>[]
  }
}
