import { useMemo } from 'react'
import { hunksOf, lineDiff, type DiffLine } from '../../lib/lineDiff.ts'
import { t } from '../../lib/t.ts'
import './yaml.css'

const marks = { same: ' ', removed: '−', added: '+' }

/** What changes from one text to another, line by line, readable without colors. */
export function DiffView({ label, before, after }: { label: string; before: string; after: string }) {
  const hunks = useMemo(() => hunksOf(lineDiff(before, after)), [before, after])
  return (
    <div className="rc-diff" role="region" aria-label={label}>
      <table>
        <tbody>
          {hunks.map(({ lines, skipped }, index) => [
            skipped > 0 && (
              <tr key={`skipped ${index}`} className="rc-diff__skipped">
                <td />
                <td />
                <td />
                <td>{t('{{count}} lines as before', { count: skipped })}</td>
              </tr>
            ),
            ...lines.map((line) => <Line key={`${line.before ?? ''} ${line.after ?? ''}`} line={line} />),
          ])}
        </tbody>
      </table>
    </div>
  )
}

function Line({ line: { kind, text, before, after } }: { line: DiffLine }) {
  const spoken = kind === 'added' ? t('added') : kind === 'removed' ? t('removed') : undefined
  return (
    <tr className={`rc-m-${kind}`}>
      <td className="rc-diff__number">{before}</td>
      <td className="rc-diff__number">{after}</td>
      <td className="rc-diff__mark">
        <span aria-hidden="true">{marks[kind]}</span>
        {spoken && <span className="pf-v6-screen-reader">{spoken}</span>}
      </td>
      <td className="rc-diff__text">{text}</td>
    </tr>
  )
}
