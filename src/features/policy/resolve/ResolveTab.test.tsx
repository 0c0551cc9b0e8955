// Loaded with the tests, not by the first of them: that takes seconds.
import '../PolicyPage.tsx'
import './ResolveTab.tsx'
import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { knowsAllKinds } from './resolveWords.ts'

const digest = `sha256:${'a1'.repeat(32)}`
const patience = { timeout: 10_000 }
const places = async (name = 'Where the image would come from') => {
  const list = await screen.findByRole('list', { name }, patience)
  return within(list)
    .getAllByRole('listitem')
    .map((item) => item.querySelector('code')?.textContent)
}
const forbidden = (what: string) =>
  Response.json(
    { kind: 'Status', code: 403, reason: 'Forbidden', message: `${what} is forbidden`, details: { kind: what } },
    { status: 403 },
  )

describe('where an image would come from', () => {
  test('is asked in a form, kept in the address, and answered in a sentence before the list', async () => {
    const page = await renderPage('/policy/resolve', { scenario: 'restricted' })
    const field = await screen.findByRole('textbox', { name: 'Pull spec' }, patience)
    fireEvent.change(field, { target: { value: 'quay.io/Acme' } })
    await page.user.click(screen.getByRole('button', { name: 'Resolve' }))
    expect(field).toHaveAccessibleDescription(/This is not a pull spec/)
    fireEvent.change(field, { target: { value: `quay.io/acme/web@${digest}` } })
    await page.user.click(screen.getByRole('button', { name: 'Resolve' }))
    expect(
      await screen.findByText(
        'Nodes would try mirror.acme.example:5000/acme/web first, then mirror2.acme.example/acme/web, then mirror3.acme.example/acme/web, then quay.io/acme/web.',
        undefined,
        patience,
      ),
    ).toBeVisible()
    expect(page.router.state.location.search).toBe(`?q=${encodeURIComponent(`quay.io/acme/web@${digest}`)}`)
    const first = `mirror.acme.example:5000/acme/web@${digest}`
    expect((await places())[0]).toBe(first)
    expect(screen.getAllByRole('button', { name: `Copy pull spec ${first}` })[0]).toBeInTheDocument()
    expect(
      screen.getByText('Mirror of quay.io/acme, by ImageDigestMirrorSet acme, ImageDigestMirrorSet acme-branch-office'),
    ).toBeVisible()
    await page.router.navigate('/policy/resolve?q=quay.io/acme/gateway:v1')
    expect(await screen.findByText(/^Nodes would pull it from its own registry/, undefined, patience)).toBeVisible()
    expect(screen.getByRole('textbox', { name: 'Pull spec' })).toHaveValue('quay.io/acme/gateway:v1')
    expect(screen.getByText(/quay\.io\/acme\/gateway, the most exact entry, has no mirrors for tags/)).toBeVisible()
    expect(screen.getByText(/^quay\.io\/acme \(ImageTagMirrorSet acme-tags\) covers it too/)).toBeVisible()
  })

  test('a name that is not allowed is refused, whatever its mirrors have', async () => {
    await renderPage('/policy/resolve?q=docker.io/library/nginx:1', { scenario: 'restricted' })
    const answer = await screen.findByRole(
      'group',
      {
        name: /Nodes refuse docker\.io\/library\/nginx whatever its mirrors have: it is in no allowed registry/,
      },
      patience,
    )
    expect(answer).toBeVisible()
    expect(screen.getAllByText('Blocked').length).toBeGreaterThan(1)
  })

  test('imports and pull-through go by the old kind alone where the version says so', async () => {
    await renderPage(`/policy/resolve?q=registry.redhat.io/rhel9/app@${digest}`, {
      scenario: 'restricted',
      answer: (request, cluster) =>
        request.url.endsWith('/clusterversions/version')
          ? Response.json({ metadata: { name: 'version' }, status: { desired: { version: '4.13.40' } } })
          : cluster.handle(request),
    })
    expect(
      await screen.findByText(
        /^OpenShift 4\.13\.40 uses only ImageContentSourcePolicy for imports/,
        undefined,
        patience,
      ),
    ).toBeVisible()
    const imports = within(screen.getByRole('region', { name: 'Image imports' }))
    expect(imports.getByText('The same places in the same order as nodes.')).toBeVisible()
  })

  test('a name without a registry is looked for in each search registry; a stream of that name is offered', async () => {
    await renderPage('/policy/resolve?q=openshift/nodejs:22-ubi9', { scenario: 'healthy' })
    expect(await screen.findByText(/The name has no registry/, undefined, patience)).toBeVisible()
    expect(screen.getAllByText(/^Nodes would pull it from its own registry/).length).toBeGreaterThan(0)
    const stream = within(
      await screen.findByRole('region', { name: 'openshift/nodejs:22-ubi9 in this cluster' }, patience),
    )
    expect(stream.getByText(/^It is imported from/)).toHaveTextContent('registry.redhat.io/ubi9/nodejs-22')
    const [link] = stream.getAllByRole('link', { name: /^registry\.redhat\.io/ })
    expect(link).toHaveAttribute('href', expect.stringContaining('/policy/resolve?q=registry.redhat.io'))
  })
})

describe('what cannot be read is said', () => {
  test('some mirror sets, and the image configuration', async () => {
    await renderPage(`/policy/resolve?q=quay.io/acme/web@${digest}`, {
      scenario: 'restricted',
      answer: (request, cluster) => {
        const { pathname } = new URL(request.url)
        if (pathname.endsWith('/imagecontentsourcepolicies')) return forbidden('imagecontentsourcepolicies')
        if (pathname.endsWith('/config.openshift.io/v1/images/cluster')) return forbidden('images')
        return cluster.handle(request)
      },
    })
    expect(await screen.findByRole('group', { name: /Partial/ }, patience)).toBeVisible()
    expect(screen.getByRole('group', { name: /It is not known which registries are blocked or allowed/ })).toBeVisible()
    expect((await places()).length).toBeGreaterThan(1)
  })

  test('nothing at all: the name itself is still told', async () => {
    await renderPage('/policy/resolve?q=quay.io/acme/web:1', { scenario: 'restricted', as: 'dev' })
    expect(await screen.findByRole('group', { name: /Partial/ }, patience)).toHaveTextContent(
      /imagedigestmirrorsets.*imagetagmirrorsets/,
    )
    expect(await places()).toEqual(['quay.io/acme/web:1'])
    expect(screen.getByText(/^As far as you can see: Nodes would pull it from its own registry/)).toBeVisible()
  })

  test('no mirror kinds', async () => {
    await renderPage('/policy/resolve?q=quay.io/acme/web:1', {
      scenario: 'healthy',
      answer: (request, cluster) =>
        /\/image(?:digestmirrorsets|tagmirrorsets|contentsourcepolicies|contentpolicies)/.test(request.url)
          ? new Response('404 page not found\n', { status: 404 })
          : cluster.handle(request),
    })
    expect(await screen.findByText(/^This cluster has no mirror sets/, undefined, patience)).toBeVisible()
  })
})

test.each([
  ['4.13.40', false],
  ['4.14.0', true],
  ['4.20.1', true],
  [undefined, undefined],
  ['weird', undefined],
])('imports of OpenShift %s know all kinds: %s', (version, expected) => {
  expect(knowsAllKinds(version)).toBe(expected)
})
