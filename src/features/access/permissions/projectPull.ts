import { isProjectName, serviceAccountOf } from '../../../k8s/resources/roleBinding.ts'
import { t } from '../../../lib/t.ts'
import type { Problems } from '../../../ui/fields.tsx'

interface ProjectPullForm {
  /** The project with the images. */
  from: string
  /** The project whose pods pull them. */
  project: string
  who: 'all' | 'one'
  account: string
}

/** What is wrong with the form, by field. */
export function projectPullProblems({ from, project, who, account }: ProjectPullForm): Problems {
  const [home, other, name] = [from.trim(), project.trim(), account.trim()]
  const isAccount = serviceAccountOf(`system:serviceaccount:${other}:${name}`) !== undefined
  return {
    ...(!isProjectName(home) && { from: t('Enter the name of a project.') }),
    ...(!isProjectName(other) && { project: t('Enter the name of a project.') }),
    ...(isProjectName(other) &&
      other === home && { project: t('Its own pods may pull already. Enter another project.') }),
    ...(who === 'one' &&
      isProjectName(other) &&
      !isAccount && { account: t('A service account cannot have this name.') }),
  }
}
