import { configure, screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { renderPage } from '../../../mocks/renderPage.tsx'
import type { ImageStream } from '../../k8s/resources/imageStream.ts'
import type { Cluster } from '../../../mocks/server/cluster.ts'

// The first page of a file is compiled while it is waited for.
configure({ asyncUtilTimeout: 10_000 })
beforeEach(() => localStorage.clear())

const streamIn = (cluster: Cluster, namespace: string, name: string): ImageStream | undefined =>
  cluster.store.get('image.openshift.io/imagestreams', namespace, name)

const region = (name: string) => screen.findByRole('region', { name })

describe('one image', () => {
  it('is looked at first, and imported into a new stream with the chosen policies', async () => {
    const { cluster, user } = await renderPage('/import?project=payments', { scenario: 'healthy' })
    await screen.findByRole('heading', { level: 1, name: 'Import an image' })
    await user.type(screen.getByRole('textbox', { name: 'Pull spec' }), 'quay.io/acme/web:v1.1')
    expect(screen.getByRole('combobox', { name: 'Source registry' })).toHaveValue('quay.io')
    expect(screen.queryByRole('form', { name: 'Import into' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Check' }))

    const check = await region('Check')
    expect(await within(check).findByText('The image is there')).toBeVisible()
    expect(within(check).getByText(/^linux\/amd64, linux\/arm64/)).toBeVisible()
    expect(streamIn(cluster, 'payments', 'web')?.status?.tags?.some(({ tag }) => tag === 'v1.1')).not.toBe(true)

    const target = await screen.findByRole('form', { name: 'Import into' })
    const name = within(target).getByRole('combobox', { name: 'Name' })
    expect(name).toHaveValue('web')
    await user.clear(name)
    await user.type(name, 'shop')
    expect(within(target).getByRole('textbox', { name: 'Tag' })).toHaveValue('v1.1')
    await user.clear(within(target).getByRole('textbox', { name: 'Tag' }))
    await user.type(within(target).getByRole('textbox', { name: 'Tag' }), 'v1, latest')
    await user.click(within(target).getByRole('checkbox', { name: 'Scheduled' }))
    await user.selectOptions(within(target).getByRole('combobox', { name: 'Import mode' }), 'PreserveOriginal')
    await user.selectOptions(within(target).getByRole('combobox', { name: 'Reference policy' }), 'Local')
    await user.click(within(target).getByRole('button', { name: 'Equivalent command' }))
    const command = (tag: string) =>
      `oc import-image shop:${tag} --from=quay.io/acme/web:v1.1 --confirm --scheduled --import-mode=PreserveOriginal --reference-policy=local -n payments`
    expect(within(target).getByText(/oc import-image/)).toHaveTextContent(`${command('v1')} ${command('latest')}`)
    await user.click(within(target).getByRole('button', { name: 'Import' }))

    const results = await screen.findByRole('table', { name: 'Results of the import' })
    expect(within(results).getAllByText('Imported')).toHaveLength(2)
    const stream = streamIn(cluster, 'payments', 'shop')
    expect(stream?.spec?.tags?.map(({ name: tag }) => tag)).toEqual(['latest', 'v1'])
    expect(stream?.spec?.tags?.[0]).toMatchObject({
      from: { kind: 'DockerImage', name: 'quay.io/acme/web:v1.1' },
      importPolicy: { scheduled: true, importMode: 'PreserveOriginal' },
      referencePolicy: { type: 'Local' },
    })
    expect(screen.getByRole('link', { name: 'Open image stream shop' })).toHaveAttribute(
      'href',
      '/imagestreams/payments/shop',
    )
  })
})
