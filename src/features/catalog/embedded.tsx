import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'

/** Whether the catalog is shown inside another page, without what surrounds it here. */
export function useEmbedded(): boolean {
  const [params] = useSearchParams()
  return params.get('embed') === '1'
}

interface OutLinkProps {
  to: string
  className?: string
  children: ReactNode
}

/** A link to another page of the console: from within a frame in a tab of its own, where that page has all it needs. */
export function OutLink(props: OutLinkProps) {
  const embedded = useEmbedded()
  return <Link {...props} {...(embedded && { target: '_blank', rel: 'noopener' })} />
}

/** The same as the button of a next step. */
export function OutButton({ to, children }: OutLinkProps) {
  return (
    <OutLink className="pf-v6-c-button pf-m-secondary" to={to}>
      <span className="pf-v6-c-button__text">{children}</span>
    </OutLink>
  )
}
