import { useCallback, useMemo } from 'react'
import { t } from '../../../lib/t.ts'
import { consumersOfStream, consumersOfTag } from '../../../k8s/resources/imageConsumer.ts'
import { foldConsumers } from '../../../k8s/resources/imageConsumerRow.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { consumerColumns, type ConsumerView } from './consumerColumns.tsx'
import { ConsumerTable } from './ConsumerTable.tsx'
import { countOf } from './ConsumerSummary.tsx'
import { AddTriggerButton, TriggerActions } from './TriggerActions.tsx'

/** Who uses a stream, or one of its tags: in every project that may be listed. */
export function UsedByTab({ stream, tag }: { stream: ImageStream; tag?: string }) {
  const reading = useImageConsumers()
  const { consumers } = reading
  const rows = useMemo((): ConsumerView[] => {
    const found = tag === undefined ? consumersOfStream(consumers, stream) : consumersOfTag(consumers, stream, tag)
    const { namespace = '', name } = stream.metadata
    const against = tag === undefined ? { stream } : { stream, tagName: tag }
    return foldConsumers(consumers, found, against).map((row) => ({ ...row, stream: { namespace, name } }))
  }, [consumers, stream, tag])
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
