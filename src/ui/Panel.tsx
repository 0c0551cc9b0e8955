import { Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core/dist/esm/components/Card'
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, Suspense, type ReactNode } from 'react'
import { isUnauthorized } from '../k8s/ApiError.ts'
import { onSession, sessionNow } from '../k8s/unauthorized.ts'
import { Problem } from './Failed.tsx'
import { SkeletonLines } from './Skeleton.tsx'
import { useRecovery } from './useRecovery.ts'

export interface PanelProps {
  /** The heading of the card. Without one the panel has no frame. */
  title?: string
  actions?: ReactNode
  /** What is shown while loading, in the shape of what comes. */
  skeleton?: ReactNode
  children: ReactNode
}

/** A part of a page that loads and fails by itself: below it there is no undefined data. */
export function Panel({ title, actions, skeleton, children }: PanelProps) {
  const content = (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Boundary onReset={reset}>
          <Suspense fallback={skeleton ?? <SkeletonLines />}>{children}</Suspense>
        </Boundary>
      )}
    </QueryErrorResetBoundary>
  )
  if (!title) return content
  return (
    <Card component="section" aria-label={title} className="rc-panel">
      <CardHeader {...(actions !== undefined && { actions: { actions } })}>
        <CardTitle component="h2">{title}</CardTitle>
      </CardHeader>
      <CardBody>{content}</CardBody>
    </Card>
  )
}

interface BoundaryProps {
  onReset: () => void
  children: ReactNode
}

class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }
  #off = () => {}

  // What failed for want of a session is asked for again when there is one.
  override componentDidMount() {
    this.#off = onSession(() => {
      if (isUnauthorized(this.state.error) && sessionNow().state === 'open') this.#retry()
    })
  }

  override componentWillUnmount() {
    this.#off()
  }

  readonly #retry = () => {
    this.props.onReset()
    this.setState({ error: undefined })
  }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <Failure
        error={error}
        onRetry={() => {
          this.props.onReset()
          this.setState({ error: undefined })
        }}
      />
    )
  }
}

function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  useRecovery(error, onRetry)
  return <Problem error={error} onRetry={onRetry} />
}
