import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import type { RegistryStorage } from '../../../k8s/resources/registryConfig.ts'
import { storageTypes } from '../../../k8s/resources/registryStorageTypes.ts'
import { changeStored, storedConfig, withConfig } from '../configTesting.ts'
import { openedStorage, recorder } from './setupTesting.ts'

const address = '/registry/routes?action=change-storage'
const openForm = async (options: Parameters<typeof renderPage>[1] = { scenario: 'removed' }) =>
  openedStorage(await renderPage(address, options))
type Opened = Awaited<ReturnType<typeof openForm>>

const removedWith = async (storage: RegistryStorage, spec: object = {}) =>
  withConfig(await scenarios.removed(), (config) => {
    config.spec = { ...config.spec, ...spec, storage }
    config.status = { ...config.status, storage }
  })
const choose = async ({ user, dialog }: Opened, type: RegExp | string) =>
  user.click(await dialog.findByRole('radio', { name: type }))
const save = async ({ user, dialog }: Opened) => user.click(dialog.getByRole('button', { name: 'Change storage' }))
const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
async function fill({ user, dialog }: Opened, label: string, text: string) {
  // Labels of required fields end with a star.
  const field = dialog.getByLabelText((shown) => shown.replace(/[\s*]+$/, '') === label)
  await user.clear(field)
  await user.paste(text)
}
async function commandOf({ user, dialog }: Opened) {
  await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  return document.querySelector('.rc-equivalent__command pre')?.textContent ?? ''
}

const s3 = { s3: { bucket: 'demo', region: 'us-east-1', madeUp: 1 }, managementState: 'Managed' }

describe('the form of the storage', () => {
  test('takes the old type away in the same request, and leaves who manages the new place to the operator', async () => {
    const { sent, answer } = recorder()
    const form = await openForm({ state: await removedWith(s3), answer })
    expect(form.dialog.getByText(/Now: S3 bucket demo/)).toHaveTextContent('would delete it with all images')
    await choose(form, 'Persistent volume claim')
    await choose(form, 'registry-data')
    const spec = { storage: { pvc: { claim: 'registry-data' }, s3: null, managementState: null } }
    expect(form.dialog.getByText(/Images do not move: they stay in S3 bucket demo/)).toBeInTheDocument()
    expect(await commandOf(form)).toBe(
      `oc patch configs.imageregistry.operator.openshift.io/cluster --type=merge -p '${JSON.stringify({ spec })}'`,
    )
    const { resourceVersion } = storedConfig(form).metadata
    await save(form)
    await gone()
    expect(sent).toEqual([{ method: 'PATCH', name: 'cluster', body: { spec, metadata: { resourceVersion } } }])
    expect(storedConfig(form).spec?.storage).toEqual({ pvc: { claim: 'registry-data' } })
    expect(screen.getByText('Changed the storage to claim registry-data')).toBeInTheDocument()
  })

  test('leaves keys alone that it does not know', async () => {
    const state = await removedWith({ ...s3, tape: { robot: 2 } })
    const { sent, answer } = recorder()
    const form = await openForm({ state, answer })
    await fill(form, 'Region', 'eu-west-1')
    await save(form)
    await gone()
    // What the server's own schema does not know either is not the console's to take away.
    expect(sent.map(({ body }) => body)).toMatchObject([{ spec: { storage: { s3: { region: 'eu-west-1' } } } }])
    expect(JSON.stringify(sent)).not.toMatch(/madeUp|tape|managementState/)
  })

  test('takes an unknown type away when told', async () => {
    const { sent, answer } = recorder()
    const form = await openForm({ state: await removedWith({ tape: { robot: 2 } }), answer })
    await choose(form, 'Persistent volume claim')
    await choose(form, 'registry-data')
    await form.user.click(form.dialog.getByRole('checkbox', { name: 'Take away tape' }))
    await save(form)
    await gone()
    expect(sent[0]?.body).toMatchObject({ spec: { storage: { pvc: { claim: 'registry-data' }, tape: null } } })
  })

  test('leaves one of several types', async () => {
    const form = await openForm({
      state: await removedWith({ s3: { bucket: 'demo' }, pvc: { claim: 'registry-data' } }),
    })
    expect(form.dialog.getByRole('group', { name: /Several types of storage are set/ })).toHaveTextContent('pvc, s3')
    await choose(form, 'Persistent volume claim')
    await save(form)
    await gone()
    expect(storedConfig(form).spec?.storage).toEqual({ pvc: { claim: 'registry-data' } })
  })

  test('lists the claims with what speaks against them', async () => {
    const form = await openForm()
    await choose(form, 'Persistent volume claim')
    const claims = within(await form.dialog.findByRole('radiogroup', { name: 'Claim' }))
    const described = (name: string) => {
      const radio = claims.getByRole('radio', { name })
      return radio.closest('.pf-v6-c-radio')
    }
    await waitFor(() => expect(described('registry-nfs')).toHaveTextContent('NFS is not supported'))
    expect(described('registry-data')).toHaveTextContent(
      '200.0 GiB · ReadWriteMany · class ocs-storagecluster-cephfs · Bound · used by no pod',
    )
    expect(described('registry-data')).not.toHaveTextContent('Take care')
    expect(described('registry-small')).toHaveTextContent('Under 100 GiB')
    expect(described('registry-block')).toHaveTextContent('One node at a time')
  })

  test('brings one replica and Recreate with a claim for one node', async () => {
    const state = await removedWith({}, { replicas: 2, managementState: 'Managed' })
    const { sent, answer } = recorder()
    const form = await openForm({ state, answer })
    await choose(form, 'Persistent volume claim')
    await choose(form, 'registry-block')
    const adapt = form.dialog.getByRole('checkbox', { name: /Set replicas to 1/ })
    await form.user.click(adapt)
    await save(form)
    expect(await form.dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent('more than one replica')
    expect(sent).toEqual([])
    await form.user.click(adapt)
    await save(form)
    await gone()
    expect(storedConfig(form).spec).toMatchObject({
      storage: { pvc: { claim: 'registry-block' } },
      replicas: 1,
      rolloutStrategy: 'Recreate',
    })
  })

  test('asks to be sure of empty directories', async () => {
    const form = await openForm()
    await choose(form, 'Empty directory')
    await save(form)
    expect(await form.dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent('lost with their pod')
    await form.user.click(form.dialog.getByRole('checkbox', { name: /Images are lost with their pod/ }))
    await save(form)
    await gone()
    expect(storedConfig(form).spec?.storage).toEqual({ emptyDir: {} })
  })

  test('has the data deleted with the registry only when that is chosen', async () => {
    const form = await openForm()
    await choose(form, 'Persistent volume claim')
    await choose(form, 'registry-data')
    await choose(form, 'Delete the data when the registry is removed')
    await save(form)
    await gone()
    expect(storedConfig(form).spec?.storage).toEqual({ pvc: { claim: 'registry-data' }, managementState: 'Managed' })
  })

  test('says that nothing is replaced when only who manages the storage changes', async () => {
    const form = await openForm({ state: await removedWith(s3, { managementState: 'Managed' }) })
    await choose(form, 'Keep the images')
    expect(form.dialog.getByText(/The pods of the registry stay/)).toBeInTheDocument()
    await fill(form, 'Region', 'eu-west-1')
    expect(form.dialog.getByText(/The pods of the registry are replaced/)).toBeInTheDocument()
  })

  test('makes a new claim first', async () => {
    const { sent, answer } = recorder()
    const form = await openForm({ scenario: 'removed', answer })
    await choose(form, 'Persistent volume claim')
    await choose(form, 'A new claim')
    await fill(form, 'Name', 'registry-data')
    await fill(form, 'Size', 'much')
    await save(form)
    const summary = await form.dialog.findByRole('alert', { name: 'Could not save' })
    expect(summary).toHaveTextContent('There is a claim registry-data already')
    expect(summary).toHaveTextContent('much is no size')
    await fill(form, 'Name', 'images')
    await fill(form, 'Size', '300Gi')
    // The default class of this cluster has disks.
    await waitFor(() => expect(form.dialog.getByText(/with ReadWriteMany the claim stays Pending/)).toBeInTheDocument())
    await form.user.selectOptions(form.dialog.getByLabelText('Storage class'), 'ocs-storagecluster-cephfs')
    expect(form.dialog.queryByText(/stays Pending. Choose/)).toBeNull()
    await save(form)
    await gone()
    expect(sent.map(({ method, name }) => `${method} ${name}`)).toEqual([
      'POST persistentvolumeclaims',
      'PATCH cluster',
    ])
    expect(form.cluster.store.get('/persistentvolumeclaims', 'openshift-image-registry', 'images')).toMatchObject({
      spec: {
        accessModes: ['ReadWriteMany'],
        resources: { requests: { storage: '300Gi' } },
        storageClassName: 'ocs-storagecluster-cephfs',
      },
    })
    expect(storedConfig(form).spec?.storage).toEqual({ pvc: { claim: 'images' } })
  })
})

describe('credentials', () => {
  const [id, key] = ['AKIA-not-to-be-seen', 'very-secret-value']
  const secretOf = ({ cluster }: Opened) =>
    cluster.store.get('/secrets', 'openshift-image-registry', 'image-registry-private-configuration-user')

  test('go into the secret and nowhere else', async () => {
    const { sent, answer } = recorder()
    const form = await openForm({ scenario: 'removed', answer })
    await choose(form, 'Amazon S3 or compatible')
    await fill(form, 'Bucket', 'images')
    await form.user.click(await form.dialog.findByRole('checkbox', { name: 'Give credentials' }))
    await fill(form, 'Access key', id)
    await save(form)
    expect(await form.dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent(
      'Secret key: it is needed.',
    )
    await fill(form, 'Secret key', key)
    const command = await commandOf(form)
    expect(command).toContain('--from-literal=REGISTRY_STORAGE_S3_SECRETKEY=SECRETKEY')
    const isSeen = () => {
      const text = `${document.body.textContent} ${form.router.state.location.search} ${command}`
      return text.includes(id) || text.includes(key)
    }
    expect(isSeen()).toBe(false)
    expect(form.dialog.getByLabelText(/^Secret key/)).toHaveAttribute('type', 'password')
    await save(form)
    await gone()
    expect(secretOf(form)).toMatchObject({
      data: { REGISTRY_STORAGE_S3_ACCESSKEY: btoa(id), REGISTRY_STORAGE_S3_SECRETKEY: btoa(key) },
    })
    expect(storedConfig(form).spec?.storage).toEqual({ s3: { bucket: 'images' } })
    expect(isSeen()).toBe(false)
    expect(
      JSON.stringify(
        form.client
          .getQueryCache()
          .getAll()
          .map(({ state }) => state.data),
      ),
    ).not.toContain(btoa(key))
    expect(sent.map(({ method, name }) => `${method} ${name}`).at(-1)).toBe('PATCH cluster')
  })

  test('replace those that are there, without touching the rest of the secret', async () => {
    const form = await openForm({ scenario: 'removed' })
    form.cluster.store.put('/secrets', {
      metadata: { name: 'image-registry-private-configuration-user', namespace: 'openshift-image-registry' },
      type: 'Opaque',
      data: { REGISTRY_STORAGE_S3_ACCESSKEY: btoa('old'), other: btoa('kept') },
    } as never) // the store takes any object; its type names no secret
    await choose(form, 'Amazon S3 or compatible')
    await form.user.click(
      await form.dialog.findByRole('checkbox', { name: /Give credentials|Replace the credentials/ }),
    )
    await fill(form, 'Access key', id)
    await fill(form, 'Secret key', key)
    await save(form)
    await gone()
    expect(secretOf(form)).toMatchObject({
      data: { REGISTRY_STORAGE_S3_ACCESSKEY: btoa(id), REGISTRY_STORAGE_S3_SECRETKEY: btoa(key), other: btoa('kept') },
    })
  })
})

/** A value that each field takes. */
const samples: Record<string, string> = {
  chunkSizeMiB: '64',
  'cloudFront.baseURL': 'https://d.cloudfront.net',
  'cloudFront.duration': '300s',
  'networkAccess.type': 'Internal',
  endpointAccessibility: 'Public',
  'encryption.method': 'KMS',
  authURL: 'https://keystone.example.com',
  resourceKeyCRN: 'crn:v1:bluemix:public:cloud-object-storage:global:a/1:2:resource-key:3',
  serviceInstanceCRN: 'crn:v1:bluemix:public:cloud-object-storage:global:a/1:2::',
}
const sampleOf = (path: string) => samples[path] ?? path.toLowerCase().replaceAll('.', '-')

const typed = storageTypes.filter(({ type }) => type !== 'pvc' && type !== 'emptyDir')
test.each(typed.map((info) => [info.type, info] as const))(
  'every field of %s can be set',
  async (type, { title, fields }) => {
    const form = await openForm()
    await choose(form, title())
    for (const { kind, label, path } of fields) {
      const control = form.dialog.getByLabelText(label(), { exact: true })
      if (kind === 'checkbox') await form.user.click(control)
      else if (kind === 'select') await form.user.selectOptions(control, sampleOf(path))
      else await fill(form, label(), sampleOf(path))
    }
    await save(form)
    await gone()
    const stored = (path: string) =>
      path
        .split('.')
        .reduce<unknown>(
          (value, part) => (value as Record<string, unknown>)[part],
          storedConfig(form).spec?.storage?.[type],
        ) // the test fails where there is none
    for (const { kind, path } of fields)
      expect([path, stored(path)]).toEqual([path, kind === 'checkbox' ? true : kind === 'number' ? 64 : sampleOf(path)])
  },
)

describe('what can go wrong', () => {
  test('somebody changed the storage meanwhile', async () => {
    const form = await openForm({ state: await removedWith(s3) })
    await fill(form, 'Region', 'eu-west-1')
    changeStored(form, ({ spec }) =>
      Object.assign(spec ?? {}, { storage: { s3: { bucket: 'other', region: 'us-east-1' } } }),
    )
    await save(form)
    expect(await form.dialog.findByRole('alert', { name: 'Changed by someone else' })).toHaveTextContent('other')
    await form.user.click(form.dialog.getByRole('button', { name: 'Apply mine to latest' }))
    await gone()
    expect(storedConfig(form).spec?.storage).toEqual({ s3: { bucket: 'other', region: 'eu-west-1' } })
  })

  test('an admission webhook refuses what the access review allowed', async () => {
    const form = await openForm({ scenario: 'hosted', as: 'dedicated' })
    await fill(form, 'Bucket', 'mine')
    await save(form)
    expect(await form.dialog.findByRole('alert', { name: 'Could not save' })).toHaveTextContent('admission webhook')
    expect(form.dialog.getByLabelText('Bucket')).toHaveValue('mine')
  })

  test('the change is refused after the claim was made: that is said, and the claim is used again', async () => {
    let refusals = 1
    const { sent, answer } = recorder()
    const message = 'admission webhook "regular-user-validation.example.com" denied the request'
    const form = await openForm({
      scenario: 'removed',
      answer: (request, cluster) =>
        request.method === 'PATCH' && refusals-- > 0
          ? Response.json(
              { kind: 'Status', status: 'Failure', reason: 'Forbidden', code: 403, message },
              { status: 403 },
            )
          : answer(request, cluster),
    })
    await choose(form, 'Persistent volume claim')
    await choose(form, 'A new claim')
    await fill(form, 'Name', 'images')
    await form.user.selectOptions(form.dialog.getByLabelText('Storage class'), 'ocs-storagecluster-cephfs')
    await save(form)
    const refused = await form.dialog.findByRole('alert', { name: 'Could not save' })
    expect(refused).toHaveTextContent(message)
    expect(refused).toHaveTextContent('this was written and stays: claim images')
    await save(form)
    await gone()
    expect(sent.filter(({ method }) => method === 'PATCH')).toHaveLength(1)
    expect(storedConfig(form).spec?.storage).toEqual({ pvc: { claim: 'images' } })
  })

  test('the answer is lost after the claim was made: it is not made twice', async () => {
    let lose = true
    const { sent, answer } = recorder()
    const form = await openForm({
      scenario: 'removed',
      answer: async (request, cluster) => {
        const isConfig = request.method === 'PATCH' && lose
        const response = await answer(request, cluster)
        if (!isConfig) return response
        lose = false
        return Response.error()
      },
    })
    await choose(form, 'Persistent volume claim')
    await choose(form, 'A new claim')
    await fill(form, 'Name', 'images')
    await form.user.selectOptions(form.dialog.getByLabelText('Access mode'), 'ReadWriteOnce')
    await save(form)
    await gone()
    expect(sent.map(({ method, name }) => `${method} ${name}`)).toEqual([
      'POST persistentvolumeclaims',
      'PATCH cluster',
    ])
    expect(storedConfig(form).spec?.storage).toEqual({ pvc: { claim: 'images' } })
  })
})
