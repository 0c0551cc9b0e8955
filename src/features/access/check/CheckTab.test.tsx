// Loaded with the tests, not by the first of them: that takes seconds.
import '../AccessPage.tsx'
import '../../../ui/audit/GrantRoleDialog.tsx'
import './CheckTab.tsx'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../../mocks/server/cluster.ts'
import { checkPath } from '../../../ui/access/checkPath.ts'

const waiting = { timeout: 10_000 }
const answered = (text: RegExp) => screen.findByText(text, { selector: '[role=status]' }, waiting)
const whoTable = async (name: string) => within(await screen.findByRole('table', { name }, waiting))
const panel = async (name: string) => within(await screen.findByRole('region', { name }, waiting))
const group = (name: RegExp) => screen.findByRole('group', { name }, waiting)
const healthy = { scenario: 'healthy' } as const

/** A server that refuses what matches. */
const refusing = (what: RegExp, code: number, message: string) => (request: Request, cluster: Cluster) => {
  if (!what.test(request.url)) return cluster.handle(request)
  const reason = code === 403 ? 'Forbidden' : code === 404 ? 'NotFound' : 'InternalError'
  return Response.json({ kind: 'Status', status: 'Failure', code, reason, message, details: {} }, { status: code })
}

describe('the answer', () => {
  test('a developer denied on push finds out why, and an admin grants it by two more clicks', async () => {
    const page = await renderPage(
      checkPath({ project: 'analytics', user: 'dev', verb: 'push', stream: 'etl' }),
      healthy,
    )
    await answered(/^Denied: dev may not push to analytics\/etl$/)
    expect(screen.getByText('No granted role allows it.')).toBeInTheDocument()
    await page.user.click(await screen.findByRole('button', { name: 'Grant system:image-pusher to dev in analytics' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Grant a role in analytics' }))
    await page.user.click(dialog.getByRole('button', { name: 'Grant role' }))
    await answered(/^Allowed: dev may push to analytics\/etl$/)
    const granted = page.cluster.store
      .list('rbac.authorization.k8s.io/rolebindings', 'analytics')
      .find((object) => JSON.stringify(object).includes('"name":"dev"'))
    expect(granted).toMatchObject({
      roleRef: { name: 'system:image-pusher' },
      subjects: [{ kind: 'User', name: 'dev' }],
    })
    const name = granted?.metadata.name ?? ''
    expect(
      screen.getByText(
        `RBAC: allowed by RoleBinding "${name}/analytics" of ClusterRole "system:image-pusher" to User "dev"`,
      ),
    ).toBeInTheDocument()
    const table = await whoTable('Who may push')
    const row = within((await table.findByRole('rowheader', { name: 'dev' })).closest('tr') ?? document.body)
    expect(row.getByText(`system:image-pusher in analytics, by the RoleBinding ${name}`)).toBeInTheDocument()
  })

  test('who may not grant gets the command and learns whose job it is, and that others are not theirs to see', async () => {
    await renderPage(checkPath({ project: 'analytics', verb: 'push', stream: 'etl' }), { ...healthy, as: 'dev' })
    await answered(/^Denied: you may not push to analytics\/etl$/)
    expect(await screen.findByText(/^An administrator of analytics can grant it/)).toBeInTheDocument()
    expect(screen.getByText('oc policy add-role-to-user system:image-pusher dev -n analytics')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /^Grant/ })).toBeNull()
    const partial = await group(/Partial/)
    expect(partial).toHaveTextContent('You may not list rolebindings in the project analytics.')
    expect(partial).toHaveTextContent('You may not create localresourceaccessreviews in the project analytics.')
    const who = await panel('Who may push')
    expect(
      who.getByText(
        'oc adm policy who-can update imagestreams.image.openshift.io etl --subresource=layers -n analytics',
      ),
    ).toBeInTheDocument()
  })

  test('who may ask about nobody else is told that it is not known', async () => {
    await renderPage(checkPath({ project: 'analytics', user: 'carol', verb: 'pull' }), { ...healthy, as: 'dev' })
    await answered(/^Not known: whether carol may pull from analytics$/)
    expect(screen.getByText('No binding that you can see allows it. Others might.')).toBeInTheDocument()
    expect(screen.getAllByText(/You may not create localsubjectaccessreviews in the project analytics/)).toHaveLength(1)
  })

  test('groups count: those of Group objects, those typed, and those that everybody is in', async () => {
    const page = await renderPage(checkPath({ project: 'payments', user: 'bob', verb: 'push' }), healthy)
    await answered(/^Allowed: bob may push to the image streams of payments$/)
    expect(screen.getByText(/to Group "payments-team"$/)).toBeInTheDocument()
    const item = screen.getByText('payments-team', { selector: 'bdi' }).closest('li')
    expect(item).toHaveTextContent('by the Group object')
    void page.router.navigate(checkPath({ project: 'payments', groups: ['payments-team'], verb: 'push' }))
    await answered(/^Allowed: whoever is in payments-team may push to the image streams of payments$/)
  })

  test('a service account is in the groups of its project', async () => {
    const user = 'system:serviceaccount:mobile:default'
    await renderPage(checkPath({ project: 'storefront', user, verb: 'pull', stream: 'web' }), healthy)
    await answered(/^Allowed: system:serviceaccount:mobile:default may pull storefront\/web$/)
    expect(screen.getByText(/to Group "system:serviceaccounts:mobile"$/)).toBeInTheDocument()
  })

  test('a name that nobody has is asked about as it is typed, and said to be unknown', async () => {
    const user = `o'neil "q" é名:x ${'y'.repeat(300)}`
    await renderPage(checkPath({ project: 'payments', user, verb: 'pull' }), healthy)
    const answer = await answered(/^Denied: \u2068o'neil "q" é名:x y+\u2069 may not pull from payments$/)
    expect(answer).toBeInTheDocument()
    expect(await screen.findByText(/^Nobody named \u2068o'neil/)).toHaveTextContent('check the spelling')
  })
})

test('who cannot read groups is told which of them would matter', async () => {
  await renderPage(checkPath({ project: 'payments', user: 'bob', verb: 'push' }), {
    ...healthy,
    answer: refusing(/user\.openshift\.io\/v1\/groups/, 403, 'groups are not for you'),
  })
  await answered(/^Denied: bob may not push to the image streams of payments$/)
  const words = await screen.findByText(/^The groups of bob could not be read: only those below count\./)
  await waitFor(() =>
    expect(words).toHaveTextContent(
      'These groups may do it: payments-team. Type those that bob is in, and check again.',
    ),
  )
})

describe('without reviews', () => {
  const reviews = /accessreviews/
  test('where they are refused the bindings tell', async () => {
    const path = checkPath({ project: 'payments', user: 'carol', verb: 'pull' })
    const answer = refusing(/(?<!self)subjectaccessreviews|resourceaccessreviews/, 403, 'reviews are not for you')
    await renderPage(path, { ...healthy, as: 'sre', answer })
    await answered(/^Allowed: carol may pull from payments$/)
    expect(screen.getAllByText('view in payments, by the RoleBinding view').length).toBeGreaterThan(1)
    expect((await group(/Derived from the bindings/)).textContent).toContain('not answered by the cluster itself')
    expect(await (await whoTable('Who may pull')).findByRole('rowheader', { name: 'carol' })).toBeInTheDocument()
  })

  test('on a Kubernetes without OpenShift’s kinds the bindings tell who may', async () => {
    const answer = refusing(/(authorization|user|project)\.openshift\.io/, 404, '404 page not found')
    await renderPage(checkPath({ project: 'payments', user: 'dev', verb: 'push' }), { ...healthy, answer })
    await answered(/^Allowed: dev may push to the image streams of payments$/)
    expect(await screen.findByText(/^This cluster does not answer the review:/)).toBeInTheDocument()
    expect(await (await whoTable('Who may push')).findByRole('rowheader', { name: 'dev' })).toBeInTheDocument()
    expect(screen.queryByText(/Group objects could not be read/)).toBeNull()
  })

  test('a review that fails is asked again', async () => {
    let isDown = true
    await renderPage(checkPath({ project: 'payments', user: 'dev', verb: 'pull' }), {
      ...healthy,
      answer: (request, cluster) =>
        isDown && reviews.test(request.url)
          ? refusing(reviews, 500, 'etcd is slow')(request, cluster)
          : cluster.handle(request),
    })
    const sentence = await answered(/^Not known: whether dev may pull from payments$/)
    const verdict = within(sentence.parentElement ?? document.body)
    expect(verdict.getByText('etcd is slow')).toBeInTheDocument()
    isDown = false
    fireEvent.click(verdict.getByRole('button', { name: 'Retry' }))
    await answered(/^Allowed: dev may pull from payments$/)
  })

  test('while a review takes its time it says what it asks; groups that cannot be read are told', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await renderPage(checkPath({ project: 'payments', user: 'dev', verb: 'pull' }), {
      ...healthy,
      answer: async (request, cluster) => {
        if (request.url.includes('/user.openshift.io/v1/groups'))
          return refusing(/./, 403, 'groups are not for you')(request, cluster)
        if (request.url.endsWith('localsubjectaccessreviews')) await held
        return cluster.handle(request)
      },
    })
    await answered(/^Asking whether dev may pull from payments$/)
    release()
    await answered(/^Allowed: dev may pull from payments$/)
    expect(screen.getByText(/^Group objects could not be read/)).toHaveTextContent('groups are not for you')
  })
})

describe('the form', () => {
  const field = (name: string) => screen.getByLabelText(name, { exact: false, selector: 'input, textarea, select' })
  const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } })

  test('what is asked stands in the address; what cannot be asked is not', async () => {
    const page = await renderPage('/access/check?project=payments', healthy)
    const form = within(await screen.findByRole('form', { name: 'Check' }, waiting))
    const check = () => fireEvent.click(form.getByRole('button', { name: 'Check' }))
    expect(field('Project')).toHaveValue('payments')
    expect(screen.queryByText(/^(Allowed|Denied)/)).toBeNull()
    type('Image stream', 'api:v1')
    check()
    expect(screen.getByText('Leave out the tag: rights are given for image streams.')).toBeInTheDocument()
    expect(page.router.state.location.search).toBe('?project=payments')
    type('Image stream', 'payments/api')
    type('Verb', 'push')
    type('User', 'carol')
    type('Groups', 'CN=devs,OU=x\n\n')
    check()
    await answered(/^Denied: carol may not push to payments\/api$/)
    const params = new URLSearchParams(page.router.state.location.search)
    expect([...params]).toEqual([
      ['project', 'payments'],
      ['user', 'carol'],
      ['verb', 'push'],
      ['stream', 'api'],
      ['group', 'CN=devs,OU=x'],
    ])
    void page.router.navigate(-1)
    await waitFor(() => expect(field('User')).toHaveValue(''))
  })

  test('who sees no project can name one; a verb of the cluster has none', async () => {
    const answer = (request: Request, cluster: Cluster) =>
      /\/(projects|namespaces)(\?|$)/.test(request.url)
        ? Response.json({ kind: 'List', metadata: {}, items: [] })
        : cluster.handle(request)
    await renderPage('/access/check', { ...healthy, as: 'dev', answer })
    await screen.findByRole('form', { name: 'Check' }, waiting)
    expect(await screen.findByText(/^You can see no projects\./)).toBeInTheDocument()
    type('Verb', 'deleteImage')
    expect(screen.queryByLabelText('Project')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Check' }))
    await answered(/^Denied: you may not delete images from the registry$/)
    expect(
      await screen.findByText('oc adm policy add-cluster-role-to-user system:image-pruner dev'),
    ).toBeInTheDocument()
  })
})
