import { queryOptions } from '@tanstack/react-query'
import { ApiError } from '../k8s/ApiError.ts'
import { listChunk } from '../k8s/list.ts'
import { projectsQuery } from '../k8s/projects.ts'
import { historyOf, ImageStream, tagsOf } from '../k8s/resources/imageStream.ts'
import type { Scope } from '../k8s/types.ts'

export interface DigestHit {
  namespace: string
  name: string
  tag: string
  digest: string
  /** Whether the tag points at it now, or did before. */
  current: boolean
}

export interface DigestHits {
  hits: DigestHit[]
  /** Whether the search stopped because there were enough. */
  more: boolean
}

const chunkSize = 100
const mostHits = 20

/**
 * The tags that hold images whose digest begins so. The lists on screen do not keep digests, so the streams are read once more,
 * in chunks, and nothing of them is kept. Who may not list all is answered from their own projects.
 */
export function digestQuery(prefix: string) {
  return queryOptions({
    queryKey: ['search', 'digest', prefix] as const,
    queryFn: async ({ signal, client }): Promise<DigestHits> => {
      const hits: DigestHit[] = []
      try {
        await scan({}, prefix, hits, signal)
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 403) throw error
        const projects = await client.fetchQuery(projectsQuery())
        for (const namespace of new Set([...projects, 'openshift'])) await scanProject(namespace, prefix, hits, signal)
      }
      return { hits: hits.slice(0, mostHits), more: hits.length >= mostHits }
    },
    staleTime: 10_000,
    gcTime: 30_000,
  })
}

async function scanProject(namespace: string, prefix: string, hits: DigestHit[], signal: AbortSignal): Promise<void> {
  try {
    await scan({ namespace }, prefix, hits, signal)
  } catch (error) {
    // A project without the right to look into it has nothing to show.
    if (!(error instanceof ApiError) || (error.code !== 403 && error.code !== 404)) throw error
  }
}

async function scan(scope: Scope, prefix: string, hits: DigestHit[], signal: AbortSignal): Promise<void> {
  let continueToken: string | undefined
  do {
    const chunk = await listChunk(ImageStream, scope, { limit: chunkSize, continueToken, signal })
    for (const stream of chunk.items) collect(stream, prefix, hits)
    continueToken = chunk.metadata.continue
  } while (continueToken && hits.length < mostHits)
}

function collect(stream: ImageStream, prefix: string, hits: DigestHit[]): void {
  const { name, namespace = '' } = stream.metadata
  for (const tag of tagsOf(stream)) {
    const found = new Set<string>()
    for (const [index, event] of historyOf(tag).entries()) {
      const digest = event.image ?? ''
      const hex = digest.slice(digest.indexOf(':') + 1)
      if (!hex.startsWith(prefix) || found.has(digest)) continue
      found.add(digest)
      hits.push({ namespace, name, tag: tag.name, digest, current: index === 0 })
    }
  }
}
