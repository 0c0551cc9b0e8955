import '@patternfly/patternfly/components/Table/table.css'
import { FormGroup, FormHelperText } from '@patternfly/react-core/dist/esm/components/Form'
import { HelperText, HelperTextItem } from '@patternfly/react-core/dist/esm/components/HelperText'
import { useContext, useState } from 'react'
import { createdOf, platformsOf, sizeOf } from '../../k8s/resources/image.ts'
import type { ImportResult } from '../../k8s/resources/imageStreamImport.ts'
import { importProblem } from '../../k8s/resources/importProblem.ts'
import { t } from '../../lib/t.ts'
import { Absent, Bytes } from '../../ui/Bytes.tsx'
import { Button } from '../../ui/Button.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { ProblemsContext } from '../../ui/fields.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import '../../ui/table.css'
import { Timestamp } from '../../ui/Timestamp.tsx'
import type { Check } from './importForm.ts'

export interface TagChoiceProps {
  check: Check
  chosen: ReadonlySet<string>
  onChange(chosen: ReadonlySet<string>): void
}

/** A tag of the repository; without a result nobody has looked at it. */
interface RemoteTag {
  tag: string
  result?: ImportResult
}

/** Rows beyond these are found by filtering. */
const mostRows = 200

/** The tags of a repository, to choose from. */
export function TagChoice({ check, chosen, onChange }: TagChoiceProps) {
  const [filter, setFilter] = useState('')
  const problem = useContext(ProblemsContext)['chosen']
  const tags: RemoteTag[] = [
    ...check.results.map((result) => ({ tag: result.tag, result })),
    ...check.additionalTags.map((tag) => ({ tag })),
  ]
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const matching = tags.filter(({ tag }) => words.every((word) => tag.toLowerCase().includes(word)))
  const rows = matching.slice(0, mostRows)
  const chosenHere = matching.filter(({ tag }) => chosen.has(tag)).length
  const toggle = (names: readonly string[], wanted: boolean) => {
    const next = new Set(chosen)
    for (const name of names)
      if (wanted) next.add(name)
      else next.delete(name)
    onChange(next)
  }
  const all = matching.map(({ tag }) => tag)
  return (
    <FormGroup role="group" label={t('Tags')}>
      {/* Enter in the filter would send the form. */}
      <div
        className="rc-toolbar"
        role="presentation"
        onKeyDown={(event) => event.key === 'Enter' && isText(event.target) && event.preventDefault()}
      >
        <SearchField label={t('Filter tags')} value={filter} onChange={setFilter} />
        <Button variant="link" isInline isDisabled={chosenHere === all.length} onClick={() => toggle(all, true)}>
          {words.length > 0 ? t('Select {{count}} shown', { count: all.length }) : t('Select all')}
        </Button>
        <Button variant="link" isInline isDisabled={chosenHere === 0} onClick={() => toggle(all, false)}>
          {words.length > 0 ? t('Clear {{count}} shown', { count: chosenHere }) : t('Select none')}
        </Button>
        <span className="rc-toolbar__count" role="status">
          {t('{{chosen}} of {{count}} tags selected', { chosen: chosen.size, count: tags.length })}
        </span>
      </div>
      {problem && (
        <FormHelperText>
          <HelperText>
            <HelperTextItem variant="error">{problem}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
      <div className="rc-import__tags" role="region" aria-label={t('Tags of the repository')}>
        <table className="pf-v6-c-table pf-m-compact rc-table__table" aria-label={t('Tags of the repository')}>
          <thead className="pf-v6-c-table__thead">
            <tr className="pf-v6-c-table__tr">
              {[t('Selected'), t('Tag'), t('Image'), t('Size'), t('Platforms'), t('Created')].map((title, index) => (
                <th key={title} className="pf-v6-c-table__th" scope="col">
                  {index === 0 ? <span className="pf-v6-screen-reader">{title}</span> : title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="pf-v6-c-table__tbody">
            {rows.map((row) => (
              <TagRow key={row.tag} row={row} checked={chosen.has(row.tag)} onToggle={toggle} />
            ))}
          </tbody>
        </table>
        {matching.length === 0 && <p className="rc-subtle">{t('No tag matches.')}</p>}
        {matching.length > rows.length && (
          <p className="rc-subtle">
            {t('{{count}} more tags match: filter to see them.', { count: matching.length - rows.length })}
          </p>
        )}
      </div>
    </FormGroup>
  )
}

const isText = (target: EventTarget) => target instanceof HTMLInputElement

interface TagRowProps {
  row: RemoteTag
  checked: boolean
  onToggle(names: readonly string[], wanted: boolean): void
}

function TagRow({ row: { tag, result }, checked, onToggle }: TagRowProps) {
  const image = result?.image
  return (
    <tr className="pf-v6-c-table__tr">
      <td className="pf-v6-c-table__td pf-v6-c-table__check">
        <input
          type="checkbox"
          aria-label={t('Select {{tag}}', { tag })}
          checked={checked}
          onChange={(event) => onToggle([tag], event.target.checked)}
        />
      </td>
      <th className="pf-v6-c-table__td rc-table__name" scope="row">
        {tag}
      </th>
      <td className="pf-v6-c-table__td" data-label={t('Image')}>
        <ImageCell result={result} />
      </td>
      <td className="pf-v6-c-table__td" data-label={t('Size')}>
        {image ? <Bytes value={sizeOf(image)} /> : <Absent />}
      </td>
      <td className="pf-v6-c-table__td" data-label={t('Platforms')}>
        {image ? platformsOf(image).join(', ') || <Absent /> : <Absent />}
      </td>
      <td className="pf-v6-c-table__td" data-label={t('Created')}>
        {image ? <Timestamp value={createdOf(image)} absent={t('unknown')} /> : <Absent />}
      </td>
    </tr>
  )
}

function ImageCell({ result }: { result: ImportResult | undefined }) {
  if (!result) return <span className="rc-subtle">{t('not looked at')}</span>
  if (result.ok) return <Digest value={result.digest} />
  return (
    <span title={result.message}>
      <StatusLabel status="danger" compact>
        {t('Cannot be read')}
      </StatusLabel>{' '}
      <span className="rc-subtle">{importProblem(result).title}</span>
    </span>
  )
}
