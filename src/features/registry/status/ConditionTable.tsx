import { explainConditions } from '../../../k8s/resources/registryConditions.ts'
import type { Condition, RegistryStorage } from '../../../k8s/resources/registryConfig.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ConditionRows } from '../../../ui/ConditionRows.tsx'

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
      <ConditionRows label={label} conditions={current} />
      {old.length > 0 && (
        <details className="rc-conditions__old">
          <summary>{t('Of a storage used before: {{types}}', { types: listed(old.map(({ type }) => type)) })}</summary>
          <p className="rc-subtle">
            {t(
              'Nothing takes these conditions away after the storage is changed. They say nothing of the present one.',
            )}
          </p>
          <ConditionRows label={t('Conditions of a storage used before')} conditions={old} />
        </details>
      )}
    </>
  )
}
