import { BulkLog } from './bulkLog.ts'
import type { Logs } from './logs.ts'
import { RawLog } from './rawLog.ts'

const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/**
 * What a test writes into a container's log, by `/__mock__/log`: another text in its place (`text`), any bytes (`base64`), more lines (`append`),
 * or very many numbered lines (`lines`, every `every` milliseconds), and `rate` more of them a second for so many `seconds`.
 */
export function writeLog(logs: Logs, body: Record<string, unknown>, now: () => Date): void {
  const [pod, container] = [text(body['pod']), text(body['container']) || 'registry']
  const { append } = body
  const lines = number(body['lines'])
  const rate = number(body['rate'])
  const base64 = text(body['base64'])
  if (base64)
    logs.put(
      pod,
      container,
      new RawLog(
        Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)),
        now(),
      ),
    )
  else if (Array.isArray(append)) for (const line of append) logs.append(pod, container, String(line))
  else if (lines === undefined && rate === undefined) logs.set(pod, container, text(body['text']))
  else {
    const options = {
      every: number(body['every']),
      rate,
      seconds: number(body['seconds']),
      width: number(body['width']),
    }
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
    logs.put(pod, container, new BulkLog({ lines: lines ?? 0, ...given, now }))
  }
}
