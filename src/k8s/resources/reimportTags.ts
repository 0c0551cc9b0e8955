import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../ApiError.ts'
import { objectOf } from '../queries.ts'
import { ImageStream } from './imageStream.ts'
import { reimport, type ImportResult } from './imageStreamImport.ts'
import { importProblem } from './importProblem.ts'
import type { StreamName } from './tagCommands.ts'

/**
 * Imports tags of a stream again, each with the policies that it has in the newest version of the stream; which ones is chosen
 * from that. A tag that fails is a result that is not ok. Throws what `choose` throws, and the ApiError of the first request.
 */
export async function reimportTags(
  client: QueryClient,
  { namespace, name }: StreamName,
  choose: (stream: ImageStream) => readonly string[],
): Promise<ImportResult[]> {
  const query = objectOf(ImageStream, { namespace, name })
  for (let tries = 3; ; tries--) {
    const stream = await client.fetchQuery(tries === 3 ? query : { ...query, staleTime: 0 })
    const tags = choose(stream)
    if (tags.length === 0) return []
    try {
      return await reimport(client, stream, tags)
    } catch (error) {
      // Another import of the same stream was faster: nothing is lost by asking again.
      if (!(error instanceof ApiError) || error.code !== 409 || tries === 1) throw error
    }
  }
}

/** Why an import failed: in plain words, then in those of the server. */
export function importResultText(result: ImportResult | undefined): string {
  const { title, message } = importProblem(result ?? {})
  return message ? `${title}: ${message}` : title
}
