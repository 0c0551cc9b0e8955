import { paths } from '../../lib/paths.ts'
import { sentences } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import type { ClusterOperator } from './clusterOperator.ts'
import { registryName, type Condition } from './registryConfig.ts'
import { explainCondition } from './registryConditions.ts'
import { isStorageCondition } from './registryConditionsStorage.ts'
import { abnormalParts } from './registryConditionsUnion.ts'
import type { RegistryFacts } from './registryFacts.ts'
import type { Route } from './route.ts'
import { saidOf } from './registryVerdictStorage.ts'
import { effects, quoteOf, sinceOf, type RegistryProblem } from './registryVerdictWords.ts'

const seeConditions = () => ({ label: t('See conditions'), to: paths.registry() })

/** Routes that a router refuses, and the default route that is asked for and not there. */
export function routeProblems({ routes, config }: RegistryFacts): RegistryProblem[] {
  const steps = [{ label: t('See routes'), to: paths.registry('routes') }]
  const problems = (routes.object ?? []).flatMap((route): RegistryProblem[] => {
    const refused = isRegistryRoute(route) ? refusalOf(route) : undefined
    if (!refused) return []
    const { host, router, condition } = refused
    const { name } = route.metadata
    // Of several routers one may take what another refuses.
    const isReached = isAdmittedAnywhere(route)
    return [
      {
        status: 'warning',
        sentence: isReached
          ? t('The route {{name}} is not admitted by the router {{router}}, by another it is.', { name, router })
          : host === ''
            ? t('The route {{name}} is not admitted: it does not lead to the registry.', { name })
            : t('The route {{name}} is not admitted: {{host}} does not lead to the registry.', { name, host }),
        why: t('The router {{router}} refuses it. Another route may have that host already.', { router }),
        ...quoteOf(condition),
        ...sinceOf(condition),
        affects: isReached
          ? t('Pushes and pulls by that router fail, by the others and inside the cluster they work.')
          : t('Pushes and pulls by that host fail, inside the cluster they work.'),
        steps,
      },
    ]
  })
  const isMissing =
    config.object?.spec?.defaultRoute === true &&
    config.object.spec.managementState === 'Managed' &&
    routes.object?.every(({ metadata }) => metadata.name !== 'default-route')
  if (isMissing)
    problems.push({
      status: 'warning',
      sentence: t('The default route is asked for and does not exist.'),
      why: t('The operator makes it by itself when it can apply the settings.'),
      affects: t('The registry cannot be reached from outside the cluster by it.'),
      steps,
    })
  return problems
}

/** Whether a route is the registry's: others may be in its project. */
function isRegistryRoute({ metadata, spec }: Route): boolean {
  return spec?.to?.name === undefined || spec.to.name === registryName || metadata.name === 'default-route'
}

function isAdmittedAnywhere({ status }: Route): boolean {
  return (status?.ingress ?? []).some(({ conditions }) =>
    (conditions ?? []).some(({ type, status: is }) => type === 'Admitted' && is === 'True'),
  )
}

/** The router that refuses a route. */
export function refusalOf({ spec, status }: Route): { host: string; router: string; condition: Condition } | undefined {
  for (const { host, routerName, conditions } of status?.ingress ?? []) {
    const condition = (conditions ?? []).find(({ type, status: is }) => type === 'Admitted' && is === 'False')
    if (condition) return { host: host || (spec?.host ?? ''), router: routerName ?? 'default', condition }
  }
  return undefined
}

/** Settings that cannot be applied: Degraded says nothing of most of them. */
export function applyProblems(facts: RegistryFacts): RegistryProblem[] {
  const said = saidOf(facts, 'Progressing')
  if (said?.reason !== 'Error') return []
  const { meaning, next } = explainCondition(said)
  const isDown = saidOf(facts, 'Available')?.status === 'False'
  return [
    {
      status: isDown ? 'danger' : 'warning',
      sentence: t('The operator cannot apply the registry’s settings.'),
      why: sentences(meaning, next),
      ...quoteOf(said),
      ...sinceOf(said),
      affects: isDown ? effects.allFails() : t('Pods that run go on with the settings before.'),
      steps: [
        { label: t('Edit settings'), to: paths.registry('settings', { action: 'edit-settings' }) },
        seeConditions(),
      ],
    },
  ]
}

/**
 * What the conditions of the registry itself complain of, where nothing above has said it. `isRouteTold`: which route is refused
 * is said by itself.
 */
export function operandProblems(facts: RegistryFacts, isRouteTold = false): RegistryProblem[] {
  for (const type of ['Available', 'Degraded'] as const) {
    const said = saidOf(facts, type)
    const normal = type === 'Available' ? 'True' : 'False'
    if (!said || said.status === normal) continue
    const isRoute = said.reason === 'RouteDegraded'
    if (isRoute && isRouteTold) continue
    const isIll = said.status === 'True' || said.status === 'False'
    const { meaning, next } = explainCondition(said)
    return [
      {
        // Inside the cluster it works.
        status: isIll && !isRoute ? 'danger' : 'warning',
        sentence: isRoute
          ? t('A route of the registry is not admitted.')
          : said.reason === 'VerificationFailed'
            ? t('A setting of the registry cannot be, and its operator applies none.')
            : !isIll
              ? t('Whether the registry is available is not known.')
              : type === 'Available'
                ? t('The registry is not available.')
                : t('The registry is degraded.'),
        why: sentences(meaning, next),
        ...quoteOf(said),
        ...sinceOf(said),
        affects: type === 'Available' && isIll ? effects.allFails() : effects.stillWorks(),
        steps: [isRoute ? { label: t('See routes'), to: paths.registry('routes') } : seeConditions()],
      },
    ]
  }
  return []
}

/** What the other parts of the operator complain of: controllers, node CA, the pruner, types never seen. */
export function partProblems(facts: RegistryFacts): RegistryProblem[] {
  const { config, clusterOperator } = facts
  const problems: RegistryProblem[] = []
  for (const condition of config.object?.status?.conditions ?? []) {
    if (['Available', 'Degraded', 'Progressing', 'Removed'].includes(condition.type)) continue
    if (isStorageCondition(condition)) continue
    const { tone, meaning, next } = explainCondition(condition)
    if (tone !== 'danger' && !(tone === 'warning' && condition.status !== 'Unknown')) continue
    problems.push(partProblem(condition, sentences(meaning, next)))
  }
  if (clusterOperator.object) problems.push(...unionProblems(facts, clusterOperator.object))
  return problems
}

/** Parts of the ClusterOperator that the Config does not tell of: the pruner, and all of them where the Config may not be read. */
function unionProblems({ config }: RegistryFacts, operator: ClusterOperator): RegistryProblem[] {
  return (['Degraded', 'Available'] as const)
    .flatMap((word) => abnormalParts(operator, word))
    .flatMap((condition) => {
      const isPruner = condition.type.startsWith('ImagePruner')
      if (config.object && !isPruner) return []
      const { meaning, next } = explainCondition(condition)
      const problem = partProblem(condition, sentences(meaning, next))
      if (!isPruner) return [problem]
      const steps = [{ label: t('See runs of the pruner'), to: paths.pruning('runs') }]
      return [{ ...problem, sentence: t('The cluster operator image-registry is degraded by pruning.'), steps }]
    })
}

function partProblem(condition: Condition, why: string): RegistryProblem {
  return {
    status: 'warning',
    sentence: t('A part of the operator complains: {{type}}.', { type: condition.type }),
    why,
    ...quoteOf(condition),
    ...sinceOf(condition),
    affects: effects.stillWorks(),
    steps: [seeConditions()],
  }
}
