import { parseExactJson } from './exactJson.ts'
import { lines } from './lines.ts'

/** The values of a stream of JSON documents, one a line. Throws a SyntaxError at a line that is cut or is not JSON. */
export async function* jsonLines(
  body: ReadableStream<Uint8Array>,
  options: { signal?: AbortSignal | undefined; onBytes?: (() => void) | undefined } = {},
): AsyncGenerator {
  for await (const line of lines(body, options)) {
    if (line.trim()) yield parseExactJson(line)
  }
}
