import { describe, expect, test } from 'vitest'
import type { RegistryFacts } from './registryFacts.ts'
import { registryVerdict } from './registryVerdict.ts'
import { condition, config, differencesFrom, facts, forbidden, known, type ExpectedVerdict } from './registryTesting.ts'

const cases: [string, Partial<RegistryFacts>, ExpectedVerdict][] = [
  [
    'a route that is refused',
    {
      routes: known([
        {
          metadata: { name: 'default-route' },
          status: {
            ingress: [
              {
                host: 'r.example',
                routerName: 'default',
                conditions: [condition('Admitted', 'False', 'HostAlreadyClaimed', 'claimed by x')],
              },
            ],
          },
        },
      ]),
    },
    {
      status: 'warning',
      sentence: 'The route default-route is not admitted: r.example does not lead to the registry.',
      quote: 'claimed by x',
    },
  ],
  [
    'a route that one of two routers refuses',
    {
      routes: known([
        {
          metadata: { name: 'default-route' },
          status: {
            ingress: [
              { host: 'r.example', routerName: 'default', conditions: [condition('Admitted', 'True')] },
              {
                host: 'r.example',
                routerName: 'shard',
                conditions: [condition('Admitted', 'False', 'RouteNotAdmitted')],
              },
            ],
          },
        },
      ]),
    },
    { status: 'warning', sentence: /by the router shard, by another it is/, affects: /by the others/ },
  ],
  [
    'a refused route that the operator tells of, too',
    {
      config: known(config({}, [condition('Degraded', 'True', 'RouteDegraded', 'route default-route not admitted')])),
      routes: known([
        {
          metadata: { name: 'default-route' },
          spec: { host: 'r.example' },
          status: { ingress: [{ conditions: [condition('Admitted', 'False', 'HostAlreadyClaimed', 'claimed')] }] },
        },
      ]),
    },
    { status: 'warning', sentence: /default-route is not admitted: r.example/, to: '/registry/routes', also: 0 },
  ],
  [
    'a refused route that only the operator tells of',
    {
      config: known(config({}, [condition('Degraded', 'True', 'RouteDegraded', 'route default-route not admitted')])),
      routes: forbidden(),
    },
    { status: 'warning', sentence: /not admitted/, to: '/registry/routes', quote: 'route default-route not admitted' },
  ],
  [
    'somebody else’s route that is refused',
    {
      routes: known([
        {
          metadata: { name: 'mine' },
          spec: { host: 'm.example', to: { kind: 'Service', name: 'mine' } },
          status: { ingress: [{ conditions: [condition('Admitted', 'False', 'HostAlreadyClaimed')] }] },
        },
      ]),
    },
    { status: 'success', sentence: /healthy/ },
  ],
  [
    'a default route that is not there',
    { config: known(config({ defaultRoute: true })) },
    { status: 'warning', sentence: /default route/ },
  ],
]

describe('the verdict on routes', () => {
  test.each(cases)('on %s', (_, more, expected) => {
    expect(differencesFrom(expected, registryVerdict(facts(more)))).toEqual([])
  })
})
