import '@patternfly/patternfly/components/Alert/alert.css'
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon'
import { useId, type ReactNode } from 'react'
import { t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import { Glyph } from './Glyph.tsx'
import { bringIntoView } from './inView.ts'
import { statusGlyphs } from './statusGlyphs.ts'
import type { StatusKind } from './StatusLabel.tsx'

export interface AlertProps {
  status: StatusKind
  title: string
  children?: ReactNode
  /** Part of the page, without a frame of its own. */
  inline?: boolean
  /** Read out at once: the answer to what the person just did. */
  live?: boolean
  actions?: ReactNode
  onClose?: () => void
}

/** A message with its state. A group named by its title. */
export function Alert({ status, title, children, inline, live, actions, onClose }: AlertProps) {
  const glyph = statusGlyphs[status]
  const titleId = useId()
  return (
    <div
      ref={live && inline ? bringIntoView : undefined}
      className={`pf-v6-c-alert pf-m-${status}${inline ? ' pf-m-inline' : ''}`}
      role={live ? 'alert' : inline ? 'group' : undefined}
      aria-label={live ? title : undefined}
      aria-labelledby={inline && !live ? titleId : undefined}
    >
      <div className="pf-v6-c-alert__icon">
        <Glyph config={glyph} />
      </div>
      <p className="pf-v6-c-alert__title" id={titleId}>
        <span className="pf-v6-screen-reader">{prefix(status)} </span>
        {title}
      </p>
      {onClose && (
        <div className="pf-v6-c-alert__action">
          <Button variant="plain" aria-label={t('Close {{title}}', { title })} onClick={onClose} icon={<TimesIcon />} />
        </div>
      )}
      {children && <div className="pf-v6-c-alert__description">{children}</div>}
      {actions && <div className="pf-v6-c-alert__action-group">{actions}</div>}
    </div>
  )
}

function prefix(status: StatusKind): string {
  if (status === 'danger') return t('Failed:')
  if (status === 'warning') return t('Warning:')
  if (status === 'success') return t('Done:')
  return t('Note:')
}
