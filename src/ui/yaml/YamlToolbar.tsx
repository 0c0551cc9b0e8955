import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox'
import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import { CopyButton } from '../CopyButton.tsx'
import { download } from '../download.ts'
import { StatusLabel } from '../StatusLabel.tsx'

export interface YamlToolbarProps {
  name: string
  text: string
  dirty: boolean
  writes: boolean
  gone: boolean
  onSave(): void
  onDiscard(): void
  /** Parts of the object, and whether they are in the text. */
  choices: readonly { key: string; label: string; shown: boolean }[]
  onChoose(key: string, shown: boolean): void
}

/** What can be done with a text. */
export function YamlToolbar(props: YamlToolbarProps) {
  const { name, text, dirty, writes, gone, choices } = props
  return (
    <div className="rc-yaml__toolbar" role="toolbar" aria-label={t('YAML')}>
      {writes && (
        <>
          <Button variant="primary" isDisabled={!dirty || gone} onClick={props.onSave}>
            {t('Save')}
          </Button>
          <Button isDisabled={!dirty} onClick={props.onDiscard}>
            {t('Discard changes')}
          </Button>
          <span role="status">{dirty && <StatusLabel status="info">{t('Unsaved changes')}</StatusLabel>}</span>
        </>
      )}
      <div className="rc-yaml__end rc-yaml__toolbar">
        {choices.map(({ key, label, shown }) => (
          <Checkbox
            key={key}
            id={`yaml-${key}`}
            label={label}
            isChecked={shown}
            // Another text would take the place of what was typed.
            isDisabled={dirty}
            onChange={(_event, checked) => props.onChoose(key, checked)}
          />
        ))}
        <Button variant="link" onClick={() => download(`${name.replace(':', '-')}.yaml`, 'application/yaml', text)}>
          {t('Download')}
        </Button>
        <CopyButton what={t('YAML')} text={text} labelled />
      </div>
    </div>
  )
}
