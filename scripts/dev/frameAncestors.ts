/**
 * The sources of the directive `frame-ancestors` from FRAME_ANCESTORS: the origins, separated by spaces, whose pages may show the
 * console in a frame, beside its own. `none` for nobody, `*` for everybody. Throws what is wrong with it.
 */
export function frameAncestors(configured: string | undefined): string {
  const words = (configured ?? '').split(/\s+/).filter(Boolean)
  const [only] = words
  if (only === undefined) return "'self'"
  if (words.length === 1 && /^'?none'?$/.test(only)) return "'none'"
  if (words.length === 1 && only === '*') return '*'
  const origins = words.filter((word) => !/^'?self'?$/.test(word)).map(originOf)
  return ["'self'", ...new Set(origins)].join(' ')
}

/** A scheme, a host, which may begin with `*.`, and a port: all that the directive compares. */
function originOf(word: string): string {
  const match = /^(https?:\/\/)(\*\.)?([^\s/?#@;,'"*]+)\/?$/i.exec(word)
  const [, scheme = '', wildcard = '', host = ''] = match ?? []
  if (!match || !URL.canParse(scheme + host)) {
    throw new Error(`FRAME_ANCESTORS: ${JSON.stringify(word)} is no origin, such as https://console.example.com`)
  }
  const { protocol, host: normalised } = new URL(scheme + host)
  return `${protocol}//${wildcard}${normalised}`
}
