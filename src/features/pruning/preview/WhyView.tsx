import '@patternfly/patternfly/components/Table/table.css'
import { Link, useSearchParams } from 'react-router'
import { formatNumber, t } from '../../../lib/t.ts'
import { imageWhys, itemWhys } from '../../../k8s/resources/pruneWhys.ts'
import { viewPath } from './previewViews.ts'
import { imageAdvice, imageWhyText, itemAdvice, itemGoes, itemWhyText } from './previewWords.ts'
import { useShownPreview } from './shownPreview.ts'

interface Reason {
  why: string
  text: string
  count: number
  advice: string | undefined
  to: string
}

/** What keeps revisions and images, how many, and what would change that. */
export function WhyView() {
  const [params] = useSearchParams()
  const { plan, reading } = useShownPreview()
  const { options, itemCounts, imageCounts } = plan
  const items = itemWhys
    .filter((why) => !itemGoes(why) && itemCounts[why] > 0)
    .map((why) => ({
      why,
      text: itemWhyText(why, options),
      count: itemCounts[why],
      advice: itemAdvice(why),
      to: viewPath(params, 'stays', { why }),
    }))
  const images = imageWhys
    .filter((why) => why !== 'goes' && imageCounts[why] > 0)
    .map((why) => ({
      why,
      text: imageWhyText(why, options),
      count: imageCounts[why],
      advice: imageAdvice(why),
      to: viewPath(params, 'images', { why }),
    }))
  return (
    <div className="rc-preview__why">
      <h2 className="rc-preview__heading">{t('Revisions that stay')}</h2>
      <Reasons name={t('Revisions that stay, by reason')} counted={t('Revisions')} reasons={items} />
      <p className="rc-subtle">{t('The first rule that keeps a revision counts; others may keep it too.')}</p>
      {reading.imagesListed && (
        <>
          <h2 className="rc-preview__heading">{t('Images that stay')}</h2>
          <Reasons name={t('Images that stay, by reason')} counted={t('Images')} reasons={images} />
        </>
      )}
    </div>
  )
}

const showLabel = (number: number, why: string) => t('Show {{number}}: {{why}}', { number, why })

function Reasons({ name, counted, reasons }: { name: string; counted: string; reasons: readonly Reason[] }) {
  if (reasons.length === 0) return <p>{t('None.')}</p>
  const titles = [t('Why'), counted, t('What would change it')]
  return (
    <table className="pf-v6-c-table pf-m-compact rc-table__table" aria-label={name}>
      <thead className="pf-v6-c-table__thead">
        <tr className="pf-v6-c-table__tr">
          {titles.map((title, index) => (
            <th key={title} scope="col" className={`pf-v6-c-table__th${index === 1 ? ' rc-table__end' : ''}`}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="pf-v6-c-table__tbody">
        {reasons
          .toSorted((a, b) => b.count - a.count)
          .map(({ why, text, count, advice, to }) => (
            <tr key={why} className="pf-v6-c-table__tr">
              <th scope="row" className="pf-v6-c-table__th rc-table__name" data-label={t('Why')}>
                <span className="rc-preview__sentence">{text}</span>
              </th>
              <td className="pf-v6-c-table__td rc-table__end" data-label={counted}>
                <Link to={to} aria-label={showLabel(count, text)}>
                  {formatNumber(count)}
                </Link>
              </td>
              <td className="pf-v6-c-table__td" data-label={t('What would change it')}>
                {advice}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
