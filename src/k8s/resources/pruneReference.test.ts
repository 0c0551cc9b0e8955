import { expect, test } from 'vitest'
import type { K8sObject } from '../types.ts'
import { pruneGraphOf } from './pruneLists.ts'
import { isBlank, pruneReferenceOf, streamImageReferenceOf, streamTagReferenceOf } from './pruneReference.ts'

// Every outcome here is that of the Go code of oc 4.13.
const hex = '0123456789abcdef'
const sha256 = `sha256:${hex.repeat(4)}`
const sha512 = `sha512:${hex.repeat(8)}`

test.each([
  ['h.io/ns/app', 'latest'],
  ['h.io/ns/app:v1', 'v1'],
  ['localhost/ns/app:V_1.2-3', 'V_1.2-3'],
  ['host:5000/ns/app', 'latest'],
  ['H.IO/ns/app:latest', 'latest'],
  ['127.0.0.1:5000/ns/app', 'latest'],
  [`h.io/ns/app:${'x'.repeat(128)}`, 'x'.repeat(128)],
])('%s is a tag', (text, tag) => {
  expect(pruneReferenceOf(text)).toEqual({ kind: 'tag', namespace: 'ns', stream: 'app', tag })
})

test.each([
  [`h.io/ns/app@${sha256}`, sha256],
  [`h.io/ns/app:v1@${sha256}`, sha256],
  [`h.io/ns/app@${sha512}`, sha512],
  [`h.io/ns/app@sha256:${hex.toUpperCase().repeat(4)}`, `sha256:${hex.toUpperCase().repeat(4)}`],
])('%s is an image', (text, digest) => {
  expect(pruneReferenceOf(text)).toEqual({ kind: 'image', namespace: 'ns', stream: 'app', digest })
})

test.each([
  'nginx',
  'nginx:1.25',
  'ns/app:v1',
  'h.io/app',
  'h.io/a/b/c',
  'localhost:5000',
  'h.io',
  'HOST/ns/app',
  `app@${sha256}`,
  'hostx/ns/app',
])('%s means nothing', (text) => {
  expect(pruneReferenceOf(text)).toEqual({ kind: 'none' })
})

test.each([
  ['', 'repository name must have at least one component'],
  ['BAD//ref:::x', 'invalid reference format'],
  [' h.io/ns/app', 'invalid reference format'],
  ['h.io/ns/app ', 'invalid reference format'],
  ['h.io/ns/app\n', 'invalid reference format'],
  ['h.io/ns/App', 'repository name must be lowercase'],
  ['App', 'repository name must be lowercase'],
  ['h.io/ns/İ', 'repository name must be lowercase'],
  ['h.io/ns/-app', 'invalid reference format'],
  ['h.io/ns/a___b', 'invalid reference format'],
  ['h.io/ns/app:', 'invalid reference format'],
  ['h.io/ns/app:-x', 'invalid reference format'],
  [`h.io/ns/app:${'x'.repeat(129)}`, 'invalid reference format'],
  ['h.io:/ns/app', 'invalid reference format'],
  ['[::1]:5000/ns/app', 'invalid reference format'],
  ['docker://h.io/ns/app', 'invalid reference format'],
  [`h.io/ns/app@sha256:${hex}`, 'invalid reference format'],
  [`h.io/ns/app@sha256:${hex.repeat(2)}`, 'invalid checksum digest length'],
  [`h.io/ns/app@sha512:${hex.repeat(4)}`, 'invalid checksum digest length'],
  [`h.io/ns/app@md5:${hex.repeat(2)}`, 'unsupported digest algorithm'],
  [`h.io/ns/app@SHA256:${hex.repeat(4)}`, 'unsupported digest algorithm'],
  [`h.io/ns/${'a'.repeat(247)}`, undefined],
  [`h.io/ns/${'a'.repeat(248)}`, 'repository name must not be more than 255 characters'],
  [`${'a'.repeat(256)}@md5:${hex.repeat(2)}`, 'repository name must not be more than 255 characters'],
])('%j: %s', (text, reason) => {
  const reference = pruneReferenceOf(text)
  expect(reference.kind === 'invalid' ? reference.reason : undefined).toBe(reason)
})

test('no text takes long', () => {
  const began = performance.now()
  for (const text of [
    'a'.repeat(1e5),
    `${'a-'.repeat(5e4)}!`,
    `${'a.'.repeat(5e4)}!`,
    `${'a/'.repeat(5e4)}!`,
    '-'.repeat(1e5),
  ])
    pruneReferenceOf(text)
  expect(performance.now() - began).toBeLessThan(1000)
})

test.each([
  ['', true],
  [' \t\r\n\u0085\u00A0\u3000', true],
  ['\uFEFF', false],
  ['\u200B', false],
  [' x ', false],
])('%j is blank: %s', (text, blank) => {
  expect(isBlank(text)).toBe(blank)
})

test('references of build strategies', () => {
  const name = { namespace: 'ns', stream: 'app' }
  expect(streamTagReferenceOf('app:v1', 'ns')).toEqual({ kind: 'tag', ...name, tag: 'v1' })
  expect(streamImageReferenceOf(`app@${sha256}`, 'ns')).toEqual({ kind: 'image', ...name, digest: sha256 })
  expect(streamImageReferenceOf('app@short', 'ns')).toEqual({ kind: 'image', ...name, digest: 'short' })
})

const container = (image: string) => ({ spec: { template: { spec: { containers: [{ name: 'c', image }] } } } })
const strategy = (kind: string, name: string) => ({ spec: { strategy: { customStrategy: { from: { kind, name } } } } })
const objectOf = (name: string, rest: object): K8sObject => ({ metadata: { namespace: 'ns', name }, ...rest })
const at = (name: string, rest: object) => ({ items: [objectOf(name, rest)] })

test('lines are those of oc, kind by kind in its order', () => {
  const bad = { initContainers: [{ name: 'i', image: 'A"B' }], containers: [{ image: 'h.io/ns/App' }] }
  const graph = pruneGraphOf({
    'batch/v1/cronjobs': at('cron', { spec: { jobTemplate: { spec: { template: { spec: bad } } } } }),
    'batch/v1/jobs': at('job', container('::')),
    'apps/v1/statefulsets': at('set', container('::')),
    'build.openshift.io/v1/buildconfigs': {
      items: [
        ['ImageStreamTag', 'app'],
        ['ImageStreamTag', ':x'],
        ['ImageStreamTag', 'a@b'],
        ['ImageStreamImage', 'a'],
        ['ImageStreamImage', 'a@'],
      ].map(([kind = '', name = ''], i) => objectOf(`bc-${i}`, strategy(kind, name))),
    },
    'build.openshift.io/v1/builds': at('build', strategy('DockerImage', '::')),
    'apps/v1/daemonsets': at('set', container('::')),
    'apps/v1/deployments': at('deployment', container('::')),
    'apps/v1/replicasets': at('rs', container('::')),
    'apps.openshift.io/v1/deploymentconfigs': at('dc', container('::')),
    'v1/replicationcontrollers': at('rc', container('::')),
    'v1/pods': {
      items: [{ ...objectOf('', { spec: { containers: [{ name: 'c', image: '::' }] } }), metadata: { name: 'pod' } }],
    },
  })
  const reason = 'invalid image reference "::": invalid reference format'
  expect(graph.invalid.map(({ message }) => message)).toEqual([
    `pod/pod: container c: ${reason}`,
    `replicationcontroller/rc namespace=ns: container c: ${reason}`,
    `deploymentconfig/dc namespace=ns: container c: ${reason}`,
    `replicaset/rs namespace=ns: container c: ${reason}`,
    `deployment/deployment namespace=ns: container c: ${reason}`,
    `daemonset/set namespace=ns: container c: ${reason}`,
    `build/build namespace=ns: ${reason}`,
    'buildconfig/bc-0 namespace=ns: invalid ImageStreamTag reference "app": expected exactly one : delimiter in the istag "app"',
    'buildconfig/bc-1 namespace=ns: invalid ImageStreamTag reference ":x": image stream tag name ":x" must have a name and a tag',
    'buildconfig/bc-2 namespace=ns: invalid ImageStreamTag reference "a@b": "a@b" is an image stream image, not an image stream tag',
    'buildconfig/bc-3 namespace=ns: invalid ImageStreamImage reference "a": expected exactly one @ in the isimage name "a"',
    'buildconfig/bc-4 namespace=ns: invalid ImageStreamImage reference "a@": image stream image name "a@" must have a name and ID',
    `statefulset/set namespace=ns: container c: ${reason}`,
    `job/job namespace=ns: container c: ${reason}`,
    'cronjob/cron namespace=ns: init container i: invalid image reference "A\\"B": invalid reference format',
    'cronjob/cron namespace=ns: container : invalid image reference "h.io/ns/App": repository name must be lowercase',
  ])
})
