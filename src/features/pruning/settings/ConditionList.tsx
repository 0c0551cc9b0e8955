import type { ImagePruner } from '../../../k8s/resources/imagePruner.ts'
import { explainedConditions, statusLag } from '../../../k8s/resources/imagePrunerConditions.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { DescriptionList } from '../../../ui/DescriptionList.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'

/** What the operator says of pruning: each condition with its meaning and the next step. */
export function ConditionList({ pruner }: { pruner: ImagePruner }) {
  const conditions = explainedConditions(pruner)
  const lag = statusLag(pruner)
  const seen = {
    current: String(pruner.metadata.generation ?? ''),
    observed: String(pruner.status?.observedGeneration ?? t('none')),
  }
  return (
    <>
      {lag !== undefined && (
        <Alert inline status={lag === 'unreadable' ? 'warning' : 'info'} title={t('This is said of older settings')}>
          {t('They are at generation {{current}}, the operator has acted on {{observed}}.', seen)}
          {sentenceGap()}
          {lag === 'unreadable' && t('It cannot read the present ones.')}
        </Alert>
      )}
      {conditions.length === 0 ? (
        <p>{t('The operator has said nothing yet.')}</p>
      ) : (
        <DescriptionList
          label={t('Conditions')}
          terms={conditions.map(({ type, status, reason, message, lastTransitionTime, tone, meaning, next }) => ({
            name: type,
            value: (
              <div className="rc-pruner__condition">
                <div>
                  <StatusLabel status={tone}>{status}</StatusLabel> {reason && <code>{reason}</code>}{' '}
                  <span className="rc-subtle">
                    {t('since')} <Timestamp value={lastTransitionTime} absent={t('not recorded')} />
                  </span>
                </div>
                {meaning && <p>{meaning}</p>}
                {next && (
                  <p>
                    <strong>{t('What to do:')}</strong> {next}
                  </p>
                )}
                {message &&
                  (tone === 'success' ? <p className="rc-subtle">{message}</p> : <ServerMessage message={message} />)}
              </div>
            ),
          }))}
        />
      )}
    </>
  )
}
