import type { WantedImportPolicy } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { t } from '../../../lib/t.ts'
import { CheckboxField, SelectField } from '../../../ui/fields.tsx'

interface ImportPolicyFieldsProps {
  form: WantedImportPolicy
  set(change: Partial<WantedImportPolicy>): void
  /** Nothing is imported of what is only pointed to. */
  reference?: boolean
}

/** The fields of `importPolicy`. */
export function ImportPolicyFields({ form, set, reference = false }: ImportPolicyFieldsProps) {
  return (
    <>
      <CheckboxField
        name="scheduled"
        label={t('Scheduled')}
        checked={form.scheduled && !reference}
        disabled={reference}
        onChange={(scheduled) => set({ scheduled })}
        help={t('Imports it again about every 15 minutes: the tag moves when the source has another image.')}
      />
      <CheckboxField
        name="insecure"
        label={t('Insecure')}
        checked={form.insecure}
        onChange={(insecure) => set({ insecure })}
        help={t(
          'Allows plain HTTP and certificates that cannot be verified: somebody on the way could replace the image.',
        )}
      />
      <SelectField
        name="importMode"
        label={t('Import mode')}
        value={form.importMode}
        disabled={reference}
        onChange={(mode) => set({ importMode: mode === 'PreserveOriginal' ? mode : 'Legacy' })}
        options={[
          { value: 'Legacy', label: t('Legacy: one platform, the one of the cluster') },
          { value: 'PreserveOriginal', label: t('PreserveOriginal: all platforms') },
        ]}
        help={t('Matters only for images of several platforms.')}
      />
    </>
  )
}
