import { useSearchParams } from 'react-router'
import { t } from '../../../lib/t.ts'
import { NativeSelect } from '../../../ui/NativeSelect.tsx'
import { AgesTable } from './AgesTable.tsx'
import { ChoicesTable } from './ChoicesTable.tsx'
import { metrics, type Metric } from './choiceCells.ts'
import { useShownPreview } from './shownPreview.ts'

/** What each choice of revisions and age would free, and how old what there is is: to choose by looking. */
export function ChoicesView() {
  const [params, setParams] = useSearchParams()
  const { reading, plan } = useShownPreview()
  const { namespace, pruneRegistry } = plan.options
  const known: readonly Metric[] =
    !reading.imagesListed || namespace !== undefined
      ? ['revisions']
      : metrics.filter((metric) => metric !== 'bytes' || pruneRegistry)
  const metric = known.find((each) => each === params.get('by')) ?? known[0] ?? 'revisions'
  const labels: Record<Metric, string> = { bytes: t('Bytes freed'), images: t('Images'), revisions: t('Revisions') }
  return (
    <div className="rc-preview__choices">
      <div className="rc-preview__choices-head">
        <h2 className="rc-preview__heading">{t('What each choice would delete')}</h2>
        {known.length > 1 && (
          <NativeSelect
            label={t('Compare by')}
            value={metric}
            options={known.map((each) => ({ value: each, label: labels[each] }))}
            onChange={(value) =>
              setParams(
                (current) => {
                  const next = new URLSearchParams(current)
                  if (value === known[0]) next.delete('by')
                  else next.set('by', value)
                  return next
                },
                { preventScrollReset: true },
              )
            }
          />
        )}
      </div>
      <ChoicesTable metric={metric} title={labels[metric]} />
      {reading.imagesListed && (
        <>
          <h2 className="rc-preview__heading">{t('Images by age')}</h2>
          <AgesTable />
        </>
      )}
    </div>
  )
}
