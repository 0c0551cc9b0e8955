import { scopeName } from '../../lib/registryHost.ts'
import { authContent, formatOf, parseObject, type CoveredRegistry } from './pullSecretContent.ts'

/** Why an auth file cannot become a pull secret. */
export type AuthFileProblem =
  | 'none'
  | 'tooLarge'
  | 'binary'
  /** A whole secret, as YAML or JSON, instead of what is in one. */
  | 'manifest'
  | 'notJson'
  | 'noAuths'
  | 'helpersOnly'
  | 'empty'
  | 'nothingUsable'

/** What is told of an auth file. Its entries go into the secret as they are. */
export type AuthFile =
  | { problem: AuthFileProblem }
  | {
      problem?: undefined
      auths: Readonly<Record<string, unknown>>
      registries: readonly CoveredRegistry[]
      /** Registries whose entries sign in nowhere: they are left out, or they would spoil the others. */
      leftOut: readonly string[]
    }

/** The most that a secret holds, in bytes. */
export const mostSecretBytes = 1024 * 1024

/**
 * Reads an auth file: of podman (auth.json), docker (config.json, and the .dockercfg of before 2014), or the pull secret of Red Hat.
 * No message of it quotes what it holds.
 */
export function readAuthFile(text: string): AuthFile {
  if (text.trim() === '') return { problem: 'none' }
  if (text.length > mostSecretBytes || new TextEncoder().encode(text).length > mostSecretBytes)
    return { problem: 'tooLarge' }
  if (/[\0\uFFFD]/.test(text)) return { problem: 'binary' }
  if (/^\s*(?:---\s*)?(?:apiVersion|kind):/.test(text)) return { problem: 'manifest' }
  // Editors of some systems begin files with a mark.
  const parsed = parseObject(text.replace(/^\uFEFF/, ''))
  if (!parsed) return { problem: 'notJson' }
  if (parsed['kind'] === 'Secret') return { problem: 'manifest' }
  return entriesOf(parsed)
}

function entriesOf(parsed: Readonly<Record<string, unknown>>): AuthFile {
  const format = formatOf(parsed)
  const entries = format === 'legacy' ? parsed : parsed['auths']
  if (format === 'config' && !('auths' in parsed))
    return { problem: 'credsStore' in parsed || 'credHelpers' in parsed ? 'helpersOnly' : 'noAuths' }
  if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) return { problem: 'noAuths' }
  const auths: [registry: string, login: unknown][] = []
  const registries: CoveredRegistry[] = []
  const leftOut: string[] = []
  for (const [key, login] of Object.entries(entries)) {
    const [registry] = authContent(JSON.stringify({ auths: { [key]: login } }), 'config').registries
    if (!registry) continue
    if (registry.problem && registry.problem !== 'scheme' && registry.problem !== 'capitals')
      leftOut.push(scopeName(registry.scope))
    else {
      auths.push([key, login])
      registries.push(registry)
    }
  }
  if (registries.length > 0) return { auths: Object.fromEntries(auths), registries, leftOut }
  const helped = 'credsStore' in parsed || 'credHelpers' in parsed
  if (leftOut.length === 0) return { problem: helped ? 'helpersOnly' : 'empty' }
  return { problem: helped ? 'helpersOnly' : 'nothingUsable' }
}
