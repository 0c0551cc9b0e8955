import { t } from './t.ts'

const qualifiedName = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

/** What is wrong with the key of a label or an annotation, by the API server's rules; undefined when nothing is. */
export function metadataKeyProblem(key: string): string | undefined {
  if (key === '') return t('Enter a key.')
  const parts = key.split('/')
  if (parts.length > 2) return t('A key has one slash at most, after its prefix: example.com/team.')
  const [prefix, own] = parts.length === 2 ? parts : [undefined, key]
  if (prefix !== undefined) {
    if (prefix === '') return t('The prefix before the slash is missing.')
    if (prefix.length > 253) return t('The prefix of a key may have 253 characters.')
    if (!subdomain.test(prefix))
      return t('The prefix of a key is a DNS name: lower-case letters, digits, hyphens and dots, as in example.com.')
  }
  if (!own) return t('The name after the slash is missing.')
  if (own.length > 63)
    return prefix === undefined
      ? t('A key may have 63 characters.')
      : t('The name after the prefix of a key may have 63 characters.')
  if (!qualifiedName.test(own))
    return t('A key has letters, digits, hyphens, underscores and dots, and starts and ends with a letter or a digit.')
  return undefined
}

/** What is wrong with the value of a label, by the API server's rules; undefined when nothing is. Annotations may say anything. */
export function labelValueProblem(value: string): string | undefined {
  if (value === '') return undefined
  if (value.length > 63) return t('The value of a label may have 63 characters.')
  if (!qualifiedName.test(value))
    return t(
      'The value of a label has letters, digits, hyphens, underscores and dots, and starts and ends with a letter or a digit.',
    )
  return undefined
}

/** The most that all annotations of an object may take together, in bytes. */
export const mostAnnotationBytes = 256 * 1024

const encoder = new TextEncoder()

/** How many bytes annotations take, as the API server counts: keys and values. */
export function annotationBytes(entries: readonly (readonly [key: string, value: string])[]): number {
  return entries.reduce((sum, [key, value]) => sum + encoder.encode(key).length + encoder.encode(value).length, 0)
}

/** What is wrong with the name of a secret, by the rules for names of most objects; undefined when nothing is. */
export function secretNameProblem(name: string): string | undefined {
  if (name === '') return t('Enter a name.')
  if (name.length > 253) return t('A name may have 253 characters.')
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) return undefined
  return t('Use lower-case letters, digits, dots and hyphens, and start and end with a letter or a digit.')
}
