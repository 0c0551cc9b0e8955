import { expect, onTestFinished, test } from 'vitest'
import type { K8sObject } from '../../src/k8s/types.ts'
import { conditionOf } from '../controllers/controlledCluster.ts'
import { SAMPLES_NAMESPACE } from '../controllers/samples.ts'
import { Clock } from '../server/clock.ts'
import { testCluster } from '../server/testCluster.ts'
import { digestFor } from './builders.ts'
import { restricted } from './restricted.ts'

function start() {
  const clock = Clock.still('2026-11-21T12:30:00Z')
  const made = testCluster({ clock, controllers: true }, restricted())
  onTestFinished(() => made.cluster.close())
  const { store } = made.cluster
  return {
    ...made,
    settle: () => clock.advance(60_000),
    errorMaps: () => store.list('/configmaps', SAMPLES_NAMESPACE).map(({ metadata }) => metadata.name),
    samples: () =>
      conditionOf(
        store.get('samples.operator.openshift.io/configs', undefined, 'cluster'),
        'ImportImageErrorsExist',
      )[0],
    /** Imports one image into a stream; the answer is how it ended. */
    async importing(namespace: string, name: string, from: string, as = 'admin') {
      const body = {
        kind: 'ImageStreamImport',
        metadata: { name },
        spec: { import: true, images: [{ from: { kind: 'DockerImage', name: from } }] },
      }
      const path = `/apis/image.openshift.io/v1/namespaces/${namespace}/imagestreamimports`
      const answer = await made.read<{
        message?: string
        status: { images?: { status: { status: string; message?: string } }[] }
      }>(path, { method: 'POST', body, as })
      const status = answer.status?.images?.[0]?.status
      return status?.message ?? status?.status ?? answer.message
    },
    patch: (path: string, body: object) =>
      made.read<K8sObject>(path, { method: 'PATCH', type: 'application/merge-patch+json', body }),
  }
}

const login = (host: string) => ({
  kind: 'Secret',
  metadata: { name: 'red-hat' },
  type: 'kubernetes.io/dockerconfigjson',
  stringData: { '.dockerconfigjson': JSON.stringify({ auths: { [host]: { username: '1|a', password: 'made-up' } } }) },
})

test('samples fail for want of credentials, and are well once there are some', async () => {
  const { importing, read, settle, errorMaps, samples } = start()
  expect([samples(), errorMaps()]).toEqual(['True', ['nodejs', 'postgresql', 'python']])
  const sources = { nodejs: 'nodejs-22', postgresql: 'postgresql-15', python: 'python-3.12' }
  expect(await importing('openshift', 'nodejs', 'registry.redhat.io/ubi9/nodejs-22:latest')).toBe(
    'you may not have access to the container image "registry.redhat.io/ubi9/nodejs-22:latest"',
  )
  await read('/api/v1/namespaces/openshift/secrets', { method: 'POST', body: login('registry.redhat.io') })
  const tags = { nodejs: '22-ubi9', postgresql: '15-el9', python: '3.12-ubi9' }
  for (const [name, path] of Object.entries(sources)) {
    const tag = tags[name as keyof typeof tags]
    const images = [
      { from: { kind: 'DockerImage', name: `registry.redhat.io/ubi9/${path}:latest` }, to: { name: tag } },
    ]
    const body = { kind: 'ImageStreamImport', metadata: { name }, spec: { import: true, images } }
    await read('/apis/image.openshift.io/v1/namespaces/openshift/imagestreamimports', { method: 'POST', body })
    settle()
  }
  expect([samples(), errorMaps()]).toEqual(['False', []])
})

test('a sample that is skipped has no errors any more', async () => {
  const { patch, settle, errorMaps, cluster } = start()
  const path = '/apis/samples.operator.openshift.io/v1/configs/cluster'
  await patch(path, { spec: { skippedImagestreams: ['redis', 'mysql', 'nodejs'] } })
  settle()
  expect(errorMaps()).toEqual(['postgresql', 'python'])
  expect(cluster.store.get('image.openshift.io/imagestreams', 'openshift', 'nodejs')?.metadata.labels).toEqual({
    'samples.operator.openshift.io/managed': 'false',
  })
})

test('imports ask the list of allowed registries, and what is blocked, as both are now', async () => {
  const { importing, patch } = start()
  const config = '/apis/config.openshift.io/v1/images/cluster'
  const hub = () => importing('payments', 'web', 'docker.io/library/nginx:1.29', 'dev')
  expect(await hub()).toMatch(
    /docker.io:443" is forbidden: registry "registry-1.docker.io:443" not allowed by whitelist/,
  )
  expect(await importing('payments', 'gateway', 'quay.io/acme/gateway:2.5', 'dev')).toBe('Success')
  await patch(config, { spec: { allowedRegistriesForImport: null } })
  expect(await hub()).toBe('Success')
  const registrySources = { allowedRegistries: null, blockedRegistries: ['docker.io/library', '*.io'] }
  await patch(config, { spec: { registrySources } })
  expect(await hub()).toBe('forbidden: registry docker.io blocked')
  expect(await importing('payments', 'gateway', 'quay.io/acme/gateway:2.5', 'dev')).toBe(
    'forbidden: registry quay.io blocked',
  )
})

test('a digest is looked for in the mirrors of the older kind, then at its source', async () => {
  const { importing, patch } = start()
  const digest = digestFor('quay.io/acme/planned', 'next')
  const policy = '/apis/operator.openshift.io/v1alpha1/imagecontentsourcepolicies/release-mirror'
  const mirrored = `quay.io/acme/planned@${digest}`
  expect(await importing('payments', 'gateway', mirrored)).toBe('Success')
  const mirrors = ['mirror.acme.example:5000/elsewhere']
  const repositoryDigestMirrors = [
    { source: 'quay.io', mirrors: ['registry.acme.example'] },
    { source: 'quay.io/acme', mirrors },
  ]
  await patch(policy, { spec: { repositoryDigestMirrors } })
  expect(await importing('payments', 'gateway', mirrored)).toBe('Success')
  const gone = `quay.io/acme/planned@sha256:${'0'.repeat(64)}`
  const failure = await importing('payments', 'gateway', gone)
  expect(failure).toContain('[Internal error occurred: mirror.acme.example:5000/elsewhere/planned@sha256:000')
  expect(failure).toContain(`dockerimage.image.openshift.io "${gone}" not found]`)
  expect(failure).not.toContain('registry.acme.example')
})
