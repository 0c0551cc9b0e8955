import { FormGroup, FormHelperText } from '@patternfly/react-core/dist/esm/components/Form'
import { HelperText, HelperTextItem } from '@patternfly/react-core/dist/esm/components/HelperText'
import { TextArea } from '@patternfly/react-core/dist/esm/components/TextArea'
import { useContext, useId, useState, type ReactNode } from 'react'
import type { EntryList } from '../../../k8s/resources/imageConfigChange.ts'
import { entryProblems, listTitle } from '../../../k8s/resources/imageConfigProblems.ts'
import { t } from '../../../lib/t.ts'
import { ProblemsContext } from '../../../ui/fields.tsx'

interface EntryListFieldProps {
  list: EntryList
  value: string
  onChange(value: string): void
  help: ReactNode
  placeholder: string
  readOnly: boolean
}

const shown = 5

/** A list that is typed one entry a line, so that hundreds can be pasted. What is wrong is said of each line. */
export function EntryListField({ list, value, onChange, help, placeholder, readOnly }: EntryListFieldProps) {
  const id = useId()
  const problem = useContext(ProblemsContext)[list]
  // While a line is being typed it is nothing yet. Nothing is said when the field is left: what is clicked on would move away.
  const [typing, setTyping] = useState<number>()
  const all = typing !== undefined || problem !== undefined ? entryProblems(list, value) : []
  const lines = problem === undefined ? all.filter(({ line }) => line !== typing) : all
  const isWrong = problem !== undefined || lines.length > 0
  return (
    <FormGroup label={listTitle(list)} fieldId={id}>
      <TextArea
        id={id}
        name={list}
        value={value}
        rows={Math.min(12, Math.max(3, value.split('\n').length + 1))}
        resizeOrientation="vertical"
        className="rc-policy__entries"
        placeholder={readOnly ? t('none') : placeholder}
        spellCheck={false}
        aria-describedby={`${id}-help`}
        aria-invalid={isWrong}
        validated={isWrong ? 'error' : 'default'}
        onChange={({ target }, text) => {
          setTyping(text.slice(0, target.selectionStart).split('\n').length)
          onChange(text)
        }}
        {...(readOnly && { readOnlyVariant: 'default' })}
      />
      <FormHelperText>
        <HelperText id={`${id}-help`} component="div">
          {lines.slice(0, shown).map(({ line, entry, message }) => (
            <HelperTextItem key={line} component="div" variant="error">
              {t('Line {{line}}, {{entry}}: {{message}}', { line, entry, message })}
            </HelperTextItem>
          ))}
          {lines.length > shown && (
            <HelperTextItem component="div" variant="error">
              {t('{{count}} more lines have problems.', { count: lines.length - shown })}
            </HelperTextItem>
          )}
          {lines.length === 0 && problem !== undefined && (
            <HelperTextItem component="div" variant="error">
              {problem}
            </HelperTextItem>
          )}
          <HelperTextItem component="div">{help}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  )
}
