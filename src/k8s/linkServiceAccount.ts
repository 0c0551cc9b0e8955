import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from './ApiError.ts'
import { resourcePath } from './path.ts'
import { getJson } from './request.ts'
import { changedLinks, ServiceAccount, type LinkChange } from './resources/serviceAccount.ts'
import { perform } from './writes.ts'

const mostTries = 5

/**
 * Adds a secret to the lists of a service account, or takes it out: one entry, in the newest lists. Somebody else's change in between is
 * answered by 409; the lists are then read again, so that no entry of others is lost. Answers whether anything had to change.
 */
export async function linkServiceAccount(
  client: QueryClient,
  { namespace, name }: { namespace: string; name: string },
  change: LinkChange,
): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const account = await getJson<ServiceAccount>(resourcePath(ServiceAccount, { namespace }, name))
    const patch = changedLinks(account, change)
    if (!patch) return false
    try {
      await perform(client, ServiceAccount, { seen: account, patch: { ...patch } })
      return true
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 409) || tries === mostTries) throw error
    }
  }
}

/** Whether a service account is as a change asks for. */
export async function isLinked(
  { namespace, name }: { namespace: string; name: string },
  change: LinkChange,
): Promise<boolean> {
  const account = await getJson<ServiceAccount>(resourcePath(ServiceAccount, { namespace }, name))
  return changedLinks(account, change) === undefined
}
