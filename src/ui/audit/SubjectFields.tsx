import { useProjects } from '../../k8s/projects.ts'
import { t } from '../../lib/t.ts'
import { SelectField, TextField } from '../fields.tsx'
import type { GrantForm } from './grantForm.ts'
import { ServiceAccountField } from './ServiceAccountField.tsx'

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
      <ServiceAccountField
        name="name"
        label={t('Name')}
        project={home.trim()}
        value={name}
        onChange={(text) => onChange({ name: text })}
      />
    </>
  )
}
