import '@patternfly/patternfly/components/DescriptionList/description-list.css'
import type { ReactNode } from 'react'

export interface Term {
  name: string
  value: ReactNode
}

/** Names with their values. */
export function DescriptionList({ terms, label }: { terms: readonly Term[]; label: string }) {
  return (
    <dl className="pf-v6-c-description-list pf-m-horizontal-on-md pf-m-compact rc-streams__terms" aria-label={label}>
      {terms.map(({ name, value }) => (
        <div className="pf-v6-c-description-list__group" key={name}>
          <dt className="pf-v6-c-description-list__term">
            <span className="pf-v6-c-description-list__text">{name}</span>
          </dt>
          <dd className="pf-v6-c-description-list__description">
            <div className="pf-v6-c-description-list__text">{value}</div>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Keys with values, as labels, annotations and environments have them: each in a line, in mono. */
export function KeyValues({ entries, absent }: { entries: readonly (readonly [string, string])[]; absent: string }) {
  if (entries.length === 0) return <span className="rc-streams__sub">{absent}</span>
  return (
    <ul className="rc-streams__entries">
      {entries.map(([key, value], index) => (
        <li key={`${key} ${String(index)}`}>
          {/* Texts in any direction stay in their own place. */}
          <code>
            <bdi>{key}</bdi>
            {'='}
            <bdi>{value}</bdi>
          </code>
        </li>
      ))}
    </ul>
  )
}
