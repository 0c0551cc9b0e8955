import { Link } from 'react-router'
import { shortDigest } from '../../../lib/digest.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { imageWhys } from '../../../k8s/resources/pruneWhys.ts'
import { Bytes } from '../../../ui/Bytes.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import type { PrunedImageRow } from './imageRows.ts'
import { imageWhyLabel, imageWhyText } from './previewWords.ts'
import { useShownPreview } from './shownPreview.ts'
import { Fate } from './TagRevisions.tsx'

const known = (value: number) => (Number.isNaN(value) ? undefined : value)
const isoOf = (ms: number) => (Number.isNaN(ms) ? undefined : new Date(ms).toISOString())
// The first 12 digits as a number sort twenty thousand digests in no time.
const digits = ({ digest }: PrunedImageRow) => Number.parseInt(digest.slice(digest.indexOf(':') + 1).slice(0, 12), 16)
const goes = ({ why }: PrunedImageRow) => why === 'goes'
const originText = ({ managed }: PrunedImageRow) => (managed ? t('Managed') : t('External'))

/** Every image, and whether it goes. */
export const prunedImageColumns: readonly Column<PrunedImageRow>[] = [
  {
    key: 'digest',
    title: () => t('Digest'),
    isRowHeader: true,
    width: 23,
    render: ({ digest }) => (
      <span className="rc-digest">
        <Link to={paths.image(digest)} title={digest}>
          <code>{shortDigest(digest)}</code>
        </Link>
        <CopyButton what={t('digest')} text={digest} />
      </span>
    ),
    sort: digits,
    text: ({ digest }) => digest,
  },
  {
    key: 'fate',
    title: () => t('In a run'),
    width: 9,
    render: (row) => <Fate goes={goes(row)} />,
    sort: (row) => Number(goes(row)),
    descendingFirst: true,
    text: (row) => (goes(row) ? t('Goes') : t('Stays')),
  },
  {
    key: 'frees',
    title: () => t('Frees'),
    width: 10,
    align: 'end',
    render: (row) => <Bytes value={goes(row) ? known(row.bytes) : undefined} />,
    sort: (row) => (goes(row) ? row.bytes : undefined),
    descendingFirst: true,
    text: (row) => (goes(row) ? known(row.bytes) : undefined),
  },
  {
    key: 'size',
    title: () => t('Size'),
    width: 10,
    align: 'end',
    render: ({ size }) => <Bytes value={known(size)} />,
    sort: ({ size }) => size,
    descendingFirst: true,
    text: ({ size }) => known(size),
  },
  {
    key: 'origin',
    title: () => t('Origin'),
    width: 9,
    render: (row) => (
      <span title={row.managed ? undefined : t('Deleting it frees its blobs only if they were mirrored here.')}>
        {originText(row)}
      </span>
    ),
    sort: ({ managed }) => Number(managed),
    text: originText,
  },
  {
    key: 'created',
    title: () => t('Created'),
    width: 10,
    render: ({ created }) => <Timestamp value={isoOf(created)} absent={t('not recorded')} />,
    sort: ({ created }) => created,
    descendingFirst: true,
    text: ({ created }) => isoOf(created),
  },
  {
    key: 'why',
    title: () => t('Why'),
    width: 29,
    render: ({ why }) => <Reason why={why} />,
    sort: ({ why }) => imageWhys.indexOf(why),
    // A row stays the same while the options change: what it says by itself names none of their numbers.
    text: ({ why }) => imageWhyLabel(why),
  },
]

/** Why an image goes or stays, with the numbers of the plan on screen. */
function Reason({ why }: Pick<PrunedImageRow, 'why'>) {
  const { options } = useShownPreview().plan
  return <span className="rc-preview__sentence">{imageWhyText(why, options)}</span>
}

export const prunedImageFilters: readonly Filter<PrunedImageRow>[] = [
  { key: 'digest', kind: 'text', label: () => t('Digest'), text: ({ digest }) => digest },
  {
    key: 'fate',
    kind: 'select',
    label: () => t('In a run'),
    // A value that nobody offered filters nothing.
    matches: (row, value) => (value === 'goes' ? goes(row) : value !== 'stays' || !goes(row)),
    options: () => [
      { value: 'goes', label: t('Goes') },
      { value: 'stays', label: t('Stays') },
    ],
  },
  {
    key: 'why',
    kind: 'select',
    label: () => t('Why'),
    matches: ({ why }, value) => why === value || !imageWhys.some((each) => each === value),
    options: (rows) => {
      const found = new Set(rows.map(({ why }) => why))
      return imageWhys.filter((why) => found.has(why)).map((why) => ({ value: why, label: imageWhyLabel(why) }))
    },
  },
  {
    key: 'origin',
    kind: 'select',
    label: () => t('Origin'),
    matches: ({ managed }, value) => (value === 'managed' ? managed : value !== 'external' || !managed),
    options: () => [
      { value: 'managed', label: t('Managed') },
      { value: 'external', label: t('External') },
    ],
  },
]
