import { t } from '../../../lib/t.ts'
import { CheckboxField, TextField } from '../../../ui/fields.tsx'
import { isHidden, type Description } from './tagDescription.ts'

interface DescriptionFieldsProps {
  form: Description
  set(change: Partial<Description>): void
}

/** The annotations of a tag that catalogs and `oc new-app` read. */
export function DescriptionFields({ form, set }: DescriptionFieldsProps) {
  const hide = (hidden: boolean) => {
    const others = form.tags.split(',').filter((word) => word.trim() !== 'hidden' && word.trim() !== '')
    set({ tags: [...others, ...(hidden ? ['hidden'] : [])].join(',') })
  }
  return (
    <>
      <TextField
        name="displayName"
        label={t('Display name')}
        value={form.displayName}
        onChange={(displayName) => set({ displayName })}
      />
      <TextField
        name="description"
        label={t('Description')}
        value={form.description}
        onChange={(description) => set({ description })}
        multiline
      />
      <TextField
        name="iconClass"
        label={t('Icon')}
        value={form.iconClass}
        onChange={(iconClass) => set({ iconClass })}
        help={t('A name that catalogs know, such as icon-nodejs (iconClass).')}
      />
      <TextField
        name="tags"
        label={t('Tags')}
        value={form.tags}
        onChange={(tags) => set({ tags })}
        help={t('Words with commas between. “builder” offers it for building from source.')}
      />
      <CheckboxField
        name="hidden"
        label={t('Hidden')}
        checked={isHidden(form)}
        onChange={hide}
        help={t('Catalogs and oc new-app leave it out. Whoever knows its name can still use it.')}
      />
      <TextField name="version" label={t('Version')} value={form.version} onChange={(version) => set({ version })} />
      <TextField
        name="sampleRepo"
        label={t('Sample repository')}
        value={form.sampleRepo}
        onChange={(sampleRepo) => set({ sampleRepo })}
        help={t('A Git repository that can be built with it (sampleRepo).')}
      />
      <TextField
        name="supports"
        label={t('Supports')}
        value={form.supports}
        onChange={(supports) => set({ supports })}
        help={t('What it can build, such as nodejs:22,nodejs: oc new-app looks for it.')}
      />
    </>
  )
}
