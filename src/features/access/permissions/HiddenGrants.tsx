import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { formatNumber, t } from '../../../lib/t.ts'
import type { ShownRows } from './permissionRow.ts'

/** What is shown beside what concerns the registry. */
export interface Show {
  unrelated: boolean
  system: boolean
}

/** What else is shown, as the address says. */
export function useShow(): { show: Show; toggle(what: keyof Show): void } {
  const [params, setParams] = useSearchParams()
  const toggle = useCallback(
    (what: keyof Show) =>
      setParams(
        (current) => {
          const next = new URLSearchParams(current)
          next.delete('page')
          if (next.get(what) === 'true') next.delete(what)
          else next.set(what, 'true')
          return next
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  )
  return { show: { unrelated: params.get('unrelated') === 'true', system: params.get('system') === 'true' }, toggle }
}

interface HiddenGrantsProps {
  shown: ShownRows
  show: Show
  onToggle(what: keyof Show): void
  pending: boolean
}

/** What is left out, with how much it is and a way to see it. */
export function HiddenGrants({ shown, show, onToggle, pending }: HiddenGrantsProps) {
  const choices = [
    { what: 'unrelated', count: shown.unrelated, label: t('Roles without rights in the registry') },
    { what: 'system', count: shown.system, label: t('What the cluster itself needs') },
  ] as const
  // There while it is counted, so that the table does not move when it is known.
  const offered = choices.filter(({ what, count }) => show[what] || pending || count > 0)
  if (offered.length === 0) return null
  return (
    <div className="rc-permissions__hidden" role="group" aria-label={t('Also show')}>
      <span className="rc-subtle">{t('Also show')}</span>
      {offered.map(({ what, count, label }) => (
        <label key={what} className="pf-v6-c-check rc-toolbar__toggle">
          <input
            className="pf-v6-c-check__input"
            type="checkbox"
            checked={show[what]}
            onChange={() => onToggle(what)}
          />
          <span className="pf-v6-c-check__label">{pending ? label : `${label} (${formatNumber(count)})`}</span>
        </label>
      ))}
    </div>
  )
}
