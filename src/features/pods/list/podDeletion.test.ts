import { expect, test } from 'vitest'
import type { Deployment } from '../../../k8s/resources/deployment.ts'
import type { Pod } from '../../../k8s/resources/pod.ts'
import { podDeletion, type DeletionFacts } from './podDeletion.ts'

const owned = (kind: string) => [{ apiVersion: 'apps/v1', kind, name: 'owner', uid: 'o', controller: true }]

function registryPod(
  name: string,
  { ready = true, ...spec }: { ready?: boolean } & NonNullable<Pod['spec']> = {},
): Pod {
  return {
    metadata: { name, uid: name, labels: { 'docker-registry': 'default' }, ownerReferences: owned('ReplicaSet') },
    spec: {
      nodeName: 'worker-1',
      terminationGracePeriodSeconds: 55,
      containers: [{ name: 'registry', lifecycle: { preStop: { exec: { command: ['sleep', '25'] } } } }],
      volumes: [{ name: 'registry-storage', persistentVolumeClaim: { claimName: 'image-registry-storage' } }],
      ...spec,
    },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }
}

function labelled(name: string, labels: Record<string, string>, status: Pod['status'] = { phase: 'Running' }): Pod {
  return {
    metadata: { name, uid: name, labels, ownerReferences: owned('Job') },
    spec: { nodeName: 'worker-1' },
    status,
  }
}

const settled: Deployment = {
  metadata: { name: 'image-registry' },
  spec: { replicas: 2 },
  status: { replicas: 2, updatedReplicas: 2, availableReplicas: 2 },
}
const [a, b] = [registryPod('a'), registryPod('b')]
const emptyDir = { volumes: [{ name: 'registry-storage', emptyDir: {} }] }

const cases: [string, Partial<DeletionFacts>, says: RegExp[], not: RegExp[]][] = [
  ['idle', { inFlight: 0 }, [/served no request/], [/under way in it/]],
  ['busy', { inFlight: 3 }, [/^3 requests are under way in it/], [/served no request/]],
  [
    'one of two that are ready',
    {},
    [/^1 other pod is ready/, /up to 25 s.*55 s in all/, /another pod in its place/, /Its log goes/],
    [/last pod/, /rollout/i, /Images are lost/, /one node at a time/],
  ],
  [
    'the last that is ready',
    { registryPods: [a, registryPod('b', { ready: false })] },
    [/last pod that is ready/, /every push and pull fails/],
    [/other pods? (is|are) ready/],
  ],
  [
    'not ready, and none is',
    { pod: registryPod('a', { ready: false }), registryPods: [a] },
    [/takes no requests as it is/, /away as it is/],
    [/55 s/],
  ],
  [
    'pods that may not be seen',
    { registryPods: undefined },
    [/Its log goes/],
    [/last pod/, /other pods? (is|are) ready/],
  ],
  ['images in the pod', { pod: registryPod('a', emptyDir) }, [/Images are lost with the pod/], []],
  [
    'a volume for one node',
    { claim: { metadata: { name: 'c' }, spec: { accessModes: ['ReadWriteOnce'] } } },
    [/one node at a time.*worker-1/],
    [],
  ],
  [
    'a volume for all nodes',
    { claim: { metadata: { name: 'c' }, spec: { accessModes: ['ReadWriteMany'] } } },
    [],
    [/one node at a time/],
  ],
  [
    'in a rollout',
    { deployment: { ...settled, status: { replicas: 3, updatedReplicas: 1 } } },
    [/rollout is under way: 1 of 2/],
    [],
  ],
  [
    'scaled to none',
    { deployment: { ...settled, spec: { replicas: 0 } }, registryPods: [a] },
    [/Nothing puts another/, /fails from its end on/],
    [/another pod in its place/],
  ],
  ['a removed registry', { deployment: null }, [/no Deployment/], []],
  [
    'the operator',
    { pod: labelled('o', { name: 'cluster-image-registry-operator' }) },
    [/registry goes on/, /no effect/],
    [/fails/],
  ],
  ['a node CA', { pod: labelled('n', { name: 'node-ca' }) }, [/DaemonSet makes another on worker-1/], [/fails/]],
  [
    'a run of the pruner',
    { pod: labelled('p', { 'created-by': 'image-pruner', 'job-name': 'image-pruner-1' }) },
    [/broken off/, /job image-pruner-1 fails/],
    [],
  ],
  [
    'a run that has ended',
    { pod: labelled('p', { 'created-by': 'image-pruner' }, { phase: 'Succeeded' }) },
    [/nothing that runs is touched/, /Its log goes/],
    [/broken off/],
  ],
  [
    'without an owner',
    { pod: { metadata: { name: 'x' }, spec: {}, status: { phase: 'Running' } } },
    [/no owner that would/],
    [],
  ],
]

test.each(cases)('what goes with a pod: %s', (_, facts, says, not) => {
  const { alerts, notes } = podDeletion({
    pod: a,
    registryPods: [a, b],
    deployment: settled,
    claim: undefined,
    ...facts,
  })
  const all = [...alerts.map(({ title, text }) => `${title}: ${text}`), ...notes]
  for (const pattern of says) expect(all).toContainEqual(expect.stringMatching(pattern))
  for (const pattern of not) expect(all).not.toContainEqual(expect.stringMatching(pattern))
})

test('images that go with it have to be confirmed', () => {
  const facts = { registryPods: [a, b], deployment: settled, claim: undefined }
  expect(podDeletion({ pod: a, ...facts }).losesImages).toBe(false)
  expect(podDeletion({ pod: registryPod('a', emptyDir), ...facts }).losesImages).toBe(true)
})
