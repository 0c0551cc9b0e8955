import { commandLine } from '../../../lib/shell.ts'
import type { DeploymentTrigger } from '../../../k8s/resources/deploymentConfig.ts'
import type { ResourceType } from '../../../k8s/types.ts'
import { triggersAnnotation } from '../../../k8s/resources/imageTrigger.ts'
import type { TriggerPatch, WantedTrigger } from '../../../k8s/resources/imageTriggerChange.ts'

/** A workload as commands name it. */
export interface CommandTarget {
  type: ResourceType
  namespace: string
  name: string
}

/**
 * The command with the same effect as a patch of triggers. `oc set triggers` would do more: on a deployment it also sets
 * spec.paused (oc pkg/cli/set/triggers.go), so that annotations are written as they are.
 */
export function triggerCommand({ type, namespace, name }: CommandTarget, patch: TriggerPatch): string {
  const target = `${nameOf(type)}/${name}`
  const inProject = ['-n', namespace]
  if ('spec' in patch)
    return commandLine('oc', 'patch', target, '--type=merge', '-p', JSON.stringify(patch), ...inProject)
  const text = patch.metadata.annotations[triggersAnnotation]
  if (text === null) return commandLine('oc', 'annotate', target, `${triggersAnnotation}-`, ...inProject)
  return commandLine('oc', 'annotate', target, `${triggersAnnotation}=${text}`, '--overwrite', ...inProject)
}

/** The command that adds a trigger. Configs that are not started paused have a shorter one with exactly that effect. */
export function addTriggerCommand(target: CommandTarget, patch: TriggerPatch, wanted: WantedTrigger): string {
  const { namespace, stream, tag, container, paused } = wanted
  if (!('spec' in patch) || paused) return triggerCommand(target, patch)
  // oc knows one trigger for a tag: it would take the tag from the container that follows it already.
  const follows = ({ imageChangeParams }: DeploymentTrigger) =>
    imageChangeParams?.from?.name === `${stream}:${tag}` &&
    (imageChangeParams.from.namespace || target.namespace) === namespace
  // Those of build configs have no such parameters.
  const triggers = patch.spec.triggers as readonly DeploymentTrigger[]
  if (triggers.filter(follows).length > 1) return triggerCommand(target, patch)
  return commandLine(
    'oc',
    'set',
    'triggers',
    `${nameOf(target.type)}/${target.name}`,
    `--from-image=${namespace}/${stream}:${tag}`,
    ...(container === undefined ? [] : ['-c', container]),
    '-n',
    target.namespace,
  )
}

/** The resource of a command, with its group where others have a resource of that name. */
const nameOf = ({ kind }: ResourceType) => kind.toLowerCase()
