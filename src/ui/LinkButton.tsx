import { Link } from 'react-router'
import type { ReactNode } from 'react'

/** A link that looks like the button of a next step. */
export function LinkButton({ to, primary = false, children }: { to: string; primary?: boolean; children: ReactNode }) {
  return (
    <Link className={`pf-v6-c-button ${primary ? 'pf-m-primary' : 'pf-m-secondary'}`} to={to}>
      <span className="pf-v6-c-button__text">{children}</span>
    </Link>
  )
}
