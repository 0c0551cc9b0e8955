import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useProjects } from '../../../k8s/projects.ts'
import { bindingOf, grantCommandOf, isProjectName, RoleBinding } from '../../../k8s/resources/roleBinding.ts'
import { subjectName, type Grant, type Subject } from '../../../k8s/resources/roleBinding.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { bindingsOf, grantRole, isGranted } from '../../../ui/audit/grantRole.ts'
import { ServiceAccountField } from '../../../ui/audit/ServiceAccountField.tsx'
import { RadioField, TextField } from '../../../ui/fields.tsx'
import { FieldWarning } from '../../../ui/FieldWarning.tsx'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { pullRole } from './openPull.ts'
import { projectPullProblems } from './projectPull.ts'
import './permissions.css'

/** Lets the pods of another project pull images of this one. */
export function ProjectPullDialog({ namespace: chosen }: { namespace: string | undefined }) {
  const client = useQueryClient()
  const { names } = useProjects()
  const [from, setFrom] = useState(chosen ?? '')
  const [project, setProject] = useState('')
  const [who, setWho] = useState<'all' | 'one'>('all')
  const [account, setAccount] = useState('default')
  const namespace = from.trim()
  const other = project.trim()
  const problems = projectPullProblems({ from, project, who, account })
  const isWrong = Object.keys(problems).length > 0
  const subject: Subject =
    who === 'all'
      ? { kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: `system:serviceaccounts:${other}` }
      : { kind: 'ServiceAccount', namespace: other, name: account.trim() }
  const grant: Grant = { role: pullRole, namespace, subject }
  const isPlace = isProjectName(namespace)
  const { data: bindings } = useQuery({ ...bindingsOf(grant), enabled: isPlace })
  const existing = isWrong ? undefined : bindings && bindingOf(bindings.items, grant)
  const refusal = useRefusal('create', RoleBinding, { namespace }, { enabled: isPlace })
  return (
    <ActionDialog
      title={
        chosen === undefined ? t('Let another project pull') : t('Let another project pull from {{chosen}}', { chosen })
      }
      confirm={t('Allow pulls')}
      command={isWrong ? undefined : grantCommandOf(grant)}
      perform={() => grantRole(client, grant)}
      isDone={() => isGranted(client, grant)}
      done={t('{{who}} may pull images of {{namespace}}', { who: subjectName(subject), namespace })}
      problems={problems}
      blocked={
        refusal ??
        (existing && t('It may pull already: the RoleBinding {{name}} grants it.', { name: existing.metadata.name }))
      }
    >
      {chosen === undefined && (
        <TextField name="from" label={t('Images of')} value={from} onChange={setFrom} required suggestions={names} />
      )}
      <TextField
        name="project"
        label={t('Project that pulls')}
        value={project}
        onChange={setProject}
        required
        suggestions={names.filter((name) => name !== namespace)}
        help={t('Its pods then pull with the credentials of their own service accounts: no pull secret is needed.')}
      />
      <FieldWarning text={unknownProject(other, names)} />
      <RadioField
        name="who"
        label={t('Who in it')}
        value={who}
        // The field has the options below and no others.
        onChange={(value) => setWho(value as 'all' | 'one')}
        options={[
          { value: 'all', label: t('All its service accounts'), help: t('Including future ones.') },
          { value: 'one', label: t('One service account') },
        ]}
      />
      {who === 'one' && (
        <ServiceAccountField
          name="account"
          label={t('Service account')}
          project={other}
          value={account}
          onChange={setAccount}
        />
      )}
    </ActionDialog>
  )
}

function unknownProject(project: string, names: readonly string[]): string | undefined {
  if (!isProjectName(project) || names.length === 0 || names.includes(project)) return undefined
  return t('You cannot see a project {{project}}. If it does not exist, whoever creates it may pull.', { project })
}
