import { t } from '../../../lib/t.ts'

const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

/** What is wrong with the name of a snapshot, by the API server's rules; undefined when nothing is. */
export function snapshotNameProblem(name: string): string | undefined {
  if (name === '') return t('Enter a name.')
  if (name.length > 253) return t('A name may have 253 characters.')
  if (!subdomain.test(name))
    return t('A name has lower-case letters, digits, hyphens and dots, and starts and ends with a letter or a digit.')
  return undefined
}

/** The claim and the minute: names that sort by time. */
export function suggestedName(claim: string, now: Date): string {
  const minute = now.toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-')
  return `${claim.slice(0, 200)}-${minute}`
}
