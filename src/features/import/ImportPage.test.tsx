import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, test } from 'vitest'
import { renderPage } from '../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../mocks/server/cluster.ts'
import type { ImageStream } from '../../k8s/resources/imageStream.ts'
import { check, fill, importNow, results, target } from './testImport.ts'

beforeEach(() => localStorage.clear())

const streamIn = (cluster: Cluster, namespace: string, name: string): ImageStream | undefined =>
  cluster.store.get('image.openshift.io/imagestreams', namespace, name)

const imports = (cluster: Cluster) =>
  cluster.store.list('image.openshift.io/imagestreams').map(({ metadata }) => metadata.resourceVersion)

describe('one image', () => {
  it('is looked at first, and imported into a new stream with the chosen policies', async () => {
    const { cluster, user } = await renderPage('/import?project=payments', { scenario: 'healthy' })
    await screen.findByRole('heading', { level: 1, name: 'Import an image' })
    const before = imports(cluster)
    expect(screen.getByLabelText('Pull spec')).toBeRequired()
    await check(user, 'quay.io/acme/web:v1.1')
    expect(screen.getByRole('combobox', { name: 'Source registry' })).toHaveValue('quay.io')

    const form = await target()
    expect(screen.getByText('The image is there')).toBeVisible()
    expect(screen.getByText(/^linux\/amd64, linux\/arm64/)).toBeVisible()
    expect(imports(cluster)).toEqual(before)

    expect(form.getByRole('combobox', { name: 'Name' })).toHaveValue('web')
    expect(form.getByRole('textbox', { name: 'Tag' })).toHaveValue('v1.1')
    await fill(user, form.getByRole('combobox', { name: 'Name' }), 'shop')
    await fill(user, form.getByRole('textbox', { name: 'Tag' }), 'v1, latest')
    await user.click(form.getByRole('checkbox', { name: 'Scheduled' }))
    await user.selectOptions(form.getByRole('combobox', { name: 'Import mode' }), 'PreserveOriginal')
    await user.selectOptions(form.getByRole('combobox', { name: 'Reference policy' }), 'Local')
    await user.click(form.getByRole('button', { name: 'Equivalent command' }))
    const command = (tag: string) =>
      `oc import-image shop:${tag} --from=quay.io/acme/web:v1.1 --confirm --scheduled --import-mode=PreserveOriginal --reference-policy=local -n payments`
    expect(form.getByText(/oc import-image/)).toHaveTextContent(`${command('v1')} ${command('latest')}`)
    await importNow(user)

    expect(await results()).toEqual(['v1 Imported', 'latest Imported'])
    const tags = streamIn(cluster, 'payments', 'shop')?.spec?.tags
    expect(tags?.map(({ name }) => name)).toEqual(['latest', 'v1'])
    expect(tags?.[0]).toMatchObject({
      from: { kind: 'DockerImage', name: 'quay.io/acme/web:v1.1' },
      importPolicy: { scheduled: true, importMode: 'PreserveOriginal' },
      referencePolicy: { type: 'Local' },
    })
    const link = screen.getByRole('link', { name: 'Open image stream shop' })
    expect(link).toHaveAttribute('href', '/imagestreams/payments/shop')
  })

  it('into an existing stream says which tag moves and what rolls out', async () => {
    const { cluster, user } = await renderPage('/import?project=analytics&stream=etl', { scenario: 'healthy' })
    await user.click(await screen.findByRole('button', { name: 'Use quay.io/acme/etl' }))
    expect(screen.getByRole('radio', { name: 'Tags of the repository' })).toBeChecked()
    await user.click(screen.getByRole('radio', { name: 'One image' }))
    await check(user, 'quay.io/acme/etl:stable')
    const form = await target()
    expect(form.getByRole('combobox', { name: 'Name' })).toHaveValue('etl')
    await fill(user, form.getByRole('textbox', { name: 'Tag' }), 'latest')
    const changes = within(await form.findByRole('list', { name: 'Tags that will change' }))
    const before = streamIn(cluster, 'analytics', 'etl')?.status?.tags?.find(({ tag }) => tag === 'latest')?.items?.[0]
    expect(changes.getByRole('listitem')).toHaveTextContent(
      `latest moves from ${before?.image?.slice(0, 19)} to sha256:`,
    )
    const rollouts = within(await form.findByRole('list', { name: 'Workloads that will roll out' }))
    expect(rollouts.getByText(/CronJob analytics\/etl-nightly/)).toBeVisible()
    await importNow(user)
    expect(await results()).toEqual(['latest Imported'])
    const now = streamIn(cluster, 'analytics', 'etl')?.status?.tags?.find(({ tag }) => tag === 'latest')?.items
    expect(now?.[0]?.image).not.toBe(before?.image)
    expect(now?.[1]?.image).toBe(before?.image)
    expect(form.queryByRole('list', { name: 'Tags that will change' })).toBeNull()
  })
})

test('what is wrong is said at its field, and nothing is sent', async () => {
  const { user } = await renderPage('/import', { scenario: 'healthy' })
  await user.click(await screen.findByRole('button', { name: 'Check' }))
  expect(within(screen.getByRole('region', { name: 'Known sources' })).getAllByRole('term')).toHaveLength(4)
  expect(screen.getByRole('textbox', { name: 'Pull spec' })).toHaveAccessibleDescription(/^Enter a pull spec\./)
  expect(screen.getByRole('combobox', { name: 'Project' })).toHaveAccessibleDescription(/^Choose a project\./)
  await check(user, 'https://quay.io/acme/web')
  expect(screen.getByText('Leave out “https://”: a pull spec starts with the host of the registry.')).toBeVisible()
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Project' }), 'payments')
  await check(user, 'quay.io/acme/web:v1.1')
  const form = await target()
  await fill(user, form.getByRole('combobox', { name: 'Name' }), 'Shop')
  await fill(user, form.getByRole('textbox', { name: 'Tag' }), 'v1, -x')
  await importNow(user)
  const alert = within(await screen.findByRole('alert', { name: 'Could not save' }))
  expect(alert.getByText('Use lower-case letters only.')).toBeVisible()
  expect(alert.getByText('-x: Start a tag with a letter, a digit or an underscore.')).toBeVisible()
  expect(screen.queryByRole('table', { name: 'Results of the import' })).toBeNull()
})

test('a source that changes after the check has to be looked at again', async () => {
  const { user } = await renderPage('/import?project=payments', { scenario: 'healthy' })
  await check(user, 'quay.io/acme/web:v1.1')
  const form = await target()
  await fill(user, form.getByRole('textbox', { name: 'Tag' }), 'mine')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Source registry' }), 'other')
  expect(screen.getByRole('textbox', { name: 'Pull spec' })).toHaveValue('/acme/web:v1.1')
  expect(form.getByRole('button', { name: 'Import' })).toBeDisabled()
  expect(form.getByText('Check the source first.')).toBeVisible()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Source registry' }), 'quay.io')
  expect(form.getByRole('button', { name: 'Import' })).toBeEnabled()
  await check(user, 'quay.io/acme/web:v1.0')
  await screen.findByText('The image is there')
  expect(form.getByRole('textbox', { name: 'Tag' })).toHaveValue('mine')
  expect(form.getByRole('button', { name: 'Import' })).toBeEnabled()
})

describe('a source that cannot be read', () => {
  it('over plain HTTP is read once Insecure is turned on', async () => {
    const { cluster, user } = await renderPage('/import?project=analytics')
    await check(user, '127.0.0.1:5005/ubi9/python:3.12')
    const problem = within(await screen.findByRole('alert', { name: 'The source registry speaks plain HTTP only' }))
    expect(problem.getByText(/http: server gave HTTP response to HTTPS client/)).toBeVisible()
    await user.click(problem.getByRole('button', { name: 'Turn on Insecure and check again' }))
    const form = await target()
    expect(screen.getByRole('checkbox', { name: 'Insecure' })).toBeChecked()
    await fill(user, form.getByRole('combobox', { name: 'Name' }), 'py')
    await importNow(user)
    expect(await results()).toEqual(['3.12 Imported'])
    expect(streamIn(cluster, 'analytics', 'py')?.spec?.tags?.[0]?.importPolicy).toMatchObject({ insecure: true })
  })

  it('for want of the tag shows the tags there are', async () => {
    const { cluster, user } = await renderPage('/import?project=analytics')
    await user.click(await screen.findByRole('checkbox', { name: 'Insecure' }))
    await check(user, '127.0.0.1:5005/ubi9/python:9.9')
    await user.click(await screen.findByRole('button', { name: 'Show the tags of the repository' }))
    const form = await target()
    expect(screen.getByRole('textbox', { name: 'Pull spec' })).toHaveValue('127.0.0.1:5005/ubi9/python')
    expect(form.getByText('3 of 3 tags selected')).toBeVisible()
    await user.click(form.getByRole('button', { name: 'Select none' }))
    await importNow(user)
    expect(within(await screen.findByRole('alert')).getByText('Choose at least one tag.')).toBeVisible()
    await user.click(form.getByRole('checkbox', { name: 'Select 3.11' }))
    await fill(user, form.getByRole('combobox', { name: 'Name' }), 'py')
    await importNow(user)
    expect(await results()).toEqual(['3.11 Imported'])
    expect(streamIn(cluster, 'analytics', 'py')?.spec?.tags?.map(({ name }) => name)).toEqual(['3.11'])
  })

  it.each([
    ['registry.nowhere.example/a/b:1', 'The host name of the source registry is not known', /no such host/],
    ['registry.acme.example/team/app:1.0', 'The certificate of the source registry is not trusted', /x509/],
    ['10.1.2.3:9000/a/b:1', 'The source registry cannot be reached', /connection refused/],
  ])('%s: %s', async (pullSpec, title, words) => {
    const { user } = await renderPage('/import?project=payments', { scenario: 'healthy' })
    await check(user, pullSpec)
    const problem = within(await screen.findByRole('alert', { name: title }))
    expect(problem.getByText(words)).toBeVisible()
    expect(screen.queryByRole('form', { name: 'Import into' })).toBeNull()
  })

  it('because the cluster allows other registries only says which', async () => {
    const { cluster, user } = await renderPage('/import?project=payments', { scenario: 'healthy', as: 'dev' })
    const config = cluster.store.get('config.openshift.io/images', undefined, 'cluster')
    if (!config) throw new Error('no image configuration')
    const spec = { allowedRegistriesForImport: [{ domainName: 'registry.redhat.io' }] }
    cluster.store.put('config.openshift.io/images', Object.assign(structuredClone(config), { spec }))
    await check(user, 'quay.io/acme/web:v1.1')
    const title = 'The cluster does not allow imports from this registry'
    const problem = within(await screen.findByRole('alert', { name: title }))
    expect(problem.getByText(/not allowed by whitelist: .*"registry.redhat.io:443"/)).toBeVisible()
  })
})

describe('a whole repository', () => {
  it('is one import that follows the server’s order, told by one command', async () => {
    const { cluster, user } = await renderPage('/import?project=analytics')
    await user.click(await screen.findByRole('checkbox', { name: 'Insecure' }))
    await check(user, '127.0.0.1:5005/ubi9/python', 'repository')
    const form = await target()
    await fill(user, form.getByRole('combobox', { name: 'Name' }), 'py')
    await user.click(form.getByRole('button', { name: 'Equivalent command' }))
    expect(
      form.getByText('oc import-image py --from=127.0.0.1:5005/ubi9/python --all --confirm --insecure -n analytics'),
    ).toBeVisible()
    await importNow(user)
    expect(await results()).toEqual(['3.12 Imported', '3.11 Imported', '3.9 Imported'])
    expect(streamIn(cluster, 'analytics', 'py')?.spec?.tags).toHaveLength(3)
  })

  it('of 60 tags, where 7 fail, tells each, those that failed first', async () => {
    const { cluster, user } = await renderPage('/import?project=payments', { scenario: 'healthy' })
    await check(user, 'quay.io/acme/many-tags', 'repository')
    const form = await target()
    expect(screen.getByText('43 tags found')).toBeVisible()
    expect(screen.getByText('7 tags cannot be read')).toBeVisible()
    expect(screen.getByText('10 more tags than the cluster imports at once')).toBeVisible()
    expect(form.getByText('43 of 60 tags selected')).toBeVisible()
    await fill(user, form.getByRole('searchbox', { name: 'Filter tags' }), '1.56')
    await user.keyboard('{Enter}')
    expect(screen.queryByRole('table', { name: 'Results of the import' })).toBeNull()
    expect(streamIn(cluster, 'payments', 'many-tags')).toBeUndefined()
    expect(form.getAllByRole('checkbox', { name: /^Select / })).toHaveLength(1)
    await user.click(form.getByRole('button', { name: 'Clear Filter tags' }))
    await user.click(form.getByRole('button', { name: 'Select all' }))
    await importNow(user)
    await screen.findByRole('alert', { name: '7 of 60 tags failed' })
    const told = await results()
    expect(told.slice(0, 7).every((text) => text.endsWith('The source registry has no such image'))).toBe(true)
    expect(told.slice(7).every((text) => text.endsWith(' Imported'))).toBe(true)
    expect(screen.getByText('dockerimage.image.openshift.io "quay.io/acme/many-tags:1.56.0" not found')).toBeVisible()
    const status = streamIn(cluster, 'payments', 'many-tags')?.status?.tags ?? []
    expect(status.filter(({ items }) => items?.length === 1)).toHaveLength(53)
    expect(status.filter(({ conditions }) => conditions?.[0]?.reason === 'NotFound')).toHaveLength(7)
  })
})

test('who may not import is told so before', async () => {
  await renderPage('/import?project=analytics', { scenario: 'healthy', as: 'dev' })
  await screen.findByText(/You may not create imagestreamimports in the project analytics\./)
  expect(screen.getByRole('button', { name: 'Check' })).toBeDisabled()
  expect(await screen.findByText('oc adm policy add-role-to-user registry-editor dev -n analytics')).toBeVisible()
})
