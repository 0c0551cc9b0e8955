import { readFileSync } from 'node:fs'
import { createCluster, type Cluster, type ClusterOptions, type State } from './cluster.ts'

/** The cluster before the first recording. */
export const recordedState: State = JSON.parse(
  readFileSync(new URL('../data/recordings/00-state.json', import.meta.url), 'utf8'),
)

export interface Sent {
  method?: string
  as?: string
  body?: unknown
  type?: string
  accept?: string
  signal?: AbortSignal
}

/** A cluster, recorded unless told, and a short way to ask it. */
export function testCluster(
  options?: ClusterOptions,
  state: State = recordedState,
): {
  cluster: Cluster
  ask(path: string, sent?: Sent): Promise<Response>
  read<T>(path: string, sent?: Sent): Promise<T>
} {
  const cluster = createCluster(state, options)
  const ask = (
    path: string,
    { method = 'GET', as = 'admin', body, type = 'application/json', accept, signal }: Sent = {},
  ) =>
    cluster.handle(
      new Request(`http://mock${path}`, {
        method,
        headers: {
          ...(as && { Authorization: `Bearer ${as}` }),
          ...(body !== undefined && { 'Content-Type': type }),
          ...(accept && { Accept: accept }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        ...(signal && { signal }),
      }),
    )
  // What a test reads is what it expects to read; a wrong shape fails it.
  const read = async <T>(path: string, sent?: Sent) => (await (await ask(path, sent)).json()) as T
  return { cluster, ask, read }
}
