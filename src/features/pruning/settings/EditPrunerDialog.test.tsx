import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import type { ImagePrunerSpec } from '../../../k8s/resources/imagePruner.ts'
import { toYaml } from '../../../ui/yaml/yamlDocument.ts'
import { changePruner, openedForm, storedPruner, withSpec } from './prunerTesting.ts'

/** The form of the settings, opened. */
const openForm = async (options: Parameters<typeof renderPage>[1] = { scenario: 'healthy' }) =>
  openedForm(await renderPage('/pruning', options))
const healthyWith = async (spec: ImagePrunerSpec) => withSpec(await scenarios.healthy(), spec)
type Form = Awaited<ReturnType<typeof openForm>>

/** Puts a text into a field in place of what is there. */
async function fill({ user, dialog }: Form, label: string, text: string) {
  const field = dialog.getByLabelText(label)
  await user.clear(field)
  if (text !== '') await user.paste(text)
}

const save = async ({ user, dialog }: Form) => user.click(dialog.getByRole('button', { name: 'Save' }))
const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
const before = {
  failedJobsHistoryLimit: 3,
  ignoreInvalidImageReferences: true,
  keepTagRevisions: 3,
  logLevel: 'Normal',
  schedule: '',
  successfulJobsHistoryLimit: 3,
  suspend: false,
}

describe('the form of the settings', () => {
  test('sends only what was changed, and says the command', async () => {
    const sent: string[] = []
    const form = await openForm({
      scenario: 'healthy',
      answer: async (request, cluster) => {
        if (request.method === 'PATCH') sent.push(await request.clone().text())
        return cluster.handle(request)
      },
    })
    const seen = storedPruner(form).metadata.resourceVersion
    await fill(form, 'Schedule', ' 30 2 * * mon-fri ')
    const words = form.dialog.getByRole('status', { name: 'In words' })
    await waitFor(() => expect(words).toHaveTextContent('At 02:30, Monday through Friday'))
    expect(within(form.dialog.getByRole('table', { name: 'Next runs' })).getAllByRole('row')).toHaveLength(6)
    await fill(form, 'Keep tag revisions', '5')
    await form.user.click(form.dialog.getByRole('button', { name: 'Equivalent command' }))
    const spec = { keepTagRevisions: 5, schedule: '30 2 * * mon-fri' }
    expect(
      form.dialog.getByText(`oc patch imagepruner/cluster --type=merge -p '${JSON.stringify({ spec })}'`),
    ).toBeInTheDocument()
    await save(form)
    await gone()
    expect(storedPruner(form).spec).toEqual({ ...before, ...spec })
    expect(sent.map((text): unknown => JSON.parse(text))).toEqual([{ spec, metadata: { resourceVersion: seen } }])
    expect(screen.getByText('Saved the settings of pruning')).toBeInTheDocument()
  })

  test('takes settings away that are emptied', async () => {
    const state = await healthyWith({
      keepYoungerThanDuration: '72h',
      schedule: '@daily',
      nodeSelector: { disk: 'ssd' },
    })
    const form = await openForm({ state })
    await fill(form, 'Keep younger than', '')
    await fill(form, 'Schedule', '')
    await fill(form, 'Keep tag revisions', '')
    await form.user.click(form.dialog.getByRole('button', { name: 'Remove disk' }))
    await save(form)
    await gone()
    const { keepTagRevisions: _revisions, schedule: _schedule, ...rest } = before
    expect(storedPruner(form).spec).toEqual(rest)
  })

  test('sets what the pods of the runs get', async () => {
    const form = await openForm()
    const { user, dialog } = form
    await user.click(dialog.getByText('Pods of the runs: resources and nodes'))
    await fill(form, 'CPU request', '250m')
    await fill(form, 'Memory limit', '1Gi')
    await user.click(dialog.getByRole('button', { name: 'Add to node selector' }))
    await user.paste('node-role.kubernetes.io/infra')
    await user.click(dialog.getByRole('button', { name: 'Add toleration' }))
    const toleration = within(dialog.getByRole('group', { name: 'Toleration 1' }))
    await user.type(toleration.getByLabelText('Key'), 'infra')
    await user.selectOptions(toleration.getByLabelText('Effect'), 'NoExecute')
    await user.type(toleration.getByLabelText('Seconds'), '60')
    const term = { weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } }
    await fill(
      form,
      'Affinity',
      toYaml({ podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } }),
    )
    await user.selectOptions(dialog.getByLabelText('Log level'), 'Debug')
    await save(form)
    await gone()
    expect(storedPruner(form).spec).toEqual({
      ...before,
      logLevel: 'Debug',
      resources: { requests: { cpu: '250m' }, limits: { memory: '1Gi' } },
      nodeSelector: { 'node-role.kubernetes.io/infra': '' },
      tolerations: [{ key: 'infra', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }],
      affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } },
    })
  })

  test.each([
    ['Schedule', 'every day', /expected exactly 5 fields, found 2: \[every day\]\. The operator could not update/],
    ['Schedule', '* * * *', /expected exactly 5 fields, found 4/],
    ['Schedule', '61 * * * *', /end of range \(61\) above maximum \(59\)/],
    ['Schedule', 'TZ=Europe/Berlin 0 3 * * *', /A schedule has no time zone/],
    ['Schedule', '0 0 30 2 *', /no run would ever start/],
    [
      'Keep younger than',
      '3 days',
      /unknown unit " days" in duration "3 days"\. Write 72h\. The operator could not read/,
    ],
    ['Keep younger than', '-1h', /Every run would fail/],
    ['Keep younger than', '200 years', /Write 1752000h/],
    ['Keep younger than', '3600', /missing unit/],
    ['Keep younger than', '3000000h', /The longest is 2562047h/],
    ['Keep tag revisions', '-1', /Every run would fail/],
    ['Keep tag revisions', '2147483648', /no tag has that many revisions/],
    ['Keep tag revisions', '1.5', /has to be a whole number/],
    ['Successful jobs history limit', '-1', /The API refuses a CronJob/],
    ['Failed jobs history limit', '2147483648', /the most that the API server takes/],
    ['CPU request', 'much', /much is no quantity/],
    ['Affinity', 'nodeAffinity: 5', /Affinity, line 1: nodeAffinity has to hold fields/],
    ['Affinity', 'nodeAffinity: [[', /Affinity, line 1: Not valid YAML/],
    ['Affinity', 'nodeAffinities: {}', /Affinity, line 1: .*nodeAffinity may be meant/],
  ])('refuses %s %j', async (label, text, problem) => {
    const form = await openForm()
    await fill(form, label, text)
    await save(form)
    const summary = await form.dialog.findByRole('alert', { name: 'Could not save' })
    expect(summary).toHaveTextContent(problem)
    expect(form.dialog.getByLabelText(label)).toHaveAccessibleDescription(problem)
    expect(form.dialog.getByLabelText(label)).toHaveValue(text)
    expect(storedPruner(form).spec).toEqual(before)
  })

  test('refuses a request above its limit, a toleration without a key, and a label that is none', async () => {
    const form = await openForm()
    const { user, dialog } = form
    await user.click(dialog.getByText('Pods of the runs: resources and nodes'))
    await fill(form, 'Memory request', '2Gi')
    await fill(form, 'Memory limit', '1Gi')
    await user.click(dialog.getByRole('button', { name: 'Add toleration' }))
    const toleration = within(dialog.getByRole('group', { name: 'Toleration 1' }))
    await user.selectOptions(toleration.getByLabelText('Operator'), 'Equal')
    await user.type(toleration.getByLabelText('Seconds'), '5')
    await user.click(dialog.getByRole('button', { name: 'Add to node selector' }))
    await user.keyboard('a b')
    await save(form)
    const summary = await dialog.findByRole('alert', { name: 'Could not save' })
    for (const problem of [
      'is more than its limit',
      'has to be Exists',
      'only with the effect NoExecute',
      'A key has letters',
    ])
      expect(summary).toHaveTextContent(problem)
    expect(storedPruner(form).spec).toEqual(before)
  })

  test('warns of what does as it says and is rarely wanted, and saves it', async () => {
    const form = await openForm()
    const { dialog, user } = form
    await fill(form, 'Schedule', '*/5 * * * *')
    await fill(form, 'Keep tag revisions', '0')
    await fill(form, 'Keep younger than', '0s')
    await user.click(dialog.getByRole('checkbox', { name: 'Suspended' }))
    for (const name of [
      /This is often/,
      /Not even the present revision/,
      /Nothing is too young/,
      /no run starts by itself/,
    ])
      expect(dialog.getByRole('group', { name })).toBeInTheDocument()
    await save(form)
    await gone()
    const spec = { schedule: '*/5 * * * *', keepTagRevisions: 0, keepYoungerThanDuration: '0s', suspend: true }
    expect(storedPruner(form).spec).toEqual({ ...before, ...spec })
  })

  test('says what is wrong already, and lets something else be changed', async () => {
    const form = await openForm({ state: await healthyWith({ schedule: 'every day', keepTagRevisions: -1 }) })
    expect(form.dialog.getByRole('group', { name: /expected exactly 5 fields/ })).toBeInTheDocument()
    await save(form)
    expect(await form.dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(
      'Nothing is changed yet.',
    )
    await fill(form, 'Keep tag revisions', '3')
    await save(form)
    await gone()
    expect(storedPruner(form).spec).toEqual({ ...before, schedule: 'every day' })
  })

  test('shows the complaints of the server at their fields', async () => {
    const causes = [
      { field: 'spec.keepTagRevisions', message: 'Invalid value: 7: it is a bad day', reason: 'FieldValueInvalid' },
    ]
    const form = await openForm({
      scenario: 'healthy',
      answer: (request, cluster) =>
        request.method === 'PATCH'
          ? Response.json(
              { kind: 'Status', status: 'Failure', code: 422, reason: 'Invalid', message: 'no', details: { causes } },
              { status: 422 },
            )
          : cluster.handle(request),
    })
    await fill(form, 'Keep tag revisions', '7')
    await save(form)
    await waitFor(() =>
      expect(form.dialog.getByLabelText('Keep tag revisions')).toHaveAccessibleDescription(/it is a bad day/),
    )
  })
})

describe('two who change the settings', () => {
  const theirs = (form: Form) =>
    changePruner(form, ({ spec }) => Object.assign(spec ?? {}, { keepTagRevisions: 9, nodeSelector: { disk: 'ssd' } }))

  test('are told of each other, and both changes stay', async () => {
    const form = await openForm({ state: await healthyWith({ nodeSelector: { zone: 'a' } }) })
    await fill(form, 'Schedule', '@daily')
    await form.user.click(form.dialog.getByRole('button', { name: 'Add to node selector' }))
    await form.user.keyboard('infra')
    theirs(form)
    await save(form)
    const conflict = within(await form.dialog.findByRole('alert', { name: 'Changed by someone else' }))
    expect(conflict.getByText(/keepTagRevisions/)).toBeInTheDocument()
    expect(storedPruner(form).spec).toMatchObject({ schedule: '' })
    await form.user.click(conflict.getByRole('button', { name: 'Apply mine to latest' }))
    await gone()
    expect(storedPruner(form).spec).toEqual({
      ...before,
      schedule: '@daily',
      keepTagRevisions: 9,
      nodeSelector: { disk: 'ssd', infra: '' },
    })
  })

  test('may use the latest', async () => {
    const form = await openForm()
    await fill(form, 'Keep tag revisions', '5')
    theirs(form)
    await save(form)
    await form.user.click(await form.dialog.findByRole('button', { name: 'Use latest' }))
    expect(form.dialog.getByLabelText('Keep tag revisions')).toHaveValue('9')
    expect(storedPruner(form).spec).toMatchObject({ keepTagRevisions: 9 })
  })

  test('are not disturbed by the operator', async () => {
    const form = await openForm()
    await fill(form, 'Keep tag revisions', '5')
    changePruner(form, (pruner) => {
      pruner.status = { ...pruner.status, observedGeneration: 99 }
    })
    await save(form)
    await gone()
    expect(storedPruner(form)).toMatchObject({ spec: { keepTagRevisions: 5 }, status: { observedGeneration: 99 } })
  })
})

describe('the deprecated age in nanoseconds', () => {
  const age = 6_307_200_000_000_000_001n

  test('is explained, and stays digit for digit', async () => {
    const form = await openForm({ state: await healthyWith({ keepYoungerThan: age }) })
    const note = form.dialog.getByRole('group', { name: /The deprecated field keepYoungerThan is set/ })
    expect(note).toHaveTextContent('6307200000000000001 nanoseconds: 1752000h0m0.000000001s, 200 years.')
    expect(note).toHaveTextContent('It counts, because there is no duration.')
    await fill(form, 'Keep tag revisions', '5')
    await save(form)
    await gone()
    expect(storedPruner(form).spec).toEqual({ ...before, keepTagRevisions: 5, keepYoungerThan: age })
  })

  test('goes with a new duration', async () => {
    const form = await openForm({ state: await healthyWith({ keepYoungerThan: age }) })
    await fill(form, 'Keep younger than', '72h')
    expect(form.dialog.getByRole('checkbox', { name: 'Take keepYoungerThan away' })).toBeChecked()
    await form.user.click(form.dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(
      form.dialog.getByText(/\{"spec":\{"keepYoungerThan":null,"keepYoungerThanDuration":"72h"\}\}/),
    ).toBeInTheDocument()
    await save(form)
    await gone()
    expect(storedPruner(form).spec).toEqual({ ...before, keepYoungerThanDuration: '72h' })
  })

  test('may stay beside it, without counting', async () => {
    const form = await openForm({ state: await healthyWith({ keepYoungerThan: age }) })
    await fill(form, 'Keep younger than', '72h')
    await form.user.click(form.dialog.getByRole('checkbox', { name: 'Take keepYoungerThan away' }))
    expect(form.dialog.getByText(/It counts for nothing: the duration wins/)).toBeInTheDocument()
    await save(form)
    await gone()
    expect(storedPruner(form).spec).toEqual({ ...before, keepYoungerThanDuration: '72h', keepYoungerThan: age })
  })

  test('survives a conflict digit for digit', async () => {
    const form = await openForm({ state: await healthyWith({ keepYoungerThan: age }) })
    await fill(form, 'Keep tag revisions', '5')
    changePruner(form, ({ spec }) => Object.assign(spec ?? {}, { keepYoungerThan: age + 2n }))
    await save(form)
    const conflict = within(await form.dialog.findByRole('alert', { name: 'Changed by someone else' }))
    expect(conflict.getByText(/6307200000000000003/)).toBeInTheDocument()
    await form.user.click(conflict.getByRole('button', { name: 'Apply mine to latest' }))
    await gone()
    expect(storedPruner(form).spec).toEqual({ ...before, keepTagRevisions: 5, keepYoungerThan: age + 2n })
  })
})
