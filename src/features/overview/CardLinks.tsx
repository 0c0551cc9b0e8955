import type { ReactNode } from 'react'

/** Where a card leads on to. */
export function CardLinks({ children }: { children: ReactNode }) {
  return <p className="rc-overview__links">{children}</p>
}
