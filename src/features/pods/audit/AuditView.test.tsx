// Loaded with the tests, not by the first of them: that takes seconds.
import '../logs/LogsPage.tsx'
import './AuditView.tsx'
import './RequestsView.tsx'
import '../../../ui/audit/GrantRoleDialog.tsx'
import '../../../ui/audit/PushHistory.tsx'
import '../../../ui/audit/ReadPushHistory.tsx'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../../mocks/server/cluster.ts'
import { linesOf, type LoggedRequest } from './auditTesting.ts'

const namespace = 'openshift-image-registry'

/** The page over a registry that has logged these requests, all in one pod. */
function showRequests(
  path: string,
  requests: readonly LoggedRequest[],
  as: 'admin' | 'sre' | 'dev' = 'admin',
): Promise<RenderedPage> {
  let written = false
  const write = (cluster: Cluster) => {
    written = true
    for (const name of registryPods(cluster)) {
      const lines = name === firstPod(cluster) ? requests.flatMap(linesOf) : []
      cluster.logs.set(`${namespace}/${name}`, 'registry', lines.map((line) => `${line}\n`).join(''))
    }
  }
  return renderPage(path, {
    as,
    scenario: 'healthy',
    answer: (request, cluster) => {
      if (!written) write(cluster)
      return cluster.handle(request)
    },
  })
}

const registryPods = ({ store }: Cluster) =>
  store
    .list('/pods', namespace)
    .flatMap(({ metadata }) => (metadata.labels?.['docker-registry'] ? [metadata.name] : []))
const firstPod = (cluster: Cluster) => registryPods(cluster)[0] ?? ''

const push: LoggedRequest = {
  method: 'PUT',
  uri: '/v2/storefront/web/manifests/v5',
  status: 201,
  user: 'dev',
  repository: 'storefront/web',
  reference: 'v5',
}
const pull: LoggedRequest = {
  ...push,
  method: 'GET',
  status: 200,
  user: 'system:serviceaccount:ci:builder',
  durationMs: 300,
}
const denied: LoggedRequest = {
  method: 'PUT',
  uri: '/v2/analytics/secret/manifests/v1',
  status: 401,
  user: 'dev',
  repository: 'analytics/secret',
  reference: 'v1',
  denied: ['OpenShift access denied: no opinion', 'error authorizing context: access denied'],
}
const ping: LoggedRequest = {
  method: 'GET',
  uri: '/v2/',
  status: 401,
  denied: ['error authorizing context: authorization header required'],
}
const missing: LoggedRequest = {
  ...push,
  method: 'GET',
  status: 404,
  uri: '/v2/storefront/web/manifests/nope',
  reference: 'nope',
  error: { code: 'manifest unknown', message: 'manifest unknown', detail: 'unknown tag=nope' },
}

const markup = '<img src=x onerror="globalThis.ran=true">'
const noMarkup = () => {
  expect(document.querySelector('[src="x"], [onerror]')).toBeNull()
  expect('ran' in globalThis).toBe(false)
}

/** The row of this name. Finding it by its role takes most of a test's time. */
const rowOf = async (name: string) =>
  within(
    await waitFor(() => {
      const row = [...document.querySelectorAll('tr')].find((each) => each.querySelector('th')?.textContent === name)
      if (!row) throw new Error(`no row ${name}`)
      return row
    }),
  )

describe('the audit', () => {
  test('filters by method and answer, as the address says', async () => {
    await showRequests('/logs?view=audit&method=put&status=4xx', [push, pull, denied, missing])
    await rowOf('analytics/secret:v1')
    expect(screen.queryByText('storefront/web:v5')).toBeNull()
    expect(screen.getByRole('combobox', { name: 'Status' })).toHaveValue('4xx')
  })

  test('says who pushed and pulled what, and counts', async () => {
    await showRequests('/logs?view=audit', [push, pull, denied, missing])
    expect((await rowOf('analytics/secret:v1')).getByText('Without system:image-pusher')).toBeInTheDocument()
    const kinds = within(screen.getByRole('group', { name: 'Kinds of events' }))
    expect(kinds.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      '1 Pushes',
      '1 Pulls',
      '0 Deletes',
      '1 Denied',
      '0 Tokens refused',
      '1 Not found',
      '0 Failed',
    ])
    fireEvent.click(kinds.getByRole('button', { name: '1 Pulls' }))
    await waitFor(() => expect(screen.getAllByRole('rowheader')).toHaveLength(1))
    expect(screen.getByRole('button', { name: 'ci/builder service account' })).toBeInTheDocument()
    expect(kinds.getByRole('button', { name: '1 Denied' })).toBeInTheDocument()
  })

  test('leads from a denied push to the role that allows it', async () => {
    const page = await showRequests('/logs?view=audit', [push, denied])
    const row = await rowOf('analytics/secret:v1')
    fireEvent.click(row.getByRole('button', { name: 'Details of analytics/secret:v1' }))
    const help = within(await screen.findByRole('group', { name: /Why it was denied/ }))
    expect(
      help.getByText(
        'dev may not push to analytics/secret. The role system:image-pusher in the project analytics allows it.',
      ),
    ).toBeInTheDocument()
    expect(help.getByRole('link', { name: 'Check whether dev may by now' })).toHaveAttribute(
      'href',
      '/access/check?project=analytics&user=dev&verb=push&stream=secret',
    )
    expect(help.getByRole('link', { name: 'Permissions in analytics' })).toHaveAttribute(
      'href',
      '/access/permissions?project=analytics',
    )
    const grant = await help.findByRole('button', { name: 'Grant system:image-pusher to dev in analytics' })
    fireEvent.click(grant)
    const dialog = within(await screen.findByRole('dialog', { name: 'Grant a role in analytics' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Grant role' }))
    expect(await help.findByText(/^dev has the role now/)).toBeInTheDocument()
    expect(
      page.cluster.store.get('rbac.authorization.k8s.io/rolebindings', 'analytics', 'system:image-pusher'),
    ).toMatchObject({ subjects: [{ kind: 'User', name: 'dev' }] })
  })

  test('tells those who may not grant a role what to send to whom', async () => {
    await showRequests('/logs?view=audit', [denied], 'sre')
    const row = await rowOf('analytics/secret:v1')
    fireEvent.click(row.getByRole('button', { name: 'Details of analytics/secret:v1' }))
    expect(
      await screen.findByText('oc policy add-role-to-user system:image-pusher dev -n analytics'),
    ).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /^Grant/ })).toBeNull()
  })

  test('keeps markup from names, addresses and clients as text', async () => {
    const hostile: LoggedRequest = {
      ...denied,
      user: markup,
      userAgent: markup,
      remote: markup,
      uri: `/v2/analytics/secret/manifests/${markup}`,
      reference: markup,
      denied: [`OpenShift access denied: no opinion: ${markup}`, 'error authorizing context: access denied'],
    }
    await showRequests('/logs?view=audit', [push, hostile])
    const name = `analytics/secret:${markup}`
    const row = await rowOf(name)
    fireEvent.click(row.getByRole('button', { name: `Details of ${name}` }))
    expect((await screen.findAllByText(markup)).length).toBeGreaterThan(2)
    expect(await screen.findByText(/^time=/)).toHaveTextContent('onerror')
    noMarkup()
    fireEvent.click(screen.getByRole('link', { name: 'Requests' }))
    const request = await rowOf(`Push ${name}`)
    fireEvent.click(request.getByRole('button', { name: `Details of Push ${name}` }))
    expect(await screen.findByText(/^time=/)).toHaveTextContent('onerror')
    noMarkup()
  })
})

test('new events wait while somebody reads one', async () => {
  const { cluster } = await showRequests('/logs?view=audit', [push])
  const row = await rowOf('storefront/web:v5')
  fireEvent.click(row.getByRole('button', { name: /^Details/ }))
  await screen.findByText(/^time=/)
  const lines = linesOf({ ...denied, user: 'eva' }, 30)
  cluster.logs.write(
    `${namespace}/${firstPod(cluster)}`,
    'registry',
    lines.map((text) => ({ text, time: '2026-11-20T23:00:30.100000000Z' })),
  )
  const show = await screen.findByRole('button', { name: 'Show 1 new' }, { timeout: 10_000 })
  expect(screen.queryByText('analytics/secret:v1')).toBeNull()
  fireEvent.click(show)
  expect((await rowOf('analytics/secret:v1')).getByRole('button', { name: 'eva' })).toBeInTheDocument()
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Show 1 new' })).toBeNull())
})

describe('the requests', () => {
  test('are one row each, with their lines, sorted over all of them', async () => {
    const { router } = await showRequests('/logs?view=requests&sort=-duration', [push, pull, missing, ping])
    expect((await rowOf('Pull storefront/web:v5')).getByText('300 ms')).toBeInTheDocument()
    expect(screen.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual([
      'Pull storefront/web:v5',
      'Pull storefront/web:nope',
      'Push storefront/web:v5',
    ])
    expect(screen.getByText('1 routine request hidden')).toBeInTheDocument()
    fireEvent.click((await rowOf('Push storefront/web:v5')).getByRole('button', { name: /^Details/ }))
    const lines = await screen.findByText(/^time=/)
    expect(lines.textContent?.match(/^time=/gm)).toHaveLength(3)
    fireEvent.click(screen.getByRole('link', { name: 'Show its lines in the log' }))
    await waitFor(() => expect(router.state.location.search).toBe('?field=http.request.id%3Did-0&tail=all'))
  })
})

describe('the history of an image stream', () => {
  test('says who pushed to it when it is asked', async () => {
    await showRequests('/imagestreams/storefront/web/history', [push, denied, pull])
    fireEvent.click(await screen.findByRole('button', { name: 'Read the logs' }, { timeout: 10_000 }))
    const table = within(await screen.findByRole('table', { name: 'History of pushes' }, { timeout: 10_000 }))
    expect(table.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual(['v5', 'v5'])
    expect(table.getByText('dev')).toBeInTheDocument()
    expect(await screen.findByText('9 lines were read.')).toBeInTheDocument()
  })

  test('says to developers which right it takes', async () => {
    await showRequests('/imagestreams/storefront/web/history', [push], 'dev')
    expect(
      await screen.findByText('oc adm policy add-role-to-user view dev -n openshift-image-registry', undefined, {
        timeout: 10_000,
      }),
    ).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Read the logs' })).toBeNull()
  })
})
