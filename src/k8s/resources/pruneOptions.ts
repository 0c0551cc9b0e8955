import { formatGoDuration, parseGoDuration } from '../../lib/goDuration.ts'
import { parseGoBool, parseGoFlags, parseGoInt, type GoFlag } from '../../lib/goFlags.ts'
import { goQuote } from '../../lib/goQuote.ts'
import { commandLine } from '../../lib/shell.ts'

/** What `oc adm prune images` is told: what it keeps, and what it touches. */
export interface PruneOptions {
  /** Nanoseconds; undefined: no age protects anything (as with the over size limit). */
  keepYoungerThan: bigint | undefined
  /** Undefined: none of them (as with the over size limit). */
  keepTagRevisions: number | undefined
  /** Undefined: the flag is not given. False says something else: then no age and no revisions are given either. */
  overSizeLimit: boolean | undefined
  /** False: only images that were pushed here go. */
  all: boolean
  /** False: objects go, but nothing in the storage of the registry. */
  pruneRegistry: boolean
  ignoreInvalidRefs: boolean
  /** Only the history of this project's streams; no image and no blob goes then. */
  namespace?: string
}

/** What `oc adm prune images` does without options. */
export const defaultPruneOptions: PruneOptions = {
  keepYoungerThan: 3_600_000_000_000n,
  keepTagRevisions: 3,
  overSizeLimit: undefined,
  all: true,
  pruneRegistry: true,
  ignoreInvalidRefs: false,
}

/** The `oc adm prune images` command that does the same; what is as by default is left out. */
export function pruneCommand(options: PruneOptions, confirm = false): string {
  const { keepYoungerThan, keepTagRevisions, overSizeLimit, all, pruneRegistry, ignoreInvalidRefs, namespace } = options
  const limits =
    overSizeLimit === undefined
      ? [
          keepTagRevisions !== undefined &&
            keepTagRevisions !== defaultPruneOptions.keepTagRevisions &&
            `--keep-tag-revisions=${keepTagRevisions}`,
          keepYoungerThan !== undefined &&
            keepYoungerThan !== defaultPruneOptions.keepYoungerThan &&
            `--keep-younger-than=${shortDuration(keepYoungerThan)}`,
        ]
      : [overSizeLimit ? '--prune-over-size-limit' : '--prune-over-size-limit=false']
  return commandLine(
    'oc',
    'adm',
    'prune',
    'images',
    ...limits,
    !all && '--all=false',
    !pruneRegistry && '--prune-registry=false',
    ignoreInvalidRefs && '--ignore-invalid-refs',
    namespace !== undefined && `--namespace=${namespace}`,
    confirm && '--confirm',
  )
}

// 72h0m0s is what Go prints; people write 72h.
const shortDuration = (nanoseconds: bigint) =>
  formatGoDuration(nanoseconds)
    .replace(/(?<=m)0s$/, '')
    .replace(/(?<=h)0m$/, '')

const flags: Readonly<Record<string, GoFlag>> = {
  confirm: { type: 'bool' },
  all: { type: 'bool' },
  'keep-younger-than': { type: 'duration' },
  'keep-tag-revisions': { type: 'int' },
  'prune-over-size-limit': { type: 'bool' },
  'certificate-authority': { type: 'string' },
  'registry-url': { type: 'string' },
  'force-insecure': { type: 'bool' },
  'prune-registry': { type: 'bool' },
  'ignore-invalid-refs': { type: 'bool' },
  'num-workers': { type: 'int' },
  // What every oc command takes. It says how to reach the cluster, or how much to tell.
  namespace: { type: 'string', shorthand: 'n' },
  as: { type: 'string' },
  'as-group': { type: 'string' },
  'as-uid': { type: 'string' },
  'cache-dir': { type: 'string' },
  'client-certificate': { type: 'string' },
  'client-key': { type: 'string' },
  cluster: { type: 'string' },
  context: { type: 'string' },
  'disable-compression': { type: 'bool' },
  'insecure-skip-tls-verify': { type: 'bool' },
  kubeconfig: { type: 'string' },
  'log-flush-frequency': { type: 'duration' },
  loglevel: { type: 'int' },
  'match-server-version': { type: 'bool' },
  profile: { type: 'string' },
  'profile-output': { type: 'string' },
  'request-timeout': { type: 'string' },
  server: { type: 'string', shorthand: 's' },
  'tls-server-name': { type: 'string' },
  token: { type: 'string' },
  user: { type: 'string' },
  v: { type: 'int', shorthand: 'v' },
  vmodule: { type: 'string' },
  'warnings-as-errors': { type: 'bool' },
}

/** The options of a command line after `oc adm prune images`, or why `oc` refuses them. */
export function parsePruneArgs(args: readonly string[]): { options: PruneOptions } | { error: string } {
  const parsed = parseGoFlags(args, flags)
  if ('error' in parsed) return parsed
  const { values, rest } = parsed
  if (rest.length > 0) return { error: 'no arguments are allowed to this command' }
  const is = (name: string, byDefault: boolean) => parseGoBool(values.get(name) ?? '') ?? byDefault
  const sized = values.has('prune-over-size-limit')
  const error = refusal(values, is('force-insecure', false))
  if (error !== undefined) return { error }
  const namespace = values.get('namespace')
  return {
    options: {
      keepYoungerThan: sized ? undefined : durationOf(values),
      keepTagRevisions: sized ? undefined : revisionsOf(values),
      overSizeLimit: sized ? is('prune-over-size-limit', false) : undefined,
      all: is('all', true),
      pruneRegistry: is('prune-registry', true),
      ignoreInvalidRefs: is('ignore-invalid-refs', false),
      // An empty one stands for that of the kubeconfig, which is default where it says nothing.
      ...(namespace !== undefined && { namespace: namespace || 'default' }),
    },
  }
}

type Values = ReadonlyMap<string, string>

function durationOf(values: Values): bigint | undefined {
  const text = values.get('keep-younger-than')
  const duration = text === undefined ? undefined : parseGoDuration(text)
  return duration && 'nanoseconds' in duration ? duration.nanoseconds : defaultPruneOptions.keepYoungerThan
}

function revisionsOf(values: Values): number | undefined {
  const text = values.get('keep-tag-revisions')
  return text === undefined ? defaultPruneOptions.keepTagRevisions : Number(parseGoInt(text))
}

/** What oc says about options that it could read, but not together or not with these values. */
function refusal(values: Values, forceInsecure: boolean): string | undefined {
  if (values.has('prune-over-size-limit') && (values.has('keep-tag-revisions') || values.has('keep-younger-than')))
    return '--prune-over-size-limit cannot be specified with --keep-tag-revisions nor --keep-younger-than'
  if ((durationOf(values) ?? 0n) < 0n) return '--keep-younger-than must be greater than or equal to 0'
  if ((revisionsOf(values) ?? 0) < 0) return '--keep-tag-revisions must be greater than or equal to 0'
  const registry = values.get('registry-url') ?? ''
  const problem = registry && registryUrlProblem(registry)
  if (problem) return `invalid --registry-url flag: ${problem}`
  const authority = values.get('certificate-authority') ?? ''
  if (forceInsecure && authority) return '--certificate-authority cannot be specified with --force-insecure'
  if (authority && registry.startsWith('http://'))
    return '--certificate-authority cannot be specified for insecure http protocol'
  return undefined
}

/** Why oc does not take a registry's address: host and port, http:// or https:// before. */
function registryUrlProblem(text: string): string | undefined {
  const url = text.includes('://') ? text : `https://${text}`
  const [, scheme = '', host = '', path = '', query = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? []
  if (scheme === '')
    return `parse ${goQuote(url)}: ${url.startsWith(':') ? 'missing protocol scheme' : 'first path segment in URL cannot contain colon'}`
  const bad = /[\s"<>\\^`{|}]/.exec(host)
  if (bad) return `parse ${goQuote(url)}: invalid character ${goQuote(bad[0])} in host name`
  const port = /:(?!\d*$)[^\]]*$/.exec(host.slice(host.lastIndexOf('@') + 1))
  if (port) return `parse ${goQuote(url)}: invalid port ${goQuote(port[0])} after host`
  if (!/^https?$/i.test(scheme)) return `unsupported scheme: ${scheme.toLowerCase()}`
  if (path !== '' && path !== '/') return 'no path after <host>[:<port>] is allowed'
  if (query !== '') return 'no query arguments are allowed after <host>[:<port>]'
  return host === '' ? 'no host name specified' : undefined
}
