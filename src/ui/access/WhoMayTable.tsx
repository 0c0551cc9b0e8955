import { subjectName } from '../../k8s/resources/roleBinding.ts'
import { t } from '../../lib/t.ts'
import { Absent } from '../Bytes.tsx'
import { CommandLine } from '../CommandLine.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { ResourceTable } from '../ResourceTable.tsx'
import { StatusLabel } from '../StatusLabel.tsx'
import type { Column, Filter } from '../table.ts'
import { GrantLines, grantText } from './grantWords.tsx'
import { everybodyOf, isClusterOwn, type Everybody, type WhoRow } from './whoRows.ts'
import './access.css'

const nameColumn: Column<WhoRow> = {
  key: 'name',
  title: () => t('Name'),
  isRowHeader: true,
  width: 34,
  render: (row) => <WhoName row={row} />,
  sort: ({ name }) => name,
  text: nameText,
}

const kindColumn: Column<WhoRow> = {
  key: 'kind',
  title: () => t('Kind'),
  width: 14,
  render: ({ kind }) => kindWord(kind),
  sort: ({ kind }) => kind,
  text: ({ kind }) => kind,
}

const sourceColumn: Column<WhoRow> = {
  key: 'grants',
  title: () => t('Granted by'),
  width: 52,
  render: ({ grants, name }) =>
    grants.length > 0 ? (
      <GrantLines grants={grants} />
    ) : name === 'system:masters' ? (
      t('May do everything, without any binding')
    ) : (
      <Absent text={t('No binding that you can see')} />
    ),
  text: ({ grants }) => grants.map(grantText).join('; '),
}

const rightColumn = (right: string, title: () => string): Column<WhoRow> => ({
  key: right,
  title,
  width: 8,
  render: ({ rights }) =>
    rights.includes(right) ? (
      <StatusLabel compact status="success">
        {t('Yes')}
      </StatusLabel>
    ) : (
      <Absent text={t('No')} />
    ),
  sort: ({ rights }) => (rights.includes(right) ? 0 : 1),
  text: ({ rights }) => (rights.includes(right) ? 'yes' : 'no'),
})

const columns: readonly Column<WhoRow>[] = [nameColumn, kindColumn, sourceColumn]
const pullPushColumns: readonly Column<WhoRow>[] = [
  nameColumn,
  kindColumn,
  rightColumn('pull', () => t('Pull')),
  rightColumn('push', () => t('Push')),
  sourceColumn,
]

const filters: readonly Filter<WhoRow>[] = [
  {
    kind: 'text',
    key: 'q',
    label: () => t('Name or binding'),
    text: (row) => `${nameText(row)} ${row.grants.map(grantText).join(' ')}`,
  },
  {
    kind: 'select',
    key: 'kind',
    label: () => t('Kind'),
    matches: ({ kind }, value) => kind === value,
    options: () => (['User', 'Group', 'ServiceAccount'] as const).map((value) => ({ value, label: kindWord(value) })),
  },
  { kind: 'toggle', key: 'others', label: () => t('Without the cluster’s own'), matches: (row) => !isClusterOwn(row) },
]

const rowKey = ({ key }: WhoRow) => key

/** Everybody who may do something, with where it comes from. `rights`: whether pull and push have a column each. */
export function WhoMayTable({
  name,
  rows,
  loading,
  rights = false,
  isPartial,
  command,
}: {
  name: string
  rows: readonly WhoRow[]
  loading: boolean
  rights?: boolean
  /** Not everything could be seen: there may be more. */
  isPartial: boolean
  /** How somebody who sees more may ask. */
  command: string | undefined
}) {
  return (
    <ResourceTable
      name={name}
      rows={rows}
      columns={rights ? pullPushColumns : columns}
      filters={filters}
      rowKey={rowKey}
      loading={loading}
      exportName={rights ? 'pull-push' : 'who-may'}
      empty={
        !isPartial ? (
          <EmptyState title={t('Nobody')} headingLevel="h3">
            {t('No binding allows it.')}
          </EmptyState>
        ) : (
          <EmptyState title={t('Nobody that you can see')} headingLevel="h3">
            {command === undefined ? (
              <p>{t('No binding that you can see allows it. Others might.')}</p>
            ) : (
              <>
                <p>{t('No binding that you can see allows it. An administrator sees the rest here, or with:')}</p>
                <CommandLine command={command} />
              </>
            )}
          </EmptyState>
        )
      }
    />
  )
}

function WhoName({ row }: { row: WhoRow }) {
  const everybody = everybodyOf(row)
  if (row.kind === 'ServiceAccount') {
    return (
      <span title={subjectName(row)}>
        <bdi>{nameText(row)}</bdi>
      </span>
    )
  }
  return (
    <>
      <bdi>{row.name}</bdi>
      {everybody && (
        <>
          {' '}
          <span className="rc-subtle">{everybodyWords(everybody)}</span>
        </>
      )}
    </>
  )
}

function nameText({ kind, namespace, name }: WhoRow): string {
  return kind === 'ServiceAccount' ? `${namespace ?? ''}/${name}` : name
}

function kindWord(kind: WhoRow['kind']): string {
  switch (kind) {
    case 'User':
      return t('User')
    case 'Group':
      return t('Group')
    case 'ServiceAccount':
      return t('Service account')
  }
}

function everybodyWords(everybody: Everybody): string {
  switch (everybody) {
    case 'anonymous':
      return t('everybody, without logging in')
    case 'loggedIn':
      return t('everybody who is logged in')
    case 'people':
      return t('all people who are logged in')
    case 'serviceAccounts':
      return t('all service accounts')
  }
}
