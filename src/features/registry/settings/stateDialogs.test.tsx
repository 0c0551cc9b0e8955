import { within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import type { RegistryConfig, RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import { rolloutOf } from './rollout.ts'
import { changeStored, storedConfig } from '../configTesting.ts'
import { closed, dialogOf, withSettings, writesSent } from './registryTesting.ts'

type Options = Parameters<typeof renderPage>[1]
const open = async (action: string, name: string, options: Options = { scenario: 'healthy' }) =>
  dialogOf(await renderPage(`/registry/settings?action=${action}`, options), name)
const healthyWith = async (spec: RegistryConfigSpec, status: RegistryConfig['status'] = {}) =>
  withSettings(await scenarios.healthy(), (before, config) => {
    Object.assign(before, spec)
    Object.assign(config.status ?? {}, status)
  })
const s3 = { s3: { bucket: 'demo-images', region: 'eu-1' } }

describe('removing the registry', () => {
  test('names the bucket that is deleted, and has it typed', async () => {
    const storage = { ...s3, managementState: 'Managed' }
    const { dialog, user, ...page } = await open('remove', 'Remove registry', {
      state: await healthyWith({ storage }, { storage }),
    })
    expect(dialog.getByText('All image data is deleted: S3 bucket demo-images')).toBeVisible()
    expect(dialog.getByText(/image stream tags, build configs and deployment configs/)).toBeVisible()
    expect(dialog.getByText(/--prune-registry=false/)).toBeVisible()
    const confirm = dialog.getByRole('button', { name: 'Remove registry' })
    const field = dialog.getByLabelText('Type demo-images to confirm')
    await user.type(field, 'image-registry')
    expect(confirm).toBeDisabled()
    await user.clear(field)
    await user.type(field, 'demo-images')
    await user.click(confirm)
    await closed()
    expect(storedConfig(page).spec?.managementState).toBe('Removed')
  })

  test.each<[string, RegistryConfigSpec['storage'], string]>([
    ['not managed', { ...s3, managementState: 'Unmanaged' }, 'The image data stays: S3 bucket demo-images'],
    [
      'in the pods',
      { emptyDir: {}, managementState: 'Managed' },
      'All image data is lost: an empty directory of each pod',
    ],
  ])('says what becomes of images whose storage is %s', async (_, storage, title) => {
    const { dialog } = await open('remove', 'Remove registry', {
      state: await healthyWith({ storage: storage ?? {} }, { storage: storage ?? {} }),
    })
    expect(dialog.getByText(title)).toBeVisible()
    expect(dialog.getByLabelText('Type image-registry to confirm')).toBeVisible()
  })

  test('asks again when the storage becomes managed while somebody reads', async () => {
    const storage = { ...s3, managementState: 'Unmanaged' }
    const { dialog, user, ...page } = await open('remove', 'Remove registry', {
      state: await healthyWith({ storage }, { storage }),
      // The watch is late: the dialog does not know of the other change yet.
      answer: (request, cluster) =>
        new URL(request.url).searchParams.has('watch') ? new Promise<Response>(() => {}) : cluster.handle(request),
    })
    await user.type(dialog.getByLabelText('Type image-registry to confirm'), 'image-registry')
    changeStored(page, ({ spec }) => Object.assign(spec?.storage ?? {}, { managementState: 'Managed' }))
    await user.click(dialog.getByRole('button', { name: 'Remove registry' }))
    const conflict = within(await dialog.findByRole('alert', { name: 'Changed by someone else' }))
    expect(conflict.getByText('spec.storage.managementState')).toBeVisible()
    await user.click(conflict.getByRole('button', { name: 'Apply mine to latest' }))
    expect(await dialog.findByText('All image data is deleted: S3 bucket demo-images')).toBeVisible()
    expect(dialog.getByLabelText('Type demo-images to confirm')).toHaveValue('')
    expect(dialog.getByRole('button', { name: 'Remove registry' })).toBeDisabled()
    expect(storedConfig(page).spec?.managementState).toBe('Managed')
  })
})

describe('managing the registry', () => {
  test('is not offered without storage where the platform has none', async () => {
    const { dialog } = await open('manage', 'Manage registry', { scenario: 'removed' })
    expect(await dialog.findByText(/Choose storage first/)).toBeVisible()
    expect(dialog.getByRole('button', { name: 'Manage registry' })).toBeDisabled()
    expect(dialog.getByRole('link', { name: 'Set the registry up' })).toHaveAttribute('href', '/registry/setup')
  })

  test('starts it with what it has', async () => {
    const state = await healthyWith({ managementState: 'Removed', storage: { ...s3, managementState: 'Unmanaged' } })
    const { dialog, user, ...page } = await open('manage', 'Manage registry', { state })
    expect(dialog.getByText(/S3 bucket demo-images\. What is there already is used/)).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Manage registry' }))
    await closed()
    expect(storedConfig(page).spec?.managementState).toBe('Managed')
  })
})

test('becomes read-only, says what stops and how the pods are replaced', async () => {
  const { sent, answer } = writesSent()
  const { dialog, user } = await open('read-only', 'Set read-only', { scenario: 'healthy', answer })
  expect(dialog.getByText(/Pushes fail, and builds with them/)).toBeVisible()
  expect(dialog.getByText(/oc adm prune images/)).toBeVisible()
  expect(dialog.getByText(/The pods are replaced one after the other/)).toBeVisible()
  await user.click(dialog.getByRole('button', { name: 'Set read-only' }))
  await closed()
  expect(sent).toMatchObject([{ spec: { readOnly: true } }])
})

test('becomes writable where it is read-only', async () => {
  const state = await healthyWith({ readOnly: true })
  const { dialog, user, ...page } = await open('read-only', 'Set writable', { state })
  await user.click(dialog.getByRole('button', { name: 'Set writable' }))
  await closed()
  expect(storedConfig(page).spec?.readOnly).toBe(false)
})

test('scales by the Config, and warns of none', async () => {
  const { sent, answer } = writesSent()
  const { dialog, user } = await open('scale', 'Scale registry', { scenario: 'healthy', answer })
  expect(dialog.getByText('2 replicas are set, and 2 are ready.')).toBeVisible()
  expect(dialog.getByText(/oc scale has no effect/)).toBeVisible()
  const field = dialog.getByLabelText('Replicas')
  await user.clear(field)
  await user.type(field, '0')
  expect(dialog.getByText(/Pushes and pulls fail at once/)).toBeVisible()
  await user.clear(field)
  await user.type(field, '4')
  await user.click(dialog.getByRole('button', { name: 'Scale registry' }))
  await closed()
  expect(sent).toMatchObject([{ spec: { replicas: 4 } }])
})

test('changes the log level, and says that the pods are replaced', async () => {
  const { sent, answer } = writesSent()
  const { dialog, user } = await open('log-level', 'Change log level', { scenario: 'healthy', answer })
  await user.selectOptions(dialog.getByLabelText('Operator log level'), 'Debug')
  expect(dialog.queryByText('Saving replaces the pods of the registry')).toBeNull()
  await user.selectOptions(dialog.getByLabelText('Log level'), 'Trace')
  expect(dialog.getByText('Saving replaces the pods of the registry')).toBeVisible()
  await user.click(dialog.getByRole('button', { name: 'Change log level' }))
  await closed()
  expect(sent).toMatchObject([{ spec: { logLevel: 'Trace', operatorLogLevel: 'Debug' } }])
})

test.each<[RegistryConfigSpec, object, string]>([
  [{ replicas: 2 }, { operatorLogLevel: 'Debug' }, 'none'],
  [{ replicas: 2 }, { defaultRoute: true, routes: [], managementState: 'Managed' }, 'none'],
  [{ replicas: 3 }, { replicas: 4 }, 'scale'],
  [{ replicas: 2 }, { replicas: 3 }, 'roll'],
  [{ replicas: 3 }, { replicas: 2 }, 'roll'],
  [{ replicas: 2, affinity: {} }, { replicas: 3 }, 'scale'],
  [{ replicas: 2 }, { httpSecret: null }, 'roll'],
  [{ replicas: 2 }, { tolerations: null }, 'roll'],
  [{ replicas: 2 }, { storage: { managementState: 'Unmanaged' } }, 'none'],
  [{ replicas: 2 }, { storage: { managementState: null, s3: { region: 'r' } } }, 'roll'],
])('of %j the change %j does to the pods: %s', (before, change, expected) => {
  expect(rolloutOf(before, change)).toBe(expected)
})
