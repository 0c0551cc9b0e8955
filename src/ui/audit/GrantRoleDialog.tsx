import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  bindingOf,
  bindingTypeOf,
  grantCommandOf,
  subjectName,
  subjectOf,
  type Grant,
} from '../../k8s/resources/roleBinding.ts'
import { t } from '../../lib/t.ts'
import { ActionDialog } from '../ActionDialog.tsx'
import { Alert } from '../Alert.tsx'
import { SelectField, TextField } from '../fields.tsx'
import { useRefusal } from '../useRefusal.ts'
import { bindingsOf, grantRole, isGranted } from './grantRole.ts'
import type { WantedGrant } from './openGrantRole.tsx'
import { roleMeaning, rolesOf } from './roles.ts'

/** Grants somebody a role, in a project or in the whole cluster. */
export function GrantRoleDialog({ namespace, role: wantedRole, user }: WantedGrant) {
  const client = useQueryClient()
  const [kind, setKind] = useState<'User' | 'Group'>('User')
  const [name, setName] = useState(user)
  const [role, setRole] = useState(wantedRole)
  const grant: Grant = { role, namespace, subject: subjectOf(kind, name.trim()) }
  const { data: bindings } = useQuery(bindingsOf(grant))
  const existing = bindings && bindingOf(bindings.items, grant)
  const type = bindingTypeOf(grant)
  const refusal = useRefusal('create', type, { namespace })
  const isWrong = name.trim() === ''
  const who = subjectName(grant.subject)
  return (
    <ActionDialog
      title={
        namespace === undefined
          ? t('Grant a role in the whole cluster')
          : t('Grant a role in {{namespace}}', { namespace })
      }
      confirm={t('Grant role')}
      command={isWrong ? undefined : grantCommandOf(grant)}
      perform={() => grantRole(client, grant)}
      isDone={() => isGranted(client, grant)}
      done={
        namespace === undefined
          ? t('Granted {{role}} to {{who}} in the whole cluster', { role, who })
          : t('Granted {{role}} to {{who}} in {{namespace}}', { role, who, namespace })
      }
      problems={isWrong ? { name: t('Enter a name.') } : {}}
      blocked={
        refusal ??
        (existing &&
          t('{{who}} has this role already: the {{kind}} {{name}} grants it.', {
            who,
            kind: type.kind,
            name: existing.metadata.name,
          }))
      }
    >
      <SelectField
        name="kind"
        label={t('To')}
        value={kind}
        // The field has the options below and no others.
        onChange={(chosen) => setKind(chosen as 'User' | 'Group')}
        options={[
          { value: 'User', label: t('A user or service account') },
          { value: 'Group', label: t('A group') },
        ]}
      />
      <TextField
        name="name"
        label={t('Name')}
        value={name}
        onChange={setName}
        required
        help={nameHelp(kind, grant)}
        {...(kind === 'Group' && { suggestions: ['system:authenticated', 'system:unauthenticated'] })}
      />
      <SelectField
        name="role"
        label={t('Role')}
        value={role}
        onChange={setRole}
        options={rolesOf(wantedRole, namespace).map((each) => ({ value: each, label: each }))}
        help={roleMeaning(role)}
      />
      <Everybody grant={grant} />
    </ActionDialog>
  )
}

function nameHelp(kind: 'User' | 'Group', { subject }: Grant): string {
  if (subject.kind === 'ServiceAccount') {
    return t('The service account {{name}} of the project {{namespace}}.', {
      name: subject.name,
      namespace: subject.namespace,
    })
  }
  return kind === 'User'
    ? t('As {{command}} says it. A service account: {{example}}.', {
        command: 'oc whoami',
        example: 'system:serviceaccount:PROJECT:NAME',
      })
    : t('Everybody in the group gets the role.')
}

/** Some groups are larger than they sound. */
function Everybody({ grant: { subject } }: { grant: Grant }) {
  if (subject.kind !== 'Group') return null
  if (subject.name === 'system:unauthenticated') {
    return (
      <Alert inline live status="warning" title={t('Everybody gets it, without logging in')}>
        {t('Whoever reaches the registry may then do this. If it has a route, that may be the whole internet.')}
      </Alert>
    )
  }
  if (subject.name !== 'system:authenticated') return null
  return (
    <Alert inline live status="warning" title={t('Everybody who can log in gets it')}>
      {t('All users and all service accounts of the cluster are in this group.')}
    </Alert>
  )
}
