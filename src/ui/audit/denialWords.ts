import type { Denial } from '../../lib/registryDenial.ts'
import { commandLine } from '../../lib/shell.ts'
import { t } from '../../lib/t.ts'

/** Why it was denied, in a few words for a row. */
export function denialShort({ why, role, user }: Denial): string {
  switch (user === anonymous ? 'noToken' : why) {
    case 'noToken':
      return t('Did not log in')
    case 'badToken':
      return t('Token not accepted')
    case 'noPermission':
      return role ? t('Without {{role}}', { role }) : t('No permission')
    case 'reviewFailed':
      return t('Could not be checked')
    case 'badName':
      return t('No valid name')
    case 'limit':
      return t('Limit or quota')
    case 'other':
      return t('Refused')
  }
}

/** Why it was denied, in a sentence. `what`: the repository or the address. */
export function denialSentence(denial: Denial, what: string): string {
  const { why, namespace } = denial
  switch (why) {
    case 'noToken':
      return t('The client did not log in, and {{what}} is not open to everybody.', { what })
    case 'badToken':
      return t('The cluster does not know the token that the client sent: it has expired, or is from another cluster.')
    case 'noPermission':
      return permissionSentence(denial, what)
    case 'reviewFailed':
      return t('The registry could not ask the cluster whether it is allowed.')
    case 'badName':
      return t('Names here are PROJECT/NAME: one slash, and the project must exist.')
    case 'limit':
      return namespace
        ? t('A limit range or a quota of the project {{namespace}} does not allow it.', { namespace })
        : t('A limit range or a quota of the project does not allow it.')
    case 'other':
      return t('The registry did not let it in.')
  }
}

/** Who did not log in, by the registry's name for them. */
export const anonymous = 'anonymous'

function permissionSentence({ user, verb, role, namespace, clusterRole }: Denial, what: string): string {
  if (user === anonymous) return t('The client did not log in, and {{what}} is not open to everybody.', { what })
  const may = t('{{user}} may not {{verb}} {{what}}.', { user: user ?? t('The user'), verb: verbWord(verb), what })
  if (!role) return may
  const how =
    clusterRole || namespace === undefined
      ? t('The role {{role}} in the whole cluster allows it.', { role })
      : t('The role {{role}} in the project {{namespace}} allows it.', { role, namespace })
  return `${may} ${how}`
}

function verbWord(verb: Denial['verb']): string {
  switch (verb) {
    case 'pull':
      return t('pull')
    case 'push':
      return t('push to')
    case 'delete':
    case 'prune':
      return t('delete')
    case 'signatures':
      return t('sign')
    case 'metrics':
      return t('read the metrics at')
    case 'catalog':
      return t('list')
    default:
      return t('use')
  }
}

/** What to do about it, besides granting a role. */
export function denialAdvice({ why, verb, user }: Denial): string | undefined {
  switch (user === anonymous ? 'noToken' : why) {
    case 'noToken':
      return t(
        'Log in to the registry with the client. In pods and builds: link a pull secret, or grant the role to the service account.',
      )
    case 'badToken':
      return t(
        'Log in again. Tokens of people end after a day unless the cluster says otherwise; jobs outside the cluster are better served by a service account.',
      )
    case 'noPermission':
      return verb === 'push'
        ? t(
            'Pushing into an image stream that does not exist yet needs system:image-builder, or the stream made before.',
          )
        : undefined
    case 'reviewFailed':
      return t(
        'The API server did not answer the registry, or answered with an error: look at its state at that time. The client may try again.',
      )
    case 'badName':
      return t('Tag the image again as REGISTRY/PROJECT/NAME:TAG and push that.')
    case 'limit':
      return t('Make the image smaller, delete what is not needed, or ask an administrator for more.')
    case 'other':
      return undefined
  }
}

/** The commands that help the person whose client was denied, one line each. */
export function denialCommands({ why, namespace, user }: Denial): string[] {
  switch (user === anonymous ? 'noToken' : why) {
    case 'noToken':
      return ['oc registry login']
    case 'badToken':
      return ['oc login --web', 'oc registry login']
    case 'limit':
      return [commandLine('oc', 'describe', 'limitrange,resourcequota', '-n', namespace ?? 'PROJECT')]
    default:
      return []
  }
}
