import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, test } from 'vitest'
import { renderPage } from '../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../mocks/server/cluster.ts'
import type { ImageStream } from '../../k8s/resources/imageStream.ts'
import type { ImageStreamImport } from '../../k8s/resources/imageStreamImport.ts'
import type { Secret } from '../../k8s/resources/pullSecret.ts'
import { fill, importNow, results, target } from './testImport.ts'

beforeEach(() => localStorage.clear())

const streams = 'image.openshift.io/imagestreams'
const streamIn = (cluster: Cluster, namespace: string, name: string): ImageStream | undefined =>
  cluster.store.get(streams, namespace, name)

const status = (code: number, reason: string, message: string, more: object = {}) =>
  Response.json(
    { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message, ...more },
    { status: code },
  )

/** Lets through everything but imports that store something. */
function atImport(act: (request: Request, cluster: Cluster, count: number) => Promise<Response> | Response) {
  let count = 0
  return async (request: Request, cluster: Cluster): Promise<Response> => {
    if (request.method !== 'POST' || !request.url.endsWith('/imagestreamimports')) return cluster.handle(request)
    const body: ImageStreamImport = await request.clone().json()
    return body.spec.import ? act(request, cluster, ++count) : cluster.handle(request)
  }
}

/** Somebody else changes a stream. */
function change(cluster: Cluster, namespace: string, name: string, edit: (stream: ImageStream) => void): void {
  const stream = streamIn(cluster, namespace, name)
  if (!stream) throw new Error(`no stream ${name}`)
  const next = structuredClone(stream)
  edit(next)
  cluster.store.put(streams, next)
}

const brandNew = {
  metadata: { name: 'brand-new', namespace: 'payments', uid: 'x', creationTimestamp: '2026-11-21T00:00:00Z' },
  spec: { lookupPolicy: { local: false } },
  status: { dockerImageRepository: '' },
}

const web = '/import?project=payments&from=quay.io/acme/web:v1.1'
const etl = '/import?project=analytics&stream=etl&from=quay.io/acme/etl:stable'

/** Looks at the source that the address says. */
async function checked(user: Awaited<ReturnType<typeof renderPage>>['user']) {
  await user.click(await screen.findByRole('button', { name: 'Check' }))
  return target()
}

it('a check that gets no answer says so, and is done again', async () => {
  let count = 0
  const { user } = await renderPage(web, {
    scenario: 'healthy',
    answer: (request, api) =>
      request.url.endsWith('/imagestreamimports') && ++count === 1 ? Response.error() : api.handle(request),
  })
  await user.click(await screen.findByRole('button', { name: 'Check' }))
  const alert = within(await screen.findByRole('alert', { name: 'Could not check' }))
  expect(alert.getByText(/The API did not answer\./)).toBeVisible()
  await user.click(alert.getByRole('button', { name: 'Check again' }))
  await target()
})

it('a cluster without the image API says what is missing', async () => {
  const { user } = await renderPage(web, {
    scenario: 'healthy',
    answer: (request, api) =>
      request.url.endsWith('/imagestreamimports')
        ? new Response('404 page not found\n', { status: 404 })
        : api.handle(request),
  })
  await user.click(await screen.findByRole('button', { name: 'Check' }))
  expect(await within(screen.getByRole('region', { name: 'Check' })).findByText(/image\.openshift\.io/)).toBeVisible()
})

describe('a refused import', () => {
  it.each([
    [
      status(
        403,
        'Forbidden',
        'imagestreamimports.image.openshift.io is forbidden: User "admin" cannot create resource "imagestreamimports" in API group "image.openshift.io" in the namespace "payments"',
      ),
      /cannot create resource "imagestreamimports"/,
    ],
    [
      status(
        403,
        'Forbidden',
        'imagestreams "web" is forbidden: exceeded quota: streams, requested: openshift.io/imagestreams=1, used: openshift.io/imagestreams=5, limited: openshift.io/imagestreams=5',
      ),
      /exceeded quota: streams/,
    ],
    [
      status(403, 'Forbidden', 'admission webhook "images.example.com" denied the request: not on a Friday'),
      /not on a Friday/,
    ],
    [status(422, 'Invalid', 'ImageStreamImport "web" is invalid: something new'), /something new/],
  ])('says so in the words of the server, and nothing typed is lost', async (answer, words) => {
    const { cluster, user } = await renderPage(web, { scenario: 'healthy', answer: atImport(() => answer.clone()) })
    const form = await checked(user)
    await fill(user, form.getByRole('combobox', { name: 'Name' }), 'shop')
    await fill(user, form.getByRole('textbox', { name: 'Tag' }), 'x1')
    await importNow(user)
    const alert = within(await screen.findByRole('alert', { name: 'Could not save' }))
    expect(alert.getByText(words)).toBeVisible()
    expect(form.getByRole('combobox', { name: 'Name' })).toHaveValue('shop')
    expect(form.getByRole('textbox', { name: 'Tag' })).toHaveValue('x1')
    expect(streamIn(cluster, 'payments', 'shop')).toBeUndefined()
  })
})

describe('a stream that somebody changes meanwhile', () => {
  it('in the tag that is imported is shown, and imported into when told to', async () => {
    const { cluster, user } = await renderPage(etl, {
      scenario: 'healthy',
      answer: atImport((request, api, count) => {
        if (count === 1)
          change(api, 'analytics', 'etl', ({ spec }) => {
            const tag = spec?.tags?.find(({ name }) => name === 'latest')
            if (tag) tag.from = { kind: 'DockerImage', name: 'quay.io/acme/other:1' }
          })
        return api.handle(request)
      }),
    })
    const form = await checked(user)
    await fill(user, form.getByRole('textbox', { name: 'Tag' }), 'latest')
    await form.findByRole('list', { name: 'Tags that will change' })
    await importNow(user)
    const alert = within(await screen.findByRole('alert', { name: 'Changed by someone else' }))
    expect(alert.getByRole('list', { name: 'Fields that differ' })).toHaveTextContent('quay.io/acme/other:1')
    expect(streamIn(cluster, 'analytics', 'etl')?.spec?.tags?.[0]?.from?.name).toBe('quay.io/acme/other:1')
    await user.click(alert.getByRole('button', { name: 'Apply mine to latest' }))
    expect(await results()).toEqual(['latest Imported'])
    expect(streamIn(cluster, 'analytics', 'etl')?.spec?.tags?.[0]?.from?.name).toBe('quay.io/acme/etl:stable')
  })

  it('in something else is no matter', async () => {
    const { cluster, user } = await renderPage(etl, {
      scenario: 'healthy',
      answer: atImport((request, api, count) => {
        if (count === 1)
          change(api, 'analytics', 'etl', ({ metadata }) => {
            metadata.labels = { team: 'data' }
          })
        return api.handle(request)
      }),
    })
    await checked(user)
    await importNow(user)
    expect(await results()).toEqual(['stable Imported'])
    expect(streamIn(cluster, 'analytics', 'etl')?.metadata.labels).toEqual({ team: 'data' })
  })

  it('by making it is refused, until its tags were looked at', async () => {
    const { cluster, user } = await renderPage(web, {
      scenario: 'healthy',
      // The page does not know yet what is made while it looks whether the name is free.
      answer: (request, api) => {
        if (request.url.endsWith('/imagestreams/brand-new') && !streamIn(api, 'payments', 'brand-new'))
          api.store.put(streams, brandNew)
        return api.handle(request)
      },
    })
    const form = await checked(user)
    await fill(user, form.getByRole('combobox', { name: 'Name' }), 'brand-new')
    await importNow(user)
    const alert = within(await screen.findByRole('alert', { name: 'Could not save' }))
    expect(alert.getByText(/The image stream brand-new was made in the meantime\./)).toBeVisible()
    expect(streamIn(cluster, 'payments', 'brand-new')?.spec?.tags).toBeUndefined()
    await form.findByText('The image stream is there: the tags are added to it.')
    await importNow(user)
    expect(await results()).toEqual(['v1.1 Imported'])
    expect(streamIn(cluster, 'payments', 'brand-new')?.spec?.tags).toHaveLength(1)
  })
})

describe('a lost answer', () => {
  it('of an import that was carried out is found out from the stream', async () => {
    const { cluster, user } = await renderPage(web, {
      scenario: 'healthy',
      answer: atImport(async (request, api) => {
        await api.handle(request)
        return Response.error()
      }),
    })
    const form = await checked(user)
    await fill(user, form.getByRole('combobox', { name: 'Name' }), 'shop')
    await importNow(user)
    expect(await results()).toEqual(['v1.1 Imported'])
    expect(screen.getByText(/The connection broke before the answer came\./)).toBeVisible()
    expect(streamIn(cluster, 'payments', 'shop')?.status?.tags).toHaveLength(1)
  })

  it('of one that was not is unknown, until a look or another try', async () => {
    const { cluster, user } = await renderPage(web, {
      scenario: 'healthy',
      answer: atImport((request, api, count) => (count === 1 ? Response.error() : api.handle(request))),
    })
    const form = await checked(user)
    await fill(user, form.getByRole('combobox', { name: 'Name' }), 'shop')
    await importNow(user)
    expect(await results()).toEqual(['v1.1 The outcome is unknown'])
    expect(streamIn(cluster, 'payments', 'shop')).toBeUndefined()
    await user.click(screen.getByRole('button', { name: 'Look again' }))
    expect(await results()).toEqual(['v1.1 The outcome is unknown'])
    await user.click(screen.getByRole('button', { name: 'Retry the failed one' }))
    await screen.findByRole('alert', { name: 'Imported 1 tag' })
    expect(await results()).toEqual(['v1.1 Imported'])
    expect(streamIn(cluster, 'payments', 'shop')?.status?.tags).toHaveLength(1)
  })
})

test('of many tags those that failed are tried again, and only those', async () => {
  const sent: string[][] = []
  const { cluster, user } = await renderPage('/import?project=payments&from=quay.io/acme/many-tags', {
    scenario: 'healthy',
    answer: atImport(async (request, api, count) => {
      const body: ImageStreamImport = await request.clone().json()
      sent.push((body.spec.images ?? []).map(({ to }) => to?.name ?? ''))
      return count === 2 ? status(503, 'ServiceUnavailable', 'etcd is being looked after') : api.handle(request)
    }),
  })
  await user.click(await screen.findByRole('radio', { name: 'Tags of the repository' }))
  await checked(user)
  await importNow(user)
  await screen.findByRole('alert', { name: '18 of 43 tags failed' })
  expect(screen.getAllByText('etcd is being looked after')).toHaveLength(18)
  await user.click(screen.getByRole('button', { name: 'Retry 18 failed' }))
  await screen.findByRole('alert', { name: 'Imported 43 tags' })
  expect(sent.map((tags) => tags.length)).toEqual([25, 18, 18])
  expect(sent[2]).toEqual(sent[1])
  expect(streamIn(cluster, 'payments', 'many-tags')?.status?.tags).toHaveLength(43)
})

describe('a source that needs credentials', () => {
  const secrets = '/secrets'
  const source = '/import?project=payments&from=registry.redhat.io/ubi9/nginx-124'
  const token = 'eyJ-not-to-be-seen'

  const askForSecret = async (user: Awaited<ReturnType<typeof renderPage>>['user']) => {
    await user.click(await screen.findByRole('button', { name: 'Check' }))
    const title = 'The source registry refused the credentials, or there are none'
    const problem = within(await screen.findByRole('alert', { name: title }))
    await user.click(problem.getByRole('button', { name: 'Create pull secret' }))
    return within(await screen.findByRole('dialog', { name: 'Create pull secret in payments' }))
  }

  it('gets a pull secret on the spot, is looked at again, and nothing keeps the password', async () => {
    const { cluster, user, client } = await renderPage(source, { scenario: 'healthy', as: 'dev' })
    const dialog = await askForSecret(user)
    expect(dialog.getByRole('textbox', { name: 'Registry host' })).toHaveValue('registry.redhat.io')
    await user.click(dialog.getByRole('button', { name: 'Create pull secret' }))
    expect(dialog.getByText('Enter the user name.', { selector: 'li' })).toBeVisible()
    await fill(user, dialog.getByRole('textbox', { name: 'User name' }), '1234|build')
    const password = dialog.getByLabelText(/^Password or token/)
    expect(password).toHaveAttribute('type', 'password')
    expect(password).toHaveAttribute('autocomplete', 'new-password')
    await fill(user, password, token)
    await user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(
      dialog.getByText(
        "oc create secret docker-registry registry-redhat-io-pull --docker-server=registry.redhat.io '--docker-username=1234|build' --docker-password=PASSWORD -n payments",
      ),
    ).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Create pull secret' }))

    expect(await screen.findByText('The image is there')).toBeVisible()
    const secret: Secret | undefined = cluster.store.get(secrets, 'payments', 'registry-redhat-io-pull')
    expect(secret?.type).toBe('kubernetes.io/dockerconfigjson')
    expect(JSON.parse(atob(secret?.data?.['.dockerconfigjson'] ?? ''))).toEqual({
      auths: {
        'registry.redhat.io': { username: '1234|build', password: token, auth: btoa(`1234|build:${token}`) },
      },
    })
    const cached = JSON.stringify(
      client
        .getQueryCache()
        .getAll()
        .map(({ state, queryKey }) => [queryKey, state.data]),
    )
    const kept = [cached, document.documentElement.innerHTML, JSON.stringify([localStorage, sessionStorage])]
    for (const text of kept) for (const part of [token, btoa(token)]) expect(text).not.toContain(part)
  })

  it('with a name that is taken asks for another', async () => {
    const { cluster, user } = await renderPage(source, { scenario: 'healthy' })
    cluster.store.put(secrets, { metadata: { name: 'registry-redhat-io-pull', namespace: 'payments' } })
    const dialog = await askForSecret(user)
    await fill(user, dialog.getByRole('textbox', { name: 'User name' }), 'me')
    await fill(user, dialog.getByLabelText(/^Password or token/), 'wrong')
    await user.click(dialog.getByRole('button', { name: 'Create pull secret' }))
    const alert = within(await dialog.findByRole('alert', { name: 'Could not save' }))
    expect(alert.getByText(/exists already\. Choose another name\./)).toBeVisible()
    await fill(user, dialog.getByRole('textbox', { name: 'Name' }), 'mine')
    await user.click(dialog.getByRole('button', { name: 'Create pull secret' }))
    await screen.findByRole('alert', { name: 'The source registry does not accept the user name or the password' })
    expect(cluster.store.get(secrets, 'payments', 'mine')).toBeDefined()
  })
})
