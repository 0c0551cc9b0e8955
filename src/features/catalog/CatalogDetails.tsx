import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, type ReactNode } from 'react'
import { asApiError, isKindMissing } from '../../k8s/ApiError.ts'
import { objectOf } from '../../k8s/queries.ts'
import { catalogItem } from '../../k8s/resources/catalogItem.ts'
import { ImageStream } from '../../k8s/resources/imageStream.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Problem } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { OutButton } from './embedded.tsx'
import { ItemDetails } from './ItemDetails.tsx'

interface CatalogDetailsProps {
  namespace: string
  name: string
  /** The project that the person works in. */
  project: string | undefined
  onClose(): void
}

/** All about one image of the catalog, beside it: the focus moves in, and back when it closes. */
export function CatalogDetails({ namespace, name, project, onClose }: CatalogDetailsProps) {
  const { data: stream, error, refetch } = useQuery(objectOf(ImageStream, { namespace, name }))
  const gone = error && asApiError(error).code === 404 && !isKindMissing(error)
  const item = stream && !gone ? catalogItem(stream) : undefined
  const title = item?.displayName ?? name
  return (
    <DetailsFrame itemKey={`${namespace}/${name}`} title={title} onClose={onClose}>
      {gone ? (
        <EmptyState
          title={t('No image stream {{name}}', { name: `${namespace}/${name}` })}
          actions={<Button onClick={onClose}>{t('Show the catalog')}</Button>}
        >
          {t('It was deleted, or never there.')}
        </EmptyState>
      ) : stream && item ? (
        <ItemDetails stream={stream} item={item} project={project} />
      ) : stream ? (
        <EmptyState
          title={t('Not offered in the catalog')}
          actions={<OutButton to={paths.imageStream(namespace, name)}>{t('Open image stream')}</OutButton>}
        >
          {t('The image stream has no tags, or all of them are marked as hidden.')}
        </EmptyState>
      ) : error ? (
        <Problem error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={12} />
      )}
    </DetailsFrame>
  )
}

interface DetailsFrameProps {
  itemKey: string
  title: string
  onClose(): void
  children: ReactNode
}

function DetailsFrame({ itemKey, title, onClose, children }: DetailsFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const close = useRef(onClose)
  // What the last rendering would do.
  useEffect(() => {
    close.current = onClose
  })
  // The focus belongs to the browser. On narrow pages the gallery is away meanwhile: the focus brings back its place, too.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView?.({ block: 'nearest' })
    return () => {
      // The gallery shows again in the same moment, after this.
      requestAnimationFrame(() => {
        // Another image may have been chosen: then the focus went there.
        if (document.activeElement !== document.body) return
        document.querySelector<HTMLElement>(`[data-item="${CSS.escape(itemKey)}"]`)?.focus()
      })
    }
  }, [itemKey])
  // Escape closes it wherever the focus is, but for dialogs and menus, which close themselves.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (document.querySelector('[role="dialog"], [aria-expanded="true"][aria-haspopup]')) return
      close.current()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <aside className="rc-catalog__details" aria-label={title}>
      <div className="rc-catalog__details-head">
        <h2 ref={heading} tabIndex={-1} className="rc-catalog__details-title">
          {title}
        </h2>
        <Button variant="plain" aria-label={t('Close {{title}}', { title })} icon={<TimesIcon />} onClick={onClose} />
      </div>
      {children}
    </aside>
  )
}
