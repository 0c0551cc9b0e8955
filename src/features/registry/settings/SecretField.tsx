import { t } from '../../../lib/t.ts'
import { SelectField, TextField } from '../../../ui/fields.tsx'
import { FieldWarning } from '../../../ui/FieldWarning.tsx'
import type { SecretChoice } from './registryForm.ts'
import type { ConfigForm } from './useConfigForm.ts'

const choices: readonly SecretChoice[] = ['keep', 'renew', 'set']

/** The secret that the pods share. It is never shown: it stays, the operator makes another, or one is typed. */
export function SecretField({ use: { base, form, set } }: { use: ConfigForm }) {
  const isSet = Boolean(base.spec?.httpSecret)
  const labels: Record<SecretChoice, string> = {
    keep: isSet ? t('Set: keep it') : t('Not set: the operator makes one'),
    renew: t('Clear it: the operator makes another'),
    set: t('Set another'),
  }
  return (
    <>
      <SelectField
        name="httpSecret"
        label={t('HTTP secret')}
        value={form.secret}
        onChange={(value) => set({ secret: choices.find((choice) => choice === value) ?? 'keep' })}
        options={choices
          .filter((choice) => isSet || choice !== 'renew')
          .map((value) => ({ value, label: labels[value] }))}
        help={t('What the pods sign the state of uploads with, the same for all of them. It is never shown.')}
      />
      {form.secret === 'set' && (
        <TextField
          name="newSecret"
          label={t('New HTTP secret')}
          type="password"
          autoComplete="new-password"
          value={form.newSecret}
          onChange={(newSecret) => set({ newSecret })}
          help={t('Any text that nobody can guess; the operator takes 64 random bytes as 128 hexadecimal digits.')}
        />
      )}
      {form.secret !== 'keep' && (
        <FieldWarning text={t('Uploads under way break off: their state is signed with the old secret.')} />
      )}
    </>
  )
}
