import { labelValueProblem, metadataKeyProblem } from '../../lib/metadataNames.ts'
import { parseQuantity } from '../../lib/quantity.ts'
import { listed } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'

/** Something wrong with a value, at a field below it. */
export interface Finding {
  path: readonly (string | number)[]
  severity: 'error' | 'warning'
  message: string
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const error = (path: Finding['path'], message: string): Finding => ({ path, severity: 'error', message })
const below = (step: string | number, findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => ({ ...finding, path: [step, ...finding.path] }))
const errorsAt = (path: Finding['path'], ...messages: readonly (string | undefined)[]): Finding[] =>
  messages.flatMap((message) => (message === undefined ? [] : [error(path, message)]))

/** What the API server refuses of the CPU and memory of a container. */
export function resourceProblems(resources: object): Finding[] {
  const { requests, limits } = fieldsOf(resources)
  const [requested, most] = [quantitiesOf(requests), quantitiesOf(limits)]
  const findings = [
    ...[...requested].flatMap(([name, quantity]) => errorsAt(['requests', name], quantityProblem(name, quantity))),
    ...[...most].flatMap(([name, quantity]) => errorsAt(['limits', name], quantityProblem(name, quantity))),
  ]
  if (findings.length > 0) return findings
  return [...requested].flatMap(([name, request]) => {
    const limit = most.get(name)
    const over = limit !== undefined && parseQuantity(request) > parseQuantity(limit)
    const message = t('The request of {{name}}, {{request}}, is more than its limit, {{limit}}.', {
      name,
      request,
      limit: limit ?? '',
    })
    return errorsAt(['requests', name], over ? message : undefined)
  })
}

/** Quantities by name; a number is one too. */
function quantitiesOf(value: unknown): Map<string, string> {
  const isQuantity = (quantity: unknown) => typeof quantity === 'string' || typeof quantity === 'number'
  const found = Object.entries(fieldsOf(value)).filter(([, quantity]) => isQuantity(quantity))
  return new Map(found.map(([name, quantity]) => [name, `${quantity as string | number}`])) // as filtered
}

function quantityProblem(name: string, quantity: string): string | undefined {
  const amount = parseQuantity(quantity)
  if (Number.isNaN(amount))
    return t('{{quantity}} is no quantity: write {{example}}.', {
      quantity,
      example: name === 'cpu' ? '100m, 0.5, 2' : '256Mi, 1Gi',
    })
  return amount < 0 ? t('A quantity cannot be negative.') : undefined
}

/** What the API server refuses of a node selector. */
export function nodeSelectorProblems(selector: object): Finding[] {
  return Object.entries(selector).flatMap(([key, value]) =>
    errorsAt([key], metadataKeyProblem(key) ?? labelValueProblem(textOf(value))),
  )
}

export const tolerationOperators = ['Equal', 'Exists'] as const
export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const

/** What the API server refuses of a toleration (kubernetes pkg/apis/core/validation ValidateTolerations). */
export function tolerationProblems(toleration: object): Finding[] {
  const { tolerationSeconds: seconds, ...fields } = fieldsOf(toleration)
  const [key, operator, value] = [textOf(fields['key']), textOf(fields['operator']), textOf(fields['value'])]
  const effect = textOf(fields['effect'])
  const isExists = operator === 'Exists'
  return [
    ...errorsAt(
      ['key'],
      key === ''
        ? isExists
          ? undefined
          : t('Without a key the operator has to be Exists: it tolerates every taint.')
        : metadataKeyProblem(key),
    ),
    ...errorsAt(
      ['operator'],
      ['', ...tolerationOperators].includes(operator) ? undefined : t('The operator has to be Equal or Exists.'),
    ),
    ...errorsAt(
      ['value'],
      isExists
        ? value === ''
          ? undefined
          : t('With the operator Exists there can be no value.')
        : labelValueProblem(value),
    ),
    ...errorsAt(
      ['effect'],
      ['', ...taintEffects].includes(effect)
        ? undefined
        : t('The effect has to be NoSchedule, PreferNoSchedule or NoExecute, or nothing for all.'),
    ),
    ...errorsAt(
      ['tolerationSeconds'],
      seconds === undefined || seconds === null
        ? undefined
        : typeof seconds !== 'bigint' && !Number.isInteger(seconds)
          ? t('This has to be a whole number.')
          : effect === 'NoExecute'
            ? undefined
            : t('Seconds count only with the effect NoExecute.'),
    ),
  ]
}

const termOperators = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']
const labelOperators = ['In', 'NotIn', 'Exists', 'DoesNotExist']

/** What the API server refuses of an affinity that its schema allows. */
export function affinityProblems(affinity: object): Finding[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = fieldsOf(affinity)
  return [
    ...below('nodeAffinity', nodeAffinityProblems(fieldsOf(nodeAffinity))),
    ...below('podAffinity', podAffinityProblems(fieldsOf(podAffinity))),
    ...below('podAntiAffinity', podAffinityProblems(fieldsOf(podAntiAffinity))),
  ]
}

const required = 'requiredDuringSchedulingIgnoredDuringExecution'
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution'

function nodeAffinityProblems(affinity: Fields): Finding[] {
  const terms = fieldsOf(affinity[required])['nodeSelectorTerms']
  return [
    ...(isFields(affinity[required]) && listOf(terms).length === 0
      ? [error([required], t('There has to be at least one of nodeSelectorTerms.'))]
      : []),
    ...listOf(terms).flatMap((term, index) =>
      below(required, below('nodeSelectorTerms', below(index, termProblems(term)))),
    ),
    ...listOf(affinity[preferred]).flatMap((entry, index) =>
      below(
        preferred,
        below(index, [...weightProblems(entry), ...below('preference', termProblems(fieldsOf(entry)['preference']))]),
      ),
    ),
  ]
}

function termProblems(term: unknown): Finding[] {
  return ['matchExpressions', 'matchFields'].flatMap((field) =>
    listOf(fieldsOf(term)[field]).flatMap((expression, index) =>
      below(field, below(index, expressionProblems(fieldsOf(expression), termOperators))),
    ),
  )
}

function expressionProblems(expression: Fields, operators: readonly string[]): Finding[] {
  const operator = textOf(expression['operator'])
  const count = listOf(expression['values']).length
  const values =
    (operator === 'In' || operator === 'NotIn') && count === 0
      ? t('{{operator}} needs values.', { operator })
      : (operator === 'Exists' || operator === 'DoesNotExist') && count > 0
        ? t('{{operator}} takes no values.', { operator })
        : (operator === 'Gt' || operator === 'Lt') && count !== 1
          ? t('{{operator}} needs one value.', { operator })
          : undefined
  return [
    ...errorsAt(['key'], metadataKeyProblem(textOf(expression['key']))),
    ...errorsAt(
      ['operator'],
      operators.includes(operator)
        ? undefined
        : t('The operator has to be one of {{operators}}.', { operators: listed(operators) }),
    ),
    ...errorsAt(['values'], values),
  ]
}

function podAffinityProblems(affinity: Fields): Finding[] {
  return [
    ...listOf(affinity[required]).flatMap((term, index) => below(required, below(index, podTermProblems(term)))),
    ...listOf(affinity[preferred]).flatMap((entry, index) =>
      below(
        preferred,
        below(index, [
          ...weightProblems(entry),
          ...below('podAffinityTerm', podTermProblems(fieldsOf(entry)['podAffinityTerm'])),
        ]),
      ),
    ),
  ]
}

function podTermProblems(term: unknown): Finding[] {
  const { topologyKey, labelSelector } = fieldsOf(term)
  return [
    ...errorsAt(['topologyKey'], metadataKeyProblem(textOf(topologyKey))),
    ...listOf(fieldsOf(labelSelector)['matchExpressions']).flatMap((expression, index) =>
      below(
        'labelSelector',
        below('matchExpressions', below(index, expressionProblems(fieldsOf(expression), labelOperators))),
      ),
    ),
  ]
}

function weightProblems(entry: unknown): Finding[] {
  const { weight } = fieldsOf(entry)
  const isWeight = typeof weight === 'number' && Number.isInteger(weight) && weight >= 1 && weight <= 100
  return errorsAt(['weight'], isWeight ? undefined : t('The weight is a whole number from 1 to 100.'))
}

const inclusion = ['Honor', 'Ignore']

/** What the API server refuses of topology spread constraints that their schema allows. */
export function spreadProblems(constraints: readonly unknown[]): Finding[] {
  return constraints.flatMap((constraint, index) => {
    const { maxSkew, minDomains, whenUnsatisfiable, topologyKey, labelSelector, ...rest } = fieldsOf(constraint)
    const when = textOf(whenUnsatisfiable)
    return below(index, [
      ...errorsAt(
        ['maxSkew'],
        typeof maxSkew === 'number' && maxSkew >= 1 ? undefined : t('The skew is a whole number from 1.'),
      ),
      ...errorsAt(
        ['minDomains'],
        minDomains === undefined || (typeof minDomains === 'number' && minDomains >= 1 && when === 'DoNotSchedule')
          ? undefined
          : t('The least number of domains is from 1, and only with DoNotSchedule.'),
      ),
      ...errorsAt(
        ['whenUnsatisfiable'],
        when === 'DoNotSchedule' || when === 'ScheduleAnyway'
          ? undefined
          : t('It has to be DoNotSchedule or ScheduleAnyway.'),
      ),
      ...errorsAt(['topologyKey'], metadataKeyProblem(textOf(topologyKey))),
      ...listOf(fieldsOf(labelSelector)['matchExpressions']).flatMap((expression, at) =>
        below(
          'labelSelector',
          below('matchExpressions', below(at, expressionProblems(fieldsOf(expression), labelOperators))),
        ),
      ),
      ...['nodeAffinityPolicy', 'nodeTaintsPolicy'].flatMap((field) =>
        errorsAt(
          [field],
          rest[field] === undefined || inclusion.includes(textOf(rest[field]))
            ? undefined
            : t('It has to be Honor or Ignore.'),
        ),
      ),
    ])
  })
}
