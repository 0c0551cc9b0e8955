import type { ImageSources } from '../../../k8s/resources/imageSources.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { PlaceList } from './PlaceList.tsx'
import { answerSentence, setNames, sortSentence } from './resolveWords.ts'

interface NodeSourcesProps {
  sources: ImageSources
  label: string
  /** Not everything could be read that decides. */
  partial: boolean
}

/** Where nodes look for one full name: the answer, the places, and what is to be known of them. */
export function NodeSources({ sources, label, partial }: NodeSourcesProps) {
  const { verdict, places, hidden, unnameable, source } = sources
  const isRefused = !verdict.allowed || unnameable !== undefined
  const whole = answerSentence(sources)
  const answer = partial ? t('As far as you can see: {{answer}}', { answer: whole }) : whole
  return (
    <div className="rc-resolve__answer">
      {isRefused ? (
        <Alert inline status="danger" title={answer}>
          {verdict.by === 'allowedRegistries' && !verdict.allowed && (
            <p>{t('Allow its registry, or the part of it that is needed, in the image configuration.')}</p>
          )}
        </Alert>
      ) : (
        <p className="rc-resolve__sentence">{answer}</p>
      )}
      <PlaceList label={label} places={places} refused={isRefused} />
      <ul className="rc-resolve__notes">
        <li>{sortSentence(sources)}</li>
        {hidden.map((other) => (
          <li key={other.source}>
            {t('{{source}} ({{sets}}) covers it too, but a more exact entry counts instead.', {
              source: other.source,
              sets: setNames(other.sets),
            })}
          </li>
        ))}
        {verdict.by === 'allowedRegistries' && verdict.allowed && (
          <li>
            {t('It is allowed by {{entry}}. Mirrors need not be: nodes check the name that was asked for.', {
              entry: verdict.entry,
            })}
          </li>
        )}
        {source !== undefined && <li>{t('Mirrors of mirrors are not followed.')}</li>}
      </ul>
    </div>
  )
}
