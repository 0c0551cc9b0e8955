import '@patternfly/patternfly/components/Card/card.css'
import { memo, type MouseEvent } from 'react'
import { t } from '../../lib/t.ts'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { CatalogIcon } from './CatalogIcon.tsx'
import { Origin } from './Origin.tsx'
import type { OfferedRow } from './catalogFilters.ts'

const wordsShown = 5

export interface CatalogCardProps {
  row: OfferedRow
  /** The address that opens it, without its name. */
  address: string
  onFollow(event: MouseEvent<HTMLAnchorElement>): void
  selected: boolean
  /** Of another project than the person works in. */
  foreign: boolean
  /** The person may not pull from its project. */
  noPull: boolean
}

/** How the address names a stream. */
export function streamKey({ metadata }: Pick<OfferedRow, 'metadata'>): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`
}

/** One image stream of the gallery: plain elements, as there may be hundreds. */
export const CatalogCard = memo(function CatalogCard({
  row,
  address,
  onFollow,
  selected,
  foreign,
  noPull,
}: CatalogCardProps) {
  const { card, metadata } = row
  const { namespace = '' } = metadata
  const key = streamKey(row)
  const titleId = `catalog-${key}`
  const versions = card.versions.join(', ')
  return (
    <li className="rc-catalog__place">
      <article
        className={`pf-v6-c-card pf-m-compact rc-catalog__card${selected ? ' rc-m-selected' : ''}`}
        aria-labelledby={titleId}
      >
        <div className="rc-catalog__card-head">
          <CatalogIcon iconClass={card.iconClass} words={card.words} builder={card.builder} />
          <span className="rc-catalog__labels">
            {card.builder && (
              <StatusLabel status="none" compact>
                {t('Builder')}
              </StatusLabel>
            )}
            {foreign && (
              <StatusLabel status="none" compact>
                {t('From {{project}}', { project: namespace })}
              </StatusLabel>
            )}
            <Standing row={row} noPull={noPull} />
          </span>
        </div>
        <h2 className="rc-catalog__name" id={titleId}>
          <a
            href={address + encodeURIComponent(key)}
            data-item={key}
            onClick={onFollow}
            aria-current={selected ? 'true' : undefined}
          >
            {card.displayName}
          </a>
        </h2>
        <Origin provider={card.provider} name={key} />
        {card.description && <p className="rc-catalog__description">{card.description}</p>}
        <p className="rc-catalog__versions">
          {card.usable === 0
            ? t('No version is available')
            : card.usable > card.versions.length
              ? t('{{versions}} and {{count}} more', { versions, count: card.usable - card.versions.length })
              : versions}
        </p>
        {card.words.length > 0 && <p className="rc-catalog__words">{card.words.slice(0, wordsShown).join(' · ')}</p>}
      </article>
    </li>
  )
})

/** What keeps a person from using it. */
function Standing({ row: { card }, noPull }: Pick<CatalogCardProps, 'row' | 'noPull'>) {
  if (card.usable === 0)
    return (
      <StatusLabel status="warning" compact>
        {t('Not available')}
      </StatusLabel>
    )
  if (noPull)
    return (
      <StatusLabel status="warning" compact>
        {t('No right to pull')}
      </StatusLabel>
    )
  if (!card.deprecated) return null
  return (
    <StatusLabel status="warning" compact>
      {t('Deprecated')}
    </StatusLabel>
  )
}
