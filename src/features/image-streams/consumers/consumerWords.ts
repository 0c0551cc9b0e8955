import { t } from '../../../lib/t.ts'
import { timeSpan } from '../../../lib/relativeTime.ts'
import type { Behind, ConsumerRow } from '../../../k8s/resources/imageConsumerRow.ts'

/** How a workload refers to an image, in a word or two. */
export function byText({ role, by }: Pick<ConsumerRow, 'role' | 'by'>): string {
  if (role === 'output') return t('pushes to it')
  if (by === 'sameImage') return t('same image from elsewhere')
  if (role === 'strategy') return t('builds from it')
  if (role === 'source') return t('copies files from it')
  switch (by) {
    case 'trigger':
      return t('by a trigger')
    case 'digest':
      return t('by digest')
    case 'tag':
      return t('by tag')
  }
}

/** Kind and name, with the project: "Deployment payments/api". */
export function workloadText({ kind, namespace, name }: { kind: string; namespace: string; name: string }): string {
  return `${kind} ${namespace}/${name}`
}

/** How far behind its tag an image is: "2 revisions, 5 days". */
export function behindText({ revisions, ms }: Behind): string {
  if (revisions === 0) return t('newest')
  const count = t('{{count}} revisions', { count: revisions })
  return ms === undefined || ms < 60_000
    ? count
    : t('{{revisions}}, {{span}}', { revisions: count, span: timeSpan(ms) })
}
