import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useProjects } from '../../k8s/projects.ts'
import {
  bindingOf,
  bindingTypeOf,
  grantCommandOf,
  isProjectName,
  subjectName,
} from '../../k8s/resources/roleBinding.ts'
import { t } from '../../lib/t.ts'
import { ActionDialog } from '../ActionDialog.tsx'
import { RadioField, SelectField, TextField } from '../fields.tsx'
import { FieldWarning } from '../FieldWarning.tsx'
import { useRefusal } from '../useRefusal.ts'
import { Everybody } from './Everybody.tsx'
import { grantForm, grantOfForm, grantProblems, otherRole, type GrantForm } from './grantForm.ts'
import { bindingsOf, grantRole, isGranted } from './grantRole.ts'
import type { WantedGrant } from './openGrantRole.tsx'
import { rolesOf } from './roles.ts'
import { SubjectFields } from './SubjectFields.tsx'
import { useRoleFacts, type RoleFacts } from './useRoleFacts.ts'

/** Grants somebody a role, in a project or in the whole cluster. */
export function GrantRoleDialog(wanted: WantedGrant) {
  const client = useQueryClient()
  const [form, setForm] = useState(() => grantForm(wanted))
  const change = (next: Partial<GrantForm>) => setForm((before) => ({ ...before, ...next }))
  const facts = useRoleFacts(form.scope === 'project' ? form.project.trim() : undefined)
  const problems = grantProblems(form)
  const isWrong = Object.keys(problems).length > 0
  const grant = grantOfForm(form, facts.kindOf)
  const { namespace, role } = grant
  const isPlace = namespace === undefined || isProjectName(namespace)
  const { data: bindings } = useQuery({ ...bindingsOf(grant), enabled: isPlace })
  const existing = isWrong ? undefined : bindings && bindingOf(bindings.items, grant)
  const type = bindingTypeOf(grant)
  const refusal = useRefusal('create', type, { namespace }, { enabled: isPlace })
  const who = subjectName(grant.subject)
  return (
    <ActionDialog
      title={titleOf(namespace)}
      confirm={t('Grant role')}
      command={isWrong ? undefined : grantCommandOf(grant)}
      perform={() => grantRole(client, grant)}
      isDone={() => isGranted(client, grant)}
      done={
        namespace === undefined
          ? t('Granted {{role}} to {{who}} in the whole cluster', { role, who })
          : t('Granted {{role}} to {{who}} in {{namespace}}', { role, who, namespace })
      }
      problems={problems}
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
      <SubjectFields form={form} onChange={change} />
      <RoleFields form={form} wanted={wanted.role} facts={facts} onChange={change} />
      <ScopeFields form={form} onChange={change} />
      <Everybody grant={grant} />
    </ActionDialog>
  )
}

function titleOf(namespace: string | undefined): string {
  if (namespace === undefined) return t('Grant a role in the whole cluster')
  return namespace === '' ? t('Grant a role in a project') : t('Grant a role in {{namespace}}', { namespace })
}

interface FieldsProps {
  form: GrantForm
  onChange(change: Partial<GrantForm>): void
}

function RoleFields({ form, wanted, facts, onChange }: FieldsProps & { wanted: string; facts: RoleFacts }) {
  const isOther = form.role === otherRole
  const name = (isOther ? form.otherRole : form.role).trim()
  const meaning = name === '' ? undefined : facts.meaningOf(name)
  const options = rolesOf(wanted, form.scope === 'project' ? form.project : undefined)
  return (
    <>
      <SelectField
        name="role"
        label={t('Role')}
        value={form.role}
        onChange={(role) => onChange({ role })}
        options={[
          ...options.map((each) => ({ value: each, label: each })),
          { value: otherRole, label: t('Another role') },
        ]}
        help={isOther ? undefined : meaning}
      />
      {isOther && (
        <TextField
          name="otherRole"
          label={t('Role name')}
          value={form.otherRole}
          onChange={(text) => onChange({ otherRole: text })}
          required
          suggestions={facts.names}
          help={meaning}
        />
      )}
      <FieldWarning
        text={
          name !== '' && facts.isMissing(name)
            ? t('There is no role {{name}}. Until there is one, the binding grants nothing.', { name })
            : undefined
        }
      />
    </>
  )
}

function ScopeFields({ form, onChange }: FieldsProps) {
  const { names } = useProjects()
  return (
    <>
      <RadioField
        name="scope"
        label={t('Where')}
        value={form.scope}
        // The field has the options below and no others.
        onChange={(scope) => onChange({ scope: scope as GrantForm['scope'] })}
        options={[
          { value: 'project', label: t('In one project') },
          { value: 'cluster', label: t('In the whole cluster'), help: t('In every project, including future ones.') },
        ]}
      />
      {form.scope === 'project' && (
        <TextField
          name="project"
          label={t('Project')}
          value={form.project}
          onChange={(project) => onChange({ project })}
          required
          suggestions={names}
        />
      )}
    </>
  )
}
