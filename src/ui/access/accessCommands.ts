import type { ReviewTarget, ReviewedUser } from '../../k8s/accessReviews.ts'
import { commandLine } from '../../lib/shell.ts'

// The registry's metrics are no kind of the API: `oc` would look for it in no group at all.
const isNoKind = ({ resource }: ReviewTarget) => resource === 'registry'

/** The command that asks the same, where there is one. To ask for others one has to be allowed to impersonate them. */
export function canICommand(user: ReviewedUser | 'self', target: ReviewTarget): string | undefined {
  if (isNoKind(target)) return undefined
  const { verb, group, resource, subresource, namespace, name } = target
  const what = group ? `${resource}.${group}` : resource
  return commandLine(
    'oc',
    'auth',
    'can-i',
    verb,
    name === undefined ? what : `${what}/${name}`,
    subresource !== undefined && `--subresource=${subresource}`,
    ...(namespace === undefined ? ['--all-namespaces'] : ['-n', namespace]),
    ...asWords(user),
  )
}

/** As somebody else. Groups alone cannot be asked for: somebody must be in them. */
function asWords(user: ReviewedUser | 'self'): string[] {
  if (user === 'self') return []
  const { name, groups = [] } = user
  // Written with the name, so that one that begins as a flag is none.
  return [`--as=${name || 'nobody'}`, ...groups.map((group) => `--as-group=${group}`)]
}

/** The command that lists who may, where there is one. */
export function whoCanCommand(target: ReviewTarget): string | undefined {
  if (isNoKind(target)) return undefined
  const { verb, group, resource, subresource, namespace, name } = target
  const what = group === '' ? resource : `${resource}.${group}`
  const part = subresource !== undefined && `--subresource=${subresource}`
  const where = namespace === undefined ? ['--all-namespaces'] : ['-n', namespace]
  return commandLine('oc', 'adm', 'policy', 'who-can', verb, what, name, part, ...where)
}
