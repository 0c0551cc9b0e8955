import { listed, sentences } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { durationProblem } from './durationProblem.ts'
import { isSingleNode, lacksDefaultStorage, platformOf, type Infrastructure } from './infrastructure.ts'
import type { PersistentVolumeClaim } from './persistentVolumeClaim.ts'
import {
  affinityProblems,
  nodeSelectorProblems,
  resourceProblems,
  spreadProblems,
  tolerationProblems,
  type Finding,
} from './podPlacement.ts'
import { noProxyProblem, proxyProblem } from './proxyProblems.ts'
import type { RegistryConfigSpec } from './registryConfig.ts'
import { storageProblems, storageTypeOf } from './registryStorage.ts'

/** What else the settings are judged by. Undefined: not known. */
export interface ConfigSurroundings {
  /** The claim that the storage names; null when there is none. */
  claim?: PersistentVolumeClaim | null | undefined
  infrastructure?: Infrastructure | undefined
}

type Fields = Readonly<Record<string, unknown>>

const mostInt32 = 2_147_483_647
const fieldsOf = (value: unknown): Fields =>
  // An object without a prototype of its own has fields to be read by name.
  typeof value === 'object' && value !== null ? (value as Fields) : {}
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isNumber = (value: unknown): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'
const isWhole = (value: number | bigint) => typeof value === 'bigint' || Number.isInteger(value)

const error = (path: Finding['path'], message: string): Finding => ({ path, severity: 'error', message })
const warning = (path: Finding['path'], message: string): Finding => ({ path, severity: 'warning', message })
const below = (step: string | number, findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => ({ ...finding, path: [step, ...finding.path] }))

/**
 * What is wrong with the settings of the registry. The API server takes nearly all of it, and the operator or the pods fail
 * later: each message says which. What does as it says and is rarely wanted is a warning. Fields of another type are what the
 * schema refuses. Paths are below spec.
 */
export function configProblems(spec: object, { claim, infrastructure }: ConfigSurroundings = {}): Finding[] {
  const fields = fieldsOf(spec)
  const known: RegistryConfigSpec = spec
  return [
    ...stateProblems(known, infrastructure),
    ...replicaProblems(known, infrastructure),
    ...loggingProblems(fields),
    ...below('proxy', proxyProblems(fieldsOf(fields['proxy']))),
    ...['read', 'write'].flatMap((kind) =>
      below('requests', below(kind, limitProblems(kind, fieldsOf(fieldsOf(fields['requests'])[kind])))),
    ),
    ...routeProblems(listOf(fields['routes'])),
    ...below('resources', resourceProblems(fieldsOf(fields['resources']))),
    ...below('nodeSelector', nodeSelectorProblems(fieldsOf(fields['nodeSelector']))),
    ...listOf(fields['tolerations']).flatMap((toleration, index) =>
      below('tolerations', below(index, tolerationProblems(fieldsOf(toleration)))),
    ),
    ...below('affinity', affinityProblems(fieldsOf(fields['affinity']))),
    ...below('topologySpreadConstraints', spreadProblems(listOf(fields['topologySpreadConstraints']))),
    ...overrideProblems(fields['unsupportedConfigOverrides']),
    ...storageProblems(known, claim).map(({ path, severity, message }) => ({
      path: path.split('.'),
      severity,
      message,
    })),
  ]
}

function stateProblems({ managementState, storage }: RegistryConfigSpec, infrastructure?: Infrastructure): Finding[] {
  const at = ['managementState']
  if (managementState === 'Force')
    return [error(at, t('The operator knows no state Force: it would log that and change nothing any more.'))]
  if (managementState === 'Unmanaged')
    return [warning(at, t('While it is Unmanaged the operator changes nothing: other settings have no effect.'))]
  const platform = infrastructure && platformOf(infrastructure)
  if (managementState === 'Managed' && storageTypeOf(storage) === 'none' && lacksDefaultStorage(platform))
    return [
      error(
        at,
        t(
          'No storage is set, and the platform {{platform}} has none of its own: the operator would report StorageNotConfigured and run nothing. Choose storage first.',
          { platform: platform ?? '' },
        ),
      ),
    ]
  return []
}

function replicaProblems({ replicas }: RegistryConfigSpec, infrastructure?: Infrastructure): Finding[] {
  const at = ['replicas']
  if (replicas === undefined || replicas === null) return [error(at, t('The number of replicas has to be set.'))]
  if (!isNumber(replicas)) return []
  if (!isWhole(replicas)) return [error(at, t('Replicas has to be a whole number.'))]
  if (replicas < 0)
    return [error(at, t('The operator would report VerificationFailed: replicas must be greater than or equal to 0.'))]
  if (replicas > mostInt32)
    return [error(at, t('{{most}} is the most that the API server takes.', { most: mostInt32 }))]
  if (replicas === 0)
    return [
      warning(at, t('Without replicas nothing can be pushed or pulled, and the operator reports NoReplicasAvailable.')),
    ]
  if (replicas > 1 && infrastructure && isSingleNode(infrastructure))
    return [
      warning(
        at,
        t(
          'The cluster has one node for workloads, and by default pods of the registry keep apart: more than one of them waits for a node for ever.',
        ),
      ),
    ]
  return []
}

function loggingProblems({ logging, logLevel }: Fields): Finding[] {
  if (!isNumber(logging)) return []
  const at = ['logging']
  if (!isWhole(logging)) return [error(at, t('Logging has to be a whole number.'))]
  if (logLevel === 'Debug' || logLevel === 'Trace' || logLevel === 'TraceAll')
    return Number(logging) === 0 ? [] : [warning(at, t('It counts for nothing while the log level is not Normal.'))]
  if (Number(logging) === 1)
    return [
      warning(
        at,
        t(
          '1 is the level warn: the registry writes no lines of access and audit, so that nobody sees who pushed what.',
        ),
      ),
    ]
  return [0, 2, 3].includes(Number(logging)) ? [] : [warning(at, t('Any number but 0 to 3 is the level debug.'))]
}

function proxyProblems(proxy: Fields): Finding[] {
  const { noProxy } = proxy
  const list = typeof noProxy === 'string' ? noProxyProblem(noProxy) : undefined
  return [
    ...['http', 'https'].flatMap((field) => {
      const address = proxy[field]
      const problem = typeof address === 'string' ? proxyProblem(address) : undefined
      return problem === undefined ? [] : [error([field], problem)]
    }),
    ...(list === undefined ? [] : [error(['noProxy'], list)]),
  ]
}

function limitProblems(kind: string, limits: Fields): Finding[] {
  const { maxRunning, maxInQueue, maxWaitInQueue } = limits
  const numbers = (['maxRunning', 'maxInQueue'] as const).flatMap((field) => {
    const limit = limits[field]
    if (!isNumber(limit)) return []
    if (!isWhole(limit)) return [error([field], t('This has to be a whole number.'))]
    const name = `Requests.${kind === 'read' ? 'Read' : 'Write'}.${field === 'maxRunning' ? 'MaxRunning' : 'MaxInQueue'}`
    return limit < 0
      ? [error([field], t('The operator would stop applying settings: {{name}} must be positive number.', { name }))]
      : []
  })
  if (numbers.length > 0) return numbers
  const wait = typeof maxWaitInQueue === 'string' && maxWaitInQueue !== '' ? maxWaitInQueue : undefined
  const problem = wait === undefined ? undefined : durationProblem(wait)
  if (problem !== undefined)
    return [
      error(
        ['maxWaitInQueue'],
        `${problem} ${t('The operator could not read its settings at all any more until this is put right.')}`,
      ),
    ]
  const hasRunning = isNumber(maxRunning) && maxRunning > 0
  if (hasRunning || !isNumber(maxInQueue) || Number(maxInQueue) === 0) return []
  return [warning(['maxInQueue'], t('It counts only with a limit of requests that run: without one, none waits.'))]
}

function routeProblems(routes: readonly unknown[]): Finding[] {
  const seen = new Set<unknown>()
  return routes.flatMap((route, index) => {
    const { name } = fieldsOf(route)
    const isTwice = seen.has(name)
    seen.add(name)
    const at = ['routes', index, 'name']
    if (name === 'default-route')
      return [error(at, t('The name default-route is taken by the default route: the operator refuses it.'))]
    return isTwice
      ? [error(at, t('There are two routes {{name}}: the operator refuses both.', { name: String(name) }))]
      : []
  })
}

function overrideProblems(overrides: unknown): Finding[] {
  const top = 'unsupportedConfigOverrides'
  if (overrides === undefined || overrides === null) return []
  const { deployment, ...others } = fieldsOf(overrides)
  const { annotations, runtimeClassName } = fieldsOf(deployment)
  const unknown = Object.keys(others)
  const isMap =
    annotations === undefined ||
    annotations === null ||
    (!Array.isArray(annotations) &&
      typeof annotations === 'object' &&
      Object.values(annotations).every((value) => typeof value === 'string'))
  const broken = t('The operator could not read it and would stop applying settings.')
  return [
    warning([top], t('Overrides are not supported: a cluster that has some may be refused support and upgrades.')),
    ...(isMap
      ? []
      : [error([top, 'deployment', 'annotations'], sentences(t('Annotations are texts by key.'), broken))]),
    ...(runtimeClassName === undefined || typeof runtimeClassName === 'string'
      ? []
      : [error([top, 'deployment', 'runtimeClassName'], sentences(t('It has to be a text.'), broken))]),
    ...(unknown.length > 0
      ? [
          warning(
            [top],
            t('The operator knows only deployment here: {{names}} has no effect.', { names: listed(unknown) }),
          ),
        ]
      : []),
  ]
}
