import '@patternfly/patternfly/components/Table/table.css'
import { Link, useSearchParams } from 'react-router'
import { sentenceGap } from '../../../lib/prose.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { SkeletonCell } from '../../../ui/Skeleton.tsx'
import { keepFocus } from '../../../ui/titleFocus.ts'
import {
  ageLabel,
  amountInWords,
  amountOf,
  amountText,
  choiceCells,
  type ChoiceCell,
  type Metric,
} from './choiceCells.ts'
import { choiceAges, choiceRevisions } from './previewProtocol.ts'
import { withSettings, writtenAge, type PresentOptions } from './previewOptions.ts'
import { useShownPreview } from './shownPreview.ts'

/** Ages by revisions: each cell is a choice to take. */
export function ChoicesTable({ metric, title }: { metric: Metric; title: string }) {
  const [params] = useSearchParams()
  const { preview, plan, present } = useShownPreview()
  const rows = choiceCells(preview.choices, metric, plan.options, present.options)
  const computed = preview.choices?.totals.filter((row) => row !== undefined).length ?? 0
  return (
    <>
      <p className="rc-subtle">
        {t('Choose a cell to preview it. All other settings are as above.')}
        {sentenceGap()}
        <span className="rc-preview__mark rc-m-chosen">{t('on screen')}</span>{' '}
        <span className="rc-preview__mark rc-m-present">{t('present settings')}</span>
        {otherPresent(present) &&
          `${sentenceGap()}${t('The present settings are {{revisions}} revisions and {{age}}, which has no cell here.', { revisions: present.options.keepTagRevisions, age: present.age })}`}
      </p>
      <div className="rc-preview__matrix">
        <table
          className="pf-v6-c-table pf-m-compact"
          aria-label={t('{{what}} by choice', { what: title })}
          aria-busy={computed < choiceAges.length}
        >
          <thead className="pf-v6-c-table__thead">
            <tr className="pf-v6-c-table__tr">
              <th scope="col" rowSpan={2} className="pf-v6-c-table__th">
                {t('Keep younger than')}
              </th>
              <th scope="colgroup" colSpan={choiceRevisions.length} className="pf-v6-c-table__th">
                {t('Keep tag revisions')}
              </th>
            </tr>
            <tr className="pf-v6-c-table__tr">
              {choiceRevisions.map((revisions) => (
                <th key={revisions} scope="col" className="pf-v6-c-table__th rc-table__end">
                  {formatNumber(revisions)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="pf-v6-c-table__tbody">
            {rows.map((cells, row) => (
              <tr key={String(choiceAges[row])} className="pf-v6-c-table__tr">
                <th scope="row" className="pf-v6-c-table__th">
                  {ageLabel(choiceAges[row] ?? 0n)}
                </th>
                {cells.map((cell) => (
                  <td key={cell.revisions} className="pf-v6-c-table__td rc-table__end">
                    <Choice cell={cell} metric={metric} present={present} params={params} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

interface ChoiceProps {
  cell: ChoiceCell
  metric: Metric
  present: PresentOptions
  params: URLSearchParams
}

function Choice({ cell, metric, present, params }: ChoiceProps) {
  const { age, revisions, totals, share, chosen } = cell
  const { preview } = useShownPreview()
  if (!totals) return preview.choices || !preview.error ? <SkeletonCell width="66" /> : <Absent text={t('not known')} />
  const wanted = { revisions: String(revisions), age: writtenAge(age, present), 'size-limit': 'false' }
  const amount = amountOf(totals, metric)
  const names = [
    t('Keep {{count}} revisions and what is younger than {{age}}: {{amount}}', {
      count: revisions,
      age: ageLabel(age),
      amount: amountInWords(amount, metric),
    }),
    cell.present && t('present settings'),
  ]
  return (
    <Link
      className={`rc-preview__choice${chosen ? ' rc-m-chosen' : ''}${cell.present ? ' rc-m-present' : ''}`}
      to={{ search: String(withSettings(params, wanted, present)) }}
      replace
      preventScrollReset
      state={keepFocus}
      aria-current={chosen ? 'true' : undefined}
      aria-label={names.filter(Boolean).join(', ')}
    >
      <span className="rc-preview__amount">{amountText(amount, metric)}</span>
      <span className="rc-preview__bar" aria-hidden="true">
        <span style={{ inlineSize: `${share * 100}%` }} />
      </span>
    </Link>
  )
}

/** Whether the present settings are none of the choices. */
function otherPresent({ options }: PresentOptions): boolean {
  const { keepTagRevisions, keepYoungerThan } = options
  return (
    !choiceRevisions.some((revisions) => revisions === keepTagRevisions) ||
    !choiceAges.some((age) => age === keepYoungerThan)
  )
}
