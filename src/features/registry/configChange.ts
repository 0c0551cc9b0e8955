import type { QueryClient } from '@tanstack/react-query'
import { RegistryConfig, registryConfigName } from '../../k8s/resources/registryConfig.ts'
import { perform, type Patch } from '../../k8s/writes.ts'
import { exactJson } from '../../lib/exactJson.ts'
import { commandLine } from '../../lib/shell.ts'

/** A change of the Config that was made from here, until what the operator makes of it has been seen. */
export interface ConfigChange {
  /** What was sent. */
  patch: Patch
  /** The object that it was sent for, and the one that the server answered with. */
  before: RegistryConfig
  saved: RegistryConfig
  /** When it was saved. */
  at: number
}

let last: ConfigChange | undefined
const listeners = new Set<() => void>()

/**
 * Changes the Config by a merge patch of the version that was seen (409 when it is older than the cluster's), and remembers it:
 * OperatorOutcome says what the operator makes of it. Throws an ApiError.
 */
export async function changeConfig(client: QueryClient, seen: RegistryConfig, patch: Patch): Promise<RegistryConfig> {
  const saved = await perform(client, RegistryConfig, { seen, patch })
  // A patch is answered with the object; only deleting is answered with a Status.
  const config = saved as RegistryConfig
  rememberChange({ patch, before: seen, saved: config, at: Date.now() })
  return config
}

/** Remembers a change that was saved, in place of the one before. */
export function rememberChange(change: ConfigChange | undefined): void {
  last = change
  for (const listener of listeners) listener()
}

/** The last change that is remembered. */
export function lastChange(): ConfigChange | undefined {
  return last
}

/** Calls back when another change is remembered. Returns how to unsubscribe. */
export function subscribeToChanges(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The command with the same effect as a patch of the Config. A secret that was typed is not in it. */
export function configCommand(patch: object): string {
  return commandLine(
    'oc',
    'patch',
    `configs.imageregistry.operator.openshift.io/${registryConfigName}`,
    '--type=merge',
    '-p',
    exactJson(withoutSecret(patch)),
  )
}

function withoutSecret(patch: object): object {
  const spec: unknown = 'spec' in patch ? patch.spec : undefined
  if (typeof spec !== 'object' || spec === null || !('httpSecret' in spec) || !spec.httpSecret) return patch
  return { ...patch, spec: { ...spec, httpSecret: 'HTTP_SECRET' } }
}
