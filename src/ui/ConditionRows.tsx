import type { ExplainedCondition } from '../k8s/resources/registryConditions.ts'
import { t } from '../lib/t.ts'
import { CamelCase } from './CamelCase.tsx'
import { ServerMessage } from './ServerMessage.tsx'
import { StatusLabel } from './StatusLabel.tsx'
import { Timestamp } from './Timestamp.tsx'
import './conditions.css'

/** Conditions of an operator with what they mean and what to do. */
export function ConditionRows({ label, conditions }: { label: string; conditions: readonly ExplainedCondition[] }) {
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
