import { useQuery } from '@tanstack/react-query'
import { useProjects } from '../../k8s/projects.ts'
import { listOf } from '../../k8s/queries.ts'
import { isProjectName } from '../../k8s/resources/roleBinding.ts'
import { ServiceAccount, serviceAccountRow } from '../../k8s/resources/serviceAccount.ts'
import { t } from '../../lib/t.ts'
import { SelectField, TextField } from '../fields.tsx'
import { FieldWarning } from '../FieldWarning.tsx'
import type { GrantForm } from './grantForm.ts'

interface SubjectFieldsProps {
  form: GrantForm
  onChange(change: Partial<GrantForm>): void
}

/** Who a role is granted to. */
export function SubjectFields({ form, onChange }: SubjectFieldsProps) {
  const { kind, name } = form
  return (
    <>
      <SelectField
        name="kind"
        label={t('To')}
        value={kind}
        // The field has the options below and no others.
        onChange={(chosen) => onChange({ kind: chosen as GrantForm['kind'] })}
        options={[
          { value: 'User', label: t('A user') },
          { value: 'Group', label: t('A group') },
          { value: 'ServiceAccount', label: t('A service account') },
        ]}
      />
      {kind === 'ServiceAccount' ? (
        <AccountFields form={form} onChange={onChange} />
      ) : (
        <TextField
          name="name"
          label={t('Name')}
          value={name}
          onChange={(text) => onChange({ name: text })}
          required
          help={
            kind === 'User'
              ? t('As {{command}} prints it.', { command: 'oc whoami' })
              : t('Everybody in the group gets the role.')
          }
          {...(kind === 'Group' && { suggestions: ['system:authenticated', 'system:unauthenticated'] })}
        />
      )}
    </>
  )
}

function AccountFields({ form: { home, name }, onChange }: SubjectFieldsProps) {
  const { names } = useProjects()
  const isProject = isProjectName(home.trim())
  const { data } = useQuery({
    ...listOf(ServiceAccount, isProject ? { namespace: home.trim() } : {}, serviceAccountRow),
    enabled: isProject,
  })
  const accounts = isProject ? data?.items.map(({ metadata }) => metadata.name) : undefined
  const isMissing = name.trim() !== '' && accounts?.includes(name.trim()) === false
  return (
    <>
      <TextField
        name="home"
        label={t('Project of the service account')}
        value={home}
        onChange={(text) => onChange({ home: text })}
        required
        suggestions={names}
      />
      <TextField
        name="name"
        label={t('Name')}
        value={name}
        onChange={(text) => onChange({ name: text })}
        required
        suggestions={accounts ?? []}
        help={t('Pods that name none run as {{name}}.', { name: 'default' })}
      />
      <FieldWarning
        text={
          isMissing
            ? t('There is no service account {{name}} in {{project}}. It gets the role once it is created.', {
                name: name.trim(),
                project: home.trim(),
              })
            : undefined
        }
      />
    </>
  )
}
