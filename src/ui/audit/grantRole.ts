import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../../k8s/ApiError.ts'
import { listOf } from '../../k8s/queries.ts'
import { bindingNames, bindingOf, bindingTypeOf, newBinding, type Grant } from '../../k8s/resources/roleBinding.ts'
import type { RoleBinding } from '../../k8s/resources/roleBinding.ts'
import { bindingGrants } from '../../k8s/resources/roleProjections.ts'
import { perform } from '../../k8s/writes.ts'

/** The bindings of a project, or those of the whole cluster. */
export function bindingsOf({ namespace }: Pick<Grant, 'namespace'>) {
  return listOf(bindingTypeOf({ namespace }), namespace === undefined ? {} : { namespace }, bindingGrants)
}

const mostNames = 20

/** Makes the binding of a grant as `oc` does: none where there is one, else a new one under the first name that is free. */
export async function grantRole(client: QueryClient, grant: Grant): Promise<void> {
  const bindings = await readBindings(client, grant)
  if (bindings && bindingOf(bindings, grant)) return
  const names = bindingNames(grant.role, new Set((bindings ?? []).map(({ metadata }) => metadata.name)))
  for (let tries = 1; ; tries++) {
    try {
      await perform(client, bindingTypeOf(grant), { create: newBinding(grant, names.next().value ?? grant.role) })
      return
    } catch (error) {
      // Somebody was quicker, or the names that are taken may not be seen.
      if (!(error instanceof ApiError && error.reason === 'AlreadyExists') || tries === mostNames) throw error
    }
  }
}

/** Whether a grant is there: for when the answer to making it was lost. */
export async function isGranted(client: QueryClient, grant: Grant): Promise<boolean> {
  const { items } = await client.fetchQuery({ ...bindingsOf(grant), staleTime: 0 })
  return bindingOf(items, grant) !== undefined
}

/** Who may grant a role may not always see who has it: then undefined. */
async function readBindings(client: QueryClient, grant: Grant): Promise<readonly RoleBinding[] | undefined> {
  try {
    return (await client.fetchQuery({ ...bindingsOf(grant), staleTime: 0 })).items
  } catch (error) {
    if (error instanceof ApiError && error.code === 403) return undefined
    throw error
  }
}
