import { CopyButton } from '../../../ui/CopyButton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { ImagePlace } from '../../../k8s/resources/imageSources.ts'
import { t } from '../../../lib/t.ts'
import { blockedSentence, viaSentence } from './resolveWords.ts'
import './resolve.css'

interface PlaceListProps {
  label: string
  places: readonly ImagePlace[]
  /** The name itself is refused: no place is asked. */
  refused?: boolean
}

/** Places in the order they are asked. */
export function PlaceList({ label, places, refused = false }: PlaceListProps) {
  return (
    <ol aria-label={label} className="rc-resolve__places">
      {places.map((place, index) => {
        const { pullSpec, insecure } = place
        const blocked = blockedSentence(place)
        const isOut = refused || blocked !== undefined
        return (
          // The same place may come twice.
          <li key={String(index)} className={isOut ? 'rc-resolve__out' : undefined}>
            <div className="rc-resolve__place">
              <code>{pullSpec}</code> <CopyButton what={t('pull spec {{pullSpec}}', { pullSpec })} text={pullSpec} />
              {isOut && (
                <StatusLabel compact status="danger">
                  {t('Blocked')}
                </StatusLabel>
              )}
              {insecure && (
                <StatusLabel compact status="warning" title={t('Nodes take any certificate there, or none.')}>
                  {t('Insecure')}
                </StatusLabel>
              )}
            </div>
            <div className="rc-subtle">
              {viaSentence(place)}
              {blocked !== undefined && ` · ${blocked}`}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
