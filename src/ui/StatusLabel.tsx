import '@patternfly/patternfly/components/Label/label.css'
import CheckCircleIcon from '@patternfly/react-icons/dist/esm/icons/check-circle-icon'
import ExclamationCircleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon'
import ExclamationTriangleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon'
import InfoCircleIcon from '@patternfly/react-icons/dist/esm/icons/info-circle-icon'
import type { ReactNode } from 'react'

export type StatusKind = 'danger' | 'warning' | 'success' | 'info'

const icons = {
  danger: ExclamationCircleIcon,
  warning: ExclamationTriangleIcon,
  success: CheckCircleIcon,
  info: InfoCircleIcon,
}

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
  const Icon = status === 'none' ? undefined : icons[status]
  const modifiers = `${status === 'none' ? '' : ` pf-m-${status}`}${compact ? ' pf-m-compact' : ''}`
  return (
    <span className={`pf-v6-c-label${modifiers}`} title={title}>
      <span className="pf-v6-c-label__content">
        {Icon && (
          <span className="pf-v6-c-label__icon">
            <Icon />
          </span>
        )}
        <span className="pf-v6-c-label__text">{children}</span>
      </span>
    </span>
  )
}
