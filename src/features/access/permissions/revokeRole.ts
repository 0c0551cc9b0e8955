import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../../../k8s/ApiError.ts'
import { bindingOf, bindingTypeOf, type Grant } from '../../../k8s/resources/roleBinding.ts'
import { revocationsOf, type Revocation } from '../../../k8s/resources/roleRevocation.ts'
import { perform } from '../../../k8s/writes.ts'
import { bindingsOf } from '../../../ui/audit/grantRole.ts'

const mostTries = 5

/**
 * Takes a role away from somebody, in every binding that gives it. A binding that others change meanwhile is read again and
 * only this subject taken out of it: theirs stay. Whoever has the role no more needs none taken away.
 */
export async function revokeRole(client: QueryClient, grant: Grant): Promise<void> {
  for (let tries = 1; ; tries++) {
    const { items } = await client.fetchQuery({ ...bindingsOf(grant), staleTime: 0 })
    try {
      for (const revocation of revocationsOf(items, grant)) await takeOut(client, grant, revocation)
      return
    } catch (error) {
      if (!isChanged(error) || tries === mostTries) throw error
    }
  }
}

async function takeOut(client: QueryClient, grant: Grant, { binding, rest, isDeleted }: Revocation): Promise<void> {
  const type = bindingTypeOf(grant)
  await perform(
    client,
    type,
    isDeleted ? { seen: binding, remove: true } : { seen: binding, patch: { subjects: rest } },
  )
}

/** Changed, or deleted, since it was read. */
const isChanged = (error: unknown) => error instanceof ApiError && (error.code === 409 || error.code === 404)

/** Whether somebody has a role no more: for when the answer to taking it away was lost. */
export async function isRevoked(client: QueryClient, grant: Grant): Promise<boolean> {
  const { items } = await client.fetchQuery({ ...bindingsOf(grant), staleTime: 0 })
  return bindingOf(items, grant) === undefined
}
