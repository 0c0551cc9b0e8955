/** What stands where something was taken out. */
export const redacted = 'REDACTED'

// Fields that hold a secret themselves, wherever they stand.
const secretFields = new Set(['httpSecret', 'password', 'token', 'privateKey', 'accessKey', 'secretKey', 'accountKey'])
const secretKinds = new Set(['Secret'])
/** Names of environment variables whose value is a secret. */
const secretName =
  /SECRET|PASSW|TOKEN|CREDENTIAL|ACCESS_?KEY|ACCOUNT_?KEY|PRIVATE_?KEY|API_?KEY|APIKEY|KEYFILE|AUTHORIZATION/i

/** Whether an environment variable holds a secret, by its name. */
export function isSecretVariable(name: string): boolean {
  return secretName.test(name)
}

const secretOption = /^--(?:[a-z-]+-)?(?:token|password|secret|key)$/i
const appliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration'

/** A text without what looks like a secret: credentials in headers, addresses and settings, tokens, private keys. */
export function redactText(text: string, known: Iterable<string> = []): string {
  let result = text
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement)
  return withoutKnown(result, known)
}

function withoutKnown(text: string, known: Iterable<string>): string {
  let result = text
  for (const secret of known) if (secret.length >= shortest) result = result.replaceAll(secret, redacted)
  return result
}

/** An object without secrets that were found elsewhere. */
export function redactKnown(value: unknown, known: Iterable<string>): unknown {
  if (typeof value === 'string') return withoutKnown(value, known)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((each) => redactKnown(each, known))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactKnown(inner, known)]))
}

// Shorter ones would take out words that mean something else.
const shortest = 6

const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN ([A-Z ]*)PRIVATE KEY-----[^]*?(?:-----END \1PRIVATE KEY-----|$)/g, redacted],
  // Headers and their like in any notation: `Authorization: Bearer x`, `"authorization":["Basic x"]`, `auth="Bearer x"`.
  [/((?:proxy-)?authorization(?:\\?["'])?\s*[:=]\s*\[?\s*(?:\\?["'])?(?:\w+\s+)?)[^\s"'\\,\]}]+/gi, `$1${redacted}`],
  [/\b(Bearer|Basic|Negotiate)(\s+|%20)[\w.~+/=-]{6,}/gi, `$1$2${redacted}`],
  [/\b((?:set-)?cookie(?:\\?["'])?\s*[:=]\s*(?:\\?["'])?)[^\n"'\\]+/gi, `$1${redacted}`],
  // Tokens of OpenShift, of service accounts and of anybody who signs with JWS.
  [/\bsha256~[\w-]{16,}/g, redacted],
  [/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, redacted],
  // Keys of Amazon, and what signs addresses of object stores and uploads of the registry.
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, redacted],
  [
    /([?&](?:amp;)?(?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|Signature|AWSAccessKeyId|GoogleAccessId|sig|_state|access_token|token|password)=)[^&\s"'\\]+/gi,
    `$1${redacted}`,
  ],
  // People forget to write an @ of a password as %40.
  [/\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/"'\\]+@/gi, `$1${redacted}@`],
  // Pull secrets: `"auth": "base64 of user and password"`.
  [/("auth\\?"\s*:\s*\\?")[^"\\]+/gi, `$1${redacted}`],
  [/(--(?:token|password|secret|[a-z-]*-(?:token|password|secret|key))\s+)[^\s-]\S*/gi, `$1${redacted}`],
  // `password=x`, `"secret_key": "x"`, `token: x`: not `secretName`, not `tokenExpirationSeconds`.
  [
    /((?:\b|_)(?:passwd|password|(?:application_?credential_?)?secret|secret_?key|access_?key|account_?key|private_?key|(?:iam_?)?api_?key|client_?secret|http_?secret|(?:access|id|refresh|bearer|bound)?_?token)(?:\\?["'])?\s*[=:]\s*(?:\\?["'])?)[^\s"'\\,;&{}[\]][^\s"'\\,;&}]*/gi,
    `$1${redacted}`,
  ],
]

/** An object fit for others to see, and the secrets that were taken out of it, to be looked for everywhere else. */
export function redactObject(value: unknown, found = new Set<string>()): unknown {
  return walk(value, found, undefined, 0)
}

// No object of the API nests this deep.
const deepest = 64

function walk(value: unknown, found: Set<string>, inside: string | undefined, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) return redacted
  if (Array.isArray(value))
    return value.map((each: unknown, index) =>
      // Arguments of a command: an option, and its value after it.
      typeof each === 'string' && !each.startsWith('-') && secretOption.test(String(value[index - 1]))
        ? hide(each, found)
        : walk(each, found, inside, depth + 1),
    )
  const entries = Object.entries(value)
  const kind = 'kind' in value ? value.kind : undefined
  const isSecret = typeof kind === 'string' && secretKinds.has(kind)
  const isVariable = 'name' in value && typeof value.name === 'string' && isSecretVariable(value.name)
  return Object.fromEntries(
    entries
      .filter(([key]) => key !== 'managedFields' && key !== appliedAnnotation)
      .map(([key, inner]) => {
        const isHidden =
          secretFields.has(key) ||
          (inside === 'tls' && key === 'key') ||
          (isVariable && key === 'value') ||
          (isSecret && (key === 'data' || key === 'stringData'))
        return [key, isHidden ? hide(inner, found) : walk(inner, found, key, depth + 1)]
      }),
  )
}

/** Takes out all texts of a value. Names of keys stay, and references to secrets elsewhere (`name`). */
function hide(value: unknown, found: Set<string>, key?: string): unknown {
  if (typeof value === 'string') {
    if (key === 'name' || value === '') return value
    found.add(value)
    return redacted
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((each) => hide(each, found))
  return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, hide(each, found, inner)]))
}
