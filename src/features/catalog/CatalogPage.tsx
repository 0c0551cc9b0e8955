import { lazy, Suspense, useCallback, useDeferredValue, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { ApiError } from '../../k8s/ApiError.ts'
import { formatNumber, t } from '../../lib/t.ts'
import { Alert } from '../../ui/Alert.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Problem } from '../../ui/Failed.tsx'
import { missingRight } from '../../ui/forbidden.ts'
import { sentence } from '../../ui/Forbidden.tsx'
import { NativeSelect } from '../../ui/NativeSelect.tsx'
import { Page } from '../../ui/Page.tsx'
import { CatalogFilters } from './CatalogFilters.tsx'
import {
  changeFilters,
  findRows,
  isFiltered,
  noFilters,
  parseFilters,
  sortRows,
  type CatalogFilters as Filters,
} from './catalogFilters.ts'
import { CatalogGallery, GallerySkeleton } from './CatalogGallery.tsx'
import { useCatalog, type Catalog } from './useCatalog.ts'
import { useOpenItem } from './useOpenItem.ts'
import './catalog.css'

const CatalogDetails = lazy(async () => ({ default: (await import('./CatalogDetails.tsx')).CatalogDetails }))
const NothingOffered = lazy(async () => ({ default: (await import('./NothingOffered.tsx')).NothingOffered }))

/** Images that a developer may build on or deploy. */
export function CatalogPage() {
  const [params] = useSearchParams()
  const project = params.get('project') ?? undefined
  const catalog = useCatalog(project)
  const { item, close } = useOpenItem()
  const nothing = catalog.state === 'ready' && catalog.complete && catalog.rows.length === 0
  return (
    <Page title={t('Catalog')} description={t('Images to build applications on, or to deploy as they are.')}>
      {catalog.errors.length > 0 && !catalog.problem && <NotShown errors={catalog.errors} onRetry={catalog.retry} />}
      <div className="rc-catalog">
        <div className={`rc-catalog__frame${item ? ' rc-m-open' : ''}`}>
          <div className="rc-catalog__browse">
            {catalog.problem ? (
              <Problem error={catalog.problem} onRetry={catalog.retry} />
            ) : nothing ? (
              <Suspense fallback={<GallerySkeleton />}>
                <NothingOffered project={project} />
              </Suspense>
            ) : (
              <Browse catalog={catalog} selected={item && `${item.namespace}/${item.name}`} />
            )}
          </div>
          {item && (
            <Suspense>
              <CatalogDetails key={`${item.namespace}/${item.name}`} {...item} project={project} onClose={close} />
            </Suspense>
          )}
        </div>
      </div>
    </Page>
  )
}

function Browse({ catalog, selected }: { catalog: Catalog; selected: string | undefined }) {
  const [params, setParams] = useSearchParams()
  const { isMine, isForeign, complete, state } = catalog
  // What is typed and what loads is not held up by cards.
  const rows = useDeferredValue(catalog.rows)
  const sorted = useMemo(() => sortRows(rows), [rows])
  const base = new URLSearchParams(params)
  for (const key of ['item', 'version', 'into']) base.delete(key)
  const search = base.toString()
  const filters = useMemo(() => parseFilters(new URLSearchParams(search)), [search])
  const shown = useDeferredValue(filters)
  const found = useMemo(() => findRows(sorted, shown, isMine), [sorted, shown, isMine])
  const change = useCallback(
    (changed: Record<string, string>, typed = false) =>
      setParams((current) => changeFilters(current, changed), { replace: typed }),
    [setParams],
  )
  const noBuilders = filters.type === 'builders' && complete && !rows.some(({ card }) => card.builder)
  return (
    <div className="rc-catalog__inner">
      <CatalogFilters
        filters={filters}
        facets={found.facets}
        found={noBuilders ? 1 : found.rows.length}
        onChange={change}
      />
      <div className="rc-catalog__results">
        <div className="rc-catalog__line">
          <span className="rc-catalog__count" role="status">
            {state === 'loading' ? t('Loading') : countText(found.rows.length, rows.length, shown, complete)}
          </span>
          <NativeSelect
            label={t('Sort by')}
            value={filters.descending ? '-name' : ''}
            onChange={(sort) => change({ sort })}
            options={[
              { value: '', label: t('{{column}}, ascending', { column: t('Name') }) },
              { value: '-name', label: t('{{column}}, descending', { column: t('Name') }) },
            ]}
          />
        </div>
        {found.rows.length > 0 ? (
          <CatalogGallery rows={found.rows} search={search} selected={selected} isForeign={isForeign} />
        ) : state === 'loading' || !complete || rows !== catalog.rows ? (
          <GallerySkeleton />
        ) : noBuilders ? (
          <Suspense fallback={<GallerySkeleton />}>
            <NothingOffered project={params.get('project') ?? undefined} onlyImages />
          </Suspense>
        ) : (
          <EmptyState
            title={t('Nothing matches')}
            actions={<Button onClick={() => change(noFilters)}>{t('Clear filters')}</Button>}
          >
            {t('Nothing in the catalog matches all filters.')}
          </EmptyState>
        )}
      </div>
    </div>
  )
}

function countText(found: number, all: number, filters: Filters, complete: boolean): string {
  const number = isFiltered(filters) ? t('{{shown}} of {{all}}', { shown: found, all }) : formatNumber(all)
  return complete ? number : t('{{number}}, loading more', { number })
}

function NotShown({ errors, onRetry }: { errors: readonly ApiError[]; onRetry: () => void }) {
  return (
    <Alert
      status="warning"
      inline
      title={t('Not everything could be loaded')}
      actions={
        <Button variant="link" isInline onClick={onRetry}>
          {t('Retry')}
        </Button>
      }
    >
      <ul>
        {errors.map((error) => {
          const right = error.code === 403 ? missingRight(error) : undefined
          return <li key={error.url}>{right ? sentence(right) : error.message}</li>
        })}
      </ul>
    </Alert>
  )
}
