import { scopeProblem } from '../../lib/registryScope.ts'
import { t } from '../../lib/t.ts'
import type { Cause } from '../ApiError.ts'
import type { ImageConfigSpec } from './imageConfig.ts'
import { entriesOf, entryLists, formOf, type EntryList, type ImageConfigEdits } from './imageConfigChange.ts'

/** What is wrong with one entry of a list. */
export interface EntryProblem {
  /** From 1. */
  line: number
  entry: string
  message: string
}

export interface ImageConfigFindings {
  /** By field; of entries of the import list by `allowedRegistriesForImport.INDEX`. Nothing is sent while there are any. */
  problems: Record<string, string>
  warnings: Record<string, string>
}

// openshift/api@2a3d739 config/v1/types_image.go: newer servers refuse more.
const mostEntries = 1024
const longestEntry = 256

/** What is wrong with the entries of a text, one a line. */
export function entryProblems(list: EntryList, text: string): EntryProblem[] {
  const seen = new Map<string, number>()
  return entriesOf(text).flatMap(({ line, entry }) => {
    const first = seen.get(entry)
    if (first === undefined) seen.set(entry, line)
    const message =
      first === undefined ? entryProblem(list, entry) : t('It is there already, in line {{line}}.', { line: first })
    return message === undefined ? [] : [{ line, entry, message }]
  })
}

/** What is wrong with one entry of a list. */
export function entryProblem(list: EntryList, entry: string): string | undefined {
  if (/[,;]/.test(entry)) return t('Write one registry a line, without commas.')
  // Nodes look names up at hosts, and streams are published under them.
  if (list !== 'containerRuntimeSearchRegistries' && list !== 'externalRegistryHostnames') return scopeProblem(entry)
  return scopeProblem(entry, 'host')
}

/** What is wrong with a domainName of the import list. One that the OpenShift API server cannot read keeps it from starting. */
export function importDomainProblem(domainName: string): string | undefined {
  const text = domainName.trim()
  if (!text) return t('Enter a host, such as quay.io or *.example.com.')
  if (/\s/.test(text)) return t('The name of a registry has no spaces.')
  if (/^[a-z]+:\/\//i.test(text)) return t('Leave out the protocol: only host, port and path.')
  if (text.includes('/')) return t('Only the host and its port: imports are not told apart by paths.')
  if (text.split(':').length > 2) return t('There is one colon at most, before the port.')
  if (!/^[a-zA-Z0-9.*?_-]+(:[0-9*?]+)?$/.test(text)) return t('Write a host, or host:port. * and ? stand for anything.')
  return undefined
}

/** What is wrong with what was typed, and what is to be known of it. What is wrong already and not touched is no reason to refuse. */
export function imageConfigFindings(
  spec: ImageConfigSpec | null | undefined,
  edits: ImageConfigEdits,
): ImageConfigFindings {
  const problems: Record<string, string> = {}
  const warnings: Record<string, string> = {}
  const form = { ...formOf(spec), ...edits }
  const note = (field: keyof ImageConfigEdits, name: string, message: string) => {
    if (edits[field] === undefined) warnings[name] = message
    else problems[name] = message
  }
  for (const list of entryLists) {
    const [first, ...others] = entryProblems(list, form[list])
    const entries = entriesOf(form[list])
    if (first) note(list, list, sentenceOf(list, first, others.length))
    else if (entries.length > mostEntries || entries.some(({ entry }) => entry.length > longestEntry))
      warnings[list] = t('Newer clusters take at most {{most}} entries, of {{longest}} characters each.', {
        most: mostEntries,
        longest: longestEntry,
      })
  }
  const both = entriesOf(form.allowedRegistries).length > 0 && entriesOf(form.blockedRegistries).length > 0
  if (both) {
    const field = edits.allowedRegistries === undefined ? 'blockedRegistries' : 'allowedRegistries'
    const touched = sourceFields.some((name) => edits[name] !== undefined)
    if (touched) problems[field] ??= exclusive()
    else warnings[field] ??= exclusive()
  }
  const domains = new Map<string, number>()
  for (const [index, { domainName, insecure = false }] of form.allowedRegistriesForImport.entries()) {
    const key = `${domainName.trim()} ${String(insecure)}`
    const message =
      importDomainProblem(domainName) ??
      (domains.has(key) ? t('{{name}} is there already.', { name: domainName.trim() }) : undefined)
    domains.set(key, index)
    if (message !== undefined) note('allowedRegistriesForImport', `allowedRegistriesForImport.${index}`, message)
  }
  const name = form.additionalTrustedCA.trim()
  if (name && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
    note('additionalTrustedCA', 'additionalTrustedCA', t('{{name}} is not a valid name of a ConfigMap.', { name }))
  return { problems, warnings }
}

/** What the server said, by the fields of the form that it is about. What is about none of them is left out. */
export function refusedFields(causes: readonly Cause[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { field, message } of causes) {
    const [, name, index] = causePattern.exec(field) ?? []
    if (!name) continue
    const isImport = name === 'allowedRegistriesForImport'
    found[isImport && index !== undefined ? `${name}.${index}` : name] ??= message
  }
  return found
}

const causePattern =
  /^spec\.(?:registrySources\.)?(allowedRegistriesForImport|allowedRegistries|blockedRegistries|insecureRegistries|containerRuntimeSearchRegistries|externalRegistryHostnames|additionalTrustedCA|imageStreamImportMode)(?:\[(\d+)\])?/

const sourceFields = [
  'allowedRegistries',
  'blockedRegistries',
  'insecureRegistries',
  'containerRuntimeSearchRegistries',
] as const

/** Why both lists at once are refused, although older servers take them. */
export function exclusive(): string {
  return t(
    'Allowed and blocked registries exclude each other. Older servers take both, and then nodes get no new configuration at all. Keep one of the two lists.',
  )
}

/** What a list is called. */
export function listTitle(list: EntryList): string {
  switch (list) {
    case 'allowedRegistries':
      return t('Allowed registries')
    case 'blockedRegistries':
      return t('Blocked registries')
    case 'insecureRegistries':
      return t('Insecure registries')
    case 'containerRuntimeSearchRegistries':
      return t('Container runtime search registries')
    case 'externalRegistryHostnames':
      return t('External registry hostnames')
  }
}

function sentenceOf(list: EntryList, { line, entry, message }: EntryProblem, others: number): string {
  const first = t('{{list}}, line {{line}} ({{entry}}): {{message}}', { list: listTitle(list), line, entry, message })
  return others === 0 ? first : `${first} ${t('{{count}} more lines have problems.', { count: others })}`
}
