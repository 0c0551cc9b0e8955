import type { ReactNode } from 'react'

export interface FactLine {
  name: string
  value: ReactNode
}

/** A few names with their values, for a card: numbers are what stands out. */
export function Facts({ lines, label }: { lines: readonly FactLine[]; label: string }) {
  return (
    <dl className="rc-facts" aria-label={label}>
      {lines.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
