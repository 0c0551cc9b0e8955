import { FormGroup } from '@patternfly/react-core/dist/esm/components/Form'
import { HelperText, HelperTextItem } from '@patternfly/react-core/dist/esm/components/HelperText'
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput'
import ArrowDownIcon from '@patternfly/react-icons/dist/esm/icons/arrow-down-icon'
import ArrowUpIcon from '@patternfly/react-icons/dist/esm/icons/arrow-up-icon'
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon'
import { useContext, useId, useRef } from 'react'
import { flushSync } from 'react-dom'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { ProblemsContext, requiredMark } from '../../../ui/fields.tsx'

interface MirrorsFieldProps {
  /** Its problem's name; that of a mirror is `NAME.INDEX`. */
  name: string
  mirrors: readonly string[]
  onChange(mirrors: readonly string[]): void
}

/** Mirrors in the order they are tried: typed, added, moved, removed. */
export function MirrorsField({ name, mirrors, onChange }: MirrorsFieldProps) {
  const id = useId()
  const group = useRef<HTMLDivElement>(null)
  const problems = useContext(ProblemsContext)
  /** The focus goes where the work goes on: a mirror that moves takes it along. */
  const changeAndFocus = (next: readonly string[], at: number) => {
    flushSync(() => onChange(next))
    const inputs = group.current?.querySelectorAll('input')
    inputs?.[Math.min(at, inputs.length - 1)]?.focus()
  }
  const moved = (from: number, to: number) => {
    const next = [...mirrors]
    next.splice(to, 0, ...next.splice(from, 1))
    changeAndFocus(next, to)
  }
  const own = problems[name]
  return (
    <FormGroup label={t('Mirrors')} fieldId={`${id}-0`} labelHelp={requiredMark}>
      <div ref={group} role="group" aria-label={t('Mirrors')} className="rc-mirrors__mirrors">
        {mirrors.map((mirror, index) => {
          const problem = problems[`${name}.${index}`] ?? (index === 0 ? own : undefined)
          const number = index + 1
          return (
            // Mirrors have no identity but their place.
            <div className="rc-mirrors__mirror" key={String(index)}>
              <TextInput
                id={`${id}-${index}`}
                name={`${name}.${index}`}
                aria-label={t('Mirror {{number}}', { number })}
                aria-describedby={problem === undefined ? undefined : `${id}-${index}-help`}
                aria-invalid={problem !== undefined}
                value={mirror}
                placeholder={example}
                spellCheck={false}
                autoComplete="off"
                validated={problem === undefined ? 'default' : 'error'}
                onChange={(_, text) => onChange(mirrors.map((each, other) => (other === index ? text : each)))}
              />
              <div className="rc-mirrors__moves">
                {index > 0 && (
                  <Button
                    variant="plain"
                    icon={<ArrowUpIcon />}
                    title={t('Up')}
                    aria-label={t('Move mirror {{number}} up', { number })}
                    onClick={() => moved(index, index - 1)}
                  />
                )}
                {index < mirrors.length - 1 && (
                  <Button
                    variant="plain"
                    icon={<ArrowDownIcon />}
                    title={t('Down')}
                    aria-label={t('Move mirror {{number}} down', { number })}
                    onClick={() => moved(index, index + 1)}
                  />
                )}
                {mirrors.length > 1 && (
                  <Button
                    variant="plain"
                    icon={<TimesIcon />}
                    title={t('Remove')}
                    aria-label={t('Remove mirror {{number}}', { number })}
                    onClick={() =>
                      changeAndFocus(
                        mirrors.filter((_, other) => other !== index),
                        index,
                      )
                    }
                  />
                )}
              </div>
              {problem !== undefined && (
                <HelperText id={`${id}-${index}-help`} className="rc-mirrors__problem">
                  <HelperTextItem variant="error">{problem}</HelperTextItem>
                </HelperText>
              )}
            </div>
          )
        })}
        <div>
          <Button variant="link" isInline onClick={() => changeAndFocus([...mirrors, ''], mirrors.length)}>
            {t('Add mirror')}
          </Button>
        </div>
      </div>
    </FormGroup>
  )
}

const example = 'mirror.example.com/team'
