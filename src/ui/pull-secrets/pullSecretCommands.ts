import { registryKey } from '../../k8s/resources/pullSecret.ts'
import { commandLine } from '../../lib/shell.ts'
import type { LinkChoices, PullSecretForm } from './pullSecretForm.ts'

/** The command that makes the same pull secret. The password is left for the person to put in. */
export function pullSecretCommand(namespace: string, name: string, server: string, username: string): string {
  return commandLine(
    'oc',
    'create',
    'secret',
    'docker-registry',
    name,
    `--docker-server=${server}`,
    `--docker-username=${username}`,
    '--docker-password=PASSWORD',
    '-n',
    namespace,
  )
}

/** The command that makes a pull secret from an auth file. */
function fileCommand(namespace: string, name: string, file: string): string {
  const type = '--type=kubernetes.io/dockerconfigjson'
  const from = `--from-file=.dockerconfigjson=${file}`
  return commandLine('oc', 'create', 'secret', 'generic', name, from, type, '-n', namespace)
}

/** The commands that come to the same as a form, without any value of it: passwords are asked for, or are a word. */
export function createCommands({ namespace, way, logins, links }: PullSecretForm, name: string): string {
  return [...secretCommands(namespace, name, way, logins), ...linkCommands(namespace, name, links)].join('\n')
}

function secretCommands(
  namespace: string,
  name: string,
  way: PullSecretForm['way'],
  logins: PullSecretForm['logins'],
): string[] {
  if (way === 'file') return [fileCommand(namespace, name, 'AUTHFILE')]
  const [only, ...others] = logins
  if (only && others.length === 0)
    return [pullSecretCommand(namespace, name, registryKey(only.registry), only.username.trim())]
  // "oc create secret docker-registry" takes one registry; podman asks for the passwords.
  const login = logins.map(({ registry, username }) =>
    commandLine('podman', 'login', '--authfile=auth.json', '-u', username.trim(), podmanKey(registry)),
  )
  return [...login, fileCommand(namespace, name, 'auth.json')]
}

const podmanKey = (registry: string) =>
  registryKey(registry).replace(/^https:\/\/index\.docker\.io\/v1\/$/, 'docker.io')

/** The commands that link a new secret to service accounts. */
export function linkCommands(namespace: string, secret: string, links: LinkChoices): string[] {
  return [...links].flatMap(([account, { pull, mount }]) => {
    const kinds = [pull && 'pull', mount && 'mount'].filter(Boolean).join(',')
    return kinds === '' ? [] : [linkCommand(namespace, account, secret, kinds)]
  })
}

/** The command that links a secret to a service account; kinds are `pull`, `mount` or both with a comma. */
export function linkCommand(namespace: string, account: string, secret: string, kinds: string): string {
  return commandLine('oc', 'secrets', 'link', account, secret, `--for=${kinds}`, '-n', namespace)
}

/** The command that takes a secret out of both lists of a service account. */
export function unlinkCommand(namespace: string, account: string, secret: string): string {
  return commandLine('oc', 'secrets', 'unlink', account, secret, '-n', namespace)
}
