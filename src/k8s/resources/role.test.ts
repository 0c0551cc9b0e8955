import { describe, expect, test } from 'vitest'
import { effectiveRules, ruleAllows, selects, type PolicyRule, type Role, type RuleTarget } from './role.ts'

const image = 'image.openshift.io'
const pull: RuleTarget = { verb: 'get', group: image, resource: 'imagestreams', subresource: 'layers' }
const rule = (change: Partial<PolicyRule>): PolicyRule => ({
  verbs: ['get'],
  apiGroups: [image],
  resources: ['imagestreams/layers'],
  ...change,
})

describe('a rule', () => {
  test.each<[string, Partial<PolicyRule>, Partial<RuleTarget>, boolean]>([
    ['as asked', {}, {}, true],
    ['another verb', { verbs: ['update'] }, {}, false],
    ['every verb', { verbs: ['*'] }, {}, true],
    ['a verb that only begins so', { verbs: ['g*'] }, {}, false],
    ['no verbs', { verbs: [] }, {}, false],
    ['the legacy group alone', { apiGroups: [''] }, {}, false],
    ['both groups', { apiGroups: ['', image] }, {}, true],
    ['every group', { apiGroups: ['*'] }, {}, true],
    ['no groups', { apiGroups: null }, {}, false],
    ['a group by its end', { apiGroups: ['*.openshift.io'] }, {}, false],
    ['everything, with all that is below', { resources: ['*'] }, {}, true],
    ['this below everything', { resources: ['*/layers'] }, {}, true],
    ['another below everything', { resources: ['*/status'] }, {}, false],
    ['what ends the same', { resources: ['*/players'] }, {}, false],
    ['all below streams, which RBAC does not know', { resources: ['imagestreams/*'] }, {}, false],
    ['the stream without its layers', { resources: ['imagestreams'] }, {}, false],
    ['layers are not the stream', {}, { subresource: '' }, false],
    ['*/layers is not the stream', { resources: ['*/layers'] }, { subresource: '' }, false],
    ['addresses, not resources', { resources: null, nonResourceURLs: ['*'] }, {}, false],
    ['this name', { resourceNames: ['web'] }, { name: 'web' }, true],
    ['another name', { resourceNames: ['api'] }, { name: 'web' }, false],
    ['one name, asked for all', { resourceNames: ['web'] }, {}, false],
    ['a name that looks like a pattern', { resourceNames: ['*'] }, { name: 'web' }, false],
    ['no names listed', { resourceNames: [] }, { name: 'web' }, true],
  ])('%s', (_, change, asked, allowed) => {
    expect(ruleAllows(rule(change), { ...pull, ...asked })).toBe(allowed)
  })
})

test.each([
  [{}, true],
  [{ matchLabels: { a: '1' } }, true],
  [{ matchLabels: { a: '1', b: '2' } }, false],
  [{ matchLabels: { a: '2' } }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['0', '1'] }] }, true],
  [{ matchExpressions: [{ key: 'b', operator: 'In', values: ['1'] }] }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['1'] }] }, false],
  [{ matchExpressions: [{ key: 'b', operator: 'NotIn', values: ['1'] }] }, true],
  [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, true],
  [{ matchExpressions: [{ key: 'b', operator: 'DoesNotExist' }] }, true],
  [{ matchExpressions: [{ key: 'a', operator: 'Near' }] }, false],
])('the selector %j of a=1: %s', (selector, matches) => {
  expect(selects(selector, { a: '1' })).toBe(matches)
})

describe('the rules of an aggregated role', () => {
  const label = { 'rbac.authorization.k8s.io/aggregate-to-team': 'true' }
  const team: Role = {
    metadata: { name: 'team', labels: label },
    rules: null,
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: label }] },
  }
  const part: Role = { metadata: { name: 'part', labels: label }, rules: [rule({})] }
  const other: Role = { metadata: { name: 'other' }, rules: [rule({ verbs: ['*'] })] }

  test('are those that the cluster has written', () => {
    const written = [rule({ verbs: ['update'] })]
    expect(effectiveRules({ ...team, rules: written }, [part])).toEqual(written)
  })
  test('are gathered where it has not written any yet, and not from itself', () => {
    expect(effectiveRules(team, [team, part, other])).toEqual([rule({})])
  })
  test('are none where nothing has its labels', () => {
    expect(effectiveRules(team, [other])).toEqual([])
    expect(effectiveRules({ metadata: { name: 'empty' }, rules: null }, [part, other])).toEqual([])
  })
})
