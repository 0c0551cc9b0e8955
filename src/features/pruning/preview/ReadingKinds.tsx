import type { Ref } from 'react'
import { formatNumber, t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import type { KindReading } from './previewProtocol.ts'

interface ReadingKindsProps {
  kinds: readonly KindReading[]
  stop(): void
  stopRef?: Ref<HTMLButtonElement> | undefined
}

/** How far the reading of each kind is, before there is anything else to see. */
export function ReadingKinds({ kinds, stop, stopRef }: ReadingKindsProps) {
  const done = kinds.filter(({ state }) => state !== 'waiting' && state !== 'reading').length
  return (
    <section className="rc-preview__reading" aria-label={t('Reading')}>
      {/* The count goes on faster than anybody can listen. */}
      <p role="status" className="pf-v6-screen-reader">
        {t('Reading what pruning looks at')}
      </p>
      <p>
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
      <Button ref={stopRef} variant="link" isInline onClick={stop}>
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
