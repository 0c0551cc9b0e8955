import { commandLine } from '../../lib/shell.ts'
import { tagOf, type ImageStream } from '../../k8s/resources/imageStream.ts'
import type { TagPolicies, WantedImages, WantedTag } from '../../k8s/resources/imageStreamImport.ts'
import { tagPatchCommand } from '../../k8s/resources/tagCommands.ts'
import {
  importModeOf,
  isInsecure,
  isScheduled,
  referencePolicyOf,
  tagSource,
} from '../../k8s/resources/imageStreamTag.ts'

interface Target {
  namespace: string
  name: string
  /** The stream, when it is there already. */
  stream: ImageStream | undefined
}

/** The commands that import the same, one a line. */
export function importCommand(target: Target, wanted: WantedImages): string {
  const { namespace, name } = target
  if ('tags' in wanted) return wanted.tags.map((tag) => tagCommand(target, tag)).join('\n')
  return commandLine(
    'oc',
    'import-image',
    name,
    `--from=${wanted.repository}`,
    '--all',
    '--confirm',
    ...flags(wanted.policies),
    '-n',
    namespace,
  )
}

function tagCommand(target: Target, wanted: WantedTag): string {
  const { namespace, name } = target
  const tag = `${name}:${wanted.tag ?? ''}`
  if (canImport(target, wanted))
    return commandLine(
      'oc',
      'import-image',
      tag,
      `--from=${wanted.from}`,
      '--confirm',
      ...flags(wanted),
      '-n',
      namespace,
    )
  const known = target.stream && tagOf(target.stream, wanted.tag ?? '')
  const asked = known?.spec
  if (asked && Object.keys(asked.annotations ?? {}).length > 0) {
    // "oc tag" writes the whole tag anew and wipes its annotations.
    const from = { kind: 'DockerImage', name: wanted.from }
    return tagPatchCommand(target, asked, { ...asked, from, generation: 0, importPolicy: wanted.importPolicy })
  }
  // An import leaves the reference policy of a tag alone, and "oc tag" sets it.
  const referencePolicy = { type: known?.spec ? referencePolicyOf(known) : (wanted.referencePolicy.type ?? 'Source') }
  return commandLine(
    'oc',
    'tag',
    '--source=docker',
    wanted.from,
    tag,
    ...flags({ ...wanted, referencePolicy }),
    '-n',
    namespace,
  )
}

/** Whether "oc import-image" does it: it neither changes the source of a tag nor takes a policy away (openshift/oc pkg/cli/importimage). */
function canImport({ stream }: Target, { tag = '', from, importPolicy }: WantedTag): boolean {
  const known = stream && tagOf(stream, tag)
  if (!stream || !known?.spec) return true
  const source = tagSource(stream, known)
  if (source.kind !== 'imported' || source.from !== from) return false
  return !(isScheduled(known) && !importPolicy.scheduled) && !(isInsecure(known) && !importPolicy.insecure)
}

function flags({ importPolicy, referencePolicy }: TagPolicies): (string | false)[] {
  return [
    importPolicy.scheduled === true && '--scheduled',
    importPolicy.insecure === true && '--insecure',
    importModeOf({ name: '', spec: { name: '', importPolicy } }) === 'PreserveOriginal' &&
      '--import-mode=PreserveOriginal',
    referencePolicy.type === 'Local' && '--reference-policy=local',
  ]
}
