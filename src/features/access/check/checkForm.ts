import { isProjectName } from '../../../k8s/resources/roleBinding.ts'
import { streamNameProblem } from '../../../lib/imageNames.ts'
import { t } from '../../../lib/t.ts'
import { scopeOf } from '../../../ui/access/accessVerbs.ts'
import type { AccessQuestion } from '../../../ui/access/checkPath.ts'
import type { Problems } from '../../../ui/fields.tsx'

/** A question as it is asked: without spaces around names, and without what its verb is not about. */
export function cleanQuestion(form: AccessQuestion): AccessQuestion {
  const scope = scopeOf(form.verb)
  const typed = form.stream.trim()
  // As repositories are written; without a project in the form, or with the same.
  const [before, after, ...more] = typed.split('/')
  const isWhole = before !== undefined && after !== undefined && more.length === 0
  const isSplit = isWhole && (form.project.trim() === '' || form.project.trim() === before)
  const project = isSplit ? before : form.project.trim()
  const stream = isSplit ? after : typed
  return {
    verb: form.verb,
    user: form.user.trim(),
    groups: [...new Set(form.groups.map((group) => group.trim()))].filter((group) => group !== ''),
    project: scope === 'cluster' ? '' : project,
    stream: scope === 'stream' ? stream : '',
  }
}

/** What is wrong with a question, by the name of the field. Users and groups may have any names. */
export function questionProblems(form: AccessQuestion): Problems {
  const { project, stream } = cleanQuestion(form)
  const problems: Record<string, string> = {}
  if (project !== '' && !isProjectName(project)) {
    problems['project'] = t('Names of projects have lower-case letters, digits and hyphens, 63 at most.')
  }
  if (stream === '') return problems
  if (project === '') problems['project'] = t('Enter the project of the image stream.')
  const problem = /[:@]/.test(stream)
    ? t('Leave out the tag: rights are given for image streams.')
    : streamNameProblem(project, stream)
  if (problem) problems['stream'] = problem
  return problems
}
