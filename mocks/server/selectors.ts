import type { K8sObject } from '../../src/k8s/types.ts'
import { badRequest } from './status.ts'

type Matches = (object: K8sObject) => boolean

const OPERATORS = /^(=|==|!=|,|\(|\)|!|>|<)$/

/** Splits `a in (b,c), !d` into words and operators. */
const tokens = (text: string) => text.match(/==|!=|=|,|\(|\)|!|>|<|[^\s=,()!<>]+/g) ?? []

/** Parses a label selector; a bad one is a 400 in the server's words. */
export function labelSelector(text: string): Matches {
  const words = tokens(text)
  const tests: ((labels: Record<string, string>) => boolean)[] = []
  let at = 0
  const found = () => (at < words.length ? words[at] : '')
  const fail = (expected: string) =>
    badRequest(`unable to parse requirement: found '${found()}', expected: ${expected}`)
  while (at < words.length) {
    const negated = found() === '!'
    if (negated) at++
    const key = found() ?? ''
    if (!key || OPERATORS.test(key)) throw fail('identifier')
    at++
    const operator = found() ?? ''
    if (negated) tests.push((labels) => !(key in labels))
    else if (operator === '' || operator === ',') tests.push((labels) => key in labels)
    else if (operator === '=' || operator === '==' || operator === '!=') {
      const next = words[++at]
      const value = next === undefined || next === ',' ? '' : next
      if (OPERATORS.test(value)) throw fail('identifier')
      if (value) at++
      tests.push(operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value)
    } else if (operator === 'in' || operator === 'notin') {
      at++
      if (found() !== '(') throw fail("'('")
      const values = new Set<string>()
      for (at++; at < words.length && found() !== ')'; at++) if (found() !== ',') values.add(found() ?? '')
      if (found() !== ')') throw fail("',' or ')'")
      at++
      tests.push((labels) => values.has(labels[key] ?? '\0') === (operator === 'in'))
    } else if (operator === '>' || operator === '<') {
      const bound = Number(words[++at])
      at++
      tests.push(
        (labels) => key in labels && (operator === '>' ? Number(labels[key]) > bound : Number(labels[key]) < bound),
      )
    } else throw fail('in, notin, =, ==, !=, gt, lt')
    if (at >= words.length) break
    if (found() !== ',') throw badRequest(`found '${found()}', expected: ',' or 'end of string'`)
    at++
    if (at >= words.length) throw badRequest("found '', expected: identifier after ','")
  }
  return ({ metadata }) => tests.every((test) => test(metadata.labels ?? {}))
}

export type Field = { path: string; of(object: K8sObject): string }

const METADATA: Field[] = [
  { path: 'metadata.name', of: ({ metadata }) => metadata.name },
  { path: 'metadata.namespace', of: ({ metadata }) => metadata.namespace ?? '' },
]

/** The terms of a field selector: path, operator, value. */
export function fieldTerms(text: string): { path: string; equal: boolean; value: string }[] {
  return text
    .split(/(?<!\\),/)
    .filter(Boolean)
    .map((term) => {
      const match = /^([^=!]+)(!=|==|=)(.*)$/s.exec(term)
      if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`)
      const [, path = '', operator, value = ''] = match
      return { path, equal: operator !== '!=', value: value.replaceAll(/\\([\\,=])/g, '$1') }
    })
}

/** Parses a field selector over the fields a kind knows; another field is a 400 in the server's words. */
export function fieldSelector(text: string, more: Field[] = []): Matches {
  const fields = [...METADATA, ...more]
  const tests = fieldTerms(text).map(({ path, equal, value }): Matches => {
    const field = fields.find((f) => f.path === path)
    if (!field) throw badRequest(`"${path}" is not a known field selector: only "metadata.name", "metadata.namespace"`)
    return (object) => (field.of(object) === value) === equal
  })
  return (object) => tests.every((test) => test(object))
}
