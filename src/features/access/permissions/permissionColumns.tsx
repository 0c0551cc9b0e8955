import { registryRights, type RegistryRight } from '../../../k8s/resources/registryRights.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { rightTitle } from '../../../ui/audit/rightWords.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { RightCell, RoleCell, SubjectCell } from './PermissionCells.tsx'
import { rankOf, type PermissionRow } from './permissionRow.ts'
import { groupMeaning, kindWord, reachOf, reachText, scopeWord } from './permissionWords.ts'

// What is given first, then what is limited, then what is not known.
function strength({ grant }: PermissionRow, right: RegistryRight): number | undefined {
  const reach = reachOf(grant.rights, right)
  if (reach === undefined) return undefined
  return reach === 'unknown' ? 3 : reach === 'all' ? 1 : 2
}

const rightColumn = (right: RegistryRight, more: Partial<Column<PermissionRow>>): Column<PermissionRow> => ({
  key: right,
  title: () => rightTitle(right),
  render: ({ grant }) => <RightCell grant={grant} right={right} />,
  sort: (row) => strength(row, right),
  text: ({ grant }) => reachText(grant, right),
  ...more,
})

export const permissionColumns: readonly Column<PermissionRow>[] = [
  {
    key: 'name',
    title: () => t('Name'),
    isRowHeader: true,
    width: 21,
    render: (row) => <SubjectCell row={row} />,
    sort: ({ name }) => name,
    text: ({ name }) => name,
  },
  {
    key: 'kind',
    title: () => t('Kind'),
    width: 10,
    render: ({ kind }) => kindWord(kind),
    sort: rankOf,
    text: ({ kind }) => kindWord(kind),
  },
  rightColumn('pull', { width: 9 }),
  rightColumn('push', { width: 11 }),
  rightColumn('administer', { width: 9 }),
  rightColumn('delete', { defaultHidden: true }),
  rightColumn('prune', { defaultHidden: true }),
  {
    key: 'role',
    title: () => t('Role'),
    width: 15,
    render: ({ grant }) => <RoleCell grant={grant} />,
    sort: ({ grant }) => grant.role.name,
    text: ({ grant }) => grant.role.name,
  },
  {
    key: 'binding',
    title: () => t('Granted by'),
    width: 14,
    render: ({ grant }) => <span className="rc-break">{grant.binding.metadata.name}</span>,
    sort: ({ grant }) => grant.binding.metadata.name,
    text: ({ grant }) => grant.binding.metadata.name,
  },
  {
    key: 'scope',
    title: () => t('Scope'),
    width: 11,
    render: ({ grant }) => scopeWord(grant),
    // What counts everywhere comes first.
    sort: ({ grant }) => grant.binding.metadata.namespace ?? ' ',
    text: ({ grant }) => scopeWord(grant),
  },
  {
    key: 'created',
    title: () => t('Binding made'),
    defaultHidden: true,
    render: ({ grant: { binding } }) =>
      binding.metadata.creationTimestamp ? <Timestamp value={binding.metadata.creationTimestamp} /> : <Absent />,
    sort: ({ grant: { binding } }) => binding.metadata.creationTimestamp ?? undefined,
    descendingFirst: true,
    text: ({ grant: { binding } }) => binding.metadata.creationTimestamp ?? undefined,
  },
]

const mayDo = ({ grant }: PermissionRow, right: string) => {
  const known = registryRights.find((each) => each === right)
  return known !== undefined && reachOf(grant.rights, known) !== undefined
}

export const permissionFilters: readonly Filter<PermissionRow>[] = [
  {
    key: 'text',
    kind: 'text',
    label: () => t('Name, binding or project'),
    text: ({ name, home, kind, grant, members }) =>
      [
        name,
        home,
        groupMeaning({ kind, name, home }),
        ...(members ?? []),
        grant.binding.metadata.name,
        grant.binding.metadata.namespace,
      ].join(' '),
  },
  {
    key: 'right',
    kind: 'select',
    label: () => t('Right'),
    // Whose role may not be read is shown with every right: they may have it.
    matches: mayDo,
    options: () => registryRights.map((right) => ({ value: right, label: rightTitle(right) })),
  },
  {
    key: 'kind',
    kind: 'select',
    label: () => t('Kind'),
    matches: ({ kind }, value) => kindValue(kind) === value,
    options: () => [
      { value: 'user', label: t('Users') },
      { value: 'group', label: t('Groups') },
      { value: 'serviceAccount', label: t('Service accounts') },
    ],
  },
  {
    key: 'role',
    kind: 'select',
    label: () => t('Role'),
    matches: ({ grant }, value) => grant.role.name === value,
    options: roleOptions,
  },
  {
    key: 'scope',
    kind: 'select',
    label: () => t('Scope'),
    matches: ({ grant }, value) => (grant.binding.metadata.namespace === undefined) === (value === 'cluster'),
    options: () => [
      { value: 'project', label: t('In a project') },
      { value: 'cluster', label: t('Whole cluster') },
    ],
  },
]

const kindValue = (kind: PermissionRow['kind']) => (kind === 'user' || kind === 'serviceAccount' ? kind : 'group')

/** The roles that are granted, with how often. */
function roleOptions(rows: readonly PermissionRow[]) {
  const counts = new Map<string, number>()
  for (const { grant } of rows) counts.set(grant.role.name, (counts.get(grant.role.name) ?? 0) + 1)
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => ({ value: name, label: `${name} (${formatNumber(count)})` }))
}
