import type { ReactNode } from 'react'
import { formatNumber, t } from '../../../lib/t.ts'
import type { AuditGroup } from '../../../ui/audit/auditRows.ts'
import { auditKinds, isoTime, kindWords } from '../../../ui/audit/auditWords.ts'
import { FilterBy } from '../../../ui/audit/FilterBy.tsx'
import { Moment } from '../../../ui/audit/Moment.tsx'
import { Absent } from '../../../ui/Bytes.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import type { Column } from '../../../ui/table.ts'
import { auditFilters } from './auditFilters.ts'

const counts: readonly Column<AuditGroup>[] = auditKinds.map((kind) => ({
  key: kind,
  title: () => kindWords(kind),
  width: kind === 'badToken' ? 13 : 9,
  align: 'end',
  render: (group) => (group[kind] === 0 ? <Absent text={t('none')} /> : formatNumber(group[kind])),
  sort: (group) => group[kind],
  descendingFirst: true,
  text: (group) => group[kind],
}))

const last: Column<AuditGroup> = {
  key: 'last',
  title: () => t('Last'),
  width: 14,
  render: (group) => <Moment time={group.last} />,
  sort: (group) => group.last,
  descendingFirst: true,
  text: (group) => isoTime(group.last),
}

function nameColumn(title: () => string, param: 'user' | 'repo'): Column<AuditGroup> {
  return {
    key: 'name',
    title,
    isRowHeader: true,
    width: 23,
    render: ({ name }) =>
      name === '' ? <span className="rc-subtle">{t('not known')}</span> : <FilterBy param={param} value={name} />,
    sort: ({ name }) => name,
    text: ({ name }) => name,
  }
}

const userColumns = [nameColumn(() => t('User'), 'user'), ...counts, last]
const repositoryColumns = [nameColumn(() => t('Repository'), 'repo'), ...counts, last]
const rowKey = ({ name }: AuditGroup) => name
const rowVersion = ({ total }: AuditGroup) => total
const newestFirst = { key: 'last', descending: true }

interface AuditGroupTableProps {
  by: 'user' | 'repository'
  groups: readonly AuditGroup[]
  loading: boolean
  actions: ReactNode
  empty: ReactNode
}

/** What each user did, or what was done to each repository. */
export function AuditGroupTable({ by, groups, loading, actions, empty }: AuditGroupTableProps) {
  return (
    <ResourceTable
      key={by}
      name={by === 'user' ? t('Audit by user') : t('Audit by repository')}
      rows={groups}
      columns={by === 'user' ? userColumns : repositoryColumns}
      filters={auditFilters}
      rowKey={rowKey}
      rowVersion={rowVersion}
      loading={loading}
      defaultSort={newestFirst}
      exportName={by === 'user' ? 'registry-audit-users' : 'registry-audit-repositories'}
      actions={actions}
      empty={empty}
    />
  )
}
