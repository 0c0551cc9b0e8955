import { jsonLines } from '../lib/jsonLines.ts'
import { networkError, unreadableError } from './ApiError.ts'
import { resourcePath, scopeQuery } from './path.ts'
import { request } from './request.ts'
import type { K8sObject, ResourceType, Scope, WatchEvent } from './types.ts'

export interface WatchOptions {
  /** The version to go on from. Without: the server first sends every object as ADDED. */
  resourceVersion?: string | undefined
  /** When the server shall end the watch. */
  timeoutSeconds?: number | undefined
  /** How long after that a silent connection is taken for dead. */
  marginSeconds?: number
  signal?: AbortSignal | undefined
  /** Called once the server has accepted the watch; events may be long in coming. */
  onOpen?: (() => void) | undefined
}

// A server says at once that a watch has begun, or soon that it cannot.
const openSeconds = 65

/**
 * One watch connection. Ends when the server ends it or the signal is aborted; throws an ApiError when it cannot begin, breaks,
 * sends what is not an event, or stays silent for too long. An ERROR frame is passed on as an event.
 */
export async function* watch<T extends K8sObject>(
  type: ResourceType<T>,
  scope: Scope,
  { resourceVersion, timeoutSeconds, marginSeconds = 15, signal, onOpen }: WatchOptions,
): AsyncGenerator<WatchEvent<T>> {
  const query = { watch: 'true', allowWatchBookmarks: 'true', resourceVersion, timeoutSeconds }
  const path = resourcePath(type, scope) + scopeQuery(scope, query)
  const stalled = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const within = (seconds: number) => {
    clearTimeout(timer)
    if (seconds < Infinity) timer = setTimeout(() => stalled.abort(), seconds * 1000)
  }
  const most = timeoutSeconds ? timeoutSeconds + marginSeconds : Infinity
  const alive = () => within(most)
  const both = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal
  const asked = { url: path, method: 'WATCH' }
  within(Math.min(most, openSeconds))
  try {
    const response = await request(path, { signal: both, streams: true })
    alive()
    onOpen?.()
    if (!response.body) return
    for await (const frame of jsonLines(response.body, { signal: both, onBytes: alive })) {
      const event = asEvent<T>(frame)
      if (event) yield event
      else throw unreadableError(response.status, '{', undefined, asked)
    }
  } catch (error) {
    if (signal?.aborted) return
    if (error instanceof SyntaxError) throw unreadableError(200, '{', undefined, asked)
    if (error instanceof TypeError || stalled.signal.aborted) throw networkError(error, asked)
    throw error
  } finally {
    clearTimeout(timer)
  }
  if (stalled.signal.aborted && !signal?.aborted) throw networkError(stalled.signal.reason, asked)
}

function asEvent<T>(frame: unknown): WatchEvent<T> | undefined {
  if (typeof frame !== 'object' || frame === null || !('type' in frame) || !('object' in frame)) return undefined
  const { type, object } = frame
  if (typeof object !== 'object' || object === null) return undefined
  if (type !== 'ERROR') {
    if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED' && type !== 'BOOKMARK') return undefined
    if (!('metadata' in object) || typeof object.metadata !== 'object' || !object.metadata) return undefined
  }
  // The shape is checked above as far as the client relies on it.
  return frame as WatchEvent<T>
}
