import { describe, expect, test } from 'vitest'
import type { Infrastructure } from './infrastructure.ts'
import type { PersistentVolumeClaim } from './persistentVolumeClaim.ts'
import { noProxyProblem, proxyProblem, withoutPassword } from './proxyProblems.ts'
import type { RegistryConfigSpec } from './registryConfig.ts'
import { configProblems, type ConfigSurroundings } from './registryConfigProblems.ts'

const s3: RegistryConfigSpec = { replicas: 2, managementState: 'Managed', storage: { s3: { bucket: 'b' } } }
const found = (spec: object, surroundings?: ConfigSurroundings) =>
  configProblems({ ...s3, ...spec }, surroundings).map(
    ({ path, severity, message }) => `${severity} ${path.join('.')}: ${message}`,
  )

const platform = (type: string, infrastructureTopology = 'HighlyAvailable'): Infrastructure => ({
  metadata: { name: 'cluster' },
  status: { platformStatus: { type }, infrastructureTopology },
})
const claim = (...accessModes: string[]): PersistentVolumeClaim => ({
  metadata: { name: 'image-registry-storage' },
  spec: { accessModes },
})

describe('the problems of the settings of the registry', () => {
  test('are none of settings that are fine', () => {
    expect(found({})).toEqual([])
    expect(
      found({
        managementState: 'Removed',
        logLevel: 'Trace',
        logging: 0,
        proxy: { http: 'proxy:3128', https: 'https://u:p@[::1]:8', noProxy: '.svc,10.0.0.0/16, *.example.com,::1' },
        requests: { read: { maxRunning: 10, maxInQueue: 5, maxWaitInQueue: '1m30s' }, write: { maxWaitInQueue: '0s' } },
        routes: [{ name: 'a' }, { name: 'b' }],
        resources: { requests: { cpu: '100m' } },
        tolerations: [{ operator: 'Exists' }],
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', minDomains: 2 },
        ],
        observedConfig: { servingInfo: {} },
      }),
    ).toEqual([])
  })

  test.each<[RegistryConfigSpec | object, string]>([
    [{ managementState: 'Force' }, 'error managementState: The operator knows no state Force'],
    [{ managementState: 'Unmanaged' }, 'warning managementState: While it is Unmanaged'],
    [{ replicas: -1 }, 'error replicas: The operator would report VerificationFailed'],
    [{ replicas: 0 }, 'warning replicas: Without replicas nothing can be pushed or pulled'],
    [{ replicas: 1.5 }, 'error replicas: Replicas has to be a whole number'],
    [{ replicas: 3_000_000_000 }, 'error replicas: 2,147,483,647 is the most'],
    [{ replicas: undefined }, 'error replicas: The number of replicas has to be set'],
    [{ logging: 1 }, 'warning logging: 1 is the level warn'],
    [{ logging: 7 }, 'warning logging: Any number but 0 to 3 is the level debug'],
    [{ logging: 1, logLevel: 'Debug' }, 'warning logging: It counts for nothing'],
    [{ proxy: { http: 'ftp://proxy' } }, 'error proxy.http: The registry knows proxies of http, https and socks5'],
    [{ proxy: { https: 'http://' } }, 'error proxy.https: This is no address of a proxy'],
    [
      { proxy: { noProxy: 'https://a.example.com' } },
      'error proxy.noProxy: https://a.example.com: the entries are hosts',
    ],
    [{ requests: { read: { maxRunning: -1 } } }, 'error requests.read.maxRunning: The operator would stop applying'],
    [{ requests: { write: { maxInQueue: -2 } } }, 'error requests.write.maxInQueue: The operator would stop applying'],
    [{ requests: { write: { maxRunning: 0.5 } } }, 'error requests.write.maxRunning: This has to be a whole number'],
    [{ requests: { read: { maxInQueue: 5 } } }, 'warning requests.read.maxInQueue: It counts only with a limit'],
    [{ requests: { read: { maxWaitInQueue: '5 min' } } }, 'error requests.read.maxWaitInQueue: This is no duration'],
    [{ requests: { read: { maxWaitInQueue: '1d' } } }, 'Write 24h.'],
    [{ routes: [{ name: 'a' }, { name: 'a' }] }, 'error routes.1.name: There are two routes a'],
    [{ routes: [{ name: 'default-route' }] }, 'error routes.0.name: The name default-route is taken'],
    [{ resources: { limits: { cpu: 'much' } } }, 'error resources.limits.cpu: much is no quantity'],
    [{ nodeSelector: { 'a b': '' } }, 'error nodeSelector.a b: '],
    [{ tolerations: [{ operator: 'Equal' }] }, 'error tolerations.0.key: '],
    [{ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{}] } } }, 'topologyKey: '],
    [{ topologySpreadConstraints: [{ maxSkew: 0 }] }, 'error topologySpreadConstraints.0.maxSkew: '],
    [
      { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'Never' }] },
      'error topologySpreadConstraints.0.whenUnsatisfiable: ',
    ],
    [{ unsupportedConfigOverrides: {} }, 'warning unsupportedConfigOverrides: Overrides are not supported'],
    [
      { unsupportedConfigOverrides: { deployment: { annotations: [] } } },
      'error unsupportedConfigOverrides.deployment.annotations: ',
    ],
    [
      { unsupportedConfigOverrides: { deployment: { runtimeClassName: 5 } } },
      'error unsupportedConfigOverrides.deployment.runtimeClassName: ',
    ],
    [{ unsupportedConfigOverrides: { replicas: 5 } }, 'replicas has no effect'],
    [{ storage: { s3: {}, pvc: {} } }, 'error storage: The operator takes exactly one type'],
  ])('are found in %j', (spec, expected) => {
    expect(found(spec).join('\n')).toContain(expected)
  })

  test('look at the claim, whatever is changed', () => {
    const pvc = { storage: { pvc: { claim: '' } } }
    expect(found(pvc, { claim: claim('ReadWriteMany') })).toEqual([])
    expect(found(pvc, { claim: claim('ReadWriteOnce') })).toEqual([
      expect.stringMatching('^error replicas: The claim is ReadWriteOnce'),
      expect.stringMatching('^error rolloutStrategy: The claim is ReadWriteOnce'),
    ])
    expect(found({ ...pvc, replicas: 1, rolloutStrategy: 'Recreate' }, { claim: claim('ReadWriteOnce') })).toEqual([])
  })

  test('look at the platform', () => {
    const none = { storage: {} }
    expect(found(none, { infrastructure: platform('BareMetal') }).join()).toContain('error managementState: No storage')
    expect(found(none, { infrastructure: platform('AWS') }).join()).not.toContain('error')
    expect(found({ ...none, managementState: 'Removed' }, { infrastructure: platform('None') })).toEqual([])
    expect(found({}, { infrastructure: platform('None', 'SingleReplica') }).join()).toContain(
      'warning replicas: The cluster has one node',
    )
  })

  test('do not stumble over values of another type', () => {
    const odd = { proxy: 5, requests: [], routes: 'a', tolerations: {}, logging: 'x', storage: null, affinity: null }
    expect(() => found(odd)).not.toThrow()
  })
})

test.each<[string, boolean]>([
  ['', true],
  ['http://proxy.example.com:3128', true],
  ['proxy.example.com', true],
  ['socks5://10.0.0.1:1080', true],
  ['http://pro xy', false],
  ['gopher://proxy', false],
])('%s is an address of a proxy: %s', (address, fine) => {
  expect(proxyProblem(address) === undefined).toBe(fine)
})

test.each<[string, boolean]>([
  ['', true],
  ['*', true],
  ['.cluster.local,.svc,localhost,127.0.0.1,10.128.0.0/14', true],
  ['fd00::/48,[::1]:80,example.com:8080', true],
  ['a.example.com b.example.com', false],
  ['10.0.0.0/33', false],
  ['a/b', false],
])('%s is a list of hosts: %s', (list, fine) => {
  expect(noProxyProblem(list) === undefined).toBe(fine)
})

test('shows no password of a proxy', () => {
  expect(withoutPassword('http://user:secret@proxy:1')).toBe('http://user:•••@proxy:1')
  expect(withoutPassword('http://user:se@cret@proxy:1')).toBe('http://user:•••@proxy:1')
  expect(withoutPassword('http://proxy:1')).toBe('http://proxy:1')
})
