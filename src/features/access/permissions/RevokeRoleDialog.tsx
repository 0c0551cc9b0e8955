import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { grantsOf } from '../../../k8s/resources/registryRights.ts'
import { bindingTypeOf, subjectName, type Grant } from '../../../k8s/resources/roleBinding.ts'
import { revocationsOf, revokeCommandOf } from '../../../k8s/resources/roleRevocation.ts'
import { useAccessRules } from '../../../k8s/useAccessRules.ts'
import { userQuery } from '../../../k8s/whoami.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { bindingsOf } from '../../../ui/audit/grantRole.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { revocationNotes } from './revocationNotes.ts'
import { isRevoked, revokeRole } from './revokeRole.ts'
import './permissions.css'

/** Takes a role away from somebody: out of every binding of its scope that gives it. */
export function RevokeRoleDialog({ grant }: { grant: Grant }) {
  const client = useQueryClient()
  const { role, namespace } = grant
  const who = subjectName(grant.subject)
  const { data } = useQuery(bindingsOf(grant))
  const { data: me } = useQuery(userQuery())
  const sources = useAccessRules(namespace, { isClusterOnly: namespace === undefined })
  const grants = useMemo(() => grantsOf(sources), [sources])
  const bindings = data?.items
  const revocations = bindings && revocationsOf(bindings, grant)
  const refusal = useRefusal('patch', bindingTypeOf(grant), { namespace })
  const isGone = revocations?.length === 0
  const { alerts, notes } = revocationNotes({
    grant,
    revocations: revocations ?? [],
    grants,
    me: me?.name === undefined ? undefined : { name: me.name, groups: me.groups },
  })
  return (
    <ActionDialog
      title={t('Revoke {{role}} from {{who}}', { role, who })}
      confirm={t('Revoke role')}
      danger
      command={bindings && !isGone ? revokeCommandOf(bindings, grant) : undefined}
      perform={() => revokeRole(client, grant)}
      isDone={() => isRevoked(client, grant)}
      done={
        namespace === undefined
          ? t('Revoked {{role}} from {{who}} in the whole cluster', { role, who })
          : t('Revoked {{role}} from {{who}} in {{namespace}}', { role, who, namespace })
      }
      blocked={refusal ?? (isGone ? t('{{who}} does not have this role any more.', { who }) : undefined)}
    >
      {!isGone && (
        <>
          {alerts.map(({ status, title, text }) => (
            <Alert key={title} inline status={status} title={title}>
              {text}
            </Alert>
          ))}
          <ul className="rc-permissions__notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </ActionDialog>
  )
}
