import { useSearchParams } from 'react-router'
import type { ApiError } from '../../../k8s/ApiError.ts'
import { samplesProject } from '../../../k8s/resources/samplesConfig.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { SamplesPanel } from './SamplesPanel.tsx'
import { SourceActions } from './SourceActions.tsx'
import { sourceColumns, sourceFilters } from './sourceColumns.tsx'
import { SourceDetails } from './SourceDetails.tsx'
import { sourcesAnswer, type SourceRow } from './sourceRow.ts'
import { useSourceRows } from './useSourceRows.ts'
import './registries.css'

const rowKey = ({ host }: SourceRow) => host
// What else is known of a registry comes later, and is no change of it.
const rowVersion = ({ streams, tags, failing, pending, scheduled, lastSuccess }: SourceRow) =>
  [streams.length, tags, failing, pending, scheduled, lastSuccess].join(' ')
const rowActions = (row: SourceRow) => <SourceActions row={row} />
const expand = (row: SourceRow) => <SourceDetails row={row} />
const worstFirst = { key: 'failing', descending: true }

/** The registries that image streams import from: what fails and why, what each needs, and the samples that come from them. */
export function SourceRegistriesPage() {
  const [params] = useSearchParams()
  const project = params.get('project') ?? undefined
  const { rows, complete, list } = useSourceRows(project)
  const failed = list.state === 'failed'
  const withSamples = !failed && list.complete && (project === undefined || project === samplesProject)
  return (
    <Page
      title={t('Source registries')}
      description={!failed && (complete ? sourcesAnswer(rows) : t('Image streams are being read.'))}
      breadcrumbs={[{ title: t('Import'), path: paths.importImage({ project }) }]}
      actions={<LinkButton to={paths.importImage({ project })}>{t('Import an image')}</LinkButton>}
    >
      <div className="rc-sources">
        {failed ? (
          <Problem error={list.forbidden ?? list.errors[0]} onRetry={list.retry} />
        ) : (
          <Panel>
            <Notices byProject={list.byProject} errors={list.errors} />
            <ResourceTable
              name={t('Source registries')}
              rows={rows}
              columns={sourceColumns}
              filters={sourceFilters}
              rowKey={rowKey}
              rowVersion={rowVersion}
              rowActions={rowActions}
              expand={expand}
              loading={!complete}
              defaultSort={worstFirst}
              exportName="source-registries"
              empty={<NoSources project={project} />}
            />
          </Panel>
        )}
        <SamplesPanel streams={withSamples ? list.items : undefined} />
      </div>
    </Page>
  )
}

function Notices({ byProject, errors }: { byProject: boolean; errors: readonly ApiError[] }) {
  return (
    <>
      {byProject && (
        <p className="rc-subtle">
          {t('Counted in your projects and openshift: you cannot list the image streams of others.')}
        </p>
      )}
      {errors.length > 0 && (
        <Alert status="warning" inline title={t('Not everything could be loaded')}>
          <ul>
            {errors.map((error) => {
              const right = error.code === 403 ? missingRight(error) : undefined
              return <li key={error.url}>{right ? sentence(right) : error.message}</li>
            })}
          </ul>
        </Alert>
      )}
    </>
  )
}

function NoSources({ project }: { project: string | undefined }) {
  return (
    <EmptyState
      title={project ? t('No imports in {{project}}', { project }) : t('No imports')}
      actions={<LinkButton to={paths.importImage({ project })}>{t('Import an image')}</LinkButton>}
    >
      <p>{t('Pushed images have no source registry. Imported ones are listed here.')}</p>
      <CommandLine
        command={`oc import-image NAME --from=quay.io/ORG/IMAGE --confirm${project ? ` -n ${project}` : ''}`}
      />
    </EmptyState>
  )
}
