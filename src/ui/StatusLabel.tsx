import '@patternfly/patternfly/components/Label/label.css'
import type { ReactNode } from 'react'
import { Glyph } from './Glyph.tsx'
import { statusGlyphs } from './statusGlyphs.ts'

export type StatusKind = 'danger' | 'warning' | 'success' | 'info'

export interface StatusLabelProps {
  status: StatusKind | 'none'
  children: ReactNode
  /** The API's own reason, shown on hover. */
  title?: string | undefined
  /** Smaller, for the cells of tables. */
  compact?: boolean
}

/** A state: always a color with an icon and a word. "none" is a plain gray word. */
export function StatusLabel({ status, children, title, compact }: StatusLabelProps) {
  const glyph = status === 'none' ? undefined : statusGlyphs[status]
  const modifiers = `${status === 'none' ? '' : ` pf-m-${status}`}${compact ? ' pf-m-compact' : ''}`
  return (
    <span className={`pf-v6-c-label${modifiers}`} title={title}>
      <span className="pf-v6-c-label__content">
        {glyph && (
          <span className="pf-v6-c-label__icon">
            <Glyph config={glyph} />
          </span>
        )}
        <span className="pf-v6-c-label__text">{children}</span>
      </span>
    </span>
  )
}
