import { useContext } from 'react'
import { hasSourcePolicy, type MirrorSetKind, type MirrorSourcePolicy } from '../../../k8s/resources/mirrorSet.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { ProblemsContext, SelectField, TextField } from '../../../ui/fields.tsx'
import { MirrorsField } from './MirrorsField.tsx'
import { newEntry, type EntryForm } from './mirrorSetForm.ts'
import './mirrors.css'

interface EntryFieldsProps {
  kind: MirrorSetKind
  entries: readonly EntryForm[]
  onChange(entries: readonly EntryForm[]): void
}

/** The entries of a mirror set: each a source with its mirrors. */
export function EntryFields({ kind, entries, onChange }: EntryFieldsProps) {
  const none = useContext(ProblemsContext)['entries']
  return (
    <div className="rc-mirrors__entries">
      {entries.map((entry, index) => (
        <fieldset className="rc-mirrors__entry" key={entry.id} aria-label={entryName(entries, index)}>
          {entries.length > 1 && (
            <div className="rc-mirrors__entry-head">
              <strong>{entryName(entries, index)}</strong>
              <Button
                variant="link"
                isInline
                aria-label={t('Remove entry {{number}}', { number: index + 1 })}
                onClick={() => onChange(entries.filter((other) => other !== entry))}
              >
                {t('Remove')}
              </Button>
            </div>
          )}
          <OneEntry
            kind={kind}
            entry={entry}
            index={index}
            onChange={(change) => onChange(entries.map((other) => (other === entry ? { ...entry, ...change } : other)))}
          />
        </fieldset>
      ))}
      {none !== undefined && <p className="rc-mirrors__none">{none}</p>}
      <div>
        <Button variant="link" isInline onClick={() => onChange([...entries, newEntry()])}>
          {t('Add entry')}
        </Button>
      </div>
    </div>
  )
}

const entryName = (entries: readonly EntryForm[], index: number) =>
  entries.length > 1 ? t('Entry {{number}}', { number: index + 1 }) : t('Entry')

interface OneEntryProps {
  kind: MirrorSetKind
  entry: EntryForm
  index: number
  onChange(change: Partial<EntryForm>): void
}

function OneEntry({ kind, entry, index, onChange }: OneEntryProps) {
  const withPolicy = hasSourcePolicy(kind)
  return (
    <>
      <TextField
        name={`entries.${index}.source`}
        label={t('Source')}
        value={entry.source}
        onChange={(source) => onChange({ source })}
        placeholder={withPolicy ? wildExample : example}
        required
        help={t('What pull specs begin with: host[:port][/path], or *.host for all hosts below it.')}
      />
      <MirrorsField
        name={`entries.${index}.mirrors`}
        mirrors={entry.mirrors.length > 0 ? entry.mirrors : ['']}
        onChange={(mirrors) => onChange({ mirrors })}
      />
      {withPolicy && (
        <SelectField
          name={`entries.${index}.policy`}
          label={t('Mirror source policy')}
          value={entry.policy}
          // The field has the options below and no others.
          onChange={(policy) => onChange({ policy: policy as MirrorSourcePolicy | '' })}
          options={[
            { value: '', label: t('Not set: the source is asked last') },
            { value: 'AllowContactingSource', label: t('AllowContactingSource: the source is asked last') },
            { value: 'NeverContactSource', label: t('NeverContactSource: pulls fail when no mirror has the image') },
          ]}
        />
      )}
    </>
  )
}

const example = 'registry.redhat.io/ubi9'
const wildExample = 'registry.redhat.io/ubi9, *.example.com'
