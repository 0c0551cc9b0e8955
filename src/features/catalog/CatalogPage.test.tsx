import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { at, recorded } from '../../../mocks/seed/base.ts'
import { image, imageStream, revision, type TagSpec } from '../../../mocks/seed/builders.ts'
import { renderPage } from '../../../mocks/renderPage.tsx'
import type { K8sObject } from '../../k8s/types.ts'
// The code of the panel is read before the first test, and not while its clock runs.
import './CatalogDetails.tsx'
import './NothingOffered.tsx'

const created = '2026-11-01T10:00:00Z'
const perlImage = image({
  repository: 'registry.redhat.io/ubi9/perl-540',
  seed: 'perl',
  created,
  layers: [{ name: 'perl', MiB: 90 }],
})

const version = (of: string, annotations: Record<string, string> = {}): TagSpec => ({
  from: { kind: 'DockerImage', name: `registry.redhat.io/ubi9/perl:${of}` },
  generation: 1,
  annotations: { tags: 'builder,perl', version: of, iconClass: 'icon-perl', ...annotations },
  revisions: [revision(perlImage, created)],
})

/** As openshift/library has it, with a version whose import fails and one that is hidden. */
const perl = imageStream({
  namespace: 'openshift',
  name: 'perl',
  created,
  annotations: { 'openshift.io/display-name': 'Perl', 'openshift.io/provider-display-name': 'Red Hat, Inc.' },
  tags: {
    '5.9-ubi8': version('5.9'),
    '5.32-ubi9': version('5.32', { description: 'Build and run Perl 5.32 applications on UBI 9.' }),
    '5.40-ubi10': version('5.40', {
      description: 'Build and run Perl 5.40 applications on UBI 10.',
      sampleRepo: 'https://github.com/sclorg/dancer-ex.git',
      sampleContextDir: 'app',
      'openshift.io/documentation-url': 'https://github.com/sclorg/s2i-perl-container',
    }),
    '5.42-ubi10': {
      ...version('5.42'),
      revisions: null,
      failure: { reason: 'Unauthorized', message: 'you may not have access to perl-542', at: created, generation: 1 },
    },
    '5.38-ubi9': version('5.38', { tags: 'builder,perl,hidden' }),
    latest: {
      ...version('latest'),
      from: { kind: 'ImageStreamTag', name: '5.40-ubi10' },
      annotations: { tags: 'builder,perl' },
    },
  },
})

const hidden = imageStream({
  namespace: 'openshift',
  name: 'fis-java-openshift',
  created,
  tags: { '1.0': version('1.0', { tags: 'builder,java,hidden' }) },
})

function stateWith(...streams: K8sObject[]) {
  const state = recorded()
  return {
    ...state,
    [at.imageStreams]: { items: [...(state[at.imageStreams]?.items ?? []), ...streams] },
    [at.images]: { items: [...(state[at.images]?.items ?? []), perlImage] },
  }
}

const gallery = async () => within(await screen.findByRole('list', { name: 'Catalog' }))
const cardNames = async () => (await gallery()).getAllByRole('heading').map((heading) => heading.textContent)
const details = (name: string) => screen.findByRole('complementary', { name })

describe('the gallery', () => {
  test('one card for a stream: versions by number, hidden ones left out, from where it is', async () => {
    await renderPage('/catalog?project=payments', { as: 'dev', state: stateWith(perl, hidden) })
    const card = within(await (await gallery()).findByRole('article', { name: 'Perl' }))
    expect(card.getByText('5.40, 5.32, 5.9')).toBeVisible()
    expect(card.getByText('Build and run Perl 5.40 applications on UBI 10.')).toBeVisible()
    expect(card.getByText('Red Hat, Inc.')).toBeVisible()
    expect(card.getByText('openshift/perl')).toBeVisible()
    expect(card.getByText('Builder')).toBeVisible()
    expect(card.getByText('From openshift')).toBeVisible()
    const own = within((await gallery()).getByRole('article', { name: 'api' }))
    expect(own.queryByText(/^From /)).not.toBeInTheDocument()
    expect(await cardNames()).not.toContain('fis-java-openshift')
    expect(document.title).toBe('Catalog · Registry Console')
    // Of another project.
    expect(await cardNames()).not.toContain('broken')
  })

  test('filters are in the address, count, and can be cleared', async () => {
    const { user, router } = await renderPage('/catalog?q=perl', { state: stateWith(perl) })
    await waitFor(async () => expect(await cardNames()).toEqual(['Perl']))
    expect(screen.getByRole('searchbox', { name: 'Search the catalog' })).toHaveValue('perl')
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    await waitFor(async () => expect((await cardNames()).length).toBeGreaterThan(5))
    await user.click(screen.getByRole('radio', { name: 'Builders' }))
    await waitFor(async () => expect(await cardNames()).toEqual(['Node.js', 'Perl']))
    expect(router.state.location.search).toBe('?type=builders')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Tag' }), 'nodejs (1)')
    await waitFor(async () => expect(await cardNames()).toEqual(['Node.js']))
    await router.navigate('/catalog?type=mine&provider=Nobody')
    expect(await screen.findByRole('heading', { name: 'Nothing matches' })).toBeVisible()
    expect(screen.getByRole('combobox', { name: 'Provider' })).toHaveDisplayValue('Nobody (0)')
  })

  test('nothing: how something comes into it', async () => {
    const state = recorded()
    const config = { metadata: { name: 'cluster' }, spec: { managementState: 'Removed' } }
    const { router } = await renderPage('/catalog', {
      state: { ...state, [at.imageStreams]: { items: [] }, [at.samplesConfigs]: { items: [config] } },
    })
    expect(await screen.findByRole('heading', { name: 'Nothing in the catalog yet' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Import an image' })).toHaveAttribute('href', '/import')
    expect(await screen.findByText(/^The samples operator is removed/)).toBeVisible()
    await router.navigate('/catalog?project=payments&type=builders')
    expect(await screen.findByRole('heading', { name: 'Nothing in the catalog yet' })).toBeVisible()
  })

  test('a project that is forbidden or fails leaves what all share', async () => {
    const { cluster, router, user } = await renderPage('/catalog?project=analytics', { as: 'dev' })
    expect(await screen.findByText('You may not list imagestreams in the project analytics.')).toBeVisible()
    expect(await cardNames()).toEqual(['Node.js', 'python'])
    cluster.faults.add({ verb: 'list', plural: 'imagestreams', status: 500, message: 'etcd is on fire' })
    await router.navigate('/catalog?project=payments')
    expect(await screen.findByText('etcd is on fire')).toBeVisible()
    await user.click(await screen.findByRole('button', { name: 'Retry' }))
    await waitFor(async () => expect(await cardNames()).toContain('api'))
  })

  test('a cluster without the API says so', async () => {
    await renderPage('/catalog', {
      answer: (request, cluster) =>
        request.url.includes('/apis/image.openshift.io/')
          ? new Response('404 page not found\n', { status: 404 })
          : cluster.handle(request),
    })
    expect(await screen.findByRole('heading', { name: 'This cluster has no image.openshift.io' })).toBeVisible()
  })
})

describe('the details', () => {
  test('a version, its commands, and what of it is not there', async () => {
    vi.stubGlobal('isSecureContext', true)
    onTestFinished(() => void vi.unstubAllGlobals())
    const { user, router } = await renderPage('/catalog?project=payments', { state: stateWith(perl) })
    await user.click(await screen.findByRole('link', { name: 'Perl' }))
    const panel = within(await details('Perl'))
    expect(router.state.location.search).toBe('?project=payments&item=openshift%2Fperl')
    await waitFor(() => expect(panel.getByRole('heading', { name: 'Perl' })).toHaveFocus())
    const picker = await panel.findByRole('combobox', { name: 'Version' })
    expect(picker).toHaveDisplayValue('5.40 (tag 5.40-ubi10)')
    expect(
      within(picker)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual([
      '5.42 (tag 5.42-ubi10): not available',
      '5.40 (tag 5.40-ubi10)',
      '5.32 (tag 5.32-ubi9)',
      '5.9 (tag 5.9-ubi8)',
    ])
    expect(panel.getByText('latest follows 5.40-ubi10')).toBeVisible()
    const command =
      'oc new-app perl:5.40-ubi10~https://github.com/sclorg/dancer-ex.git --context-dir=app --name=perl-sample -n payments'
    expect(panel.getByText(command)).toBeVisible()
    await user.click(panel.getByRole('button', { name: 'Copy oc new-app command' }))
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe(command))
    expect(panel.getByText('openshift/perl:5.40-ubi10')).toBeVisible()
    expect(panel.getByRole('link', { name: /s2i-perl-container/ })).toHaveAttribute('rel', 'noopener noreferrer')
    expect(await panel.findByText('90.0 MiB')).toBeVisible()
    expect(panel.getByRole('link', { name: 'Open tag 5.40-ubi10' })).toHaveAttribute(
      'href',
      '/imagestreams/openshift/perl/tags/5.40-ubi10',
    )
    await user.selectOptions(picker, '5.42 (tag 5.42-ubi10): not available')
    expect(await panel.findByText('Unauthorized: you may not have access to perl-542')).toBeVisible()
    expect(panel.queryByText(/oc new-app/)).not.toBeInTheDocument()
    // The way back closes it, whatever was chosen in it, and the focus is where it was.
    await user.click(panel.getByRole('button', { name: 'Close Perl' }))
    await waitFor(() => expect(screen.queryByRole('complementary')).not.toBeInTheDocument())
    expect(router.state.location.search).toBe('?project=payments')
    await waitFor(() => expect(screen.getByRole('link', { name: 'Perl' })).toHaveFocus())
  })

  test('a link opens it; pods of another project may not pull', async () => {
    const { user, router } = await renderPage('/catalog?project=payments&item=analytics/broken')
    expect(await screen.findByRole('combobox', { name: 'Version' })).toHaveDisplayValue(/not available/)
    await router.navigate('/catalog?project=payments&item=storefront/web')
    expect(await screen.findByText('Pods of payments may not pull it')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Let another project pull' })).toHaveAttribute(
      'href',
      '/access/permissions?project=storefront',
    )
    expect(screen.getByText(/oc create deployment web --image=.*\/storefront\/web:.* -n payments/)).toBeVisible()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(router.state.location.search).toBe('?project=payments'))
    await router.navigate('/catalog?item=payments/gone')
    expect(await screen.findByRole('heading', { name: 'No image stream payments/gone' })).toBeVisible()
  })

  test('what the cluster’s registry does not have is pulled from where it is', async () => {
    const tool = imageStream({
      namespace: 'payments',
      name: 'tool',
      created,
      tags: {
        '1': version('1', { tags: '' }),
        '2': { from: { kind: 'DockerImage', name: 'quay.io/acme/tool:2' }, reference: true, revisions: null },
      },
    })
    const page = await renderPage('/catalog?item=payments/tool&version=2', { state: stateWith(tool) })
    expect(await screen.findByText('podman pull quay.io/acme/tool:2')).toBeVisible()
    page.view.unmount()
    const source = `registry.redhat.io/ubi9/perl-540@${perlImage.metadata.name}`
    const event = { created, generation: 1, image: perlImage.metadata.name, dockerImageReference: source }
    const gone = { ...tool, status: { dockerImageRepository: '', tags: [{ tag: '1', items: [event] }] } }
    await renderPage('/catalog?item=payments/tool&version=1', {
      answer: async (request, cluster) =>
        new URL(request.url).pathname.endsWith('/payments/imagestreams/tool')
          ? Response.json(gone)
          : cluster.handle(request),
    })
    expect(await screen.findByText(`podman pull ${source}`)).toBeVisible()
    expect(screen.queryByText(/it has no route/)).toBeNull()
  })

  test('who may see an image and not pull it is told so', async () => {
    const { user } = await renderPage('/catalog?project=payments', {
      as: 'dev',
      answer: async (request, cluster) => {
        const asked = request.url.endsWith('/selfsubjectaccessreviews') ? await request.clone().text() : ''
        if (!asked.includes('"subresource":"layers"')) return cluster.handle(request)
        return Response.json({ status: { allowed: false } }, { status: 201 })
      },
    })
    const card = within(await (await gallery()).findByRole('article', { name: 'Node.js' }))
    expect(await card.findByText('No right to pull')).toBeVisible()
    expect(within((await gallery()).getByRole('article', { name: 'api' })).queryByText(/right/)).toBeNull()
    await user.click(card.getByRole('link', { name: 'Node.js' }))
    expect(await within(await details('Node.js')).findByText('You may not pull it')).toBeVisible()
  })

  test('annotations are anybody’s text, and stay text', async () => {
    const evil = '<img src=x onerror="document.title=1">'
    const hostile = imageStream({
      namespace: 'payments',
      name: 'evil',
      created,
      annotations: { 'openshift.io/display-name': evil, 'openshift.io/provider-display-name': 'p'.repeat(3000) },
      tags: {
        '1': version('1', {
          iconClass: 'https://evil.example/icon-perl',
          description: `${evil} ${'long '.repeat(2000)}`,
          sampleRepo: 'ext::sh -c id',
          'openshift.io/documentation-url': 'javascript:alert(1)',
          'openshift.io/support-url': 'https://user:secret@evil.example/',
        }),
      },
    })
    const { view } = await renderPage('/catalog?item=payments/evil', { state: stateWith(hostile) })
    const panel = within(await details(evil))
    expect(await panel.findByText('javascript:alert(1)')).toBeVisible()
    expect(panel.queryByRole('link', { name: /javascript|evil\.example/ })).not.toBeInTheDocument()
    expect(
      panel.getByText(/^oc new-app evil:1~https:\/\/example\.com\/ORG\/REPOSITORY\.git --name=evil-app/),
    ).toBeVisible()
    expect(view.container.querySelector('img, [style*="evil.example"]')).toBeNull()
    expect(document.title).toBe('Catalog · Registry Console')
  })
})

test('inside a frame: without what surrounds it, and other pages in tabs of their own', async () => {
  const { user, router } = await renderPage('/catalog?embed=1', { state: stateWith(perl) })
  expect(await screen.findByRole('heading', { level: 1, name: 'Catalog' })).toBeVisible()
  await user.click(await screen.findByRole('link', { name: 'Perl' }))
  expect(router.state.location.search).toBe('?embed=1&item=openshift%2Fperl')
  const link = await within(await details('Perl')).findByRole('link', { name: 'Open image stream' })
  expect(link).toHaveAttribute('target', '_blank')
  expect(link).toHaveAttribute('rel', 'noopener')
  expect(screen.queryByRole('banner')).not.toBeInTheDocument()
  expect(screen.queryByRole('navigation', { name: 'Main' })).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: /^Project:/ })).not.toBeInTheDocument()
  // Other pages have no such view.
  await router.navigate('/imagestreams?embed=1')
  expect(await screen.findByRole('navigation', { name: 'Main' })).toBeInTheDocument()
})
