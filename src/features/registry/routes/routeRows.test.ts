import { expect, test } from 'vitest'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import type { Route } from '../../../k8s/resources/route.ts'
import { testPem } from '../../../lib/certificateTesting.ts'
import { changedRoutes, isAdmitted, routeRows } from './routeRows.ts'

const config = (spec: RegistryConfig['spec']): RegistryConfig => ({ metadata: { name: 'cluster' }, spec: spec ?? null })
const route = (name: string, more: Partial<Route> = {}): Route => ({
  metadata: { name, annotations: { 'imageregistry.openshift.io': 'true' } },
  spec: {
    host: `${name}.example.com`,
    to: { kind: 'Service', name: 'image-registry' },
    tls: { termination: 'reencrypt' },
  },
  ...more,
})

test.each([
  ['default', [route('default-route')], config({ defaultRoute: true }), ['default-route default']],
  ['of the settings', [route('a')], config({ routes: [{ name: 'a' }] }), ['a extra']],
  [
    'asked for, not made',
    [],
    config({ defaultRoute: true, routes: [{ name: 'a', hostname: 'h.example.com' }] }),
    ['a extra', 'default-route default'],
  ],
  [
    'left over',
    [route('default-route'), route('old')],
    config({ routes: null }),
    ['default-route leftOver', 'old leftOver'],
  ],
  ['settings that are not known', [route('default-route')], undefined, ['default-route unknown']],
  ['by somebody else', [route('mine', { metadata: { name: 'mine' } })], config({}), ['mine other']],
  ['elsewhere', [{ metadata: { name: 'web' }, spec: { to: { name: 'web' } } }], config({}), []],
] as const)('%s', (_, routes, settings, expected) => {
  const rows = routeRows(routes, settings)
  expect(rows.map(({ name, origin }) => `${name} ${origin}`).toSorted()).toEqual(expected)
})

test('a row says who admitted the route and when its certificate ends', () => {
  const condition = {
    type: 'Admitted',
    status: 'False',
    reason: 'HostAlreadyClaimed',
    message: 'taken',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  }
  const [row] = routeRows(
    [
      route('a', {
        spec: { host: 'h', to: { name: 'image-registry' }, tls: { certificate: testPem.leafCertificate } },
        status: {
          ingress: [
            { routerName: 'internal', conditions: [condition] },
            { routerName: 'default', conditions: [{ type: 'Admitted', status: 'True' }] },
          ],
        },
      }),
    ],
    config({ routes: [{ name: 'a', secretName: 'tls' }] }),
  )
  expect(row).toMatchObject({
    certificate: { notAfter: '2027-12-26T21:10:16Z' },
    wanted: { secretName: 'tls' },
    admissions: [
      {
        router: 'internal',
        admitted: false,
        reason: 'HostAlreadyClaimed',
        message: 'taken',
        since: '2026-01-01T00:00:00Z',
      },
      { router: 'default', admitted: true },
    ],
  })
  expect(row && isAdmitted(row)).toBe(true)
})

test('a change sends all routes, those that it does not concern as they are', () => {
  // A field that nobody here knows stays.
  const known = Object.assign({ name: 'a', hostname: 'a.example.com' }, { wildcard: true })
  const base = config({ routes: [known, { name: 'b' }] })
  expect(changedRoutes(base, 'c', { name: 'c' })).toEqual({ spec: { routes: [known, { name: 'b' }, { name: 'c' }] } })
  expect(changedRoutes(base, 'b', { name: 'b', secretName: 's' })).toEqual({
    spec: { routes: [known, { name: 'b', secretName: 's' }] },
  })
  expect(changedRoutes(base, 'a', undefined)).toEqual({ spec: { routes: [{ name: 'b' }] } })
  expect(changedRoutes(config({}), 'a', undefined)).toEqual({ spec: { routes: [] } })
})
