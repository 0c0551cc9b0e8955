import { configure, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { at } from '../../../../mocks/seed/base.ts'
import { prunable } from '../../../../mocks/seed/prunable.ts'
import type { CronJob } from '../../../k8s/resources/cronJob.ts'
import type { K8sObject } from '../../../k8s/types.ts'

configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 30_000 })

const path = '/pruning/preview'
const summary = () => screen.findByRole('region', { name: 'Summary' })
const answer = async (text: string | RegExp) => within(await summary()).findByText(text, { ignore: '[role=status]' })
const pathOf = (request: Request) => new URL(request.url).pathname
const status = (code: number, message: string) =>
  Response.json(
    { kind: 'Status', status: 'Failure', code, reason: code === 403 ? 'Forbidden' : '', message },
    { status: code },
  )
const refused = (plural: string, group = '') =>
  status(
    403,
    `${plural} is forbidden: User "admin" cannot list resource "${plural}" in API group "${group}" at the cluster scope`,
  )

type Answer = NonNullable<Parameters<typeof renderPage>[1]>['answer']

describe('what may not be read', () => {
  test('images: the history is judged, and nothing is said of bytes', async () => {
    await renderPage(path, {
      state: prunable().state,
      answer: (request, cluster) =>
        pathOf(request).endsWith('/v1/images') && request.url.includes('image.openshift.io')
          ? refused('images', 'image.openshift.io')
          : cluster.handle(request),
    })
    expect(
      await answer(
        'A run now would take 1 revision out of the history of 1 image stream. Which images it deletes is not known.',
      ),
    ).toBeVisible()
    const alert = within(screen.getByRole('group', { name: /This preview is uncertain/ }))
    expect(alert.getByText(/^You may not list images\. Only the history of tags is judged here/)).toBeVisible()
    expect(alert.getByText('oc adm policy add-cluster-role-to-user cluster-reader admin')).toBeVisible()
    const table = await screen.findByRole('table', { name: 'Tags with revisions that go' })
    expect(within(table).queryByText('Frees')).toBeNull()
    expect(within(await summary()).getAllByText('not known').length).toBeGreaterThan(2)
  })

  test('pods and more: the answer is shown, with how it errs', async () => {
    await renderPage(path, {
      state: prunable().state,
      answer: (request, cluster) => {
        if (pathOf(request) === at.deployments) return refused('deployments', 'apps')
        if (pathOf(request) === at.replicaSets) return refused('replicasets', 'apps')
        return pathOf(request) === at.pods ? status(500, 'etcd is on fire') : cluster.handle(request)
      },
    })
    // Without the deployment, its replica set and pod nothing keeps the fifth revision.
    expect(await answer('A run now would delete 3 images and free 29.0 MiB.')).toBeVisible()
    expect(
      screen.getByText(
        'You may not list deployments, replicasets. Images that only these use look unused. The run itself may see them: it may delete less than shown.',
      ),
    ).toBeVisible()
    expect(screen.getByText(/^pods could not be read\. Images that only these use/)).toBeVisible()
    expect(screen.getByText('etcd is on fire')).toBeVisible()
  })

  test('image streams of all projects: one project can be chosen', async () => {
    const { user, router } = await renderPage(path, {
      state: prunable().state,
      answer: (request, cluster) =>
        pathOf(request) === at.imageStreams ? refused('imagestreams', 'image.openshift.io') : cluster.handle(request),
    })
    expect(await screen.findByText('You may not list imagestreams in the whole cluster.')).toBeVisible()
    expect(screen.getByRole('group', { name: /Choose a project that you may read/ })).toBeVisible()
    await screen.findByRole('option', { name: 'shop' })
    await user.selectOptions(screen.getByRole('combobox', { name: 'Project' }), 'shop')
    expect(
      await answer(/would take 1 revision out of the history of 1 image stream, and delete no images/),
    ).toBeVisible()
    expect(router.state.location.search).toBe('?project=shop')
  })

  test('the pruner: the defaults of the command stand in, and nothing can be run', async () => {
    await renderPage(path, {
      state: prunable().state,
      answer: (request, cluster) =>
        pathOf(request).includes('/imagepruners') || pathOf(request).includes('/cronjobs/')
          ? refused('imagepruners', 'imageregistry.operator.openshift.io')
          : cluster.handle(request),
    })
    expect(await answer('A run with these settings would delete 2 images and free 14.0 MiB.')).toBeVisible()
    expect(screen.getByRole('group', { name: /The settings of the pruner cannot be read/ })).toBeVisible()
    expect(screen.getAllByText(/^Default: /)).toHaveLength(2)
    expect(screen.getByRole('button', { name: 'Run now…' })).toHaveAttribute('aria-disabled', 'true')
    expect(screen.getByText(/^How the pruner is set is not known/)).toBeVisible()
  })
})

/** The state with another pruner and other words in its CronJob. */
function prunerWith(spec: object, word: (word: string) => string = (same) => same) {
  const state = structuredClone(prunable().state)
  const pruner: (K8sObject & { spec?: object }) | undefined = state[at.imagePruners]?.items[0]
  if (pruner) pruner.spec = { ...pruner.spec, ...spec }
  const cronJob: CronJob | undefined = state[at.cronJobs]?.items.find(
    ({ metadata }) => metadata.name === 'image-pruner',
  )
  const container = cronJob?.spec?.jobTemplate?.spec?.template?.spec?.containers?.[0]
  if (container?.args) container.args = container.args.map(word)
  return state
}

describe('the pruner', () => {
  test('that may not be read does what its CronJob says', async () => {
    await renderPage(path, {
      state: prunerWith({}, (word) => (word.startsWith('--keep-tag-revisions') ? '--keep-tag-revisions=1' : word)),
      answer: (request, cluster) =>
        pathOf(request).includes('/imagepruners')
          ? refused('imagepruners', 'imageregistry.operator.openshift.io')
          : cluster.handle(request),
    })
    expect(await answer(/^A run now would delete 4 images/)).toBeVisible()
    expect(screen.getByText('What its CronJob says is shown, which is what a run does.')).toBeVisible()
    expect(screen.getByText('Present: 1')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Run now…' })).not.toHaveAttribute('aria-disabled', 'true')
  })

  test('whose age cannot be read gets one with the other settings', async () => {
    const state = prunerWith({ keepYoungerThanDuration: '3 days' })
    const { cluster, user } = await renderPage(`${path}?revisions=1`, { state })
    await answer(/would delete 4 images/)
    await user.click(screen.getByRole('button', { name: 'Use these settings' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Use these settings' }))
    expect(dialog.getByText('"3 days" → 1h')).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Use these settings' }))
    await waitFor(() =>
      expect(cluster.store.get('imageregistry.operator.openshift.io/imagepruners', undefined, 'cluster')).toMatchObject(
        { spec: { keepTagRevisions: 1, keepYoungerThanDuration: '1h' } },
      ),
    )
  })

  test('that is not there cannot run', async () => {
    const { state } = prunable()
    await renderPage(path, { state: { ...state, [at.imagePruners]: { items: [] } } })
    expect(await answer(/would delete 2 images/)).toBeVisible()
    expect(screen.getByRole('group', { name: /This cluster has no pruner/ })).toBeVisible()
    expect(screen.getByText('This cluster has no pruner to run.')).toBeVisible()
  })

  test('is set to what was previewed', async () => {
    const { cluster, user } = await renderPage(`${path}?revisions=1&age=72h`, { state: prunable().state })
    await answer(/would delete 3 images/)
    expect(screen.getByText('The pruner is set differently: a run would not do what is shown.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Use these settings' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Use these settings' }))
    expect(dialog.getByText('3 → 1')).toBeVisible()
    expect(dialog.getByText('1h → 72h')).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Use these settings' }))
    await waitFor(() =>
      expect(cluster.store.get('imageregistry.operator.openshift.io/imagepruners', undefined, 'cluster')).toMatchObject(
        {
          spec: { keepTagRevisions: 1, keepYoungerThanDuration: '72h', ignoreInvalidImageReferences: true },
        },
      ),
    )
    expect(await screen.findByText('Present: 72h')).toBeVisible()
  })

  test('whose CronJob says something else runs that', async () => {
    const { user } = await renderPage(path, { scenario: 'pruner-broken' })
    const alert = within(await screen.findByRole('group', { name: /The CronJob of the pruner differs/ }))
    expect(alert.getByText(/^oc adm prune images --keep-tag-revisions=10 .*--confirm$/)).toBeVisible()
    expect(
      await screen.findByText(/^The CronJob of the pruner differs from its settings: a run would not/),
    ).toBeVisible()
    await user.click(alert.getByRole('link', { name: 'Preview what a run now does' }))
    expect(await answer(/^A run now would/)).toBeVisible()
    expect(screen.getByRole('textbox', { name: 'Keep tag revisions' })).toHaveValue('10')
    expect(screen.getByRole('button', { name: 'Run now…' })).not.toHaveAttribute('aria-disabled', 'true')
  })

  test('without a registry frees nothing in the storage', async () => {
    await renderPage(path, { scenario: 'registry-removed' })
    expect(await answer(/^A run now would delete \d+ images and free nothing in the storage\.$/)).toBeVisible()
    expect(await answer(/their blobs stay in the storage/)).toBeVisible()
    expect(screen.getByRole('checkbox', { name: 'Blobs in the registry too' })).not.toBeChecked()
  })
})

describe('reading', () => {
  test('shows how far each kind is, stops when asked to, and begins again', async () => {
    let letGo: (() => void) | undefined
    let held = true
    const answerLate: Answer = async (request, cluster) => {
      if (pathOf(request) === at.pods && held) await new Promise<void>((resolve) => (letGo = resolve))
      return cluster.handle(request)
    }
    const { user } = await renderPage(path, { state: prunable().state, answer: answerLate })
    const reading = within(await screen.findByRole('region', { name: 'Reading' }))
    expect(await reading.findByText(/^Reading what pruning looks at: \d+ of 14 kinds$/)).toBeVisible()
    expect(reading.getByRole('progressbar', { name: 'ImageStream' })).toBeVisible()
    await user.click(reading.getByRole('button', { name: 'Stop reading' }))
    expect(await screen.findByRole('heading', { name: 'Reading was stopped' })).toBeVisible()
    held = false
    letGo?.()
    await user.click(screen.getByRole('button', { name: 'Read again' }))
    expect(await answer('A run now would delete 2 images and free 14.0 MiB.')).toBeVisible()
  })

  test('that fails says why, and may be tried again', async () => {
    let broken = true
    const { user } = await renderPage(path, {
      state: prunable().state,
      answer: (request, cluster) =>
        broken && pathOf(request) === at.imageStreams ? status(500, 'etcd is on fire') : cluster.handle(request),
    })
    expect(await screen.findByText('etcd is on fire')).toBeVisible()
    broken = false
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await answer('A run now would delete 2 images and free 14.0 MiB.')).toBeVisible()
  })

  test('again takes in what has changed since', async () => {
    const { state, outside } = prunable()
    const { cluster, user } = await renderPage(path, { state })
    await answer(/would delete 2 images/)
    cluster.store.remove('image.openshift.io/images', undefined, outside)
    expect(await answer(/would delete 2 images/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Read again' }))
    expect(await answer('A run now would delete 1 image and free 14.0 MiB.')).toBeVisible()
  })

  test('says that a run has completed since', async () => {
    const { cluster, user } = await renderPage(path, { state: prunable().state })
    await answer(/would delete 2 images/)
    expect(screen.queryByRole('group', { name: /A run has completed since/ })).toBeNull()
    const cronJob: CronJob | undefined = cluster.store.get('batch/cronjobs', 'openshift-image-registry', 'image-pruner')
    if (!cronJob) throw new Error('there is no CronJob')
    const lastSuccessfulTime = new Date(Date.now() + 60_000).toISOString()
    const ended: CronJob = { ...cronJob, status: { ...cronJob.status, lastSuccessfulTime } }
    cluster.store.put('batch/cronjobs', ended)
    const alert = within(await screen.findByRole('group', { name: /A run has completed since this was read/ }))
    cluster.clock.advance(120_000)
    await user.click(alert.getByRole('button', { name: 'Read the cluster again' }))
    await waitFor(() => expect(screen.queryByRole('group', { name: /A run has completed since/ })).toBeNull())
    expect(await answer(/^A run now would delete/)).toBeVisible()
  })

  test('of an empty cluster says that there is nothing', async () => {
    await renderPage(path, { scenario: 'empty' })
    expect(await screen.findByRole('heading', { name: 'Nothing to prune' })).toBeVisible()
  })

  test('with nothing to delete says what keeps it', async () => {
    await renderPage(`${path}?age=9000h`, { state: prunable().state })
    expect(await answer('A run with these settings would delete nothing.')).toBeVisible()
    const reasons = within(await screen.findByRole('list', { name: 'Why nothing goes' }))
    expect(reasons.getByText('5 revisions: its image stream was created less than 9000h ago')).toBeVisible()
  })
})

describe('the export of everything', () => {
  test('has each revision with its reason', async () => {
    const files: Blob[] = []
    const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      if (file instanceof Blob) files.push(file)
      return 'blob:x'
    })
    const revoke = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => {})
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
    onTestFinished(() => [create, revoke, click].forEach((spy) => spy.mockRestore()))
    const { digests, state } = prunable()
    const { user } = await renderPage(path, { state })
    await user.click(await screen.findByRole('button', { name: 'Export everything' }))
    await user.click(screen.getByRole('menuitem', { name: 'Every revision with its reason, as CSV' }))
    await waitFor(() => expect(files).toHaveLength(1))
    const lines = (await files[0]?.text())?.trimEnd().split('\r\n') ?? []
    expect(lines).toHaveLength(6)
    expect(lines[4]).toContain(`shop,web,latest,4,${digests[3]},`)
    expect(lines[4]).toContain('Goes,beyond,')
    expect(lines[5]).toContain('Stays,used-digest,something uses it by its digest,')
  })
})
