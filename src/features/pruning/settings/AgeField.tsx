import { settingsOf, type ImagePruner } from '../../../k8s/resources/imagePruner.ts'
import { formatGoDuration, parseGoDuration } from '../../../lib/goDuration.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CheckboxField, TextField } from '../../../ui/fields.tsx'
import { ageWords } from './prunerWords.ts'
import { dropsNanoseconds, specOf, type PrunerEdits, type PrunerForm } from './prunerForm.ts'

interface AgeFieldProps {
  base: ImagePruner
  form: PrunerForm
  edits: PrunerEdits
  set(change: PrunerEdits): void
}

/** The age up to which nothing is deleted, and the older field for it that may still be there. */
export function AgeField({ base, form, edits, set }: AgeFieldProps) {
  const parsed = parseGoDuration(form.keepYoungerThanDuration.trim())
  return (
    <>
      <TextField
        name="keepYoungerThanDuration"
        label={t('Keep younger than')}
        value={form.keepYoungerThanDuration}
        onChange={(keepYoungerThanDuration) => set({ keepYoungerThanDuration })}
        placeholder="60m"
        help={
          <>
            {t(
              'Images, streams, history and pods younger than this keep everything they use. Hours, minutes and seconds: 60m, 72h, 1h30m. Default: 60m.',
            )}
            {sentenceGap()}
            {'nanoseconds' in parsed && parsed.nanoseconds >= 0n && (
              <strong>
                {t('{{duration}} is {{words}}.', {
                  duration: form.keepYoungerThanDuration.trim(),
                  words: ageWords(parsed.nanoseconds),
                })}
              </strong>
            )}
          </>
        }
      />
      {base.spec?.keepYoungerThan !== undefined && (
        <Nanoseconds base={base} nanoseconds={BigInt(base.spec.keepYoungerThan)} edits={edits} set={set} />
      )}
    </>
  )
}

interface NanosecondsProps extends Omit<AgeFieldProps, 'form'> {
  nanoseconds: bigint
}

function Nanoseconds({ base, nanoseconds, edits, set }: NanosecondsProps) {
  const drops = dropsNanoseconds(base, edits)
  const counts = settingsOf({ spec: specOf(base, edits) }).keepYoungerThanFrom === 'nanoseconds'
  return (
    <Alert inline status="info" title={t('The deprecated field keepYoungerThan is set')}>
      <p>
        {t('{{nanoseconds}} nanoseconds: {{duration}}, {{words}}.', {
          nanoseconds: String(nanoseconds),
          duration: formatGoDuration(nanoseconds),
          words: ageWords(nanoseconds),
        })}
        {sentenceGap()}
        {drops
          ? t('It goes with this change.')
          : counts
            ? t('It counts, because there is no duration. As soon as there is one, that wins.')
            : t('It counts for nothing: the duration wins.')}
      </p>
      <CheckboxField
        name="dropNanoseconds"
        label={t('Take keepYoungerThan away')}
        checked={drops}
        onChange={(dropNanoseconds) => set({ dropNanoseconds })}
      />
    </Alert>
  )
}
