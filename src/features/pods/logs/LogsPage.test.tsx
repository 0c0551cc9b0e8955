import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../../mocks/server/cluster.ts'

const namespace = 'openshift-image-registry'
const podPath = /\/namespaces\/openshift-image-registry\/pods\/([^/]+)\/log/

/** A time of the sample, `second` seconds into it. */
const at = (second: number) => `2026-11-20T23:00:${String(second).padStart(2, '0')}.5Z`

const markup = '<img src=x onerror="globalThis.ran=true">'
const denied = (user: string, second: number, more = '') =>
  `time="${at(second)}" level=error msg="OpenShift access denied: no opinion" go.version=go1.19.8 ` +
  `http.request.id=id-${second} http.request.method=PUT openshift.auth.user=${user} vars.name=secret/app${more}`
const plain = (second: number, message: string) =>
  `time="${at(second)}" level=info msg="${message}" go.version=go1.19.8`

interface LogRequest {
  pod: string
  params: URLSearchParams
}

/** The page over pods that have these lines; what is asked of their logs is noted. */
async function showLogs(
  path: string,
  lines: readonly string[],
  options: { as?: 'admin' | 'dev'; answerLog?: (request: LogRequest) => Response | undefined } = {},
): Promise<RenderedPage & { asked: LogRequest[] }> {
  const { as = 'admin', answerLog } = options
  const asked: LogRequest[] = []
  let written: Promise<unknown> | undefined
  const write = async (cluster: Cluster) => {
    const pods = cluster.store.list('/pods', namespace).filter((pod) => pod.metadata.labels?.['docker-registry'])
    for (const [index, { metadata }] of pods.entries()) {
      const text = index === 0 ? lines.map((line) => `${line}\n`).join('') : ''
      const body = JSON.stringify({ pod: `${namespace}/${metadata.name}`, text })
      await cluster.handle(new Request('http://localhost/__mock__/log', { method: 'POST', body }))
    }
  }
  const page = await renderPage(path, {
    as,
    answer: async (request, cluster) => {
      await (written ??= write(cluster))
      const { pathname, searchParams } = new URL(request.url)
      const [, pod] = podPath.exec(pathname) ?? []
      if (pod === undefined) return cluster.handle(request)
      asked.push({ pod, params: searchParams })
      return answerLog?.({ pod, params: searchParams }) ?? cluster.handle(request)
    },
  })
  return { ...page, asked }
}

const log = () => screen.findByLabelText('Log', {}, { timeout: 10_000 })
const status = () => within(screen.getByLabelText('What is shown'))
const noMarkup = () => {
  expect(document.querySelector('[src="x"], [onerror]')).toBeNull()
  expect('ran' in globalThis).toBe(false)
}

test('whatever a line says is text: in lines, matches, details, filters and problems', async () => {
  const long = `${'a'.repeat(6000)}${markup}`
  const { user } = await showLogs('/logs', [
    plain(1, `started \\u001b[31m${markup.replaceAll('"', '\\"')}`),
    plain(2, long.replaceAll('"', '\\"')),
    denied(`"${markup.replaceAll('"', '\\"')}"`, 3),
    `time="${at(4)}" level=error msg="write /registry: no space left on device ${markup.replaceAll('"', '\\"')}"`,
    `plain ${markup}\u0000\u0007`,
  ])
  const lines = await log()
  expect(await within(lines).findByText(/^plain <img src=x/)).toBeVisible()
  noMarkup()

  // In the order that people read: the user before the rest.
  expect(within(lines).getByText(/OpenShift access denied/).parentElement).toHaveTextContent(/no opinion PUT /)

  await user.click(screen.getByLabelText('Search lines'))
  await user.paste('<img src=x')
  await waitFor(() => expect(lines.querySelector('mark')).toHaveTextContent('<img src=x'))
  noMarkup()

  await user.click(within(lines).getAllByText(/OpenShift access denied/)[0] ?? lines)
  const details = within(await screen.findByLabelText('Line details'))
  await user.click(await details.findByRole('button', { name: /^Show only lines with user <img/ }))
  const filters = await screen.findByLabelText('Filters')
  expect(filters).toHaveTextContent(`user ${markup}`)
  noMarkup()
  await user.click(within(filters).getByRole('button', { name: /^Remove filter/ }))

  await user.click(await status().findByText('The storage is full and 1 more', {}, { timeout: 10_000 }))
  expect(await screen.findByText('Problems found in these lines')).toBeVisible()
  expect(screen.getByText(/^write \/registry: no space left on device <img src=x/)).toBeVisible()
  noMarkup()
})

describe('the address', () => {
  test('keeps what was chosen; only what is read reads anew', async () => {
    const { user, router, asked } = await showLogs('/logs?raw=1&level=error', [
      plain(1, 'one'),
      denied('dev', 2),
      denied('ann', 3),
    ])
    const lines = await log()
    expect(await within(lines).findByText(/user=dev/)).toBeVisible()
    expect(within(lines).queryByText(/msg=.?one/)).toBeNull()
    expect(
      asked.every(({ params }) => params.get('timestamps') === 'true' && params.get('tailLines') === '10000'),
    ).toBe(true)
    const before = asked.length

    await user.click(screen.getByLabelText('Search lines'))
    await user.paste('user=d')
    await waitFor(() => expect(router.state.location.search).toContain('q=user%3Dd'))
    await user.click(await screen.findByLabelText('Only matches'))
    await waitFor(() => expect(within(lines).queryByText(/user=ann/)).toBeNull())
    expect(asked.length).toBe(before)

    fireEvent.change(screen.getByLabelText('Since'), { target: { value: '1h' } })
    // Counted from when it was chosen.
    await waitFor(() => expect(asked.at(-1)?.params.get('sinceSeconds')).toMatch(/^360\d$/))
    expect(router.state.location.search).toBe('?raw=1&level=error&q=user%3Dd&only=1&since=1h')
  })

  test('filters by a value, shows the whole request, and clears what hides everything', async () => {
    const { user, router } = await showLogs('/logs?raw=1', [plain(1, 'one'), denied('dev', 2), denied('ann', 3)])
    await user.click(await within(await log()).findByText(/user=dev/))
    const details = within(await screen.findByLabelText('Line details'))
    expect(details.getByRole('heading', { name: 'Line details' })).toHaveFocus()
    await user.click(await details.findByRole('button', { name: 'Hide lines with user dev' }))
    await waitFor(async () => expect(within(await log()).queryByText(/user=dev/)).toBeNull())
    expect(status().getByText('2 of 3 lines')).toBeVisible()
    await user.click(details.getByRole('button', { name: 'Show the whole request' }))
    await waitFor(() => expect(router.state.location.search).toBe('?raw=1&field=http.request.id%3Did-2'))
    await user.keyboard('{Escape}')
    expect(screen.queryByLabelText('Line details')).toBeNull()
    expect(await log()).toHaveFocus()

    fireEvent.change(screen.getByLabelText('Search lines'), { target: { value: 'nowhere' } })
    await user.click(await screen.findByLabelText('Only matches'))
    expect(await screen.findByText(/hidden by: request id-2 · only matches of “nowhere”/)).toBeVisible()
    await user.click(screen.getAllByText('Clear filters')[0] ?? document.body)
    await waitFor(() => expect(status().getAllByText('3 lines')).toHaveLength(2))
  })
})

describe('logs that cannot be read', () => {
  test('say which right is missing, and who grants it', async () => {
    await showLogs('/logs', [], { as: 'dev' })
    expect(await screen.findByRole('heading', { name: 'Permission missing' }, { timeout: 10_000 })).toBeVisible()
    expect(screen.getByText(/oc adm policy add-role-to-user view/)).toBeVisible()
  })

  test('leave the others alone, with the reason and a way to try again', async () => {
    let failing = true
    let first: string | undefined
    const { user } = await showLogs('/logs', [plain(1, 'one')], {
      answerLog: ({ pod }) => {
        first ??= pod
        if (pod === first || !failing) return undefined
        return Response.json(
          {
            kind: 'Status',
            apiVersion: 'v1',
            status: 'Failure',
            message: 'kubelet is on fire',
            reason: 'InternalError',
            code: 500,
          },
          { status: 500 },
        )
      },
    })
    const alert = within(await screen.findByRole('group', { name: /logs? broke off/ }, { timeout: 10_000 }))
    expect(alert.getByText('kubelet is on fire')).toBeVisible()
    failing = false
    await user.click(alert.getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(screen.queryByRole('group', { name: /logs? broke off/ })).toBeNull(), {
      timeout: 10_000,
    })
  })

  test('are gone with a registry that was removed', async () => {
    await renderPage('/logs', { scenario: 'removed' })
    expect(await screen.findByRole('heading', { name: 'The registry is removed' }, { timeout: 10_000 })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Set the registry up' })).toHaveAttribute('href', '/registry/setup')
  })
})

test('a container that no pod has is said, and the main one is one choice away', async () => {
  const { user, asked } = await showLogs('/logs?container=nope', [plain(1, 'started')])
  expect(await screen.findByText('There is no container nope.')).toBeVisible()
  expect(asked).toEqual([])
  await user.selectOptions(screen.getByRole('combobox', { name: 'Container' }), 'Main container')
  await log()
  expect(await screen.findByText(/started/)).toBeVisible()
})
