import type { LogLine } from './logLine.ts'

export type ProblemKind =
  | 'diskFull'
  | 'storageCredentials'
  | 'storageFailing'
  | 'tokenExpired'
  | 'noPermission'
  | 'quota'
  | 'upstreamUnreachable'
  | 'rateLimited'
  | 'tooManyRequests'
  | 'healthCheck'
  | 'certificate'
  | 'tlsHandshake'
  | 'panic'

/** A problem that lines of a log tell of. */
export interface LogProblem {
  kind: ProblemKind
  count: number
  /** µs since 1970; 0 when no line has a time. */
  first: number
  last: number
  /** A line that tells of it, cut. */
  sample: string
  repository?: string
  user?: string
  host?: string
  /** The number of that line. */
  ref: number
}

/** Finds problems in lines. */
export class ProblemFinder {
  /** Takes the next line; `ref` is its caller's number for it. */
  feed(_line: LogLine, _ref: number): void {}

  /** What was found so far. */
  found(): LogProblem[] {
    return []
  }
}
