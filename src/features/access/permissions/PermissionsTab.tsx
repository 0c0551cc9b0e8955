import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { grantsOf, type AccessSources } from '../../../k8s/resources/registryRights.ts'
import { useAccessRules } from '../../../k8s/useAccessRules.ts'
import { useInSlices } from '../../../k8s/useInSlices.ts'
import { t } from '../../../lib/t.ts'
import { openGrantRole } from '../../../ui/audit/openGrantRole.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { HiddenGrants, useShow } from './HiddenGrants.tsx'
import { OpenProjects, OpenPullSwitch } from './OpenPullSwitch.tsx'
import { OwnRights } from './OwnRights.tsx'
import { PartialNotes } from './PartialNotes.tsx'
import { PermissionActions } from './PermissionActions.tsx'
import { permissionColumns, permissionFilters } from './permissionColumns.tsx'
import { openProjectPull } from './permissionDialogs.tsx'
import { permissionSteps, shownRows, type PermissionRow } from './permissionRow.ts'
import { PermissionSummary } from './PermissionSummary.tsx'
import { useSubjectFacts } from './useSubjectFacts.ts'
import './permissions.css'

const rowKey = ({ key }: PermissionRow) => key
const rowActions = (row: PermissionRow) => <PermissionActions row={row} />
const rowVersion = ({ grant }: PermissionRow) => grant.binding.metadata.resourceVersion
const peopleFirst = { key: 'kind', descending: false }

/** Who may pull, push and administer, by project. */
export function PermissionsTab() {
  const [params] = useSearchParams()
  const namespace = params.get('project') || undefined
  const sources = useAccessRules(namespace)
  const refused = sources.pending ? undefined : refusalOf(sources)
  if (refused) {
    return (
      <div className="rc-permissions">
        <OwnRights namespace={namespace} />
        <Problem error={refused} onRetry={sources.retry} />
      </div>
    )
  }
  return <Permissions key={namespace ?? ''} namespace={namespace} sources={sources} />
}

/** Why nothing at all can be shown. */
function refusalOf({ bindings, clusterBindings, unread }: AccessSources) {
  if (bindings.length + clusterBindings.length > 0) return undefined
  return unread.find(({ what }) => what === 'rolebindings')?.error
}

interface PermissionsProps {
  namespace: string | undefined
  sources: AccessSources & { retry(): void }
}

function Permissions({ namespace, sources }: PermissionsProps) {
  const { bindings, clusterBindings, roles } = sources
  const isWhole = !sources.pending
  const grants = useMemo(
    () => (isWhole ? grantsOf({ bindings, clusterBindings, roles }) : none),
    [isWhole, bindings, clusterBindings, roles],
  )
  const facts = useSubjectFacts(namespace, grants)
  // Thousands of bindings are tens of thousands of rows.
  const { value, done } = useInSlices(useCallback(() => permissionSteps(grants, facts), [grants, facts]))
  const all = value ?? none
  const pending = sources.pending || (all.length === 0 && !done)
  const { show, toggle } = useShow()
  const shown = useMemo(
    () => shownRows(all, { unrelated: show.unrelated, system: show.system }),
    [all, show.unrelated, show.system],
  )
  const rows = pending ? none : shown.rows
  const isPartial = sources.unread.length > 0
  return (
    <div className="rc-permissions">
      <PartialNotes sources={sources} namespace={namespace} />
      <div className="rc-permissions__head">
        <PermissionSummary rows={rows} namespace={namespace} isPartial={isPartial} pending={pending} />
        <div className="rc-permissions__buttons">
          <Buttons namespace={namespace} />
        </div>
      </div>
      {namespace === undefined ? (
        <OpenProjects grants={grants} pending={sources.pending} />
      ) : (
        <OpenPullSwitch namespace={namespace} grants={grants} unread={sources.unread} pending={pending} />
      )}
      <div>
        <HiddenGrants shown={shown} show={show} onToggle={toggle} pending={pending} />
        <ResourceTable
          name={t('Permissions')}
          rows={rows}
          columns={permissionColumns}
          filters={permissionFilters}
          rowKey={rowKey}
          rowActions={rowActions}
          rowVersion={rowVersion}
          loading={pending}
          defaultSort={peopleFirst}
          exportName="registry-permissions"
          empty={
            <EmptyState title={isPartial ? t('Nobody that you can see') : t('Nobody has a role for the registry')}>
              <p>
                {namespace === undefined || isPartial
                  ? t('None of the bindings that you can see allows anything in the registry.')
                  : t('No binding in {{namespace}} allows anything in the registry.', { namespace })}
              </p>
              <CommandLine
                command={`oc policy add-role-to-user system:image-puller USER -n ${namespace ?? 'PROJECT'}`}
              />
            </EmptyState>
          }
        />
      </div>
    </div>
  )
}

const none: readonly never[] = []

function Buttons({ namespace }: { namespace: string | undefined }) {
  return (
    <>
      <Button variant="secondary" onClick={() => openProjectPull(namespace)}>
        {t('Let another project pull')}
      </Button>
      <Button
        variant="primary"
        onClick={() =>
          openGrantRole({ namespace, chooseProject: namespace === undefined, role: 'system:image-puller', user: '' })
        }
      >
        {t('Grant role')}
      </Button>
    </>
  )
}
