import { useQuery } from '@tanstack/react-query'
import { objectOf } from '../../../k8s/queries.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import {
  isSample,
  sampleKeeping,
  SamplesConfig,
  samplesConfigName,
  skipCommand,
} from '../../../k8s/resources/samplesConfig.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'

interface ManagedBySamplesProps {
  /** One stream, or several that are changed together. */
  stream: Pick<ImageStream, 'metadata'> | readonly Pick<ImageStream, 'metadata'>[]
}

/** Says that the samples operator undoes changes of these streams, and how to keep them. Nothing where it does not. */
export function ManagedBySamples({ stream }: ManagedBySamplesProps) {
  const samples = [stream].flat().filter(isSample)
  const { data: config, error } = useQuery({
    ...objectOf(SamplesConfig, { name: samplesConfigName }),
    enabled: samples.length > 0,
  })
  // What may not be read is told from the label alone.
  if (samples.length === 0 || (!config && !error)) return null
  const undone = samples.filter((sample) => sampleKeeping(sample, config) !== 'kept')
  const names = undone.map(({ metadata }) => metadata.name)
  if (names.length === 0) return null
  const title =
    [stream].flat().length === 1
      ? t('Managed by the samples operator: changes will be undone')
      : t('{{count}} of them are managed by the samples operator: changes will be undone', { count: names.length })
  return (
    <div className="rc-streams__notice">
      <Alert status="warning" inline title={title}>
        <p>
          {t(
            'The operator writes its own version over edits, and makes the stream anew when it is deleted. Tags that were added stay.',
          )}
          {sentenceGap()}
          {config
            ? t('To keep changes, have a cluster administrator tell it to skip the stream:')
            : t(
                'You may not read its configuration; unless it is told to skip the stream, as a cluster administrator can:',
              )}
        </p>
        <CommandLine command={skipCommand(names, config)} />
      </Alert>
    </div>
  )
}
