import { useQuery } from '@tanstack/react-query'
import { canQuery, type AccessTarget } from '../k8s/access.ts'
import type { K8sObject, ResourceType } from '../k8s/types.ts'
import { sentence } from './Forbidden.tsx'

/** Why the user may not do something, in a sentence. Undefined while they may, or while nobody knows. */
export function useRefusal<T extends K8sObject>(
  verb: string,
  type: ResourceType<T>,
  target: AccessTarget = {},
  { enabled = true } = {},
): string | undefined {
  const { data } = useQuery({ ...canQuery(verb, type, target), enabled })
  if (!enabled || data?.allowed !== false) return undefined
  const { namespace, name, subresource } = target
  return sentence({
    verb,
    resource: subresource ? `${type.plural}/${subresource}` : type.plural,
    group: type.group,
    ...(namespace && { namespace }),
    ...(name && { name }),
  })
}
