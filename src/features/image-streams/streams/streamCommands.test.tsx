import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import { scenarios } from '../../../../mocks/seed/scenarios.ts'
import { createCluster, type Cluster } from '../../../../mocks/server/cluster.ts'
import { hasKubectl, run } from '../../../../mocks/server/kubectlCommands.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import '../testQueries.ts'

const imageStreams = 'image.openshift.io/imagestreams'

/** What people decide about a stream, as a cluster has it. */
function decided({ store }: Cluster, namespace: string, name: string) {
  const stream: ImageStream | undefined = store.get(imageStreams, namespace, name)
  const { labels, annotations } = stream?.metadata ?? {}
  return stream && { labels, annotations, spec: stream.spec, tags: stream.status?.tags?.map(({ tag }) => tag) }
}

/** The command that is on the screen, typed into the shell of a cluster of its own. */
async function typed({ user }: RenderedPage): Promise<Cluster> {
  await user.click(screen.getByRole('button', { name: 'Equivalent command' }))
  const command = await waitFor(() => {
    const shown = document.querySelector('.rc-equivalent pre')?.textContent
    if (!shown) throw new Error('no command is shown')
    return shown
  })
  const twin = createCluster(await scenarios.recorded(), { defaultUser: 'admin' })
  await run(command, twin)
  return twin
}

async function chosen(entry: string) {
  const page = await renderPage('/imagestreams/storefront/web')
  await page.user.click(await screen.findByRole('button', { name: 'Actions for web' }))
  await page.user.click(await screen.findByRole('menuitem', { name: entry }))
  return { page, dialog: within(await screen.findByRole('dialog')) }
}

const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

describe.skipIf(!hasKubectl())('a command has the same effect as its dialog', () => {
  test('labels and annotations', async () => {
    const { page, dialog } = await chosen('Edit labels')
    await page.user.click(dialog.getByRole('button', { name: 'Add to labels' }))
    await page.user.keyboard('team')
    await page.user.click(dialog.getByRole('button', { name: 'Add to annotations' }))
    await page.user.keyboard('note')
    await page.user.tab()
    await page.user.paste(`it's $HOME = "a"\nand more`)
    const twin = await typed(page)
    await page.user.click(dialog.getByRole('button', { name: /^Edit (labels|lookup policy)$/ }))
    await gone()
    expect(decided(page.cluster, 'storefront', 'web')?.labels).toEqual({ team: '' })
    expect(decided(twin, 'storefront', 'web')).toEqual(decided(page.cluster, 'storefront', 'web'))
  })

  test('delete', async () => {
    const { page, dialog } = await chosen('Delete image stream')
    await page.user.type(dialog.getByRole('textbox', { name: 'Type web to confirm' }), 'web')
    const twin = await typed(page)
    await page.user.click(dialog.getByRole('button', { name: 'Delete image stream' }))
    await gone()
    expect(decided(page.cluster, 'storefront', 'web')).toBeUndefined()
    expect(decided(twin, 'storefront', 'web')).toBeUndefined()
  })

  test('create, of a stream with more than a name', async () => {
    const page = await renderPage('/imagestreams/create?project=storefront')
    await page.user.type(await screen.findByRole('textbox', { name: 'Name' }), 'new')
    await page.user.click(screen.getByRole('checkbox', { name: 'Lookup policy (local)' }))
    await page.user.click(screen.getByRole('checkbox', { name: 'Add a first tag' }))
    await page.user.type(screen.getByRole('textbox', { name: 'Pull spec' }), 'quay.io/acme/notebooks:1')
    const twin = await typed(page)
    await page.user.click(screen.getByRole('button', { name: 'Create' }))
    await screen.findByRole('heading', { level: 1, name: 'new' })
    expect(decided(page.cluster, 'storefront', 'new')?.spec?.lookupPolicy?.local).toBe(true)
    expect(decided(twin, 'storefront', 'new')?.spec).toEqual(decided(page.cluster, 'storefront', 'new')?.spec)
  })
})
