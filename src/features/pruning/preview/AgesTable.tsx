import '@patternfly/patternfly/components/Table/table.css'
import { formatNumber, t } from '../../../lib/t.ts'
import { Bytes } from '../../../ui/Bytes.tsx'
import { bandLabel } from './choiceCells.ts'
import { useShownPreview } from './shownPreview.ts'

/** How many images there are of each age, what they take, and how many of them go. */
export function AgesTable() {
  const { byAge } = useShownPreview().plan
  const largest = byAge.reduce((most, { bytes }) => Math.max(most, bytes), 0)
  const titles = [t('Age'), t('Images'), t('Goes'), t('Bytes')]
  return (
    <>
      <table className="pf-v6-c-table pf-m-compact rc-preview__ages" aria-label={t('Images by age')}>
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {titles.map((title, index) => (
              <th key={title} scope="col" className={`pf-v6-c-table__th${index > 0 ? ' rc-table__end' : ''}`}>
                {title}
              </th>
            ))}
            <td className="pf-v6-c-table__td" />
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {byAge.map(({ upTo, images, bytes, going }, position) => (
            <tr key={upTo} className="pf-v6-c-table__tr">
              <th scope="row" className="pf-v6-c-table__th">
                {bandLabel(position)}
              </th>
              <td className="pf-v6-c-table__td rc-table__end">{formatNumber(images)}</td>
              <td className="pf-v6-c-table__td rc-table__end">{formatNumber(going)}</td>
              <td className="pf-v6-c-table__td rc-table__end">
                <Bytes value={bytes} />
              </td>
              <td className="pf-v6-c-table__td rc-preview__age-bar" aria-hidden="true">
                <span className="rc-preview__bar">
                  <span style={{ inlineSize: `${largest > 0 ? (bytes / largest) * 100 : 0}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="rc-subtle">{t('A blob that several images have counts with the youngest of them.')}</p>
    </>
  )
}
