import { t } from '../../lib/t.ts'
import type { Condition, RegistryStorage } from './registryConfig.ts'
import type { Explanation, Tone } from './registryConditionsExplanation.ts'
import { explainController } from './registryConditionsController.ts'
import { explainOperand } from './registryConditionsOperand.ts'
import { explainStorage, isOfOtherStorage, isStorageCondition } from './registryConditionsStorage.ts'

/** A condition in words. Its own reason and message are data and stay as they are. */
export interface ExplainedCondition extends Condition, Explanation {
  /** Whether it is said of a storage that is no longer used: nothing takes such conditions away. */
  isOld: boolean
}

/** Conditions of the registry's Config or of its ClusterOperator in words: what is wrong first, what is over last. */
export function explainConditions(
  conditions: readonly Condition[] | null | undefined,
  storage?: RegistryStorage | null,
): ExplainedCondition[] {
  const explained = (conditions ?? []).map((condition): ExplainedCondition => {
    const isOld = isOfOtherStorage(condition, storage)
    return { ...condition, ...explainCondition(condition), isOld }
  })
  const rank = ({ isOld, tone, type }: ExplainedCondition) =>
    (isOld ? 100 : 0) + ranks[tone] * 10 + (order.includes(type) ? order.indexOf(type) : order.length)
  return explained.toSorted((a, b) => rank(a) - rank(b) || a.type.localeCompare(b.type, 'en'))
}

const ranks: Record<Tone, number> = { danger: 0, warning: 1, info: 2, none: 3, success: 4 }
const order = ['Available', 'Degraded', 'Progressing', 'StorageExists', 'Removed']

/** One condition in words (cluster-image-registry-operator pkg/operator/status.go, pkg/storage, pkg/resource). */
export function explainCondition(condition: Condition): Explanation {
  if (isStorageCondition(condition)) return explainStorage(condition)
  return explainOperand(condition) ?? explainController(condition) ?? explainBySuffix(condition)
}

/** What a condition of a type never seen says: operators name them by what they end with. */
function explainBySuffix({ type, status }: Condition): Explanation {
  const isTrue = status === 'True'
  if (!isTrue && status !== 'False') return { tone: 'warning', state: t('Not known'), meaning: unknownText() }
  const by = (isWell: boolean, well: string, ill: string, tone: Tone): Explanation =>
    isWell ? { tone: 'success', state: well } : { tone, state: ill, ...neverSeen() }
  if (type.endsWith('Degraded')) return by(!isTrue, t('Not degraded'), t('Degraded'), 'danger')
  if (type.endsWith('Available')) return by(isTrue, t('Available'), t('Not available'), 'danger')
  if (type.endsWith('Progressing')) return by(!isTrue, t('Settled'), t('In progress'), 'info')
  return { tone: 'none', state: isTrue ? t('True') : t('False') }
}

/** What "Unknown" says. */
export function unknownText(): string {
  return t('The operator could not find out.')
}

function neverSeen() {
  return {
    meaning: t('A part of the operator that is not described here says so.'),
    next: t('Its own words say more, and the log of the operator.'),
  }
}
