import { parseJson, readText, request } from './request.ts'
import { resourcePath, scopeQuery } from './path.ts'
import type { K8sList, K8sObject, ResourceType, Scope } from './types.ts'

export interface ChunkOptions {
  /** How many objects at most. Without: all of them in one answer. */
  limit?: number | undefined
  continueToken?: string | undefined
  signal?: AbortSignal | undefined
}

/** One chunk of a list. While the server has more, its metadata carries a `continue` token. */
export async function listChunk<T extends K8sObject>(
  type: ResourceType<T>,
  scope: Scope = {},
  options: ChunkOptions = {},
): Promise<K8sList<T>> {
  const { text, response } = await fetchChunk(type, scope, options)
  return parseList<T>(text, response)
}

/** The whole list, gathered in chunks, for kinds with few objects: it does not yield to the page. */
export async function listAll<T extends K8sObject>(
  type: ResourceType<T>,
  scope: Scope = {},
  { limit = 500, signal }: Omit<ChunkOptions, 'continueToken'> = {},
): Promise<K8sList<T>> {
  const whole = await listChunk(type, scope, { limit, signal })
  const items = [...whole.items]
  for (let token = whole.metadata.continue; token;) {
    const chunk = await listChunk(type, scope, { limit, continueToken: token, signal })
    for (const object of chunk.items) items.push(object)
    token = chunk.metadata.continue
  }
  const { continue: _token, remainingItemCount: _rest, ...metadata } = whole.metadata
  return { ...whole, metadata, items }
}

/** The text of one chunk, not parsed yet, so that parsing can be timed and put off. */
export async function fetchChunk<T extends K8sObject>(
  type: ResourceType<T>,
  scope: Scope,
  { limit, continueToken, signal }: ChunkOptions,
): Promise<{ text: string; response: Response }> {
  const path = resourcePath(type, scope) + scopeQuery(scope, { limit, continue: continueToken })
  const response = await request(path, { signal: signal ?? null })
  return { text: await readText(response, signal), response }
}

/** A list from its text. `items: null` and objects without metadata, which real servers and proxies do send, are put right. */
export function parseList<T extends K8sObject>(text: string, response: Response): K8sList<T> {
  const list = parseJson<Partial<K8sList<T>> | null>(text, response)
  const items = Array.isArray(list?.items) ? list.items.filter((object) => object?.metadata) : []
  return { ...list, metadata: list?.metadata ?? {}, items }
}
