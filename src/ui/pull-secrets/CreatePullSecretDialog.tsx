import { useState } from 'react'
import { sendJson } from '../../k8s/request.ts'
import { ApiError } from '../../k8s/ApiError.ts'
import { request } from '../../k8s/request.ts'
import { resourcePath } from '../../k8s/path.ts'
import { pullSecret, pullSecretName, registryKey, Secret } from '../../k8s/resources/pullSecret.ts'
import { t } from '../../lib/t.ts'
import { ActionDialog } from '../ActionDialog.tsx'
import { CommandLine } from '../CommandLine.tsx'
import { TextField } from '../fields.tsx'
import type { WantedPullSecret } from './openCreatePullSecret.tsx'
import { commandLine } from '../../lib/shell.ts'
import { secretNameProblem } from '../../lib/metadataNames.ts'
import { pullSecretCommand } from './pullSecretCommands.ts'
import { useDenied } from '../useDenied.tsx'

/**
 * Creates the pull secret that a source needs. What was typed goes nowhere but into the request: into no cache, no address and
 * no message; it is gone with the dialog.
 */
export function CreatePullSecretDialog({ namespace = '', registry: asked = '', onCreated }: WantedPullSecret) {
  const [registry, setRegistry] = useState(asked)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [typedName, setName] = useState<string>()
  const name = typedName ?? pullSecretName(registry)
  const denied = useDenied('create', Secret, namespace)
  const problems = {
    registry: /\s/.test(registry.trim()) ? t('Take out the spaces.') : undefined,
    username: username.trim() === '' ? t('Enter the user name.') : undefined,
    password: password === '' ? t('Enter the password or token.') : undefined,
    name: secretNameProblem(name),
  }
  const complete = Object.entries(problems).every(([field, problem]) => field === 'password' || problem === undefined)
  return (
    <ActionDialog
      title={t('Create pull secret in {{project}}', { project: namespace })}
      confirm={t('Create pull secret')}
      done={t('Created pull secret {{name}}', { name })}
      {...(onCreated && { onDone: onCreated })}
      blocked={denied}
      problems={problems}
      command={complete ? pullSecretCommand(namespace, name, registryKey(registry), username.trim()) : undefined}
      fieldOf={({ field }) => (field === 'metadata.name' ? 'name' : undefined)}
      perform={() => createSecret(namespace, name, { registry, username: username.trim(), password })}
      isDone={() => exists(namespace, name)}
    >
      <TextField
        name="registry"
        label={t('Registry host')}
        value={registry}
        onChange={setRegistry}
        help={t('Host and port as in the pull spec.')}
        required
      />
      <TextField name="username" label={t('User name')} value={username} onChange={setUsername} required />
      <TextField
        name="password"
        label={t('Password or token')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        help={t('It is not shown again. In the command, put it in place of PASSWORD.')}
        required
      />
      <TextField name="name" label={t('Name')} value={name} onChange={setName} required />
      <p className="rc-subtle">
        {t('Imports use every pull secret of the project. Pods that pull from the source itself need it as well:')}{' '}
        <CommandLine command={commandLine('oc', 'secrets', 'link', 'default', name, '--for=pull', '-n', namespace)} />
      </p>
    </ActionDialog>
  )
}

/** The answer holds the credentials: nothing keeps it. */
async function createSecret(
  namespace: string,
  name: string,
  credentials: { registry: string; username: string; password: string },
): Promise<void> {
  const secret = pullSecret(namespace, name, credentials)
  await sendJson('POST', resourcePath(Secret, { namespace }), { apiVersion: 'v1', kind: 'Secret', ...secret })
}

/** Whether the secret is there, without reading what it holds. */
async function exists(namespace: string, name: string): Promise<boolean> {
  const headers = { Accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' }
  try {
    await request(resourcePath(Secret, { namespace }, name), { headers })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return false
    throw error
  }
}
