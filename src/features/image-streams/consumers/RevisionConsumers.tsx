import { useMemo } from 'react'
import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { consumersOfDigest } from '../../../k8s/resources/imageConsumer.ts'
import { foldConsumers } from '../../../k8s/resources/imageConsumerRow.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { countOf } from './ConsumerSummary.tsx'
import { workloadText } from './consumerWords.ts'

const named = 3

/** How many workloads run one revision: "3 workloads", with their names on hover. A dash for none. */
export function RevisionConsumers({ digest }: { digest: string | undefined }) {
  const { consumers, state } = useImageConsumers()
  const rows = useMemo(() => {
    if (!digest) return []
    return foldConsumers(consumers, consumersOfDigest(consumers, digest)).filter(
      ({ role, idle }) => role !== 'output' && !idle,
    )
  }, [consumers, digest])
  if (state === 'loading') return <span className="rc-absent">{t('…')}</span>
  if (!digest || rows.length === 0) return <Absent text={t('no workload')} />
  const count = countOf(rows)
  const names = [...new Set(rows.map(workloadText))]
  return (
    <Link to={paths.image(digest)} title={[...names.slice(0, named), ...(count > named ? ['…'] : [])].join(', ')}>
      {t('{{count}} workloads', { count })}
    </Link>
  )
}
