import {
  EmptyState as PatternFlyEmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core/dist/esm/components/EmptyState'
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
export function EmptyState({ title, children, actions, icon, status, headingLevel = 'h2' }: EmptyStateProps) {
  return (
    <PatternFlyEmptyState
      titleText={title}
      headingLevel={headingLevel}
      {...(icon && { icon })}
      {...(status && { status })}
    >
      {children && <EmptyStateBody className="rc-empty__body">{children}</EmptyStateBody>}
      {actions && (
        <EmptyStateFooter>
          <EmptyStateActions>{actions}</EmptyStateActions>
        </EmptyStateFooter>
      )}
    </PatternFlyEmptyState>
  )
}
