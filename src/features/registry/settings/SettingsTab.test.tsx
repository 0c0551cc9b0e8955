import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import { configFields, isUnset, valueAt } from '../../../k8s/resources/registryConfigFields.ts'
import { groupTitle } from './settingsWords.ts'
import { configsPath } from '../configTesting.ts'
import { withSettings } from './registryTesting.ts'

const path = '/registry/settings'
const region = async (name: string) => within(await screen.findByRole('region', { name }, { timeout: 10_000 }))

/** A value for a field that is seen nowhere else on the page. */
function valueFor(field: string, index: number): unknown {
  if (/\.(conditions|generations|routes)$/.test(field)) return [{ name: `value-${index}`, type: 'Odd' }]
  if (field.endsWith('nodeSelector')) return { [`value-${index}`]: 'x' }
  if (field.endsWith('resources')) return { requests: { cpu: `value-${index}` } }
  if (field.endsWith('emptyDir')) return {}
  if (/tolerations|topologySpreadConstraints$/.test(field)) return [{ key: `value-${index}` }]
  if (/affinity|observedConfig|unsupportedConfigOverrides$/.test(field)) return { some: { deep: `value-${index}` } }
  return `value-${index}`
}

/** What is to be seen of it. */
function textFor(field: string, index: number): string {
  if (field === 'spec.httpSecret') return 'Set, not shown'
  if (field === 'status.conditions') return '1 condition'
  return field.endsWith('emptyDir') ? 'Yes' : `value-${index}`
}

test('shows every field of the Config, but for the secret', async () => {
  const state = withSettings(await scenarios.healthy(), (spec, config) => {
    const object: Record<string, unknown> = { spec: {}, status: {} }
    for (const [index, field] of configFields.entries()) {
      const keys = field.path.split('.')
      const last = keys.pop() ?? ''
      const holder = keys.reduce<Record<string, unknown>>((fields, key) => {
        fields[key] ??= {}
        return fields[key] as Record<string, unknown> // as made
      }, object)
      holder[last] = valueFor(field.path, index)
    }
    Object.assign(spec, object['spec'])
    Object.assign(config.status ?? {}, object['status'])
  })
  await renderPage(path, { state })
  await region('State')
  const texts = new Map(
    [...new Set(configFields.map(({ group }) => group))].map((group) => {
      const list = screen.getByLabelText(groupTitle(group), { selector: 'dl' })
      const terms = [...list.querySelectorAll('dt')].map((term) => {
        return [term.textContent, term.nextElementSibling?.textContent ?? ''] as const
      })
      return [group, new Map(terms)]
    }),
  )
  const missing = configFields.filter((field, index) => {
    const shown = texts.get(field.group)?.get(field.label()) ?? ''
    return !shown.includes(textFor(field.path, index))
  })
  expect(missing.map((field) => field.path)).toEqual([])
  const secret = configFields.findIndex((field) => field.path === 'spec.httpSecret')
  expect(document.body.innerHTML).not.toMatch(new RegExp(`value-${secret}\\b`))
})

test('shows what the operator takes where nothing is set, and what stands out', async () => {
  const state = withSettings(await scenarios.healthy(), (spec) => {
    for (const name of Object.keys(spec)) if (name !== 'storage') Reflect.deleteProperty(spec, name)
    Object.assign(spec, { managementState: 'Managed', replicas: 1, logging: 1, proxy: { http: 'http://u:word@p:1' } })
  })
  await renderPage(path, { state })
  expect(await screen.findByText(/^2 settings differ from the defaults: HTTP proxy, Logging/)).toBeVisible()
  const pods = await region('Pods: resources and nodes')
  expect(pods.getByText('100m')).toBeVisible()
  expect(pods.getByText(/evenly over nodes and zones/)).toBeVisible()
  const logging = await region('Logging')
  expect(logging.getByText('(the registry writes warn and above)')).toBeVisible()
  expect(logging.getAllByText('Changed')).toHaveLength(1)
  expect(logging.getByText(/no lines of access and audit/)).toBeVisible()
  const network = await region('Network')
  expect(network.getByText('http://u:•••@p:1')).toBeVisible()
  expect(network.getByText('Default: as the cluster.')).toBeVisible()
  const advanced = await region('Advanced')
  expect(advanced.getByText('Not set: the operator makes one')).toBeVisible()
})

test('keeps storage of an unknown type in sight', async () => {
  const state = withSettings(await scenarios.healthy(), (spec) => {
    spec.storage = { tape: { drive: 'left' } }
  })
  await renderPage(path, { state })
  expect(await (await region('Storage')).findByText(/drive: left/)).toBeVisible()
})

test.each(['settings', 'yaml'])('says what it knows to those who may not read the settings: %s', async (tab) => {
  await renderPage(`/registry/${tab}`, {
    scenario: 'healthy',
    as: 'sre',
    // Whether a reader may read this, too, is for each cluster to say.
    answer: (request, cluster) => {
      if (!request.url.includes('/clusteroperators/image-registry')) return cluster.handle(request)
      const conditions = [{ type: 'Degraded', status: 'True', reason: 'Unavailable', message: 'Degraded: no pods' }]
      return Response.json({
        metadata: { name: 'image-registry', uid: 'u', resourceVersion: '1' },
        status: { conditions },
      })
    },
  })
  expect(await screen.findByRole('heading', { name: 'Permission missing' }, { timeout: 10_000 })).toBeVisible()
  expect(screen.getByText(/may not get configs/i)).toBeVisible()
  const known = await region('What is known without the settings')
  expect(await known.findByText('ClusterOperator: Degraded')).toBeVisible()
  expect(known.getByText('True Unavailable')).toBeVisible()
  expect(known.getByText('2 of 2 replicas are ready')).toBeVisible()
})

const failing = (code: number, status: object | string) => ({
  scenario: 'healthy' as const,
  answer: (request: Request, cluster: { handle(request: Request): Promise<Response> }) =>
    new URL(request.url).pathname.startsWith(configsPath)
      ? typeof status === 'string'
        ? new Response(status, { status: code })
        : Response.json({ kind: 'Status', status: 'Failure', code, message: 'not found', ...status }, { status: code })
      : cluster.handle(request),
})

test.each(['settings', 'yaml'])('says who makes the Config where there is none: %s', async (tab) => {
  await renderPage(`/registry/${tab}`, failing(404, { reason: 'NotFound', details: { name: 'cluster' } }))
  expect(await screen.findByRole('heading', { name: 'There is no Config cluster' }, { timeout: 10_000 })).toBeVisible()
})

test.each(['settings', 'yaml'])('says that the cluster has no such kind: %s', async (tab) => {
  await renderPage(`/registry/${tab}`, failing(404, '404 page not found\n'))
  const title = 'This cluster has no imageregistry.operator.openshift.io'
  expect(await screen.findByRole('heading', { name: title }, { timeout: 10_000 })).toBeVisible()
})

test('knows the default of each field, or has none', () => {
  for (const field of configFields.filter(({ how }) => how === 'form')) {
    const has = field.standard !== undefined || field.standardWords !== undefined
    expect([field.path, has]).toEqual([field.path, field.path !== 'spec.replicas'])
  }
  expect(isUnset(valueAt({ spec: {} }, 'spec.replicas'))).toBe(true)
})
