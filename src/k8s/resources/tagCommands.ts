import { isSame } from '../../lib/differences.ts'
import { commandLine } from '../../lib/shell.ts'
import type { ImageStream, TagEvent, TagReference } from './imageStream.ts'
import { comparable, isSameSource } from './imageStreamTagEdit.ts'
import { importableTag } from './imageStreamImport.ts'
import { importModeOf, isInsecure, referencePolicyOf } from './imageStreamTag.ts'
import { tagOf } from './imageStream.ts'

/** Which stream a command is about. */
export interface StreamName {
  namespace: string
  name: string
}

/**
 * The command that gives a tag another source: `oc tag`, as long as that keeps what the form keeps. It writes the whole tag
 * anew and wipes its annotations, and it refuses some policies: then it is a patch.
 */
export function tagSourceCommand(stream: StreamName, before: TagReference | undefined, after: TagReference): string {
  const short = asksAgain(stream, before, after) ? undefined : ocTag(stream, after)
  return short ?? tagPatchCommand(stream, before, after)
}

/** Whether a tag asks once more for the image of its stream that it has asked for: the server does nothing then after `oc tag`. */
function asksAgain(stream: StreamName, before: TagReference | undefined, { from }: TagReference): boolean {
  return from?.kind !== 'DockerImage' && isSameSource(stream, before?.from, from)
}

function ocTag({ namespace, name }: StreamName, tag: TagReference): string | undefined {
  const { from, reference, importPolicy, referencePolicy } = tag
  if (!from?.name || Object.keys(tag.annotations ?? {}).length > 0) return undefined
  const external = from.kind === 'DockerImage'
  // oc: "only container images can have importing flags set".
  if (!external && (importPolicy?.insecure || importPolicy?.scheduled)) return undefined
  const alias = from.kind === 'ImageStreamTag'
  const local = alias && !from.name.includes(':') ? `${name}:${from.name}` : from.name
  // oc: "cannot set alias across different Image Streams". Without --alias it would copy the image.
  const own = (from.namespace || namespace) === namespace && local.startsWith(`${name}:`)
  if (alias && !own) return undefined
  return commandLine(
    'oc',
    'tag',
    external && '--source=docker',
    external ? from.name : `${from.namespace || namespace}/${local}`,
    `${namespace}/${name}:${tag.name}`,
    alias && '--alias',
    reference === true && '--reference',
    importPolicy?.scheduled === true && '--scheduled',
    importPolicy?.insecure === true && '--insecure',
    importPolicy?.importMode === 'PreserveOriginal' && '--import-mode=PreserveOriginal',
    referencePolicy?.type === 'Local' && '--reference-policy=local',
    // oc compares the project of an alias with the current one, and not with that of the tag.
    ...(alias ? ['-n', namespace] : []),
  )
}

/** The command that changes only what differs of one tag: a strategic merge patch knows tags by their names. */
export function tagPatchCommand(
  { namespace, name }: StreamName,
  before: TagReference | undefined,
  after: TagReference,
): string {
  const tag = { name: after.name, ...strategicPatch(before ?? {}, after) }
  return commandLine('oc', 'patch', `is/${name}`, '-n', namespace, '-p', JSON.stringify({ spec: { tags: [tag] } }))
}

/** What turns one object into another: what is no longer there is null. Lists are replaced. */
function strategicPatch(before: object, after: object): Record<string, unknown> {
  const known = new Map<string, unknown>(Object.entries(before))
  const patch: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(after)) {
    const old = known.get(key)
    known.delete(key)
    if (isSame(old, value) || value === undefined) continue
    patch[key] = isObject(value) && isObject(old) ? strategicPatch(old, value) : value
  }
  for (const [key, value] of known) if (value !== undefined && value !== null) patch[key] = null
  return patch
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The command that changes annotations of a tag. `oc annotate` reads the tag first, so that it needs one that the spec asks
 * for and that has an image.
 */
export function annotateCommand(stream: ImageStream, before: TagReference, after: TagReference): string {
  const { namespace = '', name } = stream.metadata
  const status = tagOf(stream, after.name)?.status
  const asked = stream.spec?.tags?.some((tag) => tag.name === after.name)
  if (!asked || !status?.items?.[0]?.image) return tagPatchCommand({ namespace, name }, before, after)
  const [known, wanted] = [before.annotations ?? {}, after.annotations ?? {}]
  const words = [
    ...Object.entries(wanted).flatMap(([key, value]) => (known[key] === value ? [] : `${key}=${value}`)),
    ...Object.keys(known).flatMap((key) => (wanted[key] === undefined ? `${key}-` : [])),
  ]
  return commandLine('oc', 'annotate', '--overwrite', `istag/${name}:${after.name}`, '-n', namespace, ...words)
}

/** The policies of a tag that `oc import-image` resets unless it is told of them. */
interface KeptPolicies {
  allPlatforms: boolean
  insecure: boolean
  local: boolean
}

/** The command that imports one tag again with the policies it has. */
export function reimportCommand({ namespace, name }: StreamName, tag: string, kept: KeptPolicies): string {
  return commandLine(
    'oc',
    'import-image',
    `${name}:${tag}`,
    '-n',
    namespace,
    kept.allPlatforms && '--import-mode=PreserveOriginal',
    kept.insecure && '--insecure',
    kept.local && '--reference-policy=local',
  )
}

/** The commands that import tags again, each with the policies it has: `oc import-image` resets the import mode otherwise. */
export function reimportCommands(stream: ImageStream, tagNames: readonly string[]): string {
  const { namespace = '', name } = stream.metadata
  const lines = tagNames.flatMap((tagName) => {
    const tag = tagOf(stream, tagName)
    const imported = tag && importableTag(stream, tag)
    if (!imported) return []
    return reimportCommand({ namespace, name }, imported.name, {
      allPlatforms: importModeOf(imported) === 'PreserveOriginal',
      insecure: isInsecure(imported),
      local: referencePolicyOf(imported) === 'Local',
    })
  })
  return [...new Set(lines)].join('\n')
}

/** The command that deletes tags with their histories. */
export function deleteTagsCommand({ namespace, name }: StreamName, tagNames: readonly string[]): string {
  return commandLine('oc', 'tag', '-d', ...tagNames.map((tag) => `${namespace}/${name}:${tag}`))
}

/** The command that puts an image on top of a tag as a push does, whose source then stays as it is. */
export function putOnTopCommand(
  { namespace, name }: StreamName,
  tag: string,
  { image = '', dockerImageReference = '' }: TagEvent,
) {
  const base = `/apis/image.openshift.io/v1/namespaces/${namespace}`
  const program = `{kind: "ImageStreamMapping", apiVersion, metadata: {name: ${JSON.stringify(name)}, namespace: ${JSON.stringify(namespace)}}, tag: ${JSON.stringify(tag)}, image: (.image | .metadata |= {name, annotations} | .dockerImageReference = ${JSON.stringify(dockerImageReference)})}`
  return [
    commandLine('oc', 'get', '--raw', `${base}/imagestreamimages/${name}@${image}`),
    commandLine('jq', program),
    commandLine('oc', 'create', '--raw', `${base}/imagestreammappings`, '-f', '-'),
  ].join(' | ')
}

/** Whether two tags of a spec ask for the same, whatever the server fills in. */
export function asksTheSame(a: TagReference, b: TagReference): boolean {
  return isSame(comparable(a), comparable(b))
}
