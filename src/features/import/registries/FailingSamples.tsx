import { Link } from 'react-router'
import type { FailingSample } from '../../../k8s/resources/failingSample.ts'
import { importFailureText } from '../../../k8s/resources/importProblem.ts'
import type { SourceStream, StreamImports } from '../../../k8s/resources/importSource.ts'
import { isManagingSamples, samplesProject, type SamplesConfig } from '../../../k8s/resources/samplesConfig.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { openReimportSamples } from './openReimportSource.tsx'
import { openSkipSample } from './samplesDialogs.tsx'

interface FailingSamplesProps {
  samples: readonly FailingSample[]
  streams: readonly StreamImports[]
  config: SamplesConfig | undefined
}

/** The samples that could not be imported, with the server's words, and what to do about each. */
export function FailingSamples({ samples, streams, config }: FailingSamplesProps) {
  const failing = samples.filter(({ state }) => state === 'failing')
  const parts = streamsOf(failing, streams)
  return (
    <section className="rc-sources__part" aria-label={t('Failing samples')}>
      <div className="rc-sources__heading">
        <h3>{t('Failing samples')}</h3>
        {parts.length > 1 && (
          <Button variant="link" isInline onClick={() => openReimportSamples(parts)}>
            {t('Re-import all {{count}} failing samples', { count: parts.length })}
          </Button>
        )}
      </div>
      <ul className="rc-sources__tags" aria-label={t('Failing samples')}>
        {samples.map((sample) => (
          <Sample
            key={sample.name}
            sample={sample}
            stream={parts.find(({ name }) => name === sample.name)}
            skippable={config !== undefined && isManagingSamples(config)}
          />
        ))}
      </ul>
    </section>
  )
}

function streamsOf(samples: readonly FailingSample[], streams: readonly StreamImports[]): SourceStream[] {
  const names = new Set(samples.map(({ name }) => name))
  return streams.flatMap(({ metadata: { namespace, name }, imports }) =>
    namespace === samplesProject && names.has(name) ? [{ namespace, name, sample: true, tags: imports }] : [],
  )
}

interface SampleProps {
  sample: FailingSample
  stream: SourceStream | undefined
  skippable: boolean
}

function Sample({ sample: { name, state, tags }, stream, skippable }: SampleProps) {
  const [status, word] = words(state)
  return (
    <li>
      <div className="rc-sources__heading">
        <span>
          {state === 'gone' ? name : <Link to={paths.imageStream(samplesProject, name)}>{name}</Link>}{' '}
          <StatusLabel compact status={status}>
            {word}
          </StatusLabel>
        </span>
        {stream && (
          <Button
            variant="link"
            isInline
            aria-label={t('Re-import {{name}}', { name })}
            onClick={() => openReimportSamples([stream])}
          >
            {t('Re-import')}
          </Button>
        )}
        {skippable && (
          <Button
            variant="link"
            isInline
            aria-label={t('Skip sample {{name}}', { name })}
            onClick={() => openSkipSample(name)}
          >
            {t('Skip')}
          </Button>
        )}
      </div>
      <ul>
        {tags.map(({ tag, message, cause }) => (
          <li key={tag}>
            <strong>{tag}</strong> {importFailureText(cause)}
            <div className="rc-sources__message">{message}</div>
          </li>
        ))}
      </ul>
    </li>
  )
}

function words(state: FailingSample['state']): ['danger' | 'info' | 'none', string] {
  switch (state) {
    case 'failing':
      return ['danger', t('Failing')]
    case 'importing':
      return ['info', t('Importing')]
    case 'recovered':
      return ['none', t('Works again: the operator has not looked since')]
    case 'gone':
      return ['none', t('No such image stream any more')]
    case 'unknown':
      return ['none', t('As the operator says')]
  }
}
