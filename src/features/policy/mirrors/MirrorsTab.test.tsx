// Loaded with the tests, not by the first of them: that takes seconds.
import '../PolicyPage.tsx'
import './CreateMirrorSetDialog.tsx'
import './DeleteMirrorSetDialog.tsx'
import './EditMirrorSetDialog.tsx'
import './MirrorSetYaml.tsx'
import './MirrorsTab.tsx'
import '../resolve/ResolveTab.tsx'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { MirrorSetObject } from '../../../k8s/resources/mirrorSet.ts'
import { findEditor, typeOver } from '../../../ui/yaml/testEditor.ts'

const idms = 'config.openshift.io/imagedigestmirrorsets'
const itms = 'config.openshift.io/imagetagmirrorsets'
const icsp = 'operator.openshift.io/imagecontentsourcepolicies'
const stored = ({ cluster }: RenderedPage, path: `${string}/${string}`, name: string): MirrorSetObject | undefined =>
  cluster.store.get(path, undefined, name)
const table = async () => within(await screen.findByRole('table', { name: 'Mirror sets' }, { timeout: 10_000 }))
const rowOf = async (name: string) =>
  within(
    (await (await table()).findByRole('rowheader', { name: new RegExp(`^${name}`) })).closest('tr') ?? document.body,
  )
const dialogOf = async (name: string) => within(await screen.findByRole('dialog', { name }, { timeout: 10_000 }))
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
const typeInto = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } })
async function choose({ user }: RenderedPage, name: string, action: string) {
  await user.click(await (await table()).findByRole('button', { name: `Actions for ${name}` }))
  await user.click(await screen.findByRole('menuitem', { name: new RegExp(`^${action}`) }))
}
/** A server without a kind, as one answers that never had it. */
const without =
  (...plurals: string[]) =>
  (request: Request, cluster: RenderedPage['cluster']) =>
    plurals.some((plural) => new URL(request.url).pathname.endsWith(`/${plural}`))
      ? new Response('404 page not found\n', { status: 404, headers: { 'Content-Type': 'text/plain' } })
      : cluster.handle(request)

describe('mirror sets', () => {
  test('hundreds of broken entries are a few alarms, and a number', async () => {
    await renderPage('/policy/mirrors', {
      scenario: 'healthy',
      answer: (request, cluster) => {
        if (!new URL(request.url).pathname.endsWith('/imagecontentsourcepolicies')) return cluster.handle(request)
        const repositoryDigestMirrors = Array.from({ length: 300 }, (_, at) => ({
          source: `not a name ${at}`,
          mirrors: ['mirror.corp/a'],
        }))
        const items = [{ metadata: { name: 'broken', uid: '1' }, spec: { repositoryDigestMirrors } }]
        return Response.json({ kind: 'ImageContentSourcePolicyList', metadata: { resourceVersion: '1' }, items })
      },
    })
    await rowOf('broken')
    expect(screen.getAllByText(/^“not a name \d+” is not the name of a registry/)).toHaveLength(5)
    expect(screen.getByText('and 295 more')).toBeVisible()
  })

  test('one is made by a form, is in the cluster, and counts where images are resolved', async () => {
    const page = await renderPage('/policy/mirrors', { scenario: 'healthy' })
    await page.user.click(await screen.findByRole('button', { name: 'Create mirror set' }, { timeout: 10_000 }))
    expect(screen.getByText(/^oc create -f - <<< '{.*"kind":"ImageDigestMirrorSet"/)).toBeVisible()
    const dialog = await dialogOf('Create mirror set')
    await page.user.click(dialog.getByRole('button', { name: 'Create mirror set' }))
    expect(dialog.getByRole('alert', { name: 'Could not save' })).toHaveTextContent(
      /Enter a name.*Enter a registry.*Add a mirror/,
    )
    typeInto(dialog.getByRole('textbox', { name: 'Name' }), 'ubi')
    typeInto(dialog.getByRole('textbox', { name: 'Source' }), 'registry.redhat.io/ubi9')
    const mirrors = within(dialog.getByRole('group', { name: 'Mirrors' }))
    typeInto(mirrors.getByRole('textbox', { name: 'Mirror 1' }), '*.corp')
    expect(mirrors.getByRole('textbox', { name: 'Mirror 1' })).toHaveAccessibleDescription(/No wildcards/)
    typeInto(mirrors.getByRole('textbox', { name: 'Mirror 1' }), 'second.corp/ubi9')
    await page.user.click(mirrors.getByRole('button', { name: 'Add mirror' }))
    expect(mirrors.getByRole('textbox', { name: 'Mirror 2' })).toHaveFocus()
    typeInto(mirrors.getByRole('textbox', { name: 'Mirror 2' }), 'first.corp:5000/ubi9')
    await page.user.click(mirrors.getByRole('button', { name: 'Move mirror 2 up' }))
    fireEvent.change(dialog.getByRole('combobox', { name: 'Mirror source policy' }), {
      target: { value: 'NeverContactSource' },
    })
    expect(dialog.getByRole('list', { name: 'What this does' })).toHaveTextContent(
      /named by digest come from first\.corp:5000\/ubi9, then second\.corp\/ubi9, and from nowhere else/,
    )
    await page.user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
    expect(dialog.getByText(/^oc apply -f - <<'EOF'/)).toHaveTextContent(/mirrorSourcePolicy: NeverContactSource/)
    await page.user.click(dialog.getByRole('button', { name: 'Create mirror set' }))
    await closed()
    expect(stored(page, idms, 'ubi')?.spec).toEqual({
      imageDigestMirrors: [
        {
          source: 'registry.redhat.io/ubi9',
          mirrors: ['first.corp:5000/ubi9', 'second.corp/ubi9'],
          mirrorSourcePolicy: 'NeverContactSource',
        },
      ],
    })
    expect((await rowOf('ubi')).getByText('registry.redhat.io/ubi9')).toBeInTheDocument()
    const digest = `sha256:${'a1'.repeat(32)}`
    await page.router.navigate(`/policy/resolve?q=registry.redhat.io/ubi9/nodejs@${digest}`)
    const places = await screen.findByRole('list', { name: 'Where the image would come from' }, { timeout: 10_000 })
    expect(
      within(places)
        .getAllByRole('listitem')
        .map((item) => item.querySelector('code')?.textContent),
    ).toEqual([
      `first.corp:5000/ubi9/nodejs@${digest}`,
      `second.corp/ubi9/nodejs@${digest}`,
      `registry.redhat.io/ubi9/nodejs@${digest}`,
    ])
    expect(within(places).getAllByText('Blocked')).toHaveLength(1)
  })

  test('loops, hidden mirrors and sources that are not allowed are told', async () => {
    const page = await renderPage('/policy/mirrors', { scenario: 'restricted' })
    const loop = await rowOf('acme-loop')
    expect(loop.getByText('Loop')).toBeInTheDocument()
    expect((await rowOf('acme-tags')).getByText('Source not allowed')).toBeInTheDocument()
    expect((await rowOf('acme-branch-office')).getByText('Hides mirrors')).toBeInTheDocument()
    await page.user.click(loop.getByRole('button', { name: 'Details of acme-loop' }))
    expect(
      await screen.findByText(/^mirror2\.acme\.example\/acme and its mirror quay\.io\/acme mirror each other/),
    ).toBeVisible()
    await choose(page, 'acme-loop', 'Edit')
    const dialog = await dialogOf('Edit mirror set acme-loop')
    const entry = within(dialog.getByRole('group', { name: 'Entry 2' }))
    typeInto(entry.getByRole('textbox', { name: 'Mirror 1' }), 'plain/any')
    expect(await dialog.findByRole('group', { name: /mirror each other in a loop/ })).toBeInTheDocument()
    await page.user.click(dialog.getByRole('button', { name: 'Save' }))
    expect(entry.getByRole('textbox', { name: 'Mirror 1' })).toHaveAccessibleDescription(/with a dot or a port/)
    expect(page.cluster.faults.requests.some(({ verb }) => verb === 'patch')).toBe(false)
  })

  test('somebody else changes the set meanwhile: what was typed stays, and is applied to theirs', async () => {
    const page = await renderPage('/policy/mirrors', { scenario: 'restricted' })
    await choose(page, 'acme', 'Edit')
    const dialog = await dialogOf('Edit mirror set acme')
    const first = within(dialog.getByRole('group', { name: 'Entry 1' }))
    await page.user.click(first.getByRole('button', { name: 'Move mirror 1 down' }))
    await page.user.click(dialog.getByRole('button', { name: 'Remove entry 2' }))
    const before = stored(page, idms, 'acme')
    page.cluster.store.put(idms, {
      ...before,
      metadata: { ...before?.metadata, name: 'acme' },
      spec: { imageDigestMirrors: [{ source: 'ghcr.io', mirrors: ['m.corp/ghcr'] }] },
    } as MirrorSetObject)
    await page.user.click(dialog.getByRole('button', { name: 'Save' }))
    await page.user.click(await dialog.findByRole('button', { name: 'Apply mine to latest' }))
    await closed()
    expect(stored(page, idms, 'acme')?.spec).toEqual({
      imageDigestMirrors: [
        { source: 'quay.io/acme', mirrors: ['mirror2.acme.example/acme', 'mirror.acme.example:5000/acme'] },
      ],
    })
  })

  test('the server’s complaint stands at its field', async () => {
    const page = await renderPage('/policy/mirrors', {
      scenario: 'restricted',
      answer: (request, cluster) => {
        if (request.method !== 'PATCH') return cluster.handle(request)
        const causes = [
          { field: 'spec.imageTagMirrors[0].source', message: 'Invalid value: no', reason: 'FieldValueInvalid' },
        ]
        const status = { kind: 'Status', code: 422, reason: 'Invalid', message: 'no such source', details: { causes } }
        return Response.json(status, { status: 422 })
      },
    })
    await choose(page, 'acme-tags', 'Edit')
    const dialog = await dialogOf('Edit mirror set acme-tags')
    const source = within(dialog.getByRole('group', { name: 'Entry 1' })).getByRole('textbox', { name: 'Source' })
    typeInto(source, 'quay.io/other')
    await page.user.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(source).toHaveAccessibleDescription(/Invalid value: no/))
    expect(source).toHaveValue('quay.io/other')
  })

  test('one is deleted, with what remains said', async () => {
    const page = await renderPage('/policy/mirrors', { scenario: 'restricted' })
    await choose(page, 'acme-branch-office', 'Delete mirror set')
    const dialog = await dialogOf('Delete mirror set acme-branch-office')
    const effects = await dialog.findByRole('list', { name: 'What this does' })
    expect(effects).toHaveTextContent('Images of quay.io/acme/gateway then come from the source itself')
    expect(effects).toHaveTextContent('Other sets have mirrors of quay.io/acme too')
    await page.user.click(dialog.getByRole('button', { name: 'Delete mirror set' }))
    await closed()
    expect(stored(page, idms, 'acme-branch-office')).toBeUndefined()
    expect((await table()).queryByRole('rowheader', { name: /^acme-branch-office/ })).toBeNull()
  })

  test('its YAML has an address, and the checks of the form', async () => {
    const page = await renderPage('/policy/mirrors?yaml=ImageTagMirrorSet/acme-tags', { scenario: 'restricted' })
    expect(await screen.findByRole('region', { name: 'YAML of acme-tags' }, { timeout: 10_000 })).toBeInTheDocument()
    const view = await findEditor()
    typeOver(view, 'docker.io/library', 'docker.io/library:1')
    await page.user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByRole('alert', { name: 'Could not save' })).toBeInTheDocument()
    expect(screen.getByText(/without tag and digest/)).toBeInTheDocument()
    typeOver(view, 'docker.io/library:1', 'docker.io/other')
    await page.user.click(screen.getByRole('button', { name: 'Save' }))
    const dialog = await dialogOf('Save acme-tags')
    expect(dialog.getByText(/^Images of docker\.io\/other that are named by tag come from/)).toBeInTheDocument()
    await page.user.click(dialog.getByRole('button', { name: 'Save' }))
    await closed()
    expect(stored(page, itms, 'acme-tags')?.spec?.imageTagMirrors?.[1]?.source).toBe('docker.io/other')
    expect(screen.getByRole('link', { name: 'All mirror sets' })).toHaveAttribute('href', '/policy/mirrors')
  })
})

describe('not every cluster and not everybody', () => {
  test('without the newer kinds a new set is of the old kind', async () => {
    const page = await renderPage('/policy/mirrors', {
      scenario: 'healthy',
      answer: without('imagedigestmirrorsets', 'imagetagmirrorsets', 'imagecontentpolicies'),
    })
    await page.user.click(await screen.findByRole('button', { name: 'Create mirror set' }, { timeout: 10_000 }))
    const dialog = await dialogOf('Create mirror set')
    const kinds = within(dialog.getByRole('combobox', { name: 'Kind' })).getAllByRole('option')
    expect(kinds.map((option) => option.getAttribute('value'))).toEqual(['ImageContentSourcePolicy'])
    expect(dialog.queryByRole('combobox', { name: 'Mirror source policy' })).toBeNull()
    typeInto(dialog.getByRole('textbox', { name: 'Name' }), 'old')
    typeInto(dialog.getByRole('textbox', { name: 'Source' }), 'quay.io/team')
    typeInto(dialog.getByRole('textbox', { name: 'Mirror 1' }), 'm.corp/team')
    await page.user.click(dialog.getByRole('button', { name: 'Create mirror set' }))
    await closed()
    expect(stored(page, icsp, 'old')?.spec).toEqual({
      repositoryDigestMirrors: [{ source: 'quay.io/team', mirrors: ['m.corp/team'] }],
    })
  })

  test('without the old kind new sets are for digests or tags', async () => {
    const page = await renderPage('/policy/mirrors', {
      scenario: 'healthy',
      answer: without('imagecontentsourcepolicies', 'imagecontentpolicies'),
    })
    await page.user.click(await screen.findByRole('button', { name: 'Create mirror set' }, { timeout: 10_000 }))
    const dialog = await dialogOf('Create mirror set')
    fireEvent.change(dialog.getByRole('combobox', { name: 'Kind' }), { target: { value: 'ImageTagMirrorSet' } })
    typeInto(dialog.getByRole('textbox', { name: 'Name' }), 'by-tag')
    typeInto(dialog.getByRole('textbox', { name: 'Source' }), '*.example.com')
    typeInto(dialog.getByRole('textbox', { name: 'Mirror 1' }), 'm.corp')
    await page.user.click(dialog.getByRole('button', { name: 'Create mirror set' }))
    await closed()
    expect(stored(page, itms, 'by-tag')?.spec?.imageTagMirrors).toEqual([
      { source: '*.example.com', mirrors: ['m.corp'] },
    ])
  })

  test('without any kind, and where one cannot be read, it is said', async () => {
    const all = ['imagedigestmirrorsets', 'imagetagmirrorsets', 'imagecontentsourcepolicies', 'imagecontentpolicies']
    const { view } = await renderPage('/policy/mirrors', { scenario: 'healthy', answer: without(...all) })
    expect(await screen.findByText('This cluster has no mirror sets', undefined, { timeout: 10_000 })).toBeVisible()
    view.unmount()
    await renderPage('/policy/mirrors', {
      scenario: 'restricted',
      answer: (request, cluster) =>
        request.url.includes('imagetagmirrorsets')
          ? Response.json({ kind: 'Status', code: 500, message: 'etcd is slow' }, { status: 500 })
          : cluster.handle(request),
    })
    const alert = await screen.findByRole('group', { name: /Partial/ }, { timeout: 10_000 })
    expect(alert).toHaveTextContent('etcd is slow')
    expect((await table()).getByRole('rowheader', { name: /^acme-loop/ })).toBeInTheDocument()
  })

  test('who may not list them is told which right is missing', async () => {
    await renderPage('/policy/mirrors', { scenario: 'restricted', as: 'dev' })
    expect(await screen.findByText('Permission missing', undefined, { timeout: 10_000 })).toBeVisible()
    expect(screen.getByText(/^You may not list imagedigestmirrorsets in the whole cluster/)).toBeVisible()
  })
})
