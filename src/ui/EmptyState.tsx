import '@patternfly/patternfly/components/EmptyState/empty-state.css'
import '@patternfly/patternfly/components/Title/title.css'
import type { ComponentType, ReactNode } from 'react'

export interface EmptyStateProps {
  title: string
  /** What it is, why there is nothing, how to make one. */
  children?: ReactNode
  /** The one next step. */
  actions?: ReactNode
  icon?: ComponentType
  status?: 'danger' | 'warning' | 'info' | 'success'
  headingLevel?: 'h2' | 'h3'
}

/** A designed page for nothing to show: what it is and the one next step. */
export function EmptyState({ title, children, actions, icon: Icon, status, headingLevel: H = 'h2' }: EmptyStateProps) {
  return (
    <div className={`pf-v6-c-empty-state${status ? ` pf-m-${status}` : ''}`}>
      <div className="pf-v6-c-empty-state__content">
        <div className="pf-v6-c-empty-state__header">
          {Icon && (
            <div className="pf-v6-c-empty-state__icon">
              <Icon />
            </div>
          )}
          <div className="pf-v6-c-empty-state__title">
            <H className="pf-v6-c-empty-state__title-text">{title}</H>
          </div>
        </div>
        {children && <div className="pf-v6-c-empty-state__body rc-empty__body">{children}</div>}
        {actions && (
          <div className="pf-v6-c-empty-state__footer">
            <div className="pf-v6-c-empty-state__actions">{actions}</div>
          </div>
        )}
      </div>
    </div>
  )
}
