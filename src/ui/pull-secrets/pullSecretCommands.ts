import { commandLine } from '../../lib/shell.ts'

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
