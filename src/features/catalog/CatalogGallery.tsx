import {
  startTransition,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type RefObject,
} from 'react'
import { useHref, useNavigate } from 'react-router'
import { t } from '../../lib/t.ts'
import { Button } from '../../ui/Button.tsx'
import { keepFocus } from '../../ui/titleFocus.ts'
import { CatalogCard, streamKey } from './CatalogCard.tsx'
import type { OfferedRow } from './catalogFilters.ts'
import { useNoPull } from './usePullRights.ts'

/** Cards that are made at once: more would be felt. */
const batch = 24

interface CatalogGalleryProps {
  rows: readonly OfferedRow[]
  search: string
  selected: string | undefined
  isForeign(namespace: string): boolean
}

/** The cards of what was found. More are added as one comes near their end. */
export function CatalogGallery({ rows, search, selected, isForeign }: CatalogGalleryProps) {
  const end = useRef<HTMLDivElement>(null)
  // Another choice begins anew at the top; what happens in the cluster does not.
  const [grown, setGrown] = useState({ search, count: batch })
  const count = grown.search === search ? grown.count : batch
  const more = rows.length > count
  const grow = () => startTransition(() => setGrown({ search, count: count + batch }))
  useNearEnd(end, more ? count : undefined, grow)
  const shown = rows.slice(0, count)
  const opening = search ? `?${search}&item=` : '?item='
  const address = useHref({ search: opening })
  const navigate = useNavigate()
  // A router's link in each card would be rendered with every change of the address.
  const follow = useCallback(
    (event: MouseEvent<HTMLAnchorElement>) => {
      const { item } = event.currentTarget.dataset
      if (!item || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      void navigate({ search: opening + encodeURIComponent(item) }, { state: { ...keepFocus, fromGallery: true } })
    },
    [navigate, opening],
  )
  const foreign = [...new Set(shown.map(({ metadata }) => metadata.namespace ?? '').filter(isForeign))].join(' ')
  const noPull = useNoPull(useMemo(() => foreign.split(' ').filter(Boolean), [foreign]))
  return (
    <>
      <ul className="rc-catalog__gallery" role="list" aria-label={t('Catalog')}>
        {shown.map((row) => {
          const { namespace = '' } = row.metadata
          const key = streamKey(row)
          return (
            <CatalogCard
              key={key}
              row={row}
              address={address}
              onFollow={follow}
              selected={key === selected}
              foreign={isForeign(namespace)}
              noPull={noPull.has(namespace)}
            />
          )
        })}
      </ul>
      {more && (
        <div ref={end} className="rc-catalog__more">
          <Button onClick={grow}>{t('Show more')}</Button>
        </div>
      )}
    </>
  )
}

/** Calls when the end of what is shown comes near. `shown`: how much that is; undefined when it is all. */
function useNearEnd(end: RefObject<Element | null>, shown: number | undefined, onNear: () => void): void {
  const near = useRef(onNear)
  // What the last rendering would do.
  useEffect(() => {
    near.current = onNear
  })
  // The browser's view of the page; with every batch it is asked anew, or it would be silent while the end stays near.
  useEffect(() => {
    if (shown === undefined || !end.current || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) near.current()
      },
      { rootMargin: '600px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [end, shown])
}

/** Where cards will be. */
export function GallerySkeleton() {
  return (
    <div className="rc-catalog__gallery" role="status" aria-label={t('Loading')}>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="pf-v6-c-card pf-m-compact rc-catalog__card" aria-hidden="true">
          <div className="pf-v6-c-skeleton pf-m-circle rc-catalog__icon" />
          <div className="pf-v6-c-skeleton pf-m-text-lg pf-m-width-50" />
          <div className="pf-v6-c-skeleton pf-m-text-sm pf-m-width-66" />
          <div className="pf-v6-c-skeleton pf-m-text-sm" />
          <div className="pf-v6-c-skeleton pf-m-text-sm pf-m-width-75" />
        </div>
      ))}
    </div>
  )
}
