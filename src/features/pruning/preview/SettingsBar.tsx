import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { useProjects } from '../../../k8s/projects.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { CheckboxField, ProblemsContext, SelectField, TextField } from '../../../ui/fields.tsx'
import { withoutSettings, withSettings, type SettingKey, type WantedOptions } from './previewOptions.ts'
import type { PresentSettings } from './usePresentOptions.ts'

interface SettingsBarProps {
  present: PresentSettings
  wanted: WantedOptions
}

/** The options of the preview. They are in the address; each change plans anew at once. */
export function SettingsBar({ present, wanted }: SettingsBarProps) {
  const [params, setParams] = useSearchParams()
  const change = useCallback(
    (key: SettingKey, value: string, replace = false) =>
      // At once: as a transition the answer to a key takes several frames.
      setParams((current) => withSettings(current, { [key]: value }, present), {
        replace,
        preventScrollReset: true,
        flushSync: true,
      }),
    [setParams, present],
  )
  const { sizeLimit } = wanted
  const changed = withoutSettings(params).size < new URLSearchParams([...params].filter(([key]) => key !== 'page')).size
  const excluded = t('Not used with the size limit: the command takes one or the other.')
  return (
    <section aria-label={t('Settings of the preview')} className="rc-preview__settings">
      <ProblemsContext value={wanted.problems}>
        <Form
          className="rc-preview__form"
          aria-label={t('Settings of the preview')}
          onSubmit={(event) => event.preventDefault()}
        >
          <TextField
            name="revisions"
            label={t('Keep tag revisions')}
            value={wanted.revisions}
            disabled={sizeLimit}
            onChange={(value) => change('revisions', value, true)}
            help={sizeLimit ? excluded : presentHelp(present, String(present.options.keepTagRevisions))}
          />
          <TextField
            name="age"
            label={t('Keep younger than')}
            value={wanted.age}
            disabled={sizeLimit}
            onChange={(value) => change('age', value, true)}
            help={sizeLimit ? excluded : presentHelp(present, present.age)}
          />
          <ProjectField value={wanted.project} onChange={(value) => change('project', value)} />
          <div className="rc-preview__checks">
            <CheckboxField
              name="ignore-invalid"
              label={t('Ignore invalid image references')}
              checked={wanted.ignoreInvalid}
              onChange={(checked) => change('ignore-invalid', String(checked))}
            />
            <CheckboxField
              name="all"
              label={t('Images from outside too')}
              checked={wanted.all}
              onChange={(checked) => change('all', String(checked))}
            />
            <CheckboxField
              name="registry"
              label={t('Blobs in the registry too')}
              checked={wanted.registry}
              onChange={(checked) => change('registry', String(checked))}
            />
            <CheckboxField
              name="size-limit"
              label={t('Over size limit')}
              checked={sizeLimit}
              onChange={(checked) => change('size-limit', String(checked))}
            />
            <div>
              <Button
                variant="link"
                isInline
                // One that is pressed and then disabled would lose the focus.
                isAriaDisabled={!changed}
                onClick={() =>
                  changed && setParams((current) => withoutSettings(current), { preventScrollReset: true })
                }
              >
                {isKnown(present) ? t('Back to present settings') : t('Back to default settings')}
              </Button>
            </div>
          </div>
        </Form>
      </ProblemsContext>
    </section>
  )
}

const isKnown = ({ source, job }: PresentSettings) =>
  source === 'pruner' || (job !== undefined && source !== 'missing' && source !== 'unusable')

function presentHelp(present: PresentSettings, value: string): string {
  return isKnown(present) ? t('Present: {{value}}', { value }) : t('Default: {{value}}', { value })
}

function ProjectField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { names } = useProjects()
  const known = value === '' || names.includes(value) ? names : [value, ...names]
  const options = [{ value: '', label: t('All projects') }, ...known.map((name) => ({ value: name, label: name }))]
  return <SelectField name="project" label={t('Project')} value={value} onChange={onChange} options={options} />
}
