import type { MirrorRule, MirrorSet } from '../../../k8s/resources/mirrorSet.ts'
import type { MirrorSetWarning } from '../../../k8s/resources/mirrorSetInterplay.ts'
import { t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { CamelCase } from '../../../ui/CamelCase.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { kindPurpose } from './mirrorSetWords.ts'

/** A mirror set with what is wrong with it. */
export interface MirrorSetRow extends MirrorSet {
  warnings: readonly MirrorSetWarning[]
}

const shown = 3
const sourcesText = ({ entries }: MirrorSet) => entries.map(({ source }) => source).join(', ')
const mirrorsOf = ({ mirrors, mirrorSourcePolicy }: MirrorRule) =>
  [...mirrors, ...(mirrorSourcePolicy === 'NeverContactSource' ? [] : [t('source')])].join(t(', then '))
const mirrorsText = ({ entries }: MirrorSet) =>
  entries.map(({ source, mirrors }) => `${source}: ${mirrors.join(', ')}`).join('; ')

/** What is wrong with a set, in a word each. */
function Doubts({ warnings }: MirrorSetRow) {
  const grave = warnings.filter(({ severity }) => severity !== 'info')
  const words = new Map(grave.map((warning) => [warning.brief, warning]))
  if (words.size === 0) return null
  return (
    <div className="rc-mirrors__doubts">
      {[...words].map(([brief, { severity, text }]) => (
        <StatusLabel key={brief} compact status={severity} title={text}>
          {brief}
        </StatusLabel>
      ))}
    </div>
  )
}

export const mirrorSetColumns: readonly Column<MirrorSetRow>[] = [
  {
    key: 'name',
    title: () => t('Name'),
    isRowHeader: true,
    width: 18,
    render: (row) => (
      <>
        <span className="rc-break">{row.name}</span>
        <Doubts {...row} />
      </>
    ),
    sort: ({ name }) => name,
    text: ({ name }) => name,
  },
  {
    key: 'kind',
    title: () => t('Kind'),
    width: 18,
    render: ({ kind }) => (
      <>
        <CamelCase text={kind} />
        <div className="rc-subtle">{kindPurpose(kind)}</div>
      </>
    ),
    sort: ({ kind }) => kind,
    text: ({ kind }) => kind,
  },
  {
    key: 'sources',
    title: () => t('Sources'),
    width: 24,
    render: ({ entries }) => <Lines lines={entries.map(({ source }) => source)} />,
    sort: sourcesText,
    text: sourcesText,
  },
  {
    key: 'mirrors',
    title: () => t('Mirrors'),
    width: 28,
    render: ({ entries }) => <Lines lines={entries.map(mirrorsOf)} />,
    text: mirrorsText,
  },
  {
    key: 'created',
    title: () => t('Created'),
    width: 12,
    descendingFirst: true,
    render: ({ created }) => (created ? <Timestamp value={created} /> : <Absent text={t('not known')} />),
    sort: ({ created }) => created,
    text: ({ created }) => created,
  },
]

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return <Absent text={t('none')} />
  return (
    <ul className="rc-mirrors__lines">
      {lines.slice(0, shown).map((line, index) => (
        // Lines have no identity but their place.
        <li key={String(index)} className="rc-break">
          {line}
        </li>
      ))}
      {lines.length > shown && (
        <li className="rc-subtle">{t('and {{count}} more', { count: lines.length - shown })}</li>
      )}
    </ul>
  )
}

export const mirrorSetFilters: readonly Filter<MirrorSetRow>[] = [
  {
    kind: 'text',
    key: 'name',
    label: () => t('Name, source or mirror'),
    text: (row) => `${row.name} ${mirrorsText(row)}`,
  },
  {
    kind: 'select',
    key: 'kind',
    label: () => t('Kind'),
    matches: ({ kind }, value) => kind === value,
    options: (rows) => [...new Set(rows.map(({ kind }) => kind))].map((kind) => ({ value: kind, label: kind })),
  },
]
