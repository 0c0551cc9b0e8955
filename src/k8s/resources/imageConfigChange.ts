import { isSame } from '../../lib/differences.ts'
import { exactJson } from '../../lib/exactJson.ts'
import { mergePatchOf } from '../../lib/mergePatchOf.ts'
import { commandLine } from '../../lib/shell.ts'
import type { Patch } from '../writes.ts'
import type { ImageConfig, ImageConfigSpec, ImageRegistrySources, RegistryLocation } from './imageConfig.ts'

/** The lists that are typed one entry a line. */
export type EntryList = keyof ImageRegistrySources | 'externalRegistryHostnames'

/** The configuration of images as a form has it. */
export interface ImageConfigForm extends Record<EntryList, string> {
  allowedRegistriesForImport: readonly RegistryLocation[]
  additionalTrustedCA: string
  imageStreamImportMode: string
}

/** What a person changed. */
export type ImageConfigEdits = Partial<ImageConfigForm>

const sourceLists: readonly (keyof ImageRegistrySources)[] = [
  'allowedRegistries',
  'blockedRegistries',
  'insecureRegistries',
  'containerRuntimeSearchRegistries',
]

/** The lists that are typed one entry a line, in the order of the form. */
export const entryLists: readonly EntryList[] = [...sourceLists, 'externalRegistryHostnames']

/** The entries of a text, one a line, each with the number of its line. Empty lines are none. */
export function entriesOf(text: string): { line: number; entry: string }[] {
  return text.split('\n').flatMap((line, index) => (line.trim() ? [{ line: index + 1, entry: line.trim() }] : []))
}

const listOf = (text: string) => entriesOf(text).map(({ entry }) => entry)

/** The fields of a spec as they are typed. */
export function formOf(spec: ImageConfigSpec | null | undefined): ImageConfigForm {
  const text = (list: EntryList) => (listIn(spec, list) ?? []).join('\n')
  return {
    allowedRegistries: text('allowedRegistries'),
    blockedRegistries: text('blockedRegistries'),
    insecureRegistries: text('insecureRegistries'),
    containerRuntimeSearchRegistries: text('containerRuntimeSearchRegistries'),
    externalRegistryHostnames: text('externalRegistryHostnames'),
    allowedRegistriesForImport: spec?.allowedRegistriesForImport ?? [],
    additionalTrustedCA: spec?.additionalTrustedCA?.name ?? '',
    imageStreamImportMode: spec?.imageStreamImportMode ?? '',
  }
}

function listIn(spec: ImageConfigSpec | null | undefined, list: EntryList): string[] | null | undefined {
  return list === 'externalRegistryHostnames' ? spec?.externalRegistryHostnames : spec?.registrySources?.[list]
}

/**
 * The spec with what was changed. A list without entries is left out: for the API an empty one is a list all the same, which the
 * other one excludes, and the search list must not be empty. What the form does not know stays.
 */
export function specOf(spec: ImageConfigSpec | null | undefined, edits: ImageConfigEdits): ImageConfigSpec {
  const before = formOf(spec)
  const after: Record<string, unknown> = { ...spec }
  const sources: Record<string, unknown> = { ...spec?.registrySources }
  const put = (into: Record<string, unknown>, key: string, value: unknown) => {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) delete into[key]
    else into[key] = value
  }
  for (const list of entryLists) {
    const text = edits[list]
    if (text === undefined || isSame(listOf(text), listOf(before[list]))) continue
    put(list === 'externalRegistryHostnames' ? after : sources, list, listOf(text))
  }
  const imports = edits.allowedRegistriesForImport?.map(location)
  if (imports && !isSame(imports, before.allowedRegistriesForImport.map(location)))
    put(after, 'allowedRegistriesForImport', imports)
  const name = edits.additionalTrustedCA?.trim()
  if (name !== undefined && name !== before.additionalTrustedCA)
    put(after, 'additionalTrustedCA', name ? { ...spec?.additionalTrustedCA, name } : undefined)
  const mode = edits.imageStreamImportMode
  if (mode !== undefined && mode !== before.imageStreamImportMode) put(after, 'imageStreamImportMode', mode)
  if (!isSame(sources, spec?.registrySources ?? {})) after['registrySources'] = sources
  return after
}

/** Secure unless it says otherwise, as the API leaves it out. */
function location({ domainName, insecure, ...unknown }: RegistryLocation): RegistryLocation {
  return { ...unknown, domainName: domainName.trim(), ...(insecure && { insecure }) }
}

/** What has to be sent; undefined when nothing is changed. */
export function patchOf({ spec }: Pick<ImageConfig, 'spec'>, edits: ImageConfigEdits): Patch | undefined {
  return patchTo({ spec }, specOf(spec, edits))
}

/** The patch that makes one spec of another. */
export function patchTo({ spec }: Pick<ImageConfig, 'spec'>, after: ImageConfigSpec): Patch | undefined {
  const patch = mergePatchOf({ ...spec }, { ...after })
  return Object.keys(patch).length === 0 ? undefined : { spec: patch }
}

/** The command that sends the same. */
export function imageConfigCommand(patch: Patch): string {
  return commandLine('oc', 'patch', 'image.config.openshift.io/cluster', '--type=merge', '-p', exactJson(patch))
}

/**
 * The same changes over a newer version: entries that were added and taken away are added to its lists and taken from them, so
 * that what others wrote into a list stays.
 */
export function rebasedEdits(
  base: ImageConfig['spec'],
  edits: ImageConfigEdits,
  latest: ImageConfig['spec'],
): ImageConfigEdits {
  const [before, now] = [formOf(base), formOf(latest)]
  const rebased: ImageConfigEdits = { ...edits }
  for (const list of entryLists) {
    const text = edits[list]
    if (text === undefined) continue
    rebased[list] = rebasedList(listOf(before[list]), listOf(text), listOf(now[list]), (entry) => entry).join('\n')
  }
  const imports = edits.allowedRegistriesForImport
  if (imports) {
    const key = (entry: RegistryLocation) => exactJson(location(entry))
    rebased.allowedRegistriesForImport = rebasedList(
      before.allowedRegistriesForImport,
      imports,
      now.allowedRegistriesForImport,
      key,
    )
  }
  return rebased
}

function rebasedList<E>(
  before: readonly E[],
  mine: readonly E[],
  latest: readonly E[],
  key: (entry: E) => string,
): E[] {
  // Nobody else touched it: the order that was typed counts.
  if (isSame(before, latest)) return [...mine]
  const [known, kept, there] = [before, mine, latest].map((list) => new Set(list.map(key)))
  return [
    ...latest.filter((entry) => kept?.has(key(entry)) || !known?.has(key(entry))),
    ...mine.filter((entry) => !known?.has(key(entry)) && !there?.has(key(entry))),
  ]
}
