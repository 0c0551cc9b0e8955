import {
  DescriptionList as PatternFlyDescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core/dist/esm/components/DescriptionList'
import type { ReactNode } from 'react'
import './description-list.css'

export interface Term {
  name: string
  value: ReactNode
}

/** Names with their values. */
export function DescriptionList({ terms, label }: { terms: readonly Term[]; label: string }) {
  return (
    <PatternFlyDescriptionList isCompact orientation={{ md: 'horizontal' }} aria-label={label} className="rc-terms">
      {terms.map(({ name, value }) => (
        <DescriptionListGroup key={name}>
          <DescriptionListTerm>{name}</DescriptionListTerm>
          <DescriptionListDescription>{value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </PatternFlyDescriptionList>
  )
}

/** Keys with values, as labels, annotations and environments have them: each in a line, in mono. */
export function KeyValues({ entries, absent }: { entries: readonly (readonly [string, string])[]; absent: string }) {
  if (entries.length === 0) return <span className="rc-subtle">{absent}</span>
  return (
    <ul className="rc-entries">
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
