import { useQueryClient } from '@tanstack/react-query'
import { SamplesConfig, samplesConfigName, skipCommand } from '../../../k8s/resources/samplesConfig.ts'
import { skipping } from '../../../k8s/resources/samplesSettings.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { writeSamples } from './writeSamples.ts'

const noForm = () => ({})
const relevant = ({ spec }: SamplesConfig) => ({ skippedImagestreams: spec?.skippedImagestreams ?? [] })
const isSkipped = (config: SamplesConfig | undefined, name: string) =>
  config?.spec?.skippedImagestreams?.includes(name) === true

/** Tells the samples operator to leave an image stream alone. */
export function SkipSampleDialog({ name }: { name: string }) {
  const client = useQueryClient()
  const refusal = useRefusal('patch', SamplesConfig, { name: samplesConfigName })
  const editing = useEditing<SamplesConfig, object>({
    type: SamplesConfig,
    name: samplesConfigName,
    formOf: noForm,
    relevant,
  })
  const already = isSkipped(editing.base, name) ? t('The operator skips it already.') : undefined
  return (
    <ActionDialog
      title={t('Skip sample {{name}}', { name })}
      confirm={t('Skip')}
      editing={editing}
      command={skipCommand([name], editing.base)}
      perform={(seen) => writeSamples(client, seen, skipping(seen, name))}
      isDone={(latest) => isSkipped(latest, name)}
      done={t('The samples operator skips {{name}}', { name })}
      blocked={refusal ?? already}
    >
      <p>
        {t(
          'The operator no longer updates the image stream, no longer undoes changes of it, and no longer counts its failing imports. The stream and its images stay; delete it if nobody needs it.',
        )}
      </p>
    </ActionDialog>
  )
}
