import { useQuery } from '@tanstack/react-query'
import { useCan } from '../../k8s/access.ts'
import {
  administratorsOf,
  bindingOf,
  bindingTypeOf,
  grantCommandOf,
  subjectName,
  type Grant,
} from '../../k8s/resources/roleBinding.ts'
import { listed, sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { bindingsOf } from '../audit/grantRole.ts'
import { openGrantRole } from '../audit/openGrantRole.tsx'
import { Button } from '../Button.tsx'
import { CommandLine } from '../CommandLine.tsx'
import { shownName } from './shownName.ts'

/** The way to a role: for those who may grant it a button, for others what to send to whom. `granted`: what to do once it is there. */
export function GrantHelp({ grant, granted }: { grant: Grant; granted: string }) {
  const { role, namespace, subject } = grant
  const { allowed } = useCan('create', bindingTypeOf(grant), { namespace })
  // Where they were refused before they are not asked for again: who shows this may wait for them, too.
  const { data: bindings } = useQuery({ ...bindingsOf(grant), retryOnMount: false })
  const existing = bindings && bindingOf(bindings.items, grant)
  const user = subjectName(subject)
  const who = shownName(user)
  if (existing) {
    return (
      <p>
        {t('{{who}} has the role now: the {{kind}} {{name}} grants it.', {
          who,
          kind: bindingTypeOf(grant).kind,
          name: existing.metadata.name,
        })}
        {sentenceGap()}
        {granted}
      </p>
    )
  }
  if (allowed === true) {
    const isGroup = subject.kind === 'Group'
    return (
      <p>
        <Button onClick={() => openGrantRole({ role, namespace, user, isGroup })}>
          {namespace === undefined
            ? t('Grant {{role}} to {{who}} in the whole cluster', { role, who })
            : t('Grant {{role}} to {{who}} in {{namespace}}', { role, who, namespace })}
        </Button>
      </p>
    )
  }
  const administrators = bindings && namespace !== undefined ? administratorsOf(bindings.items) : []
  return (
    <>
      <p>
        {namespace === undefined
          ? t('A cluster administrator can grant it:')
          : administrators.length > 0
            ? t('An administrator of {{namespace}} can grant it ({{names}}):', {
                namespace,
                names: listed(administrators.map(subjectName)),
              })
            : t('An administrator of {{namespace}} can grant it, with the role admin or registry-admin there:', {
                namespace,
              })}
      </p>
      <CommandLine command={grantCommandOf(grant)} />
    </>
  )
}
