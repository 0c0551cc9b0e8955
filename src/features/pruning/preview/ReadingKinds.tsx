import '@patternfly/patternfly/components/Table/table.css'
import { formatNumber, t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import type { KindReading } from './previewProtocol.ts'

/** How far the reading of each kind is, before there is anything else to see. */
export function ReadingKinds({ kinds, stop }: { kinds: readonly KindReading[]; stop(): void }) {
  const done = kinds.filter(({ state }) => state !== 'waiting' && state !== 'reading').length
  return (
    <section className="rc-preview__reading" aria-label={t('Reading')}>
      <p role="status">
        {kinds.length === 0
          ? t('Reading what pruning looks at')
          : t('Reading what pruning looks at: {{done}} of {{total}} kinds', { done, total: kinds.length })}
      </p>
      <ul className="rc-preview__kinds">
        {kinds.map(({ kind, plural, state, loaded, total }) => (
          <li key={plural}>
            <span>{kind}</span>
            <span className="rc-subtle">{stateText(state, loaded, total)}</span>
            <progress
              aria-label={kind}
              max={total ?? 1}
              value={
                state === 'reading' && total === undefined
                  ? undefined
                  : state === 'waiting'
                    ? 0
                    : valueOf(state, loaded, total)
              }
            />
          </li>
        ))}
      </ul>
      <Button variant="link" isInline onClick={stop}>
        {t('Stop reading')}
      </Button>
    </section>
  )
}

function valueOf(state: KindReading['state'], loaded: number, total = 1): number {
  return state === 'reading' ? loaded : total
}

function stateText(state: KindReading['state'], loaded: number, total: number | undefined): string {
  switch (state) {
    case 'waiting':
      return t('waiting')
    case 'reading':
      return total === undefined
        ? t('{{loaded}} so far', { loaded: formatNumber(loaded) })
        : t('{{loaded}} of {{total}}', { loaded: formatNumber(loaded), total: formatNumber(total) })
    case 'missing':
      return t('not in this cluster')
    case 'forbidden':
      return t('may not be listed')
    case 'failed':
      return t('failed')
    default:
      return formatNumber(loaded)
  }
}
