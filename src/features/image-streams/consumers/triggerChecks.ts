import { t } from '../../../lib/t.ts'
import type { WantedTrigger } from '../../../k8s/resources/imageTriggerChange.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { kindNamed, triggersIn } from './triggerHome.ts'
import { faultText, watchedText } from './triggerWords.ts'

/** What somebody has filled in so far. */
export interface TriggerForm {
  wanted: WantedTrigger
  kind: string
  project: string
  name: string
  containers: readonly string[]
}

/** What is wrong with a trigger before it is sent, by field: the server would store it all, and the controller would say nothing. */
export function triggerProblems(
  { wanted, kind, project, name, containers }: TriggerForm,
  object: K8sObject | undefined,
) {
  const problems: Record<string, string> = {}
  if (!name) problems['workload'] = t('Choose the workload that follows the tag.')
  if (!wanted.tag) problems['tag'] = t('Choose the tag to follow.')
  if (!name || !object) {
    if (name) problems['workload'] = t('The workload is still being read.')
    return problems
  }
  const triggers = triggersIn(kind, object)
  if (triggers.some(({ fault }) => fault === 'notJson')) {
    problems['workload'] = t(
      'Its triggers annotation is not a JSON list. Remove that first: nothing that is added to it would work.',
    )
  }
  const { container } = wanted
  if (container === undefined) {
    const same = triggers.find(
      ({ namespace, stream, tag }) => namespace === wanted.namespace && stream === wanted.stream && tag === wanted.tag,
    )
    if (same) problems['tag'] = t('The build config has a trigger for this tag already.')
    return problems
  }
  if (!container) problems['container'] = t('Choose the container whose image follows the tag.')
  else if (!containers.includes(container))
    problems['container'] = t('There is no container {{container}}.', { container })
  const taken = triggers.find((trigger) => trigger.containers.includes(container))
  if (taken) {
    problems['container'] = t(
      'The container follows {{watched}} already. Two triggers for one container would stop both: remove that one first.',
      {
        watched: watchedText(taken, project),
      },
    )
  }
  return problems
}

/** What would keep a trigger from working, or make it do more than somebody may want. */
export function triggerWarnings({ wanted, kind, project, name }: TriggerForm, object: K8sObject | undefined): string[] {
  if (!name || !object) return []
  const warnings: string[] = []
  const breaking = triggersIn(kind, object).find(
    ({ fault, paused }) => fault === 'duplicate' || (fault === 'unknownContainer' && !paused),
  )
  if (breaking?.style === 'annotation') warnings.push(faultText(breaking) ?? '')
  const pushes = kindNamed(kind)
    .project(object)
    .refs.some(
      ({ role, from }) =>
        role === 'output' &&
        from.name === `${wanted.stream}:${wanted.tag}` &&
        (from.namespace ?? project) === wanted.namespace,
    )
  if (pushes) warnings.push(t('It pushes to this tag itself: each build would start the next one.'))
  if (wanted.namespace !== project) {
    warnings.push(
      t('Pods in {{project}} need the role system:image-puller in {{namespace}} to pull the image.', {
        project,
        namespace: wanted.namespace,
      }),
    )
  }
  return warnings
}
