import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import { versionQuery } from '../../../k8s/clusterInfo.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { mirrorSetKinds, type MirrorSetKind } from '../../../k8s/resources/mirrorSet.ts'
import { mirrorSetWarnings } from '../../../k8s/resources/mirrorSetWarnings.ts'
import { useMirrorSets, type MirrorSets } from '../../../k8s/useMirrorSets.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { Missing } from '../../../ui/Missing.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { MirrorSetActions } from './MirrorSetActions.tsx'
import { mirrorSetColumns, mirrorSetFilters, type MirrorSetRow } from './mirrorSetColumns.tsx'
import { openCreateMirrorSet } from './mirrorSetDialogs.tsx'
import { MirrorSetEntries } from './MirrorSetEntries.tsx'
import { Unread } from './Unread.tsx'
import './mirrors.css'

const MirrorSetYaml = lazy(async () => ({ default: (await import('./MirrorSetYaml.tsx')).MirrorSetYaml }))

const rowKey = ({ kind, name }: MirrorSetRow) => `${kind}/${name}`
const rowActions = (row: MirrorSetRow) => <MirrorSetActions row={row} />
const expand = (row: MirrorSetRow) => <MirrorSetEntries row={row} />
// What is said of a set comes from other objects, later: that is no change of it.
const rowVersion = ({ resourceVersion }: MirrorSetRow) => resourceVersion
const byName = { key: 'name', descending: false }
// The rest stands at the sets themselves.
const dangersShown = 5

/** The mirror sets of the cluster. */
export function MirrorsTab() {
  const [params] = useSearchParams()
  const wanted = yamlOf(params.get('yaml') ?? '')
  if (!wanted) return <MirrorSetList />
  return (
    <Suspense fallback={<SkeletonLines lines={12} />}>
      <MirrorSetYaml {...wanted} />
    </Suspense>
  )
}

/** The set whose YAML the address asks for: KIND/NAME. */
function yamlOf(value: string): { kind: MirrorSetKind; name: string } | undefined {
  const [, kind = '', name = ''] = /^(\w+)\/(.+)$/.exec(value) ?? []
  return Object.hasOwn(mirrorSetKinds, kind) ? { kind: kind as MirrorSetKind, name } : undefined
}

function MirrorSetList() {
  const found = useMirrorSets()
  const { sets, present, unread, pending } = found
  const { data: images } = useQuery(objectOf(ImageConfig, { name: imageConfigName }))
  const { data: version } = useQuery(versionQuery())
  const sources = images?.spec?.registrySources
  const rows = useMemo(() => {
    const warnings = mirrorSetWarnings(sets, sources, version?.openshift)
    return sets.map((set): MirrorSetRow => ({ ...set, warnings: warnings.filter((each) => each.sets.includes(set)) }))
  }, [sets, sources, version?.openshift])
  if (pending && sets.length === 0) return <SkeletonLines lines={10} />
  if (present.length === 0) return <Nothing found={found} />
  const create = (
    <Button variant="primary" onClick={openCreateMirrorSet}>
      {t('Create mirror set')}
    </Button>
  )
  const dangers = [...new Set(rows.flatMap(({ warnings }) => warnings))].filter(({ severity }) => severity === 'danger')
  return (
    <div className="rc-mirrors">
      <p className="rc-mirrors__intro">
        {t('Nodes ask mirrors for an image before its own registry.')}
        {sentenceGap()}
        <Link to={paths.policy('resolve')}>{t('Where would an image come from?')}</Link>
        {sentenceGap()}
        <Link to={paths.policy()}>{t('Progress on the nodes')}</Link>
      </p>
      <Unread found={found} />
      {dangers.slice(0, dangersShown).map(({ text }) => (
        <Alert key={text} inline status="danger" title={text} />
      ))}
      {dangers.length > dangersShown && (
        <p className="rc-subtle">{t('and {{count}} more', { count: dangers.length - dangersShown })}</p>
      )}
      <ResourceTable
        name={t('Mirror sets')}
        rows={rows}
        columns={mirrorSetColumns}
        filters={mirrorSetFilters}
        rowKey={rowKey}
        rowVersion={rowVersion}
        rowActions={rowActions}
        expand={expand}
        defaultSort={byName}
        loading={pending}
        exportName="mirror-sets"
        actions={rows.length > 0 && create}
        empty={
          <EmptyState title={t('No mirror sets')} actions={create}>
            <p>
              {unread.length > 0
                ? t('There are none among the kinds that you can read.')
                : t('Every image comes from the registry that its pull spec names.')}
            </p>
            <CommandLine command={createCommand(present[0] ?? 'ImageDigestMirrorSet')} />
          </EmptyState>
        }
      />
    </div>
  )
}

/** How one is made without the console: words in capitals are put in. */
function createCommand(kind: MirrorSetKind): string {
  const { type, field } = mirrorSetKinds[kind]
  const object = {
    apiVersion: `${type.group}/${type.version}`,
    kind,
    metadata: { name: 'NAME' },
    spec: { [field]: [{ source: 'SOURCE', mirrors: ['MIRROR'] }] },
  }
  return `oc create -f - <<< '${JSON.stringify(object)}'`
}

/** No kind is there, or none can be read. */
function Nothing({ found: { unread, retry } }: { found: MirrorSets }) {
  const [first] = unread
  if (first) return <Problem error={first.error} onRetry={retry} />
  return (
    <Missing what={t('mirror sets')}>
      <p>
        {t(
          'Its API server serves none of their kinds. Mirrors, if there are any, are configured on the nodes themselves.',
        )}
      </p>
    </Missing>
  )
}
