import type { ReactNode } from 'react'
import { useCan } from '../../k8s/access.ts'
import type { K8sObject, ResourceType } from '../../k8s/types.ts'
import { t } from '../../lib/t.ts'
import { CommandLine } from '../../ui/CommandLine.tsx'
import { sentence } from '../../ui/Forbidden.tsx'
import { grantCommand, grantingRole } from '../../ui/forbidden.ts'

/** Why the user may not do something in a project, and how that is granted; undefined when they may or it is not known. */
export function useDenied<T extends K8sObject>(
  verb: string,
  type: ResourceType<T>,
  namespace: string,
): ReactNode | undefined {
  const { allowed } = useCan(verb, type, { namespace })
  if (namespace === '' || allowed !== false) return undefined
  const right = { verb, resource: type.plural, group: type.group, namespace }
  return (
    <>
      {sentence(right)} {t('An administrator can grant it:')}{' '}
      <CommandLine command={grantCommand(right, grantingRole(right))} />
    </>
  )
}
