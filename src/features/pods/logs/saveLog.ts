import type { LogClient } from '../../../logs/logClient.ts'
import { download } from '../../../ui/download.ts'

export interface LogText {
  /** All lines that are held, or those that are shown. */
  all: boolean
  /** With the kubelet's timestamps. */
  timestamps: boolean
  signal: AbortSignal
}

/** Saves lines as a file. They go from the worker to the browser's own storage piece by piece. */
export async function saveLog(client: LogClient, fileName: string, { signal, ...text }: LogText): Promise<void> {
  const parts: Blob[] = []
  await client.call('text', text, { signal, onProgress: (chunk) => void parts.push(new Blob([chunk])) })
  download(fileName, 'text/plain', parts)
}

/** The lines as a text; undefined when they are more than `mostBytes`. */
export async function logText(client: LogClient, mostBytes: number, text: LogText): Promise<string | undefined> {
  const tooMuch = new AbortController()
  const decoder = new TextDecoder()
  let [result, bytes] = ['', 0]
  const onProgress = (chunk: Uint8Array) => {
    bytes += chunk.byteLength
    if (bytes > mostBytes) tooMuch.abort()
    else result += decoder.decode(chunk, { stream: true })
  }
  const { signal, ...argument } = text
  try {
    await client.call('text', argument, { signal: AbortSignal.any([signal, tooMuch.signal]), onProgress })
  } catch (error) {
    if (tooMuch.signal.aborted) return undefined
    throw error
  }
  return result + decoder.decode()
}

/** A name for the file: of the pod or of the registry, and when it was saved. */
export function logFileName(pod: string | undefined, now: Date): string {
  return `${pod ?? 'image-registry'}-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.log`
}
