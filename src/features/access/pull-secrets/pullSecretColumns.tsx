import { t } from '../../../lib/t.ts'
import { isInternalRegistry } from '../../../lib/registryHost.ts'
import { globalPullSecretName } from '../../../k8s/resources/pullSecret.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { accountWord, problemWord } from '../../../ui/pull-secrets/pullSecretWords.ts'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { standingOf, type PullSecretTableRow } from './pullSecretTable.ts'

const shownAtMost = 3

function Registries({ row }: { row: PullSecretTableRow }) {
  const { secret, registries } = row
  const [only, ...others] = secret.registries
  const account = only && others.length === 0 && !only.problem ? accountWord(only.account) : undefined
  return (
    <>
      {registries.slice(0, shownAtMost).map((registry) => (
        <div key={registry} className="rc-break">
          {registry}
        </div>
      ))}
      {registries.length > shownAtMost && (
        <div className="rc-subtle">{t('and {{count}} more', { count: registries.length - shownAtMost })}</div>
      )}
      {account && <div className="rc-subtle">{account}</div>}
      <StandingLabel row={row} />
    </>
  )
}

/** What is worth looking at, in a label. */
function StandingLabel({ row }: { row: PullSecretTableRow }) {
  const { problem } = row.secret
  switch (standingOf(row)) {
    case 'unreadable':
      return (
        <StatusLabel compact status="danger">
          {problem ? problemWord(problem) : t('Cannot be read')}
        </StatusLabel>
      )
    case 'problem':
      return (
        <StatusLabel compact status="warning">
          {problem ? problemWord(problem) : t('Part of it signs in nowhere')}
        </StatusLabel>
      )
    case 'overlap':
      return (
        <StatusLabel compact status="info">
          {t('Another covers the same')}
        </StatusLabel>
      )
    case 'unknown':
      return (
        <StatusLabel compact status="none">
          {t('Only its name is known')}
        </StatusLabel>
      )
    case 'good':
      return null
  }
}

function UsedBy({ row }: { row: PullSecretTableRow }) {
  const { pull, mount, secret, namespace, name } = row
  if (namespace === globalPullSecretName.namespace && name === globalPullSecretName.name)
    return t('All nodes, and imports of all projects')
  if (pull.length + mount.length === 0) {
    if (!secret.readable) return <Absent text={t('not known')} />
    return <span className="rc-subtle">{secret.excluded ? t('Nobody') : t('Imports only')}</span>
  }
  return (
    <>
      {pull.length > 0 && <div className="rc-break">{namesText(pull)}</div>}
      {mount.length > 0 && (
        <div className="rc-break rc-subtle">{t('mounted by {{names}}', { names: namesText(mount) })}</div>
      )}
      {secret.excluded && <div className="rc-subtle">{t('not by imports')}</div>}
    </>
  )
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, shownAtMost).join(', ')
  return names.length > shownAtMost
    ? t('{{names}} and {{count}} more', { names: shown, count: names.length - shownAtMost })
    : shown
}

const shortType = (type: string) => type.replace(/^kubernetes\.io\//, '')

export const pullSecretColumns: readonly Column<PullSecretTableRow>[] = [
  {
    key: 'name',
    title: () => t('Name'),
    isRowHeader: true,
    width: 18,
    render: ({ name, secret }) => (
      <>
        <span className="rc-break">{name}</span>
        {secret.generatedFor && (
          <div className="rc-subtle">{t('made for {{account}}', { account: secret.generatedFor })}</div>
        )}
      </>
    ),
    sort: ({ name }) => name,
    text: ({ name }) => name,
  },
  {
    key: 'project',
    title: () => t('Project'),
    width: 13,
    render: ({ namespace }) => <span className="rc-break">{namespace}</span>,
    sort: ({ namespace }) => namespace,
    text: ({ namespace }) => namespace,
  },
  {
    key: 'registries',
    title: () => t('Registries'),
    width: 25,
    render: (row) => <Registries row={row} />,
    sort: ({ registries }) => registries[0],
    text: ({ registries }) => registries.join(' '),
  },
  {
    key: 'usedBy',
    title: () => t('Used by'),
    width: 17,
    render: (row) => <UsedBy row={row} />,
    sort: ({ pull, mount }) => pull[0] ?? mount[0],
    text: ({ pull, mount }) => [...new Set([...pull, ...mount])].join(' '),
  },
  {
    key: 'type',
    title: () => t('Type'),
    width: 15,
    render: ({ secret }) => (secret.type === '' ? <Absent text={t('not known')} /> : shortType(secret.type)),
    sort: ({ secret }) => secret.type,
    text: ({ secret }) => secret.type,
  },
  {
    key: 'created',
    title: () => t('Created'),
    width: 12,
    render: ({ secret }) => <Timestamp value={secret.metadata.creationTimestamp} absent={t('not known')} />,
    sort: ({ secret }) => secret.metadata.creationTimestamp ?? undefined,
    descendingFirst: true,
    text: ({ secret }) => secret.metadata.creationTimestamp ?? undefined,
  },
]

export const pullSecretFilters: readonly Filter<PullSecretTableRow>[] = [
  {
    key: 'q',
    kind: 'text',
    label: () => t('Name, registry or service account'),
    text: ({ name, registries, pull, mount }) => [name, ...registries, ...pull, ...mount].join(' '),
  },
  {
    key: 'registry',
    kind: 'select',
    label: () => t('Registry'),
    matches: ({ registries }, value) => registries.includes(value),
    options: (rows) => {
      const found = new Set(rows.flatMap(({ registries }) => registries))
      return [...found]
        .filter((registry) => !isInternalRegistry(registry))
        .toSorted()
        .map((value) => ({ value, label: value }))
    },
  },
  {
    key: 'wrong',
    kind: 'toggle',
    label: () => t('With problems'),
    matches: (row) => ['unreadable', 'problem'].includes(standingOf(row)),
  },
  {
    key: 'unlinked',
    kind: 'toggle',
    label: () => t('Not used by a service account'),
    matches: ({ pull, mount, secret }) => pull.length === 0 && mount.length === 0 && secret.readable,
  },
]
