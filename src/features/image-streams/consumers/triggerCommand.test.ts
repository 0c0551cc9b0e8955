import { describe, expect, test } from 'vitest'
import { hasKubectl, run } from '../../../../mocks/server/kubectlCommands.ts'
import { createCluster, type Cluster } from '../../../../mocks/server/cluster.ts'
import { healthy } from '../../../../mocks/seed/healthy.ts'
import { resourcePath } from '../../../k8s/path.ts'
import {
  addTrigger,
  pauseTrigger,
  removeTrigger,
  type TriggerPatch,
} from '../../../k8s/resources/imageTriggerChange.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { addTriggerCommand, triggerCommand } from './triggerCommand.ts'
import { kindNamed, triggerHome, triggerParts, triggersIn } from './triggerHome.ts'

const wanted = { namespace: 'storefront', stream: 'web', tag: 'stable', container: 'api', paused: false }
const target = (kind: string, namespace: string, name: string) => ({ type: kindNamed(kind).type, namespace, name })

function find(cluster: Cluster, kind: string, namespace: string, name: string): K8sObject {
  const { type } = kindNamed(kind)
  const object = cluster.store.get(`${type.group}/${type.plural}`, namespace, name)
  if (!object) throw new Error(`no ${kind} ${namespace}/${name}`)
  return object
}

type Change = (object: K8sObject, kind: string) => TriggerPatch
const pause =
  (paused: boolean): Change =>
  (object, kind) => {
    const [trigger] = triggersIn(kind, object)
    if (!trigger) throw new Error('no trigger')
    return pauseTrigger(object, trigger, paused)
  }
const remove: Change = (object, kind) => {
  const [trigger] = triggersIn(kind, object)
  if (!trigger) throw new Error('no trigger')
  return removeTrigger(object, trigger)
}
const add =
  (container: string | undefined, paused = false): Change =>
  (object, kind) => {
    const home = triggerHome(kind)
    if (!home) throw new Error('no triggers')
    const { container: _none, ...rest } = wanted
    return addTrigger(object, home, { ...rest, paused, ...(container !== undefined && { container }) })
  }

const cases: [string, kind: string, namespace: string, name: string, Change][] = [
  ['resumes', 'Deployment', 'payments', 'worker', pause(false)],
  ['pauses', 'Deployment', 'payments', 'ledger', pause(true)],
  ['removes the last', 'Deployment', 'payments', 'ledger', remove],
  ['removes what cannot be read', 'Deployment', 'legacy', 'moved', remove],
  ['adds', 'Deployment', 'payments', 'api', add('api')],
  ['adds to a stateful set', 'StatefulSet', 'payments', 'fraud-scoring', add('scoring')],
  ['adds to a cron job', 'CronJob', 'payments', 'ledger-close', add('close')],
  ['resumes', 'DaemonSet', 'platform-tools', 'status-agent', pause(false)],
  ['pauses', 'DeploymentConfig', 'storefront', 'shop-admin', pause(true)],
  ['removes', 'DeploymentConfig', 'storefront', 'shop-admin', remove],
  ['adds paused', 'DeploymentConfig', 'storefront', 'shop-admin', add('admin', true)],
  ['pauses', 'BuildConfig', 'payments', 'api', pause(true)],
  ['adds paused', 'BuildConfig', 'payments', 'api', add(undefined, true)],
]

describe.runIf(hasKubectl())('the command does what the form does', () => {
  test.each(cases)('%s: %s %s/%s', { timeout: 30_000 }, async (_name, kind, namespace, name, change) => {
    const [byCommand, byForm] = [
      createCluster(healthy(), { defaultUser: 'admin' }),
      createCluster(healthy(), { defaultUser: 'admin' }),
    ]
    const { type } = kindNamed(kind)
    const patch = change(find(byForm, kind, namespace, name), kind)
    const before = triggerParts(find(byForm, kind, namespace, name))
    await run(triggerCommand(target(kind, namespace, name), patch), byCommand)
    const answer = await byForm.handle(
      new Request(`http://cluster.test${resourcePath(type, { namespace }, name)}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/merge-patch+json', Authorization: 'Bearer admin' },
        body: JSON.stringify(patch),
      }),
    )
    expect(answer.status).toBe(200)
    const after = triggerParts(find(byForm, kind, namespace, name))
    expect(after).not.toEqual(before)
    expect(triggerParts(find(byCommand, kind, namespace, name))).toEqual(after)
    byCommand.close()
    byForm.close()
  })
})

test('a config gets its trigger by the command that says so', () => {
  const patch = { spec: { triggers: [] } }
  expect(addTriggerCommand(target('DeploymentConfig', 'shop', 'web'), patch, wanted)).toBe(
    'oc set triggers deploymentconfig/web --from-image=storefront/web:stable -c api -n shop',
  )
  expect(addTriggerCommand(target('DeploymentConfig', 'shop', 'web'), patch, { ...wanted, paused: true })).toBe(
    `oc patch deploymentconfig/web --type=merge -p '{"spec":{"triggers":[]}}' -n shop`,
  )
})

test('a second container that follows the tag is patched in: oc set triggers would take the tag from the first', () => {
  const trigger = (container: string) => ({
    type: 'ImageChange',
    imageChangeParams: {
      automatic: true,
      containerNames: [container],
      from: { kind: 'ImageStreamTag', name: 'web:stable', namespace: 'storefront' },
    },
  })
  const patch = { spec: { triggers: [trigger('web'), trigger('api')] } }
  expect(addTriggerCommand(target('DeploymentConfig', 'shop', 'web'), patch, wanted)).toMatch(/^oc patch /)
})
