export type ProblemKind =
  | 'diskFull'
  | 'storageCredentials'
  | 'storageFailing'
  | 'tokenExpired'
  | 'noPermission'
  | 'quota'
  | 'upstreamUnreachable'
  | 'rateLimited'
  | 'tooManyRequests'
  | 'healthCheck'
  | 'certificate'
  | 'tlsHandshake'
  | 'panic'

const full =
  /no space left on device|disk quota exceeded|\bENOSPC\b|\bEDQUOT\b|not enough (?:disk )?space|InsufficientStorage|StorageFull|QuotaExceeded\b/i
const limit =
  /exceeded quota|exceed(?:s|ing|ed) (?:the )?(?:limit ?range|maximum|limits?\b|quota)|quota exceeded|\[maximum .* usage per|maximum \S+ usage per/i
const tooMany = /toomanyrequests|too many requests|rate limit|status(?: code)?:? 429/i
const driver =
  /\b(?:s3aws|s3|filesystem|azure|gcs|swift|oss|cos|ibmcos|inmemory): |DriverName|\/docker\/registry\/v2\//i
const credentials =
  /InvalidAccessKeyId|SignatureDoesNotMatch|Access ?Denied|ExpiredToken|InvalidToken|InvalidClientTokenId|RequestTimeTooSkewed|AuthenticationFailed|AuthorizationFailure|AuthorizationPermissionMismatch|invalid_grant|invalid_client|NoCredentialProviders|no valid (?:credential )?providers|failed to refresh cached credentials|cannot fetch token|status(?: code)?:? 40[13]|\b40[13] (?:Forbidden|Unauthorized)|\b(?:Forbidden|Unauthorized)\b|does not have storage\.\S+ access/i
const network =
  /\bdial (?:tcp|udp)\b|no such host|server misbehaving|connection (?:refused|reset)|i\/o timeout|TLS handshake timeout|Client\.Timeout|context deadline exceeded|network is unreachable|no route to host|\b(?:502 Bad Gateway|503 Service Unavailable|504 Gateway Time-?out)\b|proxyconnect/i
const device =
  /read-only file system|input\/output error|stale (?:NFS )?file handle|transport endpoint is not connected|(?:open|write|mkdir|rename|remove|read|stat|unlink) \/\S+: (?:permission denied|operation not permitted|file too large|too many open files|i\/o error)/i
const certificate = /x509: |certificate (?:signed by unknown authority|has expired|is not valid)|tls: failed to verify/i
/** A client that has gone. */
const gone = /context canceled|client disconnected|unexpected EOF|broken pipe|: EOF$|http2: stream closed/i

/** So much of an error is looked at: some of these expressions take long for texts made for it. */
const looked = 4096

/** The problem that an error speaks of; undefined where it is none that recurs, such as a client that has gone. */
export function problemOf(
  text: string,
  code: string | undefined,
  status: number,
): { kind: ProblemKind; host?: string } | undefined {
  const words = text.slice(0, looked)
  const kind = kindOf(words, code, status)
  if (!kind) return undefined
  const host = kind === 'quota' || kind === 'diskFull' ? undefined : hostOf(words)
  return { kind, ...(host && { host }) }
}

function kindOf(text: string, code: string | undefined, status: number): ProblemKind | undefined {
  if (full.test(text)) return 'diskFull'
  if (certificate.test(text)) return 'certificate'
  if (driver.test(text)) return storageKind(text)
  if (limit.test(text)) return 'quota'
  if (code === 'toomanyrequests' || tooMany.test(text)) return 'rateLimited'
  if (device.test(text)) return 'storageFailing'
  // What the registry asks its own cluster for is none of a source registry.
  if (text.startsWith('error getting secrets: ')) return undefined
  if (network.test(text)) return 'upstreamUnreachable'
  if (gone.test(text)) return undefined
  if (text.startsWith('unknown error reading request payload: ')) return 'storageFailing'
  return status >= 500 && code === 'unknown' ? 'storageFailing' : undefined
}

function storageKind(text: string): ProblemKind | undefined {
  if (credentials.test(text)) return 'storageCredentials'
  if (/Path not found|NoSuchKey|BlobNotFound|context canceled/i.test(text)) return undefined
  return 'storageFailing'
}

function hostOf(text: string): string | undefined {
  const [, host] =
    /https?:\/\/([^/"\s\\?#]+)/i.exec(text) ??
    /\blookup ([^\s:]+)/.exec(text) ??
    /\bdial tcp ([^\s:]+(?::\d+)?)/.exec(text) ??
    []
  return host?.replace(/^.*@/, '').slice(0, 253)
}
