import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import type { SamplesConfig } from '../../../k8s/resources/samplesConfig.ts'
import { findRow } from '../testQueries.ts'

const samplesConfigs = 'samples.operator.openshift.io/configs'
const managed = /Managed by the samples operator: changes will be undone/

describe('limits and quotas', () => {
  test('stand at the stream, with their numbers and where they come from', async () => {
    const { cluster } = await renderPage('/imagestreams/sandbox/hello/details', { scenario: 'healthy' })
    const term = await screen.findByText('Limits')
    const limits = within(term.closest('.pf-v6-c-description-list__group') as HTMLElement) // a term is in its group
    const entries = limits.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(entries).toEqual([
      'Images up to 1Gi may be pushed limit range image-limits',
      expect.stringMatching(/^\d+ of 20 images allowed limit range image-limits$/),
      expect.stringMatching(/^\d+ of 4 tags with a source allowed limit range image-limits$/),
      '1 of 2 image streams allowed quota image-streams of the project',
    ])
    expect(cluster.faults.requests.filter(({ verb, plural }) => verb === 'watch' && plural === 'limitranges')).toEqual(
      [],
    )
  })

  test('stand at the list of the project', async () => {
    await renderPage('/imagestreams?project=sandbox', { scenario: 'healthy' })
    expect(await screen.findByText('1 of 2 image streams allowed')).toBeVisible()
  })

  test.each([
    ['there are none', 'storefront', undefined],
    ['they may not be read', 'sandbox', 'limitranges'],
  ])('leave no trace where %s', async (_, project, forbidden) => {
    const { cluster } = await renderPage(`/imagestreams?project=${project}`, {
      scenario: 'healthy',
      answer: (request, mock) =>
        forbidden && /limitranges|resourcequotas/.test(request.url)
          ? Response.json({ kind: 'Status', code: 403, reason: 'Forbidden', message: 'no' }, { status: 403 })
          : mock.handle(request),
    })
    const row = await findRow(project === 'sandbox' ? 'hello' : 'web')
    expect(row.getByRole('cell', { name: project })).toBeVisible()
    await waitFor(() => expect(cluster.faults.requests.length).toBeGreaterThan(2))
    expect(screen.queryByText(/image streams allowed/)).toBeNull()
    expect(screen.queryByText('no')).toBeNull()
  })
})

describe('a stream of the samples operator', () => {
  const skipCommand = (names: string) =>
    `oc patch config.samples.operator.openshift.io/cluster --type=json -p '[{"op":"add","path":"/spec/skippedImagestreams/-","value":"${names}"}]'`

  test('says on its page and in its dialogs that changes will be undone, and how to keep them', async () => {
    const { user } = await renderPage('/imagestreams/openshift/nodejs', { scenario: 'healthy' })
    const notice = await screen.findByRole('group', { name: managed })
    expect(within(notice).getByText(skipCommand('nodejs'))).toBeVisible()
    for (const [entry, title] of [
      ['Edit labels', 'Edit labels of nodejs'],
      ['Edit lookup policy', 'Edit lookup policy of nodejs'],
      ['Delete image stream', 'Delete image stream nodejs'],
    ] as const) {
      await user.click(screen.getByRole('button', { name: 'Actions for nodejs' }))
      await user.click(await screen.findByRole('menuitem', { name: entry }))
      const dialog = within(await screen.findByRole('dialog', { name: title }))
      expect(dialog.getByRole('group', { name: managed })).toBeVisible()
      await user.keyboard('{Escape}')
    }
  })

  test('that may not read the configuration says so from the label alone', async () => {
    await renderPage('/imagestreams/openshift/nodejs', { scenario: 'healthy', as: 'dev' })
    const notice = await screen.findByRole('group', { name: managed })
    expect(notice).toHaveTextContent('You may not read its configuration')
  })

  test.each<[string, Partial<SamplesConfig['spec']> & object]>([
    ['while it is unmanaged', { managementState: 'Unmanaged' }],
    ['when it is skipped', { skippedImagestreams: ['nodejs'] }],
  ])('changes are kept %s', async (_, spec) => {
    const { cluster, client } = await renderPage('/imagestreams/openshift/nodejs', { scenario: 'healthy' })
    await screen.findByRole('group', { name: managed })
    // The store holds objects of all kinds.
    const config = cluster.store.get(samplesConfigs, undefined, 'cluster') as SamplesConfig
    const changed: SamplesConfig = { ...config, spec: { ...config.spec, ...spec } }
    cluster.store.put(samplesConfigs, changed)
    await client.refetchQueries()
    await waitFor(() => expect(screen.queryByRole('group', { name: managed })).toBeNull())
  })

  test('is told among several that are deleted', async () => {
    const { user } = await renderPage('/imagestreams?project=openshift', { scenario: 'healthy' })
    await user.click(await screen.findByRole('checkbox', { name: 'Select nodejs' }))
    await user.click(screen.getByRole('checkbox', { name: 'Select python' }))
    await user.click(screen.getByRole('button', { name: 'Delete selected' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete 2 image streams' }))
    expect(await dialog.findByRole('group', { name: /2 of them are managed by the samples operator/ })).toBeVisible()
  })
})
