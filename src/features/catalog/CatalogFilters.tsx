import '@patternfly/patternfly/components/Radio/radio.css'
import { useId } from 'react'
import { formatNumber, t } from '../../lib/t.ts'
import { Button } from '../../ui/Button.tsx'
import { NativeSelect } from '../../ui/NativeSelect.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { cut } from './cut.ts'
import { isFiltered, noFilters, type CatalogFilters as Filters, type Facet, type Facets } from './catalogFilters.ts'

interface CatalogFiltersProps {
  filters: Filters
  facets: Facets
  /** How many there are: what is shown instead of none clears the filters too. */
  found: number
  /** Typing replaces the place in the history, choosing adds one. */
  onChange(change: Record<string, string>, typed?: boolean): void
}

/** What of the catalog is shown: beside the cards where there is room, above them where not. */
export function CatalogFilters({ filters, facets, found, onChange }: CatalogFiltersProps) {
  return (
    <div className="rc-catalog__filters" role="group" aria-label={t('Filters')}>
      <SearchField
        label={t('Search the catalog')}
        value={filters.q ?? ''}
        onChange={(q) => onChange({ q: q.trim() }, true)}
      />
      <TypeChoice type={filters.type} facets={facets} onChange={(type) => onChange({ type })} />
      <FacetSelect
        label={t('Project')}
        value={filters.from}
        facet={facets.from}
        onChange={(from) => onChange({ from })}
      />
      <FacetSelect
        label={t('Provider')}
        value={filters.provider}
        facet={facets.provider}
        onChange={(provider) => onChange({ provider })}
      />
      <FacetSelect label={t('Tag')} value={filters.tag} facet={facets.tag} onChange={(tag) => onChange({ tag })} />
      {isFiltered(filters) && found > 0 && (
        <Button variant="link" isInline onClick={() => onChange(noFilters)}>
          {t('Clear filters')}
        </Button>
      )}
    </div>
  )
}

interface TypeChoiceProps {
  type: Filters['type']
  facets: Facets
  onChange(type: string): void
}

function TypeChoice({ type, facets, onChange }: TypeChoiceProps) {
  const name = useId()
  const options = [
    { value: '', label: t('All'), count: facets.all },
    { value: 'builders', label: t('Builders'), count: facets.builders },
    { value: 'mine', label: t('My images'), count: facets.mine },
  ]
  return (
    <div className="rc-catalog__types" role="radiogroup" aria-label={t('Type')}>
      {options.map(({ value, label, count }) => (
        <label key={value} className="pf-v6-c-radio rc-catalog__type">
          <input
            className="pf-v6-c-radio__input"
            type="radio"
            name={name}
            aria-label={label}
            aria-describedby={`${name}-${value}`}
            checked={value === (type ?? '')}
            onChange={() => onChange(value)}
          />
          <span className="pf-v6-c-radio__label">{label}</span>
          <span className="rc-catalog__type-count" id={`${name}-${value}`}>
            {formatNumber(count)}
          </span>
        </label>
      ))}
    </div>
  )
}

interface FacetSelectProps {
  label: string
  value: string | undefined
  facet: readonly Facet[]
  onChange(value: string): void
}

function FacetSelect({ label, value, facet, onChange }: FacetSelectProps) {
  const known = facet.some((option) => option.value === value)
  const options = value === undefined || known ? facet : [...facet, { value, hits: 0 }]
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={onChange}
      // Browsers make their list as wide as its longest entry.
      options={[
        { value: '', label: t('{{label}}: all', { label }) },
        ...options.map((option) => ({
          value: option.value,
          label: t('{{value}} ({{number}})', { value: cut(option.value), number: option.hits }),
        })),
      ]}
    />
  )
}
