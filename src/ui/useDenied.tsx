import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useCan } from '../k8s/access.ts'
import type { K8sObject, ResourceType } from '../k8s/types.ts'
import { userQuery } from '../k8s/whoami.ts'
import { sentenceGap } from '../lib/prose.ts'
import { t } from '../lib/t.ts'
import { CommandLine } from './CommandLine.tsx'
import { sentence } from './Forbidden.tsx'
import { grantCommand, grantingRole } from './forbidden.ts'

/** Why the user may not do something in a project, and how that is granted; undefined when they may or it is not known. */
export function useDenied<T extends K8sObject>(
  verb: string,
  type: ResourceType<T>,
  namespace: string,
): ReactNode | undefined {
  const { allowed } = useCan(verb, type, { namespace })
  const { data: user } = useQuery(userQuery())
  if (namespace === '' || allowed !== false) return undefined
  const right = { verb, resource: type.plural, group: type.group, namespace, ...(user?.name && { user: user.name }) }
  return (
    <>
      {sentence(right)}
      {sentenceGap()}
      {t('An administrator can grant it:')} <CommandLine command={grantCommand(right, grantingRole(right))} />
    </>
  )
}
