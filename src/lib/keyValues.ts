import { mergeChanges } from './mergeChanges.ts'
import { annotationBytes, labelValueProblem, metadataKeyProblem, mostAnnotationBytes } from './metadataNames.ts'
import { t } from './t.ts'

/** Labels or annotations of an object. */
export type KeyValues = Readonly<Record<string, string>>

/** The same as somebody types them: keys may be empty, or there twice. */
export type Entries = readonly (readonly [key: string, value: string])[]

/** What is to be done to labels or annotations: null takes a key away. Also what a merge patch says. */
export type KeyValueChange = Record<string, string | null>

/** Labels or annotations of entries. An entry where nothing was typed counts for nothing. */
export function keyValuesOf(entries: Entries): Record<string, string> {
  return Object.fromEntries(entries.filter(([key, value]) => key !== '' || value !== ''))
}

/** What entries change. */
export function changeOf(before: KeyValues, entries: Entries): KeyValueChange {
  const after = keyValuesOf(entries)
  const change: KeyValueChange = {}
  for (const [key, value] of Object.entries(after)) if (before[key] !== value) change[key] = value
  for (const key of Object.keys(before)) if (!(key in after)) change[key] = null
  return change
}

/** Whether an object is as a change asks for. */
export function isChanged(now: KeyValues, change: KeyValueChange): boolean {
  return Object.entries(change).every(([key, value]) => (value === null ? !(key in now) : now[key] === value))
}

/** Entries with somebody's changes, over what others have made of the object since. */
export function rebaseEntries(before: KeyValues, entries: Entries, latest: KeyValues): Entries {
  const { merged } = mergeChanges(before, keyValuesOf(entries), latest)
  return Object.entries(merged as KeyValues) // of three objects of texts comes one
}

/** What is wrong with entries, by the API server's rules, as problems of a KeyValueField of this name. */
export function entryProblems(name: string, entries: Entries, kind: 'labels' | 'annotations'): Record<string, string> {
  const problems: Record<string, string> = {}
  const seen = new Set<string>()
  for (const [index, [key, value]] of entries.entries()) {
    if (key === '' && value === '') continue
    const problem =
      // The server looks at keys of annotations as if they were in lower case.
      metadataKeyProblem(kind === 'labels' ? key : key.toLowerCase()) ??
      (seen.has(key) ? t('The key {{key}} is there twice.', { key }) : undefined) ??
      (kind === 'labels' ? labelValueProblem(value) : undefined)
    seen.add(key)
    if (problem) problems[`${name}.${index}`] = problem
  }
  if (kind === 'annotations' && annotationBytes(entries) > mostAnnotationBytes)
    problems[name] = t('All annotations together may take 256 KiB.')
  return problems
}

/** A change in the words of `oc label` and `oc annotate`. */
export function changeWords(change: KeyValueChange): string[] {
  return Object.entries(change).map(([key, value]) => (value === null ? `${key}-` : `${key}=${value}`))
}
