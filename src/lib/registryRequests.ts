import type { LogLine } from './logLine.ts'

export type RegistryOperation =
  | 'push'
  | 'pull'
  | 'exists'
  | 'upload'
  | 'layer'
  | 'mount'
  | 'delete'
  | 'token'
  | 'ping'
  | 'probe'
  | 'metrics'
  | 'catalog'
  | 'tags'
  | 'signatures'
  | 'other'

/** A request to the registry, joined from the lines that speak of it. */
export interface RegistryRequest {
  id?: string
  /** When it began, in µs since 1970. */
  time: number
  method: string
  uri: string
  operation: RegistryOperation
  status?: number
  durationMs?: number
  /** Bytes of the answer's body. */
  written?: number
  user?: string
  userId?: string
  remote?: string
  userAgent?: string
  repository?: string
  reference?: string
  digest?: string
  error?: { code?: string; message?: string; detail?: string }
  /** Why it was not let in, in the log's words. */
  denial?: string
  noise: boolean
  state: 'running' | 'done'
  /** The lines that speak of it. */
  lines: number[]
}

/** Joins the lines of one container to requests. */
export class RequestJoiner {
  /** Takes the next line; `ref` is its caller's number for it. */
  feed(_line: LogLine, _ref: number): void {}

  /** Those that are new or have changed since the last call. */
  take(): RegistryRequest[] {
    return []
  }

  /** All that are kept, in the order in which they began. */
  all(): readonly RegistryRequest[] {
    return []
  }
}
