import type { MirrorSetObject } from '../../../k8s/resources/mirrorSet.ts'
import type { ResourceType } from '../../../k8s/types.ts'
import { commandLine } from '../../../lib/shell.ts'
import { toYaml } from '../../../ui/yaml/yamlDocument.ts'

/** The command that creates a mirror set. */
export function applyCommand({ group, version, kind }: ResourceType, object: MirrorSetObject): string {
  const { metadata, spec } = object
  const text = toYaml({ apiVersion: `${group}/${version}`, kind, metadata, spec })
  // No word of a mirror set is a line of its own without a dash or a colon: none ends the text early.
  return `oc apply -f - <<'EOF'\n${text.trimEnd()}\nEOF`
}

/** The command that puts the entries of a mirror set in the place of those it has. */
export function patchCommand(type: ResourceType, name: string, patch: object): string {
  return commandLine('oc', 'patch', wordOf(type), name, '--type=merge', '-p', JSON.stringify(patch))
}

/** The command that deletes a mirror set. */
export function deleteCommand(type: ResourceType, name: string): string {
  return commandLine('oc', 'delete', wordOf(type), name)
}

/** The kind as `oc` takes it, unmistakably. */
function wordOf({ plural, group }: ResourceType): string {
  return `${plural}.${group}`
}
