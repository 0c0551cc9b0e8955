import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useProjects } from '../../k8s/projects.ts'
import { Secret } from '../../k8s/resources/pullSecret.ts'
import { isLinked } from '../../k8s/linkServiceAccount.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { ActionDialog } from '../ActionDialog.tsx'
import { RadioField, TextField } from '../fields.tsx'
import { useDenied } from '../useDenied.tsx'
import { AuthFileField } from './AuthFileField.tsx'
import { createSecret, linkAll, refreshSecrets, secretExists } from './createPullSecret.ts'
import { LoginsField } from './LoginsField.tsx'
import type { WantedPullSecret } from './openCreatePullSecret.tsx'
import { createCommands } from './pullSecretCommands.ts'
import { fieldName, fileOf, formProblems, nameOf, secretOf, type PullSecretForm } from './pullSecretForm.ts'
import { ServiceAccountLinks } from './ServiceAccountLinks.tsx'
import './pull-secrets.css'

/**
 * Makes a pull secret, and links it to service accounts. What was typed goes nowhere but into the request: into no cache, no
 * address and no message; it is gone with the dialog.
 */
export function CreatePullSecretDialog({ namespace: fixed, registry = '', onCreated }: WantedPullSecret) {
  const client = useQueryClient()
  const [form, setForm] = useState<PullSecretForm>(() => ({
    namespace: fixed ?? '',
    way: 'form',
    logins: [{ id: 0, registry, username: '', password: '' }],
    file: '',
    name: undefined,
    links: new Map(),
  }))
  // What was made stays made when a service account then refuses: only the rest is tried again.
  const made = useRef<string>(undefined)
  const change = (changes: Partial<PullSecretForm>) => setForm((before) => ({ ...before, ...changes }))
  const { namespace, links } = form
  const file = fileOf(form)
  const name = nameOf(form, file)
  const problems = formProblems(form, file)
  const denied = useDenied('create', Secret, namespace)
  const isPassword = (field: string) => form.logins.some((_, index) => fieldName('password', index) === field)
  const complete = Object.entries(problems).every(([field, problem]) => problem === undefined || isPassword(field))

  const create = async () => {
    const key = `${namespace}/${name}`
    if (made.current !== key) await createSecret(secretOf(form, file))
    made.current = key
    refreshSecrets(client)
    await linkAll(client, namespace, name, links)
  }
  const isDone = async () => {
    const wanted = [...links].map(([account, { pull, mount }]) =>
      isLinked({ namespace, name: account }, { secret: name, ...(pull && { pull }), ...(mount && { mount }) }),
    )
    return (await secretExists(namespace, name)) && (await Promise.all(wanted)).every(Boolean)
  }
  return (
    <ActionDialog
      title={fixed ? t('Create pull secret in {{project}}', { project: fixed }) : t('Create pull secret')}
      confirm={t('Create pull secret')}
      done={t('Created pull secret {{name}}', { name })}
      {...(onCreated && { onDone: onCreated })}
      blocked={denied}
      problems={problems}
      command={complete ? createCommands(form, name) : undefined}
      fieldOf={({ field }) => (field === 'metadata.name' ? 'name' : undefined)}
      perform={create}
      isDone={isDone}
    >
      {fixed === undefined && <ProjectField value={namespace} onChange={(value) => change({ namespace: value })} />}
      <RadioField
        name="way"
        label={t('Credentials')}
        value={form.way}
        onChange={(way) => change(way === 'file' ? { way } : { way: 'form', file: '' })}
        options={[
          { value: 'form', label: t('User name and password or token') },
          { value: 'file', label: t('Auth file') },
        ]}
      />
      {form.way === 'form' ? (
        <LoginsField logins={form.logins} onChange={(logins) => change({ logins })} />
      ) : (
        <AuthFileField file={file} text={form.file} onChange={(text) => change({ file: text })} />
      )}
      <TextField
        name="name"
        label={t('Name')}
        value={name}
        onChange={(typed) => change({ name: typed })}
        required
        help={t('Imports use every pull secret of the project: nothing has to be linked for them.')}
      />
      <fieldset className="rc-links__group">
        <legend>{t('Use it for pods and builds')}</legend>
        <p className="rc-subtle">
          {t('Pods use what their service account has under Pull: default, unless they name another.')}
          {sentenceGap()}
          {t('Builds push and pull with what builder may mount.')}
        </p>
        <ServiceAccountLinks namespace={namespace} choices={links} onChange={(next) => change({ links: next })} />
      </fieldset>
    </ActionDialog>
  )
}

function ProjectField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { names } = useProjects()
  return (
    <TextField
      name="namespace"
      label={t('Project')}
      value={value}
      onChange={(typed) => onChange(typed.trim())}
      suggestions={names}
      required
    />
  )
}
