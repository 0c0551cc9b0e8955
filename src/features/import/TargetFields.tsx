import { CheckboxField, SelectField, TextField } from '../../ui/fields.tsx'
import { platformsOf } from '../../k8s/resources/image.ts'
import { parseImageReference } from '../../lib/imageReference.ts'
import { t } from '../../lib/t.ts'
import { chosenOf, nameOf, tagsText, type Check, type ImportForm } from './importForm.ts'
import { TagChoice } from './TagChoice.tsx'

export interface TargetFieldsProps {
  form: ImportForm
  check: Check
  onChange(change: Partial<ImportForm>): void
  /** The streams of the project, to choose from. */
  streams: readonly string[]
  /** Whether the stream is there already. */
  exists: boolean
}

/** Where the images go, and what is to become of them. */
export function TargetFields({ form, check, onChange, streams, exists }: TargetFieldsProps) {
  const platforms = check.results[0]?.image ? platformsOf(check.results[0].image) : []
  return (
    <>
      <div className="rc-import__row">
        <TextField
          name="name"
          label={t('Name')}
          value={nameOf(form)}
          onChange={(name) => onChange({ name })}
          suggestions={streams}
          required
          help={
            exists
              ? t('The image stream is there: the tags are added to it.')
              : t('A new image stream. Choose or type the name of another one to add the tags to it.')
          }
        />
        {form.scope === 'image' && (
          <TextField
            name="tags"
            label={t('Tag')}
            value={tagsText(form)}
            onChange={(tags) => onChange({ tags })}
            required
            help={t('Several tags, separated by commas, get the same image.')}
          />
        )}
      </div>
      {form.scope === 'repository' && (
        <TagChoice check={check} chosen={chosenOf(form, check)} onChange={(chosen) => onChange({ chosen })} />
      )}
      <CheckboxField
        name="scheduled"
        label={t('Scheduled')}
        checked={form.scheduled}
        onChange={(scheduled) => onChange({ scheduled })}
        help={
          parseImageReference(form.pullSpec)?.digest === undefined
            ? t('Import again about every 15 minutes, so that the tag follows its source.')
            : t('A digest always means the same image: there is nothing to follow.')
        }
      />
      <div className="rc-import__row">
        <SelectField
          name="importMode"
          label={t('Import mode')}
          value={form.importMode}
          onChange={(mode) => onChange({ importMode: mode === 'PreserveOriginal' ? mode : 'Legacy' })}
          options={[
            { value: 'Legacy', label: t('Legacy: one platform, the one of the cluster') },
            { value: 'PreserveOriginal', label: t('PreserveOriginal: all platforms') },
          ]}
          help={
            form.scope === 'image' && platforms.length === 1
              ? t('This image has one platform: there is no difference.')
              : form.importMode === 'Legacy'
                ? t('Of an image for several platforms only the one that the control plane runs on is imported.')
                : t('The image is kept as it is, so that nodes of every kind can run it.')
          }
        />
        <SelectField
          name="referencePolicy"
          label={t('Reference policy')}
          value={form.referencePolicy}
          onChange={(type) => onChange({ referencePolicy: type === 'Local' ? type : 'Source' })}
          options={[
            { value: 'Source', label: t('Source: pods pull from where the image comes from') },
            { value: 'Local', label: t('Local: pods pull through the registry of the cluster') },
          ]}
          help={
            form.referencePolicy === 'Source'
              ? t('Nodes have to reach that registry, and private images need the pull secret in pods too.')
              : t('The registry fetches the image with the pull secrets of the project and keeps a copy.')
          }
        />
      </div>
    </>
  )
}
