import { useQuery } from '@tanstack/react-query'
import { listOf } from '../../k8s/queries.ts'
import { isProjectName } from '../../k8s/resources/roleBinding.ts'
import { ServiceAccount, serviceAccountRow } from '../../k8s/resources/serviceAccount.ts'
import { t } from '../../lib/t.ts'
import { TextField } from '../fields.tsx'
import { FieldWarning } from '../FieldWarning.tsx'

export interface ServiceAccountFieldProps {
  /** Which problem is its own. */
  name: string
  label: string
  /** The project whose accounts are suggested, as typed. */
  project: string
  value: string
  onChange(value: string): void
}

/** The name of a service account that gets a role: of those there are, or one that is yet to come, which is said. */
export function ServiceAccountField({ name, label, project, value, onChange }: ServiceAccountFieldProps) {
  const isProject = isProjectName(project)
  const { data } = useQuery({
    ...listOf(ServiceAccount, isProject ? { namespace: project } : {}, serviceAccountRow),
    enabled: isProject,
  })
  const accounts = isProject ? data?.items.map(({ metadata }) => metadata.name) : undefined
  const isMissing = value.trim() !== '' && accounts?.includes(value.trim()) === false
  return (
    <>
      <TextField
        name={name}
        label={label}
        value={value}
        onChange={onChange}
        required
        suggestions={accounts ?? []}
        help={t('Pods that name none run as {{name}}.', { name: 'default' })}
      />
      <FieldWarning
        text={
          isMissing
            ? t('There is no service account {{name}} in {{project}}. It gets the role once it is created.', {
                name: value.trim(),
                project,
              })
            : undefined
        }
      />
    </>
  )
}
