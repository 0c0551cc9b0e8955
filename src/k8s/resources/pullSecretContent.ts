import { isInternalRegistry, registryScope, type OddKey } from '../../lib/registryHost.ts'

/** What kind of account credentials are of, told from the form of the user name. The name itself is not kept. */
export type RegistryAccount =
  /** A service account of the registry's own: registry.redhat.io, Google, Azure. */
  | 'serviceAccount'
  /** A robot of Quay, Harbor or GitLab. */
  | 'robot'
  /** A token without a user. */
  | 'token'
  /** A service account of this cluster, or of another one. */
  | 'clusterAccount'
  | 'personal'
  | 'unknown'

/** What is wrong with the credentials for one registry, or odd about its name. */
export type RegistryProblem =
  /** `auth` cannot be read: whoever reads the secret fails at all of it. */
  | 'auth'
  /** Neither `auth` nor user name and password. */
  | 'noCredentials'
  /** An identity token, which neither pods nor imports can use. */
  | 'identityToken'
  | OddKey

export interface CoveredRegistry {
  /** host[:port][/path] as it is compared with pull specs. */
  scope: string
  account: RegistryAccount
  problem?: RegistryProblem
}

/** What is wrong with a pull secret as a whole. */
export type PullSecretProblem =
  | 'noKey'
  | 'notBase64'
  | 'notJson'
  /** JSON of the other format: the old one under the new key, or the other way round. */
  | 'wrongFormat'
  | 'empty'
  /** Names programs that hold the credentials on somebody's computer, and holds none itself. */
  | 'helpersOnly'

/** The two formats of auth files: `auths` with registries in it, and registries at the top as before 2014. */
export type AuthFormat = 'config' | 'legacy'

export interface AuthContent {
  registries: CoveredRegistry[]
  problem?: PullSecretProblem
}

/** Which registries the text of an auth file covers, and what is wrong with it. Nothing else of it is kept. */
export function authContent(text: string, format: AuthFormat): AuthContent {
  const parsed = parseObject(text)
  if (!parsed) return { registries: [], problem: 'notJson' }
  const entries = format === 'config' ? parsed['auths'] : parsed
  if (formatOf(parsed) !== format) return { registries: [], problem: 'wrongFormat' }
  const registries = Object.entries(isObject(entries) ? entries : {}).map(([key, login]) => covered(key, login))
  const helped = isFilled(parsed['credsStore']) || isFilled(parsed['credHelpers'])
  const isBare = registries.every(({ problem }) => problem === 'noCredentials')
  if (format === 'config' && helped && isBare) return { registries: [], problem: 'helpersOnly' }
  return { registries, ...(registries.length === 0 && { problem: 'empty' as const }) }
}

/** Which format an auth file has. Only entries with credentials tell the old one from something else. */
export function formatOf(parsed: Readonly<Record<string, unknown>>): AuthFormat {
  if ('auths' in parsed || 'credsStore' in parsed || 'credHelpers' in parsed) return 'config'
  return Object.values(parsed).some(isLogin) ? 'legacy' : 'config'
}

/** A JSON object, or undefined: without the words of an error, which would quote what the file holds. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return isObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** Text from base64; undefined when it is none. */
export function decodeBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)))
  } catch {
    return undefined
  }
}

function covered(key: string, login: unknown): CoveredRegistry {
  const { scope, odd } = registryScope(key)
  const { user, password, problem } = loginOf(login)
  const account = problem ? 'unknown' : accountOf(user, password, scope)
  const found = problem ?? odd
  return { scope, account, ...(found && { problem: found }) }
}

interface Login {
  user: string
  password: string
  problem?: RegistryProblem
}

/** As the kubelet reads an entry: `auth` goes before user name and password. */
function loginOf(login: unknown): Login {
  const nothing = { user: '', password: '' }
  if (!isObject(login)) return { ...nothing, problem: 'noCredentials' }
  const { auth = '', username = '', password = '', identitytoken } = login
  if (typeof auth !== 'string' || typeof username !== 'string' || typeof password !== 'string')
    return { ...nothing, problem: 'auth' }
  let found = { user: username, password }
  if (auth !== '') {
    const decoded = decodeBase64(auth)
    const colon = decoded?.indexOf(':') ?? -1
    if (decoded === undefined || colon < 0) return { ...nothing, problem: 'auth' }
    found = { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) }
  }
  if (found.password !== '') return found
  return { ...nothing, problem: isFilled(identitytoken) ? 'identityToken' : 'noCredentials' }
}

const tokenUsers = new Set([
  '<token>',
  '$oauthtoken',
  'oauth2accesstoken',
  'AWS',
  'iamapikey',
  'iambearer',
  'gitlab-ci-token',
  '_token',
  '_dcgcloud_token',
  'x-access-token',
  '00000000-0000-0000-0000-000000000000',
])
const clusterUsers = new Set(['serviceaccount', 'unused', '<token>'])
const isJwt = (text: string) => /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text)
const isGuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** What kind of account a user name is of. Nothing of it goes further. */
function accountOf(user: string, password: string, scope: string): RegistryAccount {
  const isInternal = isInternalRegistry(scope)
  if (clusterUsers.has(user) && (isInternal || (isJwt(password) && user !== 'unused'))) return 'clusterAccount'
  if (tokenUsers.has(user)) return 'token'
  if (isInternal && isJwt(password)) return 'clusterAccount'
  // "12345678|name" of a registry service account, "|uhc-pool-…" and "fhc-pool-…" of a cluster's subscription.
  if (/^\d*\|/.test(user) || /^\|?(?:uhc|fhc)-/.test(user) || user.includes('|uhc-')) return 'serviceAccount'
  if (user === '_json_key' || user === '_json_key_base64' || isGuid(user)) return 'serviceAccount'
  if (user === '') return 'unknown'
  if (user.includes('@')) return 'personal'
  return user.includes('+') || user.startsWith('robot$') || user.startsWith('robot_') ? 'robot' : 'personal'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isLogin = (value: unknown) =>
  isObject(value) && ('auth' in value || ('username' in value && 'password' in value) || 'identitytoken' in value)

const isFilled = (value: unknown) =>
  isObject(value) ? Object.keys(value).length > 0 : typeof value === 'string' && value !== ''
