import { t } from '../../../lib/t.ts'
import type { TagUse } from '../../../k8s/resources/imageInventory.ts'
import type { Filter } from '../../../ui/table.ts'
import { tagText, usedText, type ImageTableRow } from './imageTableRow.ts'

const uses: readonly TagUse[] = ['current', 'history', 'none']

const digestFilter: Filter<ImageTableRow> = {
  key: 'digest',
  kind: 'text',
  label: () => t('Digest'),
  text: ({ digest }) => digest,
}

const tagFilter: Filter<ImageTableRow> = {
  key: 'tag',
  kind: 'text',
  label: () => t('Image stream or tag'),
  text: ({ holders }) => holders.map(tagText).join(' '),
}

const usedFilter: Filter<ImageTableRow> = {
  key: 'used',
  kind: 'select',
  label: () => t('Used by'),
  // A value that nobody offered filters nothing.
  matches: ({ use, inUse }, value) =>
    value === 'workloads' ? inUse === true : use === value || !uses.some((known) => known === value),
  options: () => [
    ...uses.map((use) => ({ value: use, label: usedText({ use }) })),
    { value: 'workloads', label: t('Workloads') },
  ],
}

/** For those who may list images. */
export const imageFilters: readonly Filter<ImageTableRow>[] = [
  digestFilter,
  tagFilter,
  usedFilter,
  {
    key: 'origin',
    kind: 'select',
    label: () => t('Origin'),
    matches: ({ row }, value) => (value === 'managed' ? row?.managed === true : value !== 'external' || !row?.managed),
    options: () => [
      { value: 'managed', label: t('Managed') },
      { value: 'external', label: t('External') },
    ],
  },
  {
    key: 'platform',
    kind: 'select',
    label: () => t('Platform'),
    matches: ({ row }, value) => row?.platforms.some((platform) => shortPlatform(platform) === value) === true,
    options: (rows) => {
      const found = new Set(rows.flatMap(({ row }) => row?.platforms.map(shortPlatform) ?? []))
      return [...found].toSorted().map((value) => ({ value, label: value }))
    },
  },
]

const shortPlatform = (platform: string) => platform.replace(/^linux\//, '')

/** For those who may not. */
export const heldImageFilters: readonly Filter<ImageTableRow>[] = [digestFilter, tagFilter, usedFilter]
