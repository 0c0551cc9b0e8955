import { useMemo } from 'react'
import { Link } from 'react-router'
import { t } from '../../../lib/t.ts'
import { consumersOfDigest } from '../../../k8s/resources/imageConsumer.ts'
import { foldConsumers } from '../../../k8s/resources/imageConsumerRow.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { imagePath } from '../images/imagePath.ts'
import { countOf } from './ConsumerSummary.tsx'
import { workloadText } from './consumerWords.ts'

const named = 3

export interface RevisionConsumersProps {
  digest: string | undefined
  /** The stream whose revision it is: who may not read images reads the image there. */
  holder: { namespace: string; stream: string }
}

/** How many workloads run one revision: "3 workloads", with their names on hover. A dash for none. */
export function RevisionConsumers({ digest, holder }: RevisionConsumersProps) {
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
    <Link
      to={imagePath(digest, holder, 'used-by')}
      title={[...names.slice(0, named), ...(count > named ? ['…'] : [])].join(', ')}
    >
      {t('{{count}} workloads', { count })}
    </Link>
  )
}
