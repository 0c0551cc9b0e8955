import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import type { ConfigMap } from '../../../k8s/resources/configMap.ts'
import type { ImageConfig } from '../../../k8s/resources/imageConfig.ts'
import { testPem } from '../../../lib/certificateTesting.ts'
import { closed, sentTo } from './policyTesting.ts'

type Page = Awaited<ReturnType<typeof renderPage>>

const namespace = 'openshift-config'
const at = { configs: '/apis/config.openshift.io/v1/images', maps: '/api/v1/configmaps' }
const daysMs = 86_400_000

/** A cluster whose ConfigMap of trusted certificates is this one, or is not there. */
async function stateWith(name: string | undefined, map: Omit<ConfigMap, 'metadata'> | undefined) {
  const state = structuredClone(await scenarios.healthy())
  const config: ImageConfig | undefined = state[at.configs]?.items[0]
  const maps = state[at.maps]
  if (!config || !maps) throw new Error('the cluster has no configuration')
  config.spec = name === undefined ? {} : { additionalTrustedCA: { name } }
  const others = maps.items.filter(({ metadata }) => metadata.namespace !== namespace)
  const metadata = { name: name ?? '', namespace, uid: 'f6e9c3a0-0000-4000-8000-000000000001', resourceVersion: '1' }
  return { ...state, [at.maps]: { ...maps, items: map ? [...others, { metadata, ...map }] : others } }
}

async function trusted(options: Parameters<typeof renderPage>[1]) {
  const page = await renderPage('/policy', options)
  const panel = within(await screen.findByRole('region', { name: 'Trusted certificates' }, { timeout: 10_000 }))
  return { ...page, panel }
}

function storedMap({ cluster }: Page, name: string): ConfigMap | undefined {
  return cluster.store.get('/configmaps', namespace, name)
}

const fill = (dialog: ReturnType<typeof within>, host: string, pem: string) => {
  fireEvent.change(dialog.getByLabelText(/^Registry host/), { target: { value: host } })
  fireEvent.change(dialog.getByLabelText(/^Certificates \(PEM\)/), { target: { value: pem } })
}

test('shows for which registry each is, what has ended and what cannot be read; replaces and removes one', async () => {
  const ended = Date.parse('2027-12-26T21:10:16Z') < Date.now() + 30 * daysMs
  expect(ended).toBe(false)
  const page = await trusted({
    state: await stateWith('registry-ca', {
      data: {
        'garbage.example.com': 'hello',
        'r.example.com..5000': testPem.leafCertificate + testPem.rootCertificate,
      },
      binaryData: { 'bin.example.com': btoa(testPem.rootCertificate) },
    }),
  })
  const table = within(await page.panel.findByRole('table', { name: 'Trusted certificates' }))
  const [, garbage, binary, chain] = table.getAllByRole('row')
  expect(garbage).toHaveTextContent(/garbage\.example\.com.*Cannot be read/)
  expect(binary).toHaveTextContent(/bin\.example\.com.*CN=Example Root.*issued by itself/)
  expect(chain).toHaveTextContent(
    /r\.example\.com:5000.*r\.example\.com\.\.5000.*CN=registry\.example\.com.*by .*Example Root/,
  )

  await page.user.click(table.getByRole('button', { name: 'Actions for bin.example.com' }))
  await page.user.click(await screen.findByRole('menuitem', { name: 'Replace certificate' }))
  const replace = within(await screen.findByRole('dialog', { name: 'Replace certificate of bin.example.com' }))
  fireEvent.change(replace.getByLabelText(/^Certificates \(PEM\)/), { target: { value: 'hello' } })
  await page.user.click(replace.getByRole('button', { name: 'Replace certificate' }))
  expect(replace.getByRole('alert', { name: 'Could not save' })).toHaveTextContent(/There is no certificate in it/)
  fireEvent.change(replace.getByLabelText(/^Certificates \(PEM\)/), { target: { value: testPem.rootCertificate } })
  expect(replace.getByRole('list', { name: 'Certificates in it' })).toHaveTextContent(/CN=Example Root/)
  await page.user.click(replace.getByRole('button', { name: 'Replace certificate' }))
  await closed()
  expect(storedMap(page, 'registry-ca')?.data?.['bin.example.com']).toBe(testPem.rootCertificate)
  expect(storedMap(page, 'registry-ca')?.binaryData ?? {}).toEqual({})

  await page.user.click(table.getByRole('button', { name: 'Actions for garbage.example.com' }))
  await page.user.click(await screen.findByRole('menuitem', { name: 'Remove certificate' }))
  const remove = within(await screen.findByRole('dialog', { name: 'Remove certificate of garbage.example.com' }))
  await page.user.click(remove.getByRole('button', { name: 'Remove certificate' }))
  await closed()
  expect(Object.keys(storedMap(page, 'registry-ca')?.data ?? {})).toEqual(['r.example.com..5000', 'bin.example.com'])
  expect(table.queryByText('garbage.example.com')).toBeNull()
})

test('what is expired and what soon will be is told', async () => {
  const page = await trusted({ scenario: 'healthy' })
  const table = within(await page.panel.findByRole('table', { name: 'Trusted certificates' }))
  expect(table.getByRole('row', { name: /old\.acme\.example/ })).toHaveTextContent('Expired')
  expect(table.getByRole('row', { name: /mirror\.acme\.example/ })).toHaveTextContent('Expires soon')
})

test('adds the first certificate: makes the ConfigMap and sets it, once', async () => {
  const configs = sentTo('/apis/config.openshift.io/')
  let refuse = true
  const page = await trusted({
    state: await stateWith(undefined, undefined),
    answer: (request, cluster) => {
      // The ConfigMap is made, and setting it fails the first time.
      if (request.method !== 'PATCH' || !refuse) return configs.answer(request, cluster)
      refuse = false
      return Response.json({ kind: 'Status', status: 'Failure', message: 'no etcd', code: 500 }, { status: 500 })
    },
  })
  expect(await page.panel.findByText(/^None is set/)).toBeVisible()
  await page.user.click(await page.panel.findByRole('button', { name: 'Add certificate' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Add certificate' }))
  fill(dialog, 'https://r.example.com:5000', testPem.rootCertificate)
  await page.user.click(dialog.getByRole('button', { name: 'Add certificate' }))
  expect(dialog.getByRole('alert', { name: 'Could not save' })).toHaveTextContent(/Leave out the protocol/)
  fill(dialog, 'r.example.com:5000', testPem.rootCertificate)
  await page.user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(dialog.getByText(/^oc create configmap/)).toHaveTextContent(
    'oc create configmap registry-ca -n openshift-config --from-file=r.example.com..5000=ca.crt',
  )
  await page.user.click(dialog.getByRole('button', { name: 'Add certificate' }))
  expect(await dialog.findByText('no etcd')).toBeVisible()
  await page.user.click(dialog.getByRole('button', { name: 'Add certificate' }))
  await closed()
  expect(storedMap(page, 'registry-ca')?.data).toEqual({ 'r.example.com..5000': testPem.rootCertificate })
  expect(configs.bodies).toMatchObject([{ spec: { additionalTrustedCA: { name: 'registry-ca' } } }])
  expect(await page.panel.findByRole('row', { name: /r\.example\.com:5000/ })).toBeVisible()
})

test('a ConfigMap that is named and not there is told, and made', async () => {
  const page = await trusted({ state: await stateWith('gone-ca', undefined) })
  expect(
    await page.panel.findByRole('group', { name: /There is no ConfigMap gone-ca in openshift-config/ }),
  ).toBeVisible()
  await page.user.click(await page.panel.findByRole('button', { name: 'Add certificate' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Add certificate' }))
  expect(dialog.getByLabelText(/^ConfigMap/)).toHaveAttribute('readonly')
  fill(dialog, 'r.example.com', testPem.rootCertificate)
  await page.user.click(dialog.getByRole('button', { name: 'Add certificate' }))
  await closed()
  expect(await page.panel.findByRole('row', { name: /r\.example\.com/ })).toBeVisible()
  expect(storedMap(page, 'gone-ca')?.data).toEqual({ 'r.example.com': testPem.rootCertificate })
})
