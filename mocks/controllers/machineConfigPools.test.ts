import { expect, test } from 'vitest'
import { POOLS, type MachineConfigPool } from '../kinds/machineConfigPool.ts'
import type { State } from '../server/cluster.ts'
import { healthy } from '../seed/healthy.ts'
import { hosted } from '../seed/registryHosted.ts'
import { conditionOf, controlledCluster } from './controlledCluster.ts'

const config = '/apis/config.openshift.io/v1'

function start(state: State = healthy()) {
  const made = controlledCluster(state)
  const { store } = made.cluster
  const pool = (name: string) => {
    // Pools in the store have the shape of their kind.
    const found = store.get(POOLS, undefined, name) as MachineConfigPool
    const { machineCount, updatedMachineCount, unavailableMachineCount, configuration } = found.status
    const current = configuration.name === found.spec.configuration.name
    const conditions = ['Updated', 'Updating'].map((type) => conditionOf(found, type)[0])
    return { machines: [machineCount, updatedMachineCount, unavailableMachineCount], current, conditions, found }
  }
  const setSources = (registrySources: object | null) =>
    made.patch(`${config}/images/cluster`, { spec: { registrySources } })
  return { ...made, pool, setSources }
}

test('another blocked registry goes to all machines, one after the other', async () => {
  const { pool, setSources, clock, settle } = start()
  expect(pool('master')).toMatchObject({ machines: [3, 3, 0], current: true, conditions: ['True', 'False'] })
  const before = pool('master').found.spec.configuration.name
  await setSources({ blockedRegistries: ['blocked.example.com', 'docker.io'] })
  clock.advance(700)
  expect(pool('master')).toMatchObject({ machines: [3, 0, 1], current: false, conditions: ['False', 'True'] })
  expect(pool('master').found.spec.configuration.name).not.toBe(before)
  clock.advance(2000)
  expect(pool('master')).toMatchObject({ machines: [3, 1, 1], current: false, conditions: ['False', 'True'] })
  settle()
  expect(pool('master')).toMatchObject({ machines: [3, 3, 0], current: true, conditions: ['True', 'False'] })
  expect(pool('worker')).toMatchObject({ machines: [2, 2, 0], current: true, conditions: ['True', 'False'] })
  expect(conditionOf(pool('worker').found, 'Updated')[2]).toBe(
    `All nodes are updated with MachineConfig ${pool('worker').found.spec.configuration.name}`,
  )
})

test('what nodes do not read changes nothing; the same sources are the same configuration', async () => {
  const { pool, patch, setSources, settle } = start()
  const before = pool('worker').found
  await patch(`${config}/images/cluster`, { spec: { externalRegistryHostnames: ['registry.acme.example'] } })
  settle()
  expect(pool('worker').found).toBe(before)
  await setSources({ blockedRegistries: ['docker.io'] })
  settle()
  await setSources({ blockedRegistries: ['blocked.example.com'] })
  settle()
  expect(pool('worker').found.spec.configuration.name).toBe(before.spec.configuration.name)
  expect(pool('worker')).toMatchObject({ machines: [2, 2, 0], current: true })
})

test('what is taken back on the way lets only the machines change that had changed', async () => {
  const { pool, setSources, clock, settle } = start()
  await setSources({ blockedRegistries: ['docker.io'] })
  clock.advance(2700)
  expect(pool('master').machines).toEqual([3, 1, 1])
  await setSources({ blockedRegistries: ['blocked.example.com'] })
  clock.advance(400)
  expect(pool('master').machines).toEqual([3, 2, 0])
  settle()
  expect(pool('master')).toMatchObject({ machines: [3, 3, 0], current: true, conditions: ['True', 'False'] })
})

test('mirror sets are part of it; a paused pool waits until it is let go on', async () => {
  const { pool, read, patch, settle } = start()
  const spec = { imageTagMirrors: [{ source: 'quay.io', mirrors: ['mirror.acme.example:5000/quay'] }] }
  await read(`${config}/imagetagmirrorsets`, {
    method: 'POST',
    body: { kind: 'ImageTagMirrorSet', metadata: { name: 'quay' }, spec },
  })
  settle()
  expect(pool('worker')).toMatchObject({ machines: [2, 2, 0], current: true, conditions: ['True', 'False'] })
  expect(pool('gpu')).toMatchObject({ machines: [2, 0, 0], current: false, conditions: ['False', 'False'] })
  expect(conditionOf(pool('gpu').found, 'Updating')[2]).toMatch(/^Pool is paused; will not update to MachineConfig/)
  await patch('/apis/machineconfiguration.openshift.io/v1/machineconfigpools/gpu', { spec: { paused: false } })
  settle()
  expect(pool('gpu')).toMatchObject({ machines: [2, 2, 0], current: true, conditions: ['True', 'False'] })
})

test('a hosted cluster has no pools; who may read the cluster may read them elsewhere', async () => {
  const path = '/apis/machineconfiguration.openshift.io/v1/machineconfigpools'
  expect((await start(hosted()).ask(path)).status).toBe(404)
  const { ask } = start()
  expect((await ask(path, { as: 'sre' })).status).toBe(200)
  expect((await ask(path, { as: 'dev' })).status).toBe(403)
})
