import { explainConditions, type ExplainedCondition } from '../../../k8s/resources/registryConditions.ts'
import type { Condition, RegistryStorage } from '../../../k8s/resources/registryConfig.ts'
import { t } from '../../../lib/t.ts'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { CamelCase } from '../../../ui/CamelCase.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'

interface ConditionTableProps {
  label: string
  conditions: readonly Condition[] | null | undefined
  storage?: RegistryStorage | undefined
}

/** Conditions with what they mean and what to do, what is wrong first. What is said of a former storage is folded. */
export function ConditionTable({ label, conditions, storage }: ConditionTableProps) {
  const explained = explainConditions(conditions, storage)
  const [current, old] = [explained.filter(({ isOld }) => !isOld), explained.filter(({ isOld }) => isOld)]
  if (explained.length === 0) return <p>{t('The operator has said nothing yet.')}</p>
  return (
    <>
      <Rows label={label} conditions={current} />
      {old.length > 0 && (
        <details className="rc-conditions__old">
          <summary>
            {t('Of a storage used before: {{types}}', { types: old.map(({ type }) => type).join(', ') })}
          </summary>
          <p className="rc-subtle">
            {t(
              'Nothing takes these conditions away after the storage is changed. They say nothing of the present one.',
            )}
          </p>
          <Rows label={t('Conditions of a storage used before')} conditions={old} />
        </details>
      )}
    </>
  )
}

function Rows({ label, conditions }: { label: string; conditions: readonly ExplainedCondition[] }) {
  return (
    <table className="rc-conditions" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('Condition')}</th>
          <th scope="col">{t('State')}</th>
          <th scope="col">{t('Since')}</th>
          <th scope="col">{t('What it means')}</th>
        </tr>
      </thead>
      <tbody>
        {conditions.map((condition) => (
          <Row key={condition.type} condition={condition} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ condition }: { condition: ExplainedCondition }) {
  const { type, status, tone, state, lastTransitionTime, isOld } = condition
  return (
    <tr>
      <th scope="row">
        <CamelCase text={type} />
      </th>
      <td>
        <StatusLabel compact status={isOld ? 'none' : tone} title={`${type}=${status}`}>
          {state}
        </StatusLabel>
      </td>
      <td>
        <Timestamp value={lastTransitionTime} absent={t('not recorded')} />
      </td>
      <td>
        <Says condition={condition} />
      </td>
    </tr>
  )
}

/** The meaning, the next step, and the operator's own words. */
function Says({ condition: { tone, meaning, next, reason, message, isOld } }: { condition: ExplainedCondition }) {
  const isWell = tone === 'success' || isOld
  return (
    <div className="rc-conditions__says">
      {meaning && <p>{meaning}</p>}
      {next && !isOld && (
        <p>
          <strong>{t('What to do:')}</strong> {next}
        </p>
      )}
      {(reason || message) && (
        <div className="rc-conditions__raw">
          {reason && <code>{reason}</code>}{' '}
          {message && (isWell ? <span className="rc-subtle">{message}</span> : <ServerMessage message={message} />)}
        </div>
      )}
    </div>
  )
}
