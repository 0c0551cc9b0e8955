import type { ReactNode } from 'react'
import { formatNumber, t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import type { CredentialSummary } from './sourceCredentials.ts'
import type { SourcePolicy } from './sourcePolicy.ts'
import { isNotAllowed, lacksCredentials, sourceName, type SourceRow } from './sourceRow.ts'

const countOf = (row: SourceRow) => row.tags + row.references + row.once

export const sourceColumns: readonly Column<SourceRow>[] = [
  {
    key: 'registry',
    title: () => t('Registry'),
    isRowHeader: true,
    width: 22,
    render: (row) => <span className="rc-break">{sourceName(row)}</span>,
    sort: (row) => row.host,
    text: (row) => sourceName(row),
  },
  {
    key: 'streams',
    title: () => t('Streams'),
    width: 7.5,
    align: 'end',
    render: (row) => formatNumber(row.streams.length),
    sort: (row) => row.streams.length,
    descendingFirst: true,
    text: (row) => row.streams.length,
  },
  {
    key: 'tags',
    title: () => t('Tags'),
    width: 6.5,
    align: 'end',
    render: (row) => <span title={tagsText(row)}>{formatNumber(countOf(row))}</span>,
    sort: countOf,
    descendingFirst: true,
    text: countOf,
  },
  {
    key: 'failing',
    title: () => t('Failing'),
    width: 11,
    render: (row) => <Failing row={row} />,
    // What is about to be imported comes after what fails.
    sort: (row) => row.failing * 100_000 + row.pending,
    descendingFirst: true,
    text: (row) => row.failing,
  },
  {
    key: 'lastSuccess',
    title: () => t('Last success'),
    width: 12,
    render: (row) => (
      <span title={t('When an import last brought an image. One that finds the same image leaves no trace.')}>
        <Timestamp value={row.lastSuccess} />
      </span>
    ),
    sort: (row) => row.lastSuccess,
    descendingFirst: true,
    text: (row) => row.lastSuccess,
  },
  {
    key: 'scheduled',
    title: () => t('Scheduled'),
    width: 9.5,
    render: (row) => scheduledText(row) ?? <Absent />,
    sort: (row) => row.scheduled,
    descendingFirst: true,
    text: (row) => row.scheduled,
  },
  {
    key: 'credentials',
    title: () => t('Credentials'),
    width: 18,
    render: (row) => <Credentials summary={row.credentials.summary} projects={row.namespaces.length} />,
    sort: (row) => credentialsText(row.credentials.summary, row.namespaces.length),
    text: (row) => credentialsText(row.credentials.summary, row.namespaces.length),
  },
  {
    key: 'policy',
    title: () => t('Policy'),
    width: 13.5,
    render: (row) => <Policy policy={row.policy} />,
    sort: (row) => policyText(row.policy),
    text: (row) => policyText(row.policy),
  },
]

export const sourceFilters: readonly Filter<SourceRow>[] = [
  {
    key: 'q',
    kind: 'text',
    label: () => t('Registry, project or stream'),
    text: (row) => [sourceName(row), ...row.streams.map(({ namespace, name }) => `${namespace}/${name}`)].join(' '),
  },
  { key: 'failing', kind: 'toggle', label: () => t('Failing'), matches: (row) => row.failing > 0 },
  { key: 'credentials', kind: 'toggle', label: () => t('Credentials missing'), matches: lacksCredentials },
  { key: 'policy', kind: 'toggle', label: () => t('Not allowed'), matches: isNotAllowed },
]

/** What the tags of a registry are. */
export function tagsText({ tags, references, once }: SourceRow): string {
  return [
    t('{{count}} imported', { count: tags }),
    references > 0 && t('{{count}} only refer to the source', { count: references }),
    once > 0 && t('{{count}} imported once and no longer asked for', { count: once }),
  ]
    .filter((text) => text !== false)
    .join(', ')
}

function scheduledText({ scheduled, tags }: SourceRow): string | undefined {
  if (scheduled === 0) return undefined
  return scheduled === tags ? t('all') : t('{{count}} of {{all}}', { count: scheduled, all: tags })
}

function Failing({ row }: { row: SourceRow }) {
  if (row.failing > 0) {
    return (
      <StatusLabel status="danger" compact>
        {t('{{count}} failing', { count: row.failing })}
      </StatusLabel>
    )
  }
  if (row.pending > 0) {
    return (
      <StatusLabel status="info" compact>
        {t('{{count}} importing', { count: row.pending })}
      </StatusLabel>
    )
  }
  return <Absent text={t('none failing')} />
}

function credentialsText(summary: CredentialSummary, projects: number): string {
  switch (summary.kind) {
    case 'missing':
      return t('Missing in {{count}} projects', { count: summary.projects.length })
    case 'refused':
      return t('Refused in {{count}} projects', { count: summary.projects.length })
    case 'global':
      return t('Global')
    case 'everywhere':
      return t('In all projects')
    case 'some':
      return t('In {{count}} of {{all}} projects', { count: summary.projects.length, all: projects })
    case 'none':
      return t('None')
    case 'hidden':
      return t('Not visible to you')
    case 'pending':
      return ''
  }
}

function Credentials({ summary, projects }: { summary: CredentialSummary; projects: number }): ReactNode {
  const text = credentialsText(summary, projects)
  switch (summary.kind) {
    case 'missing':
    case 'refused':
      return (
        <StatusLabel status="warning" compact title={summary.projects.join(' ')}>
          {text}
        </StatusLabel>
      )
    case 'none':
      return (
        <span className="rc-subtle" title={t('Public images need none.')}>
          {text}
        </span>
      )
    case 'hidden':
      return <span className="rc-subtle">{text}</span>
    case 'pending':
      return <Absent text={t('not known yet')} />
    default:
      return text
  }
}

function policyText(policy: SourcePolicy): string {
  switch (policy.kind) {
    case 'allowed':
      return t('Allowed')
    case 'noPolicy':
      return t('No policy')
    case 'partly':
      return t('Partly')
    case 'notForImport':
      return policy.insecureOnly ? t('Not if insecure') : t('Not for imports')
    case 'blocked':
      return policy.list === 'allowedRegistries' ? t('Not allowed') : t('Blocked')
    case 'hidden':
      return t('Not visible to you')
    case 'pending':
      return ''
  }
}

function Policy({ policy }: { policy: SourcePolicy }): ReactNode {
  const text = policyText(policy)
  switch (policy.kind) {
    case 'blocked':
      return (
        <StatusLabel status="danger" compact title={policy.entry}>
          {text}
        </StatusLabel>
      )
    case 'notForImport':
    case 'partly':
      return (
        <StatusLabel status="warning" compact>
          {text}
        </StatusLabel>
      )
    case 'hidden':
    case 'noPolicy':
      return <span className="rc-subtle">{text}</span>
    case 'pending':
      return <Absent text={t('not known yet')} />
    case 'allowed':
      return text
  }
}
