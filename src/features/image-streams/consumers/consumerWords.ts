import { parseImageReference } from '../../../lib/imageReference.ts'
import { timeSpan } from '../../../lib/relativeTime.ts'
import { t } from '../../../lib/t.ts'
import type { Behind, ConsumerRow } from '../../../k8s/resources/imageConsumerRow.ts'

/** How a workload refers to an image, in a few words. */
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
export function behindText(behind: Behind): string {
  const { revisions } = behind
  if (revisions === 0) return t('newest')
  const number = t('{{count}} revisions', { count: revisions })
  const span = spanText(behind)
  return span === undefined ? number : t('{{number}}, {{span}}', { number, span })
}

/** The time between the two revisions: "5 days". Nothing when that is not known or means nothing. */
export function spanText({ ms }: Behind): string | undefined {
  return ms === undefined || ms < 60_000 ? undefined : timeSpan(ms)
}

/** The same as a sentence. */
export function behindSentence(behind: Behind): string {
  const { tag } = behind
  if (behind.revisions === 0) return t('It is what {{tag}} serves now.', { tag })
  return t('It is {{behind}} behind what {{tag}} serves now.', { behind: behindText(behind), tag })
}

/** What a pull policy does with this reference, in a few words. */
export function policyText({
  pullPolicy,
  image,
  digest,
}: Pick<ConsumerRow, 'pullPolicy' | 'image' | 'digest'>): string {
  if (pullPolicy === 'Always') return t('asks at each start')
  if (pullPolicy === 'Never') return t('only what the node has')
  return isByDigest({ image, digest }) ? t('pulls once per node') : t('keeps what the node has')
}

/** The same as a sentence, and whether the server would choose otherwise today. */
export function policySentences(row: Pick<ConsumerRow, 'pullPolicy' | 'image' | 'digest'>): string[] {
  const { pullPolicy, image } = row
  const byDigest = isByDigest(row)
  const sentences: string[] = []
  if (pullPolicy === 'Always') {
    sentences.push(
      byDigest
        ? t('Each start asks the registry. A digest never changes: it only costs time.')
        : t('Each start asks the registry what the tag has now: a moved tag is seen at the next start.'),
    )
  } else if (pullPolicy === 'Never') {
    sentences.push(t('The registry is never asked: without the image on its node a pod does not start.'))
  } else {
    sentences.push(
      byDigest
        ? t('Each node pulls the image once. A digest never changes.')
        : t('A node that has an image of this name keeps it: a moved tag is not seen there, and nodes may differ.'),
    )
  }
  const usual = defaultPolicy(image)
  if (usual && pullPolicy && usual !== pullPolicy && pullPolicy !== 'Never') {
    sentences.push(
      t(
        'A new workload with this reference would get {{policy}}: the server writes the default once, when a workload is created.',
        {
          policy: usual,
        },
      ),
    )
  }
  return sentences
}

const isByDigest = ({ image, digest }: Pick<ConsumerRow, 'image' | 'digest'>) =>
  digest !== undefined && image.includes('@')

/** What the server writes for a container that says nothing: Always for no tag or latest, else IfNotPresent. */
function defaultPolicy(image: string): 'Always' | 'IfNotPresent' | undefined {
  const reference = parseImageReference(image)
  if (!reference) return undefined
  // Kubernetes looks at the tag even where a digest follows it.
  return (reference.tag ?? (reference.digest ? '' : 'latest')) === 'latest' ? 'Always' : 'IfNotPresent'
}
