// Lines of a registry's log as the kubelet gives them: a timestamp, and 300 characters.

const width = 300
const stampWidth = '2026-11-20T23:33:09.208051662Z '.length
const encoder = new TextEncoder()
const firstMs = Date.UTC(2026, 10, 20, 12)

/** The text of a line by its number; `n=` tells it from all others. */
export function lineText(n: number): string {
  const level = n % 97 === 0 ? 'error' : n % 31 === 0 ? 'warning' : 'info'
  const stream = `bench-${n % 7}/app-${n % 613}`
  const head =
    `time="${new Date(firstMs + n).toISOString()}" level=${level} msg="response completed" n=${n} go.version=go1.22 ` +
    `http.request.method=GET http.request.uri="/v2/${stream}/manifests/v${n % 90}" http.response.status=200 openshift.auth.user=builder`
  return (
    head.padEnd(width - 12, ' http.request.useragent="containers/5.30"').slice(0, width - 12) +
    ` end=${n % 9}`.padEnd(12, '.')
  )
}

/** Lines from one number up to another, as bytes. */
export function linesAsBytes(from: number, to: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((to - from) * (stampWidth + width + 1))
  let at = 0
  for (let n = from; n < to; n++) {
    const stamp = `${new Date(firstMs + n).toISOString().slice(0, -1)}${String(n % 1_000_000).padStart(6, '0')}Z `
    at += encoder.encodeInto(`${stamp}${lineText(n)}\n`, bytes.subarray(at)).written
  }
  return bytes.subarray(0, at)
}

/** The number of the line that a row shows. */
export function numberIn(text: string | null | undefined): number {
  return Number(/ n=(\d+) /.exec(text ?? '')?.[1] ?? Number.NaN)
}
