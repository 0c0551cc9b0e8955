import { queryOptions } from '@tanstack/react-query'
import { listAll } from './list.ts'
import { Pod } from './resources/pod.ts'
import type { K8sObject } from './types.ts'

type PodWithSecrets = K8sObject & { spec?: { imagePullSecrets?: { name?: string }[] | null } | null }

/** Names of the pods of a project that pull with a secret. Their service account's secrets are written into them when they are made. */
export function podsPullingWith(namespace: string, secret: string) {
  return queryOptions({
    queryKey: ['k8s', '', 'v1', 'pods', 'pullingWith', { namespace, secret }] as const,
    queryFn: async ({ signal }): Promise<string[]> => {
      const { items } = await listAll(Pod, { namespace }, { signal })
      // The type of pods leaves out what only this needs.
      const named = (items as PodWithSecrets[]).filter(({ spec }) =>
        (spec?.imagePullSecrets ?? []).some(({ name }) => name === secret),
      )
      return named.map(({ metadata }) => metadata.name)
    },
    staleTime: 10_000,
  })
}
