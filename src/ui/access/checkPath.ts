import { paths } from '../../lib/paths.ts'
import { isAccessVerb, type AccessPlace, type AccessVerb } from './accessVerbs.ts'

/** A question to the check: who (empty: oneself, or whoever is in the groups), what, and where. */
export interface AccessQuestion extends AccessPlace {
  verb: AccessVerb
  user: string
  /** Groups that the user is taken to be in, beside those that the cluster tells of. */
  groups: readonly string[]
}

/** The address of the check page with a question. */
export function checkPath(question: Partial<AccessQuestion>): string {
  const params = questionParams(question).toString()
  return params ? `${paths.access('check')}?${params}` : paths.access('check')
}

/** A question as parameters of an address. */
export function questionParams({ project, user, verb, stream, groups = [] }: Partial<AccessQuestion>): URLSearchParams {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries({ project, user, verb, stream })) if (value) params.set(key, value)
  for (const group of groups) params.append('group', group)
  return params
}

/** The question in an address; what it does not say is left as it is asked first. `asked`: whether it is one, with a verb. */
export function questionFrom(params: URLSearchParams): AccessQuestion & { asked: boolean } {
  const verb = params.get('verb')
  return {
    project: params.get('project')?.trim() ?? '',
    user: params.get('user')?.trim() ?? '',
    stream: params.get('stream')?.trim() ?? '',
    groups: [...new Set(params.getAll('group').map((group) => group.trim()))].filter((group) => group !== ''),
    verb: isAccessVerb(verb) ? verb : 'pull',
    asked: isAccessVerb(verb),
  }
}
