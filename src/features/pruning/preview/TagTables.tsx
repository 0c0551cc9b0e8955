import { useCallback, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { t } from '../../../lib/t.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { ExportEverything } from './ExportEverything.tsx'
import { viewPath } from './previewViews.ts'
import { largestReasons } from './totalsWords.ts'
import { useShownPreview } from './shownPreview.ts'
import { goingColumns, goingColumnsWithoutBytes, goingFilters, stayingColumns, stayingFilters } from './tagColumns.tsx'
import { TagRevisions } from './TagRevisions.tsx'
import { tagRows, type TagRow, type TagRows } from './tagRows.ts'
import { useInSlices } from '../../../k8s/useInSlices.ts'

const rowKey = ({ tag }: TagRow) => String(tag)
const expand = (row: TagRow): ReactNode => <TagRevisions row={row} />
const mostFirst = { key: 'frees', descending: true }
const mostGoing = { key: 'goes', descending: true }
const byProject = { key: 'in', descending: false }
const none: TagRows = { going: [], staying: [] }

function useTagRows(): { rows: TagRows; loading: boolean } {
  const { reading, plan } = useShownPreview()
  const make = useCallback(() => tagRows(reading, plan), [reading, plan])
  const { value } = useInSlices(make)
  return { rows: value ?? none, loading: value === undefined }
}

/** Tags of whose history something goes. */
export function GoingTags() {
  const [params] = useSearchParams()
  const { rows, loading } = useTagRows()
  const { reading, plan } = useShownPreview()
  const { namespace, pruneRegistry } = plan.options
  const withBytes = reading.imagesListed && namespace === undefined && pruneRegistry
  const reasons = plan.stopped ? [] : largestReasons(plan)
  return (
    <>
      {plan.totals.images > 0 && (
        <p className="rc-subtle">
          {t('Revisions that go out of the history of tags. Images that go are listed under')}{' '}
          <Link to={viewPath(params, 'images', { fate: 'goes' })}>{t('Images')}</Link>
          {t(', with those that no tag has.')}
        </p>
      )}
      <ResourceTable
        name={t('Tags with revisions that go')}
        rows={rows.going}
        columns={withBytes ? goingColumns : goingColumnsWithoutBytes}
        filters={goingFilters}
        rowKey={rowKey}
        rowVersion={rowKey}
        loading={loading}
        expand={expand}
        defaultSort={withBytes ? mostFirst : mostGoing}
        exportName="prune-preview-goes"
        actions={<ExportEverything />}
        empty={
          <EmptyState title={t('No revision goes')}>
            {plan.stopped ? (
              <p>{t('The run stops at references that cannot be read: it deletes nothing.')}</p>
            ) : plan.totals.images === 0 ? (
              <p>{t('What keeps the most is said above; all reasons are under Why not sooner?')}</p>
            ) : (
              <ul className="rc-preview__list">
                {reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
          </EmptyState>
        }
      />
    </>
  )
}

/** Tags of whose history something stays. */
export function StayingTags() {
  const { rows, loading } = useTagRows()
  return (
    <>
      <p className="rc-subtle">
        {t('Revisions that stay in the history of tags. Open a row to see what keeps each of them.')}
      </p>
      <ResourceTable
        name={t('Tags with revisions that stay')}
        rows={rows.staying}
        columns={stayingColumns}
        filters={stayingFilters}
        rowKey={rowKey}
        rowVersion={rowKey}
        loading={loading}
        expand={expand}
        defaultSort={byProject}
        exportName="prune-preview-stays"
        actions={<ExportEverything />}
        empty={<EmptyState title={t('No revision stays')}>{t('Nothing keeps any revision of any tag.')}</EmptyState>}
      />
    </>
  )
}
