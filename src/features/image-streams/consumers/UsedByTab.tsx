import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { t } from '../../../lib/t.ts'
import { consumersOfStream, consumersOfTag, type ChildrenOf } from '../../../k8s/resources/imageConsumer.ts'
import { foldConsumers } from '../../../k8s/resources/imageConsumerRow.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { summariesOf } from '../images/imageSummaries.ts'
import { consumerColumns, type ConsumerView } from './consumerColumns.tsx'
import { ConsumerTable } from './ConsumerTable.tsx'
import { countOf } from './ConsumerSummary.tsx'
import { AddTriggerButton, TriggerActions } from './TriggerActions.tsx'

/** Who uses a stream, or one of its tags: in every project that may be listed. */
export function UsedByTab({ stream, tag }: { stream: ImageStream; tag?: string }) {
  const reading = useImageConsumers()
  const { consumers } = reading
  const summaries = summariesOf(useQueryClient())
  const rows = useMemo((): ConsumerView[] => {
    // Known of the manifest lists that were on screen; nothing is read for it.
    const childrenOf: ChildrenOf = (digest) => {
      const summary = summaries.get(digest)
      return summary && 'children' in summary ? (summary.children ?? []).map((child) => child.digest) : []
    }
    const found =
      tag === undefined
        ? consumersOfStream(consumers, stream, childrenOf)
        : consumersOfTag(consumers, stream, tag, childrenOf)
    const { namespace = '', name } = stream.metadata
    const against = { stream, childrenOf, ...(tag !== undefined && { tagName: tag }) }
    return foldConsumers(consumers, found, against).map((row) => ({ ...row, stream: { namespace, name } }))
  }, [consumers, stream, tag, summaries])
  const { namespace = '', name } = stream.metadata
  const source = useMemo(() => ({ namespace, stream: name, ...(tag !== undefined && { tag }) }), [namespace, name, tag])
  const rowActions = useCallback((row: ConsumerView) => <TriggerActions row={row} source={source} />, [source])
  return (
    <ConsumerTable
      reading={reading}
      rows={rows}
      columns={consumerColumns}
      lead={<Lead rows={rows} />}
      empty={
        tag === undefined
          ? t(
              'No workload or build that you may list refers to this stream by tag, digest or trigger, or has one of its images.',
            )
          : t('No workload or build that you may list refers to this tag, or to an image that it has or had.')
      }
      exportName={tag === undefined ? `${name}-used-by` : `${name}-${tag}-used-by`}
      actions={<AddTriggerButton source={source} />}
      rowActions={rowActions}
    />
  )
}

function Lead({ rows }: { rows: readonly ConsumerView[] }) {
  const users = rows.filter(({ by, role }) => by !== 'sameImage' && role !== 'output')
  if (rows.length === 0) return null
  const behind = countOf(users.filter((row) => (row.behind?.revisions ?? 0) > 0))
  const pushing = countOf(rows.filter(({ role }) => role === 'output'))
  const broken = countOf(rows.filter(({ trigger }) => trigger?.fault))
  return [
    users.length === 0
      ? t('No workload pulls from here.')
      : t('{{count}} workloads use it.', { count: countOf(users) }),
    pushing > 0 && t('{{count}} push to it.', { count: pushing }),
    behind > 0 && t('{{count}} are behind.', { count: behind }),
    broken > 0 && t('{{count}} have a trigger that never fires.', { count: broken }),
  ]
    .filter(Boolean)
    .join(' ')
}
