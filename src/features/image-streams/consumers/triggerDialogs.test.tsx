import { screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import { triggersAnnotation } from '../../../k8s/resources/imageTrigger.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { commandIn, findDialog, openFrom } from '../tag-dialogs/tagTesting.ts'
import { findRow } from '../testQueries.ts'

const worker = '/imagestreams/payments/worker/used-by'
const api = '/imagestreams/payments/api/tags/1.14.2/used-by'
const healthy = { scenario: 'healthy' } as const

let last: RenderedPage | undefined
const show = async (...options: Parameters<typeof renderPage>) => (last = await renderPage(...options))

afterEach(async () => {
  // A write is followed by a reading.
  await waitFor(() => {
    if (last?.client.isFetching()) throw new Error('still reading')
  })
})

type Stored = K8sObject & {
  spec?: { triggers?: object[]; template?: { spec?: { containers?: { image?: string }[] } } }
}

function stored({ cluster }: RenderedPage, name: `${string}/${string}`, namespace: string, object: string): Stored {
  const found: Stored | undefined = cluster.store.get(name, namespace, object)
  if (!found) throw new Error(`no ${name} ${namespace}/${object}`)
  return found
}
const deployment = (page: RenderedPage, name: string) => stored(page, 'apps/deployments', 'payments', name)
const annotated = (page: RenderedPage, name: string): unknown =>
  JSON.parse(deployment(page, name).metadata.annotations?.[triggersAnnotation] ?? 'null')
const imageOf = (object: Stored) => object.spec?.template?.spec?.containers?.[0]?.image ?? ''

/** Writes a deployment's triggers as somebody else would. */
function annotate(page: RenderedPage, name: string, triggers: object[]): void {
  const object = structuredClone(deployment(page, name))
  object.metadata.annotations = { ...object.metadata.annotations, [triggersAnnotation]: JSON.stringify(triggers) }
  page.cluster.store.put('apps/deployments', object)
}

const trigger = (paused: boolean) => ({
  from: { kind: 'ImageStreamTag', name: 'worker:latest' },
  fieldPath: 'spec.template.spec.containers[?(@.name=="worker")].image',
  paused,
})

describe('resume a trigger', () => {
  test('says that the workload rolls out, and it does', async () => {
    const page = await show(worker, { ...healthy, controllers: true })
    const before = imageOf(deployment(page, 'worker'))
    const dialog = await openFrom(page, 'Deployment worker', 'Resume trigger', 'Resume trigger of Deployment worker')
    expect(
      dialog.getByText(/^The image that worker:latest has now is written into the container worker at once/),
    ).toBeVisible()
    expect(await commandIn(page, dialog)).toContain('oc annotate deployment/worker')
    await page.user.click(dialog.getByRole('button', { name: 'Resume trigger' }))
    expect(await screen.findByText('Resumed trigger of Deployment worker')).toBeVisible()
    expect(annotated(page, 'worker')).toEqual([trigger(false)])
    expect((await findRow(/^worker/)).getByText('active')).toBeVisible()
    await waitFor(() => expect(imageOf(deployment(page, 'worker'))).not.toBe(before))
  })

  test('that somebody else resumed says so', async () => {
    const page = await show(worker, healthy)
    const dialog = await openFrom(page, 'Deployment worker', 'Resume trigger', 'Resume trigger of Deployment worker')
    annotate(page, 'worker', [{ ...trigger(true), from: { kind: 'ImageStreamTag', name: 'worker:2.3.0' } }])
    await page.user.click(dialog.getByRole('button', { name: 'Resume trigger' }))
    expect(await dialog.findByRole('alert', { name: 'Changed by someone else' })).toHaveTextContent('worker:2.3.0')
    await page.user.click(dialog.getByRole('button', { name: 'Use latest' }))
    expect(await dialog.findByText('The trigger is no longer there.')).toBeVisible()
    expect(annotated(page, 'worker')).toMatchObject([{ paused: true }])
  })

  test('a change of something else in between is no conflict', async () => {
    const page = await show(worker, healthy)
    const dialog = await openFrom(page, 'Deployment worker', 'Resume trigger', 'Resume trigger of Deployment worker')
    const object = deployment(page, 'worker')
    page.cluster.store.put('apps/deployments', {
      ...object,
      metadata: { ...object.metadata, labels: { of: 'others' } },
    })
    await page.user.click(dialog.getByRole('button', { name: 'Resume trigger' }))
    expect(await screen.findByText('Resumed trigger of Deployment worker')).toBeVisible()
    expect(deployment(page, 'worker').metadata.labels).toEqual({ of: 'others' })
  })
})

describe('pause and remove a trigger', () => {
  test('pause', async () => {
    const page = await show('/imagestreams/payments/ledger/used-by', healthy)
    const dialog = await openFrom(page, 'Deployment ledger', 'Pause trigger', 'Pause trigger of Deployment ledger')
    await page.user.click(dialog.getByRole('button', { name: 'Pause trigger' }))
    expect(await screen.findByText('Paused trigger of Deployment ledger')).toBeVisible()
    expect(annotated(page, 'ledger')).toMatchObject([{ paused: true }])
  })

  test('pause that of a deployment config', async () => {
    const page = await show('/imagestreams/storefront/web/used-by', healthy)
    const name = 'DeploymentConfig shop-admin'
    const dialog = await openFrom(page, name, 'Pause trigger', `Pause trigger of ${name}`)
    await page.user.click(dialog.getByRole('button', { name: 'Pause trigger' }))
    expect(await screen.findByText(`Paused trigger of ${name}`)).toBeVisible()
    const config = stored(page, 'apps.openshift.io/deploymentconfigs', 'storefront', 'shop-admin')
    expect(config.spec?.triggers).toMatchObject([
      { type: 'ConfigChange' },
      { type: 'ImageChange', imageChangeParams: { automatic: false, containerNames: ['admin'] } },
    ])
  })

  test('remove, also one that cannot be read', async () => {
    const page = await show('/imagestreams/legacy/dangling/used-by', healthy)
    const dialog = await openFrom(page, 'Deployment moved', 'Remove trigger', 'Remove trigger of Deployment moved')
    expect(dialog.getByText(/goes as a whole/)).toBeVisible()
    expect(await commandIn(page, dialog)).toBe('oc annotate deployment/moved image.openshift.io/triggers- -n legacy')
    await page.user.click(dialog.getByRole('button', { name: 'Remove trigger' }))
    expect(await screen.findByText('Removed trigger of Deployment moved')).toBeVisible()
    expect(stored(page, 'apps/deployments', 'legacy', 'moved').metadata.annotations ?? {}).not.toHaveProperty([
      triggersAnnotation,
    ])
  })

  test('an answer that was lost is looked up', async () => {
    const page = await show('/imagestreams/payments/ledger/used-by', healthy)
    const dialog = await openFrom(page, 'Deployment ledger', 'Remove trigger', 'Remove trigger of Deployment ledger')
    page.cluster.faults.add({ verb: 'patch', plural: 'deployments', status: 0, afterwards: true })
    await page.user.click(dialog.getByRole('button', { name: 'Remove trigger' }))
    expect(await screen.findByText('Removed trigger of Deployment ledger')).toBeVisible()
    expect(annotated(page, 'ledger')).toBeNull()
  })
})

describe('add a trigger', () => {
  test('to a workload that refers to the tag by name', async () => {
    const page = await show(api, healthy)
    const dialog = await openFrom(page, 'Deployment api', 'Add trigger', 'Add trigger for api:1.14.2')
    await waitFor(() => expect(dialog.getByRole('combobox', { name: 'Container' })).toHaveValue('api'))
    expect(dialog.getByRole('combobox', { name: 'Tag' })).toHaveValue('1.14.2')
    await page.user.click(dialog.getByRole('checkbox', { name: /^Paused/ }))
    await page.user.click(dialog.getByRole('button', { name: 'Add trigger' }))
    expect(await screen.findByText('Added trigger to Deployment api')).toBeVisible()
    expect(annotated(page, 'api')).toEqual([
      {
        from: { kind: 'ImageStreamTag', name: 'api:1.14.2' },
        fieldPath: 'spec.template.spec.containers[?(@.name=="api")].image',
        paused: true,
      },
    ])
    expect((await findRow(/^api Deployment/)).getByText('paused')).toBeVisible()
  })

  test('to any workload of any project: chosen in the form, with what it needs', async () => {
    const page = await show(api, healthy)
    await page.user.click(await screen.findByRole('button', { name: 'Add trigger' }))
    const dialog = await findDialog('Add trigger for api:1.14.2')
    await page.user.click(dialog.getByRole('button', { name: 'Add trigger' }))
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(
      'Choose the workload that follows the tag.',
    )
    await waitFor(() => expect(dialog.getByRole('option', { name: 'storefront' })).toBeInTheDocument())
    await page.user.selectOptions(dialog.getByRole('combobox', { name: 'Project' }), 'storefront')
    await page.user.selectOptions(dialog.getByRole('combobox', { name: 'Workload' }), 'Deployment checkout')
    expect(await dialog.findByText(/^Pods in storefront need the role system:image-puller in payments/)).toBeVisible()
    await waitFor(() => expect(dialog.getByRole('combobox', { name: 'Container' })).toHaveValue('checkout'))
    await page.user.click(dialog.getByRole('button', { name: 'Add trigger' }))
    expect(await screen.findByText('Added trigger to Deployment checkout')).toBeVisible()
    const object = stored(page, 'apps/deployments', 'storefront', 'checkout')
    expect(JSON.parse(object.metadata.annotations?.[triggersAnnotation] ?? '')).toMatchObject([
      { from: { kind: 'ImageStreamTag', name: 'api:1.14.2', namespace: 'payments' } },
    ])
  })

  test('never a second one for a container: the controller would stop both', async () => {
    const page = await show(api, healthy)
    await page.user.click(await screen.findByRole('button', { name: 'Add trigger' }))
    const dialog = await findDialog('Add trigger for api:1.14.2')
    await waitFor(() => expect(dialog.getByRole('option', { name: 'Deployment ledger' })).toBeInTheDocument())
    await page.user.selectOptions(dialog.getByRole('combobox', { name: 'Workload' }), 'Deployment ledger')
    await waitFor(() => expect(dialog.getByRole('option', { name: 'ledger' })).toBeInTheDocument())
    await page.user.selectOptions(dialog.getByRole('combobox', { name: 'Container' }), 'ledger')
    await page.user.click(dialog.getByRole('button', { name: 'Add trigger' }))
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(
      /The container follows ledger:latest already/,
    )
    expect(annotated(page, 'ledger')).toHaveLength(1)
  })

  test('warns of a build that would start itself', async () => {
    const page = await show(api, healthy)
    const dialog = await (async () => {
      await page.user.click(await screen.findByRole('button', { name: 'Add trigger' }))
      return findDialog('Add trigger for api:1.14.2')
    })()
    await waitFor(() => expect(dialog.getByRole('option', { name: 'BuildConfig api' })).toBeInTheDocument())
    await page.user.selectOptions(dialog.getByRole('combobox', { name: 'Workload' }), 'BuildConfig api')
    expect(await dialog.findByRole('group', { name: /each build would start the next one/ })).toBeVisible()
    expect(dialog.queryByRole('combobox', { name: 'Container' })).toBeNull()
    expect(await commandIn(page, dialog)).toBe(
      'oc set triggers buildconfig/api --from-image=payments/api:1.14.2 -n payments',
    )
  })

  test('refused by the server: in its words', async () => {
    const page = await show(api, healthy)
    const dialog = await openFrom(page, 'Deployment api', 'Add trigger', 'Add trigger for api:1.14.2')
    await waitFor(() => expect(dialog.getByRole('combobox', { name: 'Container' })).toHaveValue('api'))
    page.cluster.faults.add({
      verb: 'patch',
      plural: 'deployments',
      status: 403,
      reason: 'Forbidden',
      message: 'admission webhook "policy.example.com" denied the request: no triggers here',
    })
    await page.user.click(dialog.getByRole('button', { name: 'Add trigger' }))
    expect(await dialog.findByText(/denied the request: no triggers here/)).toBeVisible()
    expect(annotated(page, 'api')).toBeNull()
  })
})

test('who may not change a workload is told which right is missing', async () => {
  const page = await show(worker, { ...healthy, as: 'dedicated' })
  await findRow(/^worker/)
  await page.user.click(screen.getByRole('button', { name: 'Actions for Deployment worker' }))
  const entry = await screen.findByRole('menuitem', {
    name: 'Resume trigger',
    description: /You may not patch deployments/,
  })
  expect(entry).toHaveAttribute('aria-disabled', 'true')
  await page.user.click(entry)
  expect(screen.queryByRole('dialog')).toBeNull()
})
