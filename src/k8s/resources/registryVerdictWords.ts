import { t } from '../../lib/t.ts'

/** What a problem does to those who use the registry. */
export const effects = {
  allFails: () => t('Pushes and pulls fail.'),
  stillWorks: () => t('Pushes and pulls still work.'),
  noPushes: () => t('Pushes and imports into the registry’s storage fail, pulls still work.'),
  lessRoom: () =>
    t('Pushes and pulls still work, by fewer pods: there is no spare, and no update of the registry completes.'),
}

/** What is wrong, in the order in which it is said. */
export interface RegistryProblem {
  status: 'success' | 'info' | 'warning' | 'danger'
  /** A sentence that could be said aloud. */
  sentence: string
  why?: string
  /** The cluster's own words. */
  quote?: { reason?: string; message: string }
  /** RFC 3339. */
  since?: string
  /** What it does to pushes and pulls. */
  affects?: string
  /** What to do: the first is the button. */
  steps: readonly RegistryStep[]
}

export interface RegistryStep {
  label: string
  to: string
}

/** The reason and the message of a condition as they are. */
export function quoteOf({ reason, message }: { reason?: string | undefined; message?: string | undefined }) {
  return message ? { quote: { message, ...(reason && { reason }) } } : reason ? { quote: { message: reason } } : {}
}

/** Since when a condition is so. */
export function sinceOf(condition: { lastTransitionTime?: string | null } | undefined) {
  return condition?.lastTransitionTime ? { since: condition.lastTransitionTime } : {}
}
