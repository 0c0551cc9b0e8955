import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { clauses } from '../../../lib/prose.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { itemWhys } from '../../../k8s/resources/pruneWhys.ts'
import { Bytes } from '../../../ui/Bytes.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { itemGoes, itemWhyLabel, itemWhyText, whysIn } from './previewWords.ts'
import { useShownPreview } from './shownPreview.ts'
import type { TagRow } from './tagRows.ts'

const tagText = ({ stream, name }: TagRow) => `${stream}:${name}`
const known = (value: number) => (Number.isNaN(value) ? undefined : value)

const tag: Column<TagRow> = {
  key: 'tag',
  title: () => t('Tag'),
  isRowHeader: true,
  width: 26,
  render: (row) => (
    <Link className="rc-break" to={paths.imageStreamTag(row.namespace, row.stream, row.name)}>
      {tagText(row)}
    </Link>
  ),
  sort: ({ byStream }) => byStream,
  text: tagText,
}

const project: Column<TagRow> = {
  key: 'in',
  title: () => t('Project'),
  width: 16,
  render: ({ namespace }) => <span className="rc-break">{namespace}</span>,
  sort: ({ byProject }) => byProject,
  text: ({ namespace }) => namespace,
}

const goes: Column<TagRow> = {
  key: 'goes',
  title: () => t('Goes'),
  width: 9,
  align: 'end',
  render: (row) => formatNumber(row.goes),
  sort: (row) => row.goes,
  descendingFirst: true,
  text: (row) => row.goes,
}

const stays: Column<TagRow> = {
  key: 'stays',
  title: () => t('Stays'),
  width: 9,
  align: 'end',
  render: (row) => formatNumber(row.stays),
  sort: (row) => row.stays,
  descendingFirst: true,
  text: (row) => row.stays,
}

const frees: Column<TagRow> = {
  key: 'frees',
  title: () => t('Frees'),
  width: 11,
  align: 'end',
  render: ({ bytes }) => <Bytes value={known(bytes)} />,
  sort: ({ bytes }) => bytes,
  descendingFirst: true,
  text: ({ bytes }) => known(bytes),
}

const reason = (going: boolean, width: number): Column<TagRow> => ({
  key: 'why',
  title: () => t('Why'),
  width,
  render: ({ whys }) => <Reasons whys={whys} going={going} />,
  // A row stays the same while the options change: what it says by itself names none of their numbers.
  text: ({ whys }) =>
    whysIn(whys)
      .filter((why) => itemGoes(why) === going)
      .map(itemWhyLabel)
      .join('; '),
})

/** Why revisions of a tag go or stay, with the numbers of the plan on screen. */
function Reasons({ whys, going }: { whys: number; going: boolean }) {
  const { options } = useShownPreview().plan
  const texts = whysIn(whys)
    .filter((why) => itemGoes(why) === going)
    .map((why) => itemWhyText(why, options))
  return <span className="rc-preview__sentence">{clauses(texts)}</span>
}

/** Tags of which something goes. */
export const goingColumns: readonly Column<TagRow>[] = [tag, project, goes, stays, frees, reason(true, 29)]

/** The same where nobody knows or nothing says what is freed. */
export const goingColumnsWithoutBytes: readonly Column<TagRow>[] = [tag, project, goes, stays, reason(true, 40)]

/** Tags of which something stays. */
export const stayingColumns: readonly Column<TagRow>[] = [tag, project, stays, goes, reason(false, 40)]

const distinct = (values: Iterable<string>) => [...new Set(values)].toSorted().map((value) => ({ value, label: value }))

const nameFilter: Filter<TagRow> = {
  key: 'name',
  kind: 'text',
  label: () => t('Image stream or tag'),
  text: (row) => `${row.namespace}/${tagText(row)}`,
}

const projectFilter: Filter<TagRow> = {
  key: 'in',
  kind: 'select',
  label: () => t('Project'),
  matches: ({ namespace }, value) => namespace === value,
  options: (rows) => distinct(rows.map(({ namespace }) => namespace)),
}

function reasonFilter(going: boolean): Filter<TagRow> {
  const whys = itemWhys.filter((why) => itemGoes(why) === going)
  return {
    key: 'why',
    kind: 'select',
    label: () => t('Why'),
    // A value that nobody offered filters nothing.
    matches: (row, value) => {
      const code = itemWhys.findIndex((why) => why === value)
      return code < 0 || (row.whys & (1 << code)) !== 0
    },
    options: (rows) => {
      let found = 0
      for (const row of rows) found |= row.whys
      return whys.filter((why) => whysIn(found).includes(why)).map((why) => ({ value: why, label: itemWhyLabel(why) }))
    },
  }
}

export const goingFilters: readonly Filter<TagRow>[] = [nameFilter, projectFilter, reasonFilter(true)]
export const stayingFilters: readonly Filter<TagRow>[] = [nameFilter, projectFilter, reasonFilter(false)]
