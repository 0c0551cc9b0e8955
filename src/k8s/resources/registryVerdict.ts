import { listed } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { isKindMissing, type ApiError } from '../ApiError.ts'
import { conditionOf } from './registryConfig.ts'
import {
  isPodReady,
  livePods,
  runsOutside,
  seesNothing,
  storageKeys,
  storageOf,
  wantedReplicas,
  type Fact,
  type RegistryFacts,
} from './registryFacts.ts'
import { storagePlace } from './registryStorage.ts'
import { applyProblems, operandProblems, partProblems, routeProblems } from './registryVerdictConditions.ts'
import { podProblems } from './registryVerdictPods.ts'
import { absence, chosenStates, operatorProblems } from './registryVerdictState.ts'
import { saidOf, storageProblems } from './registryVerdictStorage.ts'
import type { RegistryProblem } from './registryVerdictWords.ts'

/** How the registry is: the worst that is wrong, or that it is well. */
export interface RegistryVerdict extends RegistryProblem {
  /** What else is wrong. */
  also: readonly RegistryProblem[]
  /** What the person may not see, or what could not be read: the verdict is made without it. */
  unseen: readonly Unseen[]
}

export interface Unseen {
  what: string
  /** `absent`: the cluster does not have the kind. */
  reason: 'forbidden' | 'absent' | 'failed'
  /** The server's words. */
  message: string
}

/** How the registry is, in a sentence, from all that is known of it. */
export function registryVerdict(facts: RegistryFacts): RegistryVerdict {
  const unseen = unseenOf(facts)
  if (seesNothing(facts)) return { ...nothingSeen(unseen), also: [], unseen: [] }
  const absent = absence(facts)
  if (absent) return { ...absent, also: operatorProblems(facts).filter(({ status }) => status === 'danger'), unseen }
  const [worst, ...also] = problemsOf(facts)
  return { ...(worst ?? healthy(facts)), also, unseen }
}

/** All that is wrong, the worst first; of equals, the cause before what comes of it. */
function problemsOf(facts: RegistryFacts): RegistryProblem[] {
  const storage = storageProblems(facts)
  // Without a place for images the operator makes no Deployment: that is said once.
  const isUnmade = facts.deployment.object === null && storage.some(({ status }) => status === 'danger')
  const pods = isUnmade ? [] : podProblems(facts)
  const causes = [...storage, ...pods]
  // A storage that is only unwise keeps no pod from answering.
  const isExplained =
    causes.some(({ status }) => status === 'danger') || pods.some(({ status }) => status === 'warning')
  const routes = routeProblems(facts)
  const isTold = (problem: RegistryProblem) =>
    causes.some(({ quote }) => quote !== undefined && quote.message === problem.quote?.message)
  // What only repeats a cause is left out; what is so for another reason is told.
  const applied = applyProblems(facts).filter((problem) => !isTold(problem) && !isConsequence(problem, causes))
  const problems = [
    ...operatorProblems(facts),
    ...causes,
    ...applied,
    ...(isExplained || applied.length > 0 ? [] : operandProblems(facts, routes.length > 0)),
    ...routes,
    ...partProblems(facts),
    ...chosenStates(facts),
  ]
  return problems.toSorted((a, b) => ranks[a.status] - ranks[b.status])
}

const ranks: Record<RegistryProblem['status'], number> = { danger: 0, warning: 1, info: 2, success: 3 }

/** Without storage, and with a storage that cannot be used, nothing can be applied: that is said once. */
function isConsequence({ quote }: RegistryProblem, causes: readonly RegistryProblem[]): boolean {
  const message = quote?.message ?? ''
  return /storage backend not configured|unable to sync storage configuration/i.test(message) && causes.length > 0
}

function healthy(facts: RegistryFacts): RegistryProblem {
  const isKnown =
    facts.config.object ?? facts.clusterOperator.object ?? facts.deployment.object ?? facts.pods.object?.length
  if (!isKnown)
    return {
      status: 'info',
      sentence: t('How the registry is could not be found out.'),
      steps: [],
    }
  const available = saidOf(facts, 'Available')
  const says = [podWords(facts), storageWords(facts)].filter((word) => word !== undefined)
  return {
    status: 'success',
    sentence: t('The registry is healthy.'),
    ...(says.length > 0 && { why: says.join(' · ') }),
    ...(available?.status === 'True' &&
      available.lastTransitionTime && { since: latest(facts, available.lastTransitionTime) }),
    steps: [],
  }
}

/** Since when nothing is wrong: the last of what became well. */
function latest({ config, clusterOperator }: RegistryFacts, since: string): string {
  const from = config.object ?? clusterOperator.object
  const degraded = from ? conditionOf(from, 'Degraded')?.lastTransitionTime : undefined
  return degraded && Date.parse(degraded) > Date.parse(since) ? degraded : since
}

function podWords(facts: RegistryFacts): string | undefined {
  const wanted = wantedReplicas(facts)
  const ready = facts.pods.object
    ? livePods(facts.pods.object).filter(isPodReady).length
    : facts.deployment.object?.status?.availableReplicas
  if (ready === undefined) return undefined
  const count = Math.max(wanted ?? ready, ready)
  const words = t('{{ready}} of {{count}} pods ready', { ready, count })
  return runsOutside(facts) ? `${words} · ${t('operator outside this cluster (hosted control plane)')}` : words
}

function storageWords(facts: RegistryFacts): string | undefined {
  const storage = storageOf(facts)
  return storage && storageKeys(storage).length > 0 ? storagePlace(storage) : undefined
}

function nothingSeen(unseen: readonly Unseen[]): RegistryProblem {
  return {
    status: 'info',
    sentence: t('You may not see how the registry is.'),
    why: t('You may not read {{parts}}. The cluster role cluster-reader grants most of it.', {
      parts: listed(unseen.map(({ what }) => what)),
    }),
    steps: [],
  }
}

function unseenOf(facts: RegistryFacts): Unseen[] {
  const parts: [string, Fact<unknown>][] = [
    [t('its configuration'), facts.config],
    [t('the cluster operator'), facts.clusterOperator],
    [t('the cluster’s infrastructure'), facts.infrastructure],
    [t('its Deployment'), facts.deployment],
    [t('its pods'), facts.pods],
    [t('its routes'), facts.routes],
    [t('its claim'), facts.claim],
  ]
  return parts.flatMap(([what, { object, error }]) =>
    object === undefined && error ? [{ what, reason: reasonOf(error), message: error.message }] : [],
  )
}

function reasonOf(error: ApiError): Unseen['reason'] {
  if (isKindMissing(error)) return 'absent'
  return error.code === 403 ? 'forbidden' : 'failed'
}
