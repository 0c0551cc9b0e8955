import { screen, waitFor } from '@testing-library/react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { findHeading, findRow, rowNames } from '../testQueries.ts'

describe('the list of image streams', () => {
  test('shows what each stream holds', async () => {
    await renderPage('/imagestreams?project=payments')
    const row = await findRow(/^api$/)
    expect(row.getByRole('link', { name: 'api' })).toHaveAttribute('href', '/imagestreams/payments/api')
    expect(row.getByText('latest 1.7.0 1.6.0 …')).toBeVisible()
    expect(row.getByRole('link', { name: '1.7.0' })).toHaveAttribute('href', '/imagestreams/payments/api/tags/1.7.0')
    expect(row.getByText('pushed')).toBeVisible()
    expect(row.getByRole('img', { name: 'none failing' })).toBeInTheDocument()
    expect(document.title).toBe('Image streams · Registry Console')
  })

  test('counts failing imports, and finds them', async () => {
    const { user } = await renderPage('/imagestreams')
    expect((await findRow(/^broken$/)).getByText('1 failing')).toBeVisible()
    expect((await findRow(/^broken$/)).getByText('never')).toBeVisible()
    expect((await findRow(/^ext$/)).getByText('1 importing')).toBeVisible()
    await user.click(screen.getByRole('checkbox', { name: 'Failing imports' }))
    await waitFor(() => expect(rowNames()).toEqual(['broken']))
  })

  test('finds by name and by label', async () => {
    const { user } = await renderPage('/imagestreams?name=w')
    await waitFor(() => expect(new Set(rowNames())).toEqual(new Set(['web', 'worker'])))
    await user.clear(screen.getByRole('searchbox', { name: 'Name' }))
    await user.type(screen.getByRole('searchbox', { name: 'Label' }), 'managed=true')
    await waitFor(() => expect(rowNames()).toEqual(['nodejs']))
  })

  test('copies what one types to pull', async () => {
    vi.stubGlobal('isSecureContext', true)
    onTestFinished(() => void vi.unstubAllGlobals())
    const { user } = await renderPage('/imagestreams?project=storefront')
    await user.click((await findRow(/^web$/)).getByRole('button', { name: 'Copy pull spec' }))
    const newest = 'image-registry.openshift-image-registry.svc:5000/storefront/web:prod'
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe(newest))
  })

  test('shows a push by somebody else', async () => {
    const { cluster } = await renderPage('/imagestreams?project=payments')
    const before = await findRow(/^api$/)
    // The store holds objects of all kinds.
    const stream = cluster.store.get('image.openshift.io/imagestreams', 'payments', 'api') as ImageStream
    const image = `sha256:${'5'.repeat(64)}`
    const tags = [...(stream.status?.tags ?? []), { tag: '9.9', items: [{ created: new Date().toISOString(), image }] }]
    cluster.store.put('image.openshift.io/imagestreams', {
      ...stream,
      status: { ...stream.status, tags },
    } as ImageStream)
    await waitFor(() => expect(before.getByRole('link', { name: '9.9' })).toBeVisible())
    expect(before.getByText('just now')).toBeVisible()
  })

  test('an empty project says how to make one', async () => {
    await renderPage('/imagestreams?project=default')
    expect(await findHeading('No image streams in default')).toBeVisible()
    expect(screen.getByText('oc create imagestream NAME -n default')).toBeVisible()
  })

  test('a list that fails says why, and Retry brings it', async () => {
    const { cluster, user, router } = await renderPage('/imagestreams?project=none')
    await findHeading('No image streams in none')
    cluster.faults.add({ verb: 'list', plural: 'imagestreams', status: 500, message: 'etcd is on fire' })
    await router.navigate('/imagestreams?project=payments')
    await user.click(await screen.findByRole('button', { name: 'Retry' }))
    expect(await findRow(/^api$/)).toBeTruthy()
  })
})

describe('a user with less', () => {
  test('sees their own projects and openshift, and which permission is missing', async () => {
    await renderPage('/imagestreams', { as: 'dev' })
    expect(await screen.findByText(/You may not list imagestreams in the whole cluster/)).toBeVisible()
    expect(await screen.findByText('oc adm policy add-cluster-role-to-user cluster-reader dev')).toBeVisible()
    await waitFor(() =>
      expect(new Set(rowNames())).toEqual(
        new Set(['api', 'ledger', 'load', 'multi', 'nodejs', 'promoted', 'python', 'web', 'worker']),
      ),
    )
  })

  test('is told about a project they may not see', async () => {
    await renderPage('/imagestreams?project=analytics', { as: 'dev' })
    expect(await findHeading('Permission missing')).toBeVisible()
    expect(screen.getByText('You may not list imagestreams in the project analytics.')).toBeVisible()
  })
})
