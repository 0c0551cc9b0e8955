import { describe, expect, it } from 'vitest'
import type { PromAlert, PromAlertRule } from './client.ts'
import { hasOwnRules, isRegistryAlert, registryAlerts, registryRules, stateOfRule } from './registryAlerts.ts'

const alert = (labels: Record<string, string>, state: PromAlert['state'] = 'firing'): PromAlert => ({
  labels,
  annotations: {},
  state,
  activeAt: undefined,
  value: 1,
})

const rule = (name: string, alerts: PromAlert[] = [], labels: Record<string, string> = {}): PromAlertRule => ({
  group: 'g',
  name,
  query: 'x > 0',
  state: alerts.length > 0 ? 'firing' : 'inactive',
  holdSeconds: 60,
  labels,
  annotations: {},
  alerts,
  lastError: undefined,
})

describe('isRegistryAlert', () => {
  it.each([
    [{ alertname: 'KubePersistentVolumeFillingUp', namespace: 'openshift-image-registry' }, true],
    [{ alertname: 'KubePersistentVolumeFillingUp', namespace: 'openshift-monitoring' }, false],
    [{ alertname: 'ClusterOperatorDegraded', name: 'image-registry', namespace: 'openshift-cluster-version' }, true],
    [{ alertname: 'ClusterOperatorDegraded', name: 'dns' }, false],
    [{ alertname: 'X', operator: 'image-registry' }, true],
    [{ alertname: 'X', kubernetes_operator_part_of: 'image-registry' }, true],
    [{ alertname: 'SamplesDegraded', namespace: 'openshift-cluster-samples-operator' }, true],
    [{ alertname: 'Watchdog' }, false],
    [{}, false],
  ])('%o: %s', (labels: Record<string, string>, expected) => expect(isRegistryAlert(labels)).toBe(expected))
})

describe('registryAlerts', () => {
  it('has those that fire first, of them the worst, and none of others', () => {
    const own = { namespace: 'openshift-image-registry' }
    const rules = [
      rule('Pending', [alert({ ...own, alertname: 'Pending', severity: 'critical' }, 'pending')]),
      rule('Warning', [alert({ ...own, alertname: 'Warning', severity: 'warning' })]),
      rule('Critical', [alert({ ...own, alertname: 'Critical', severity: 'critical' })]),
      rule('ClusterOperatorDown', [alert({ alertname: 'ClusterOperatorDown', name: 'dns', severity: 'critical' })]),
    ]
    expect(registryAlerts(rules).map(({ name }) => name)).toEqual(['Critical', 'Warning', 'Pending'])
  })
})

it('knows the rules that concern the registry, and what they are for it alone', () => {
  const others = rule('ClusterOperatorDown', [alert({ alertname: 'ClusterOperatorDown', name: 'dns' })])
  const rules = [others, rule('Watchdog'), rule('ImageRegistryStorageFull')]
  expect(registryRules(rules).map(({ name }) => name)).toEqual(['ClusterOperatorDown', 'ImageRegistryStorageFull'])
  expect(stateOfRule(others)).toBe('inactive')
  expect(stateOfRule(rule('ImageRegistryStorageFull', [alert({}, 'pending')]))).toBe('pending')
  expect(stateOfRule({ ...rule('X'), state: 'unknown' })).toBe('unknown')
})

it('tells versions without rules of the registry', () => {
  expect(hasOwnRules([rule('ClusterOperatorDown'), rule('KubePersistentVolumeFillingUp')])).toBe(false)
  expect(hasOwnRules([rule('ImageRegistryStorageFull')])).toBe(true)
  expect(hasOwnRules([rule('New', [], { kubernetes_operator_part_of: 'image-registry' })])).toBe(true)
})
