import { useSearchParams } from 'react-router'
import { useMemo } from 'react'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { openCreatePullSecret } from '../../../ui/pull-secrets/openCreatePullSecret.tsx'
import { pullSecretCommand } from '../../../ui/pull-secrets/pullSecretCommands.ts'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { PullSecretActions } from './PullSecretActions.tsx'
import { pullSecretColumns, pullSecretFilters } from './pullSecretColumns.tsx'
import { DanglingLinks } from './PullSecretNotices.tsx'
import { PullSecretDetails } from './PullSecretDetails.tsx'
import type { PullSecretTableRow } from './pullSecretTable.ts'
import type { PullSecretPage } from './usePullSecretPage.ts'

const rowKey = ({ key }: PullSecretTableRow) => key
const rowVersion = ({ version }: PullSecretTableRow) => version
const expand = (row: PullSecretTableRow) => <PullSecretDetails row={row} />
const rowActions = (row: PullSecretTableRow) => <PullSecretActions row={row} />
const none: readonly PullSecretTableRow[] = []
const byName = { key: 'name', descending: false }

/** The table of pull secrets. Those that the cluster makes for service accounts are many, and shown when asked for. */
export function PullSecretTableView({ page }: { page: PullSecretPage }) {
  const { project, secrets, table, pending, showable } = page
  const [params, setParams] = useSearchParams()
  const withGenerated = params.get('generated') === 'true'
  const own = useMemo(() => table.rows.filter(({ secret }) => !secret.generatedFor), [table.rows])
  const rows = !showable ? none : withGenerated ? table.rows : own
  const generated = table.rows.length - own.length
  const { forbidden, unread, retry } = secrets
  if (forbidden && !pending && table.rows.length === 0) return <Problem error={forbidden} />
  const [failure] = unread
  if (failure && !pending && table.rows.length === 0) return <Problem error={failure} onRetry={retry} />
  const toggle = () =>
    setParams((current) => {
      const next = new URLSearchParams(current)
      next.delete('page')
      if (withGenerated) next.delete('generated')
      else next.set('generated', 'true')
      return next
    })
  const create = (
    <Button variant="primary" onClick={() => openCreatePullSecret({ namespace: project })}>
      {t('Create pull secret')}
    </Button>
  )
  return (
    <div className="rc-pull-secrets__table">
      <Unread secrets={secrets} />
      <ResourceTable
        name={t('Pull secrets')}
        rows={rows}
        columns={pullSecretColumns}
        filters={pullSecretFilters}
        rowKey={rowKey}
        rowVersion={rowVersion}
        expand={expand}
        rowActions={rowActions}
        loading={pending}
        defaultSort={byName}
        exportName="pull-secrets"
        actions={(pending || rows.length > 0) && create}
        empty={
          <EmptyState title={emptyTitle(project, unread.length > 0)} headingLevel="h3" actions={create}>
            <p>
              {t(
                'Registries that ask who pulls need one: imports and pods of a project sign in with its pull secrets.',
              )}
            </p>
            <CommandLine command={pullSecretCommand(project ?? 'PROJECT', 'NAME', 'REGISTRY', 'USER')} />
          </EmptyState>
        }
      />
      {!pending && generated > 0 && (
        <p className="rc-subtle">
          {withGenerated
            ? t('{{count}} of them were made by the cluster, for service accounts to use its own registry.', {
                count: generated,
              })
            : t('{{count}} secrets that the cluster made for service accounts are hidden.', { count: generated })}
          {sentenceGap()}
          <Button variant="link" isInline onClick={toggle}>
            {withGenerated ? t('Hide them') : t('Show them')}
          </Button>
        </p>
      )}
      {!pending && <DanglingLinks page={page} />}
    </div>
  )
}

function emptyTitle(project: string | undefined, isPartial: boolean): string {
  if (isPartial) return t('No pull secrets that you can see')
  return project ? t('No pull secrets in {{project}}', { project }) : t('No pull secrets')
}

/** What could not be listed, while the rest is shown. */
function Unread({ secrets: { unread, rows, retry } }: Pick<PullSecretPage, 'secrets'>) {
  const [first] = unread
  if (!first) return null
  const isNamed = rows.some(({ readable }) => !readable)
  const isRefused = unread.every(({ code }) => code === 403)
  return (
    <Alert
      inline
      status={isRefused ? 'info' : 'warning'}
      title={isRefused ? t('Not all secrets may be listed') : t('Not all secrets could be listed')}
      actions={!isRefused && <Button onClick={retry}>{t('Retry')}</Button>}
    >
      <p>
        {isNamed && t('Those that service accounts name are in the table by their names.')}
        {sentenceGap()}
        {t('There may be others.')}
      </p>
      <ServerMessage message={first.message} />
    </Alert>
  )
}
