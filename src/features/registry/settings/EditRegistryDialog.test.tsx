import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import type { RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import { configFields, valueAt } from '../../../k8s/resources/registryConfigFields.ts'
import { changeStored, configsPath, storedConfig } from '../configTesting.ts'
import { closed, dialogOf, withSettings, writesSent } from './registryTesting.ts'

const path = '/registry/settings?action=edit-settings'
const openForm = async (options: Parameters<typeof renderPage>[1] = { scenario: 'healthy' }) => {
  const form = await dialogOf(await renderPage(path, options), 'Edit registry settings')
  // All parts of the form, whether or not something in them is set.
  for (const part of document.querySelectorAll('[role=dialog] details:not([open]) summary')) await form.user.click(part)
  return form
}
type Form = Awaited<ReturnType<typeof openForm>>

/** Puts a value into a field in place of what is there. */
async function fill({ user, dialog }: Form, label: string, value: string | boolean) {
  const field = dialog.getByLabelText(label)
  if (typeof value === 'boolean') return user.click(field)
  if (field instanceof HTMLSelectElement) return user.selectOptions(field, value)
  await user.clear(field)
  if (value !== '') await user.paste(value)
}

const save = async ({ user, dialog }: Form) => user.click(dialog.getByRole('button', { name: 'Save' }))
const healthyWith = async (spec: RegistryConfigSpec) =>
  withSettings(await scenarios.healthy(), (before) => Object.assign(before, spec))

const constraint = { maxSkew: 2, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }
const term = { weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } }

/** Every field that a person may set in the form: how, and what is in the cluster then. */
const settings: readonly [path: string, label: string, typed: string | boolean, expected: unknown][] = [
  ['managementState', 'Management state', 'Unmanaged', 'Unmanaged'],
  ['replicas', 'Replicas', '3', 3],
  ['readOnly', 'Read-only', true, true],
  ['rolloutStrategy', 'Rollout strategy', 'Recreate', 'Recreate'],
  ['defaultRoute', 'Default route', true, false],
  ['disableRedirect', 'Disable redirect', true, true],
  ['proxy.http', 'HTTP proxy', 'http://proxy:3128', 'http://proxy:3128'],
  ['proxy.https', 'HTTPS proxy', 'https://proxy:3129', 'https://proxy:3129'],
  ['proxy.noProxy', 'No proxy', '.svc, 10.0.0.0/8', '.svc, 10.0.0.0/8'],
  ['requests.read.maxRunning', 'Read: max running', '10', 10],
  ['requests.read.maxInQueue', 'Read: max in queue', '20', 20],
  ['requests.read.maxWaitInQueue', 'Read: max wait in queue', '30s', '30s'],
  ['requests.write.maxRunning', 'Write: max running', '11', 11],
  ['requests.write.maxInQueue', 'Write: max in queue', '21', 21],
  ['requests.write.maxWaitInQueue', 'Write: max wait in queue', '1m', '1m'],
  ['logLevel', 'Log level', 'Debug', 'Debug'],
  ['operatorLogLevel', 'Operator log level', 'Trace', 'Trace'],
  ['logging', 'Logging (deprecated)', '2', 2],
  ['resources', 'CPU request', '250m', { requests: { cpu: '250m' } }],
  [
    'affinity',
    'Affinity',
    JSON.stringify({ podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } }),
    { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } },
  ],
  ['topologySpreadConstraints', 'Topology spread constraints', JSON.stringify([constraint]), [constraint]],
  [
    'unsupportedConfigOverrides',
    'Unsupported config overrides',
    'deployment: {annotations: {a: b}}',
    { deployment: { annotations: { a: 'b' } } },
  ],
]
/** Those whose controls are more than one. */
const composed = ['httpSecret', 'nodeSelector', 'tolerations']

describe('the form of the settings', () => {
  test('has every field that a person may set, but for storage and routes, which have their own', () => {
    const editable = configFields.filter(({ how }) => how === 'form' || how === 'secret')
    expect([...settings.map(([name]) => name), ...composed].toSorted()).toEqual(
      editable.map((field) => field.path.replace(/^spec\./, '')).toSorted(),
    )
  })

  test.each([
    ['state and network', settings.slice(0, 9)],
    ['requests and logging', settings.slice(9, 18)],
    ['YAML', settings.slice(18)],
  ])('sets each of %s, and sends nothing else', async (_, chosen) => {
    const { sent, answer } = writesSent()
    const form = await openForm({ scenario: 'healthy', answer })
    const { resourceVersion } = storedConfig(form).metadata
    for (const [, label, typed] of chosen) await fill(form, label, typed)
    await save(form)
    await closed()
    const { spec } = storedConfig(form)
    for (const [name, , , expected] of chosen) expect([name, valueAt(spec, name)]).toEqual([name, expected])
    expect(sent).toHaveLength(1)
    const [patch] = sent
    expect(patch).toMatchObject({ metadata: { resourceVersion } })
    const tops = new Set(chosen.map(([name]) => name.replace(/\..*/, '')))
    expect(Object.keys(valueAt(patch, 'spec') ?? {}).toSorted()).toEqual([...tops].toSorted())
  })

  test('sets labels, taints and a secret, which it shows nowhere', async () => {
    const form = await openForm()
    const { user, dialog } = form
    await user.click(dialog.getByRole('button', { name: 'Add to node selector' }))
    await user.paste('infra')
    await user.click(dialog.getByRole('button', { name: 'Add toleration' }))
    await user.type(within(dialog.getByRole('group', { name: 'Toleration 1' })).getByLabelText('Key'), 'infra')
    await fill(form, 'HTTP secret', 'set')
    await fill(form, 'New HTTP secret', 'not to be guessed')
    await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(dialog.getByText(/^oc patch configs.imageregistry.operator.openshift.io\/cluster/)).toHaveTextContent(
      '"httpSecret":"HTTP_SECRET"',
    )
    expect(document.body).not.toHaveTextContent('not to be guessed')
    await save(form)
    await closed()
    expect(storedConfig(form).spec).toMatchObject({
      nodeSelector: { infra: '' },
      tolerations: [{ key: 'infra', operator: 'Exists' }],
      httpSecret: 'not to be guessed',
    })
  })

  test('takes away what is emptied, and has the secret renewed by clearing it', async () => {
    const { sent, answer } = writesSent()
    const state = await healthyWith({ proxy: { http: 'http://a', noProxy: '.svc' }, logging: 2, httpSecret: 'old' })
    const form = await openForm({ state, answer })
    await fill(form, 'HTTP proxy', '')
    await fill(form, 'Logging (deprecated)', '')
    await fill(form, 'HTTP secret', 'renew')
    expect(form.dialog.getByText(/Uploads under way break off/)).toBeInTheDocument()
    await save(form)
    await closed()
    expect(sent).toMatchObject([{ spec: { proxy: { http: null }, logging: null, httpSecret: null } }])
    expect(storedConfig(form).spec?.proxy).toEqual({ noProxy: '.svc' })
  })

  test.each<[label: string, typed: string, problem: RegExp]>([
    ['Replicas', '-1', /VerificationFailed/],
    ['Replicas', '', /has to be set/],
    ['Replicas', 'two', /has to be a whole number/],
    ['Read: max running', '-3', /Requests.Read.MaxRunning must be positive number/],
    ['Write: max wait in queue', '5 minutes', /This is no duration/],
    ['HTTP proxy', 'ftp://proxy', /not of ftp/],
    ['No proxy', 'http://a', /Leave out the scheme/],
    ['CPU request', 'much', /no quantity/],
    ['Affinity', 'nodeAffinities: {}', /Affinity, line 1/],
    ['Topology spread constraints', 'maxSkew: 1', /has to be a list/],
    ['Topology spread constraints', '- {maxSkew: 0, topologyKey: a, whenUnsatisfiable: DoNotSchedule}', /skew/],
    ['Unsupported config overrides', 'deployment: {annotations: [a]}', /Annotations are texts by key/],
  ])('refuses %s %j', async (label, typed, problem) => {
    const { sent, answer } = writesSent()
    const form = await openForm({ scenario: 'healthy', answer })
    await fill(form, label, typed)
    await save(form)
    expect(await form.dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(problem)
    expect(sent).toEqual([])
  })

  test('shows what is changed most without a click, also where nothing of it is set', async () => {
    const { dialog } = await dialogOf(await renderPage(path, { scenario: 'removed' }), 'Edit registry settings')
    const state = ['Management state', 'Replicas', 'Read-only', 'Rollout strategy']
    const others = ['Default route', 'Disable redirect', 'Log level', 'Operator log level', 'HTTP secret']
    for (const label of [...state, ...others]) expect(dialog.getByLabelText(label)).toBeVisible()
    // The rest is a click away.
    expect(dialog.getByLabelText('Read: max running')).not.toBeVisible()
    expect(dialog.getByLabelText('CPU request')).not.toBeVisible()
  })

  test('does not offer Force, and shows it where it is', async () => {
    const form = await openForm()
    const states = within(form.dialog.getByLabelText('Management state')).getAllByRole('option')
    expect(states.map(({ textContent }) => textContent)).toEqual(['Managed', 'Unmanaged', 'Removed'])
  })

  test('asks for the claim before the registry is removed with its images', async () => {
    const state = await healthyWith({
      storage: { pvc: { claim: 'image-registry-storage' }, managementState: 'Managed' },
    })
    const form = await openForm({ state })
    await fill(form, 'Management state', 'Removed')
    const { dialog, user } = form
    expect(dialog.getByText('All image data is deleted: claim image-registry-storage')).toBeInTheDocument()
    expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
    await user.type(dialog.getByLabelText('Type image-registry-storage to confirm'), 'image-registry-storage')
    await save(form)
    await closed()
    expect(storedConfig(form).spec?.managementState).toBe('Removed')
  })

  test('refuses what a ReadWriteOnce claim does not stand, on a cluster that has one', async () => {
    const form = await openForm({ scenario: 'degraded' })
    const { dialog } = form
    // What is wrong already is said, and does not keep something else from being changed.
    expect(dialog.getAllByText(/The claim is ReadWriteOnce/)).not.toHaveLength(0)
    await fill(form, 'Replicas', '3')
    await save(form)
    expect(await dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent('with more than one replica')
    await fill(form, 'Replicas', '1')
    await fill(form, 'Rollout strategy', 'Recreate')
    await save(form)
    await closed()
    expect(storedConfig(form).spec).toMatchObject({ replicas: 1, rolloutStrategy: 'Recreate' })
  })

  test('does not manage a registry without storage where the platform has none', async () => {
    const form = await openForm({ scenario: 'removed' })
    await fill(form, 'Management state', 'Managed')
    await save(form)
    expect(await form.dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent('StorageNotConfigured')
  })

  test('lets others in: a conflict is shown, the operator filling in is none', async () => {
    const form = await openForm()
    await fill(form, 'Log level', 'Debug')
    changeStored(form, ({ spec }) => Object.assign(spec ?? {}, { httpSecret: 'new', storage: { emptyDir: {} } }))
    await save(form)
    await closed()
    expect(storedConfig(form).spec).toMatchObject({ logLevel: 'Debug', httpSecret: 'new', storage: { emptyDir: {} } })
  })

  test('shows a conflict field by field, and applies both', async () => {
    let isHeld = true
    const form = await openForm({
      scenario: 'healthy',
      // The watch is late: the form does not know of the other change yet.
      answer: (request, cluster) => {
        const isWatch = isHeld && new URL(request.url).searchParams.has('watch') && request.url.includes('/configs')
        return isWatch ? new Promise<Response>(() => {}) : cluster.handle(request)
      },
    })
    await fill(form, 'Log level', 'Debug')
    changeStored(form, ({ spec }) => Object.assign(spec ?? {}, { replicas: 5 }))
    await save(form)
    const conflict = within(await form.dialog.findByRole('alert', { name: 'Changed by someone else' }))
    expect(conflict.getByText('spec.replicas')).toBeInTheDocument()
    isHeld = false
    await form.user.click(conflict.getByRole('button', { name: 'Apply mine to latest' }))
    await closed()
    expect(storedConfig(form).spec).toMatchObject({ replicas: 5, logLevel: 'Debug' })
  })

  test('shows the refusal of a webhook in full, with what it means', async () => {
    const form = await openForm({ scenario: 'hosted', as: 'dedicated' })
    await fill(form, 'Log level', 'Debug')
    await save(form)
    const refusal = await form.dialog.findByRole('alert', { name: 'Could not save' })
    expect(refusal).toHaveTextContent(/denied the request: Prevented from accessing Red Hat managed resources/)
    expect(refusal).toHaveTextContent(/ask their support/)
  })

  test('puts the complaints of the server at their fields', async () => {
    const form = await openForm({
      scenario: 'healthy',
      answer: (request, cluster) => {
        if (request.method !== 'PATCH' || !request.url.includes(configsPath)) return cluster.handle(request)
        const causes = [{ field: 'spec.requests.read.maxRunning', message: 'too many', reason: 'FieldValueInvalid' }]
        return Response.json(
          { kind: 'Status', status: 'Failure', code: 422, reason: 'Invalid', message: 'no', details: { causes } },
          { status: 422 },
        )
      },
    })
    await fill(form, 'Read: max running', '5')
    await save(form)
    await waitFor(() => expect(form.dialog.getByLabelText('Read: max running')).toHaveAccessibleDescription(/too many/))
    expect(screen.getByRole('dialog')).toBeInTheDocument()
  })
})
