import { HelperText, HelperTextItem } from '@patternfly/react-core/dist/esm/components/HelperText'
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput'
import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox'
import { useContext, useId, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { RegistryLocation } from '../../../k8s/resources/imageConfig.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { ProblemsContext } from '../../../ui/fields.tsx'

interface ImportListFieldProps {
  entries: readonly RegistryLocation[]
  onChange(entries: readonly RegistryLocation[]): void
  readOnly: boolean
}

// The same in every language.
const example = '*.example.com'

/** The registries that people may import from, each with how it is reached. */
export function ImportListField({ entries, onChange, readOnly }: ImportListFieldProps) {
  const id = useId()
  const group = useRef<HTMLFieldSetElement>(null)
  const problems = useContext(ProblemsContext)
  const put = (index: number, change: Partial<RegistryLocation>) =>
    onChange(entries.map((entry, at) => (at === index ? { ...entry, ...change } : entry)))
  /** An entry that is gone cannot keep the focus: the work goes on at the next one. */
  const changeAndFocus = (next: readonly RegistryLocation[], at: number) => {
    flushSync(() => onChange(next))
    const names = group.current?.querySelectorAll<HTMLElement>('input[type="text"]')
    const target = names?.[Math.min(at, names.length - 1)] ?? group.current?.querySelector<HTMLElement>('button')
    target?.focus()
  }
  return (
    <fieldset ref={group} className="rc-policy__imports">
      <legend className="pf-v6-c-form__label-text">{t('Allowed registries for import')}</legend>
      {entries.length === 0 && (
        <p className="rc-subtle">{t('None is set: imports from every registry are allowed.')}</p>
      )}
      {entries.map((entry, index) => {
        const problem = problems[`allowedRegistriesForImport.${index}`]
        return (
          // Entries have no identity but their place.
          <div key={String(index)} className="rc-policy__import">
            <TextInput
              type="text"
              aria-label={t('Domain name {{number}}', { number: index + 1 })}
              aria-invalid={problem !== undefined}
              aria-describedby={problem === undefined ? undefined : `${id}-${index}`}
              value={entry.domainName}
              placeholder={example}
              spellCheck={false}
              autoComplete="off"
              validated={problem === undefined ? 'default' : 'error'}
              onChange={(_, domainName) => put(index, { domainName })}
              {...(readOnly && { readOnlyVariant: 'default' })}
            />
            <Checkbox
              id={`${id}-insecure-${index}`}
              label={t('Insecure')}
              aria-label={t('Insecure: {{name}}', { name: entry.domainName || String(index + 1) })}
              isChecked={entry.insecure === true}
              isDisabled={readOnly}
              onChange={(_, insecure) => put(index, { insecure })}
            />
            {!readOnly && (
              <Button
                variant="link"
                aria-label={t('Remove {{key}}', {
                  key: entry.domainName || t('entry {{number}}', { number: index + 1 }),
                })}
                onClick={() => changeAndFocus(entries.toSpliced(index, 1), index)}
              >
                {t('Remove')}
              </Button>
            )}
            {problem !== undefined && (
              <HelperText id={`${id}-${index}`}>
                <HelperTextItem variant="error">{problem}</HelperTextItem>
              </HelperText>
            )}
          </div>
        )
      })}
      {!readOnly && (
        <div>
          <Button
            variant="link"
            isInline
            onClick={() => changeAndFocus([...entries, { domainName: '' }], entries.length)}
          >
            {t('Add a registry for imports')}
          </Button>
        </div>
      )}
      <p className="rc-subtle">
        {t(
          'Host, with its port unless it is 443, or 80 when insecure; * and ? match anything. Users who may create images cluster-wide are not limited. The cluster’s own registry is always allowed.',
        )}
      </p>
    </fieldset>
  )
}
