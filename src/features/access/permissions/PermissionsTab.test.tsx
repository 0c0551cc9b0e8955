// Loaded with the tests, not by the first of them: that takes seconds.
import './PermissionsTab.tsx'
import './OpenPullDialog.tsx'
import './ProjectPullDialog.tsx'
import './RevokeRoleDialog.tsx'
import '../../../ui/audit/GrantRoleDialog.tsx'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../../mocks/renderPage.tsx'
import type { RoleBinding } from '../../../k8s/resources/roleBinding.ts'

const bindings = 'rbac.authorization.k8s.io/rolebindings'
const API = '/apis/rbac.authorization.k8s.io/v1'

type Options = NonNullable<Parameters<typeof renderPage>[1]>

async function open(query: string, options: Options = {}): Promise<RenderedPage> {
  const page = await renderPage(`/access/permissions${query}`, { scenario: 'healthy', ...options })
  await screen.findByRole('heading', { level: 1, name: 'Access' })
  return page
}

/** The names of the rows: by the document, as asking for roles takes long with many rows. */
const names = () => [...document.querySelectorAll('tbody > tr > th')]
const isOf = (header: Element, name: string) => header.firstElementChild?.textContent === name

/** The cells of the rows of a subject, once they are there. */
async function rowsOf(name: string): Promise<string[][]> {
  await waitFor(() => expect(names().some((header) => isOf(header, name))).toBe(true))
  return names()
    .filter((header) => isOf(header, name))
    .map((header) =>
      // Row menus are no data.
      [...(header.closest('tr')?.querySelectorAll('td') ?? [])].slice(0, 7).map((cell) => cell.textContent.trim()),
    )
}

const isShown = (name: string) => names().some((header) => isOf(header, name))

function binding({ cluster }: RenderedPage, namespace: string, name: string): RoleBinding | undefined {
  // What is stored there is of this kind.
  return cluster.store.get(bindings, namespace, name) as RoleBinding | undefined
}

const subjectsOf = (found: RoleBinding | undefined) => found?.subjects?.map(({ name }) => name)

async function menu({ user }: RenderedPage, name: string, entry: string) {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }))
  await user.click(await screen.findByRole('menuitem', { name: entry }))
}

const dialogOf = async (name: string) => within(await screen.findByRole('dialog', { name }))

test('who may push to a project, by the rules of the roles; what concerns it not is counted', async () => {
  const { user } = await open('?project=payments')
  expect(await rowsOf('alice')).toEqual([['User', 'Yes', 'Yes', 'Yes', 'admin', 'admin', 'payments']])
  expect(await rowsOf('carol')).toEqual([['User', 'Yes', '–', '–', 'view', 'view', 'payments']])
  expect(await rowsOf('pipeline')).toEqual([
    ['Service account', 'Yes', 'Yesexisting streams', '–', 'system:image-pusher', 'system:image-pusher', 'payments'],
  ])
  expect(await screen.findByText('alice, bob')).toBeInTheDocument()
  expect(isShown('system:masters')).toBe(false)
  const counts = within(screen.getByRole('list', { name: 'Who may do what' }))
  expect(counts.getByText(/^2 users, 1 group, 2 service accounts$/)).toBeInTheDocument()

  await user.click(counts.getByRole('link', { name: 'Push' }))
  await waitFor(() => expect(isShown('carol')).toBe(false))
  expect(await rowsOf('alice')).toHaveLength(1)
  await user.click(screen.getByRole('checkbox', { name: /^What the cluster itself needs \(\d+\)$/ }))
  expect((await rowsOf('system:masters'))[0]?.slice(4)).toEqual(['cluster-admin', 'cluster-admin', 'Whole cluster'])
})

test('roles that do not exist grant nothing, accounts that are gone are named, roles of a project reach some streams', async () => {
  await open('?project=analytics')
  expect((await rowsOf('carol'))[0]).toEqual([
    'User',
    '–',
    '–',
    '–',
    'image-listerNo such role',
    'image-lister',
    'analytics',
  ])
  const gone = await screen.findByText('No longer there')
  expect(gone.closest('th')).toHaveTextContent(/^retired-etl/)
})

test('all projects at once, with those that are open to everybody', async () => {
  await open('')
  const opened = within(await screen.findByRole('region', { name: 'Projects that are open for pulls' }))
  expect((await opened.findByRole('link', { name: 'platform-tools' })).closest('li')).toHaveTextContent(
    'Everybody, without logging in',
  )
  expect(opened.getByRole('link', { name: 'qa' }).closest('li')).toHaveTextContent('Everybody who is logged in')
  const erin = await rowsOf('erin')
  expect(erin).toContainEqual([
    'User',
    'only web',
    'only web',
    '–',
    'web-pusherrole of the project',
    'web-pusher',
    'storefront',
  ])
  // An aggregated role of the cluster's own makes it.
  expect((await rowsOf('mobile-team'))[0]?.slice(1, 5)).toEqual(['Yes', '–', '–', 'acme-image-developer'])
})

test('a role is taken away, and who was put into the binding meanwhile stays', async () => {
  let isChanged = false
  const path = `${API}/namespaces/payments/rolebindings/view`
  const page = await open('?project=payments', {
    answer: async (request, cluster) => {
      if (request.method === 'PATCH' && new URL(request.url).pathname === path && !isChanged) {
        isChanged = true
        const found = cluster.store.get(bindings, 'payments', 'view') as RoleBinding
        const subjects = [...(found.subjects ?? []), { kind: 'User', name: 'eva' }]
        const headers = { Authorization: 'Bearer admin', 'Content-Type': 'application/merge-patch+json' }
        const body = JSON.stringify({ subjects })
        await cluster.handle(new Request(`http://mock${path}`, { method: 'PATCH', headers, body }))
      }
      return cluster.handle(request)
    },
  })
  await menu(page, 'carol', 'Revoke role')
  const dialog = await dialogOf('Revoke view from carol')
  expect(await dialog.findByText('One other stays in the binding view.')).toBeInTheDocument()
  await page.user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(dialog.getByText('oc policy remove-role-from-user view carol -n payments')).toBeInTheDocument()
  await page.user.click(dialog.getByRole('button', { name: 'Revoke role' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(subjectsOf(binding(page, 'payments', 'view'))).toEqual(['auditors', 'eva'])
  await waitFor(() => expect(isShown('carol')).toBe(false))
})

test('a project is opened for pulls by anybody, and closed again', async () => {
  const page = await open('?project=analytics')
  const group = within(await screen.findByRole('group', { name: 'Who may pull without a role' }))
  await waitFor(() =>
    expect(group.getByRole('button', { name: 'Only those with a role' })).toHaveAttribute('aria-pressed', 'true'),
  )
  await page.user.click(group.getByRole('button', { name: 'Everybody, without logging in' }))
  const dialog = await dialogOf('Let everybody pull from analytics without logging in')
  await page.user.click(await dialog.findByRole('button', { name: 'Equivalent command' }))
  expect(
    dialog.getByText(/^oc policy add-role-to-group system:image-puller system:authenticated -n analytics/),
  ).toHaveTextContent('oc policy add-role-to-group system:image-puller system:unauthenticated -n analytics')
  await page.user.click(dialog.getByRole('button', { name: 'Allow pulls' }))
  await waitFor(() =>
    expect(group.getByRole('button', { name: 'Everybody, without logging in' })).toHaveAttribute(
      'aria-pressed',
      'true',
    ),
  )
  expect(subjectsOf(binding(page, 'analytics', 'system:image-puller'))).toEqual(['system:authenticated'])
  expect(subjectsOf(binding(page, 'analytics', 'system:image-puller-0'))).toEqual(['system:unauthenticated'])

  await page.user.click(group.getByRole('button', { name: 'Only those with a role' }))
  const closing = await dialogOf('Let only those with a role pull from analytics')
  await page.user.click(closing.getByRole('button', { name: 'Restrict pulls' }))
  await waitFor(() => expect(binding(page, 'analytics', 'system:image-puller-0')).toBeUndefined())
  expect(binding(page, 'analytics', 'system:image-puller')).toBeUndefined()
})

test('the pods of another project may pull', async () => {
  const page = await open('?project=storefront')
  await page.user.click(await screen.findByRole('button', { name: 'Let another project pull' }))
  const dialog = await dialogOf('Let another project pull from storefront')
  const project = dialog.getByRole('combobox', { name: 'Project that pulls' })
  fireEvent.change(project, { target: { value: 'mobile' } })
  expect(await dialog.findByText('It may pull already: the RoleBinding mobile-pulls grants it.')).toBeInTheDocument()
  fireEvent.change(project, { target: { value: 'qa' } })
  await page.user.click(dialog.getByRole('radio', { name: 'One service account' }))
  await page.user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  const command = 'oc policy add-role-to-user system:image-puller system:serviceaccount:qa:default -n storefront'
  expect(dialog.getByText(command)).toBeInTheDocument()
  await page.user.click(dialog.getByRole('button', { name: 'Allow pulls' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const made = page.cluster.store.list(bindings, 'storefront') as RoleBinding[]
  expect(made.flatMap(({ subjects }) => subjects ?? [])).toContainEqual({
    kind: 'ServiceAccount',
    namespace: 'qa',
    name: 'default',
  })
})

test('who may not see bindings is told what is missing and what they may do themselves', async () => {
  await open('?project=payments', { as: 'dev' })
  expect(await screen.findByText('You may not list rolebindings in the project payments.')).toBeInTheDocument()
  const own = within(await screen.findByRole('region', { name: 'What you may do in payments' }))
  await waitFor(() => expect(own.getByText(/^push images/).closest('li')).toHaveTextContent(/^Allowed/))
  await waitFor(() => expect(own.getByText(/^grant roles/).closest('li')).toHaveTextContent(/^Denied/))
  expect(screen.queryByRole('table')).toBeNull()
})

test('an administrator of one project sees that others may have access, and roles as they ship', async () => {
  const refused = /\/(clusterrolebindings|clusterroles)(\/|\?|$)/
  await open('?project=payments', {
    answer: (request, cluster) => {
      const { pathname } = new URL(request.url)
      if (request.method !== 'GET' || !refused.test(pathname)) return cluster.handle(request)
      const message = `${pathname.split('/')[4]} is forbidden: User "admin" cannot list it`
      return Response.json(
        { kind: 'Status', status: 'Failure', reason: 'Forbidden', code: 403, message },
        { status: 403 },
      )
    },
  })
  expect(await screen.findByRole('group', { name: /Others may have access, too/ })).toBeInTheDocument()
  expect(await rowsOf('dev')).toEqual([['User', 'Yes', 'Yes', '–', 'editas shipped', 'edit', 'payments']])
})

test('what may not be read is nowhere said to be nobody', async () => {
  const status = (code: number, reason: string) =>
    Response.json({ kind: 'Status', status: 'Failure', code, reason, message: `etcd: ${reason}` }, { status: code })
  await open('?project=payments', {
    answer: (request, cluster) => {
      const { pathname } = new URL(request.url)
      if (pathname === `${API}/namespaces/payments/rolebindings`) return status(500, 'InternalError')
      if (pathname !== `${API}/clusterrolebindings`) return cluster.handle(request)
      const subjects = [{ kind: 'User', name: 'nora' }]
      const items = [
        { metadata: { name: 'x' }, roleRef: { apiGroup: '', kind: 'ClusterRole', name: 'basic-user' }, subjects },
      ]
      return Response.json({ kind: 'ClusterRoleBindingList', metadata: { resourceVersion: '1' }, items })
    },
  })
  const counts = await screen.findByRole('list', { name: 'Who may do what' })
  await waitFor(() => expect(counts).toHaveTextContent('nobody that you can see'))
  expect(screen.getByText('You cannot see whether everybody may pull.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Only those with a role' })).toHaveAttribute('aria-pressed', 'false')
  expect(screen.queryByText('Nobody has a role for the registry')).toBeNull()
  expect(screen.getByText('oc policy add-role-to-user system:image-puller USER -n payments')).toBeVisible()
})

test('roles of one project that may not be read are named among all projects', async () => {
  const refused = new RegExp(`^${API}/(rolebindings|roles|namespaces/analytics/roles)$`)
  await open('', {
    answer: (request, cluster) => {
      const { pathname } = new URL(request.url)
      if (request.method !== 'GET' || !refused.test(pathname)) return cluster.handle(request)
      const message = `${pathname} is forbidden`
      return Response.json(
        { kind: 'Status', status: 'Failure', reason: 'Forbidden', code: 403, message },
        { status: 403 },
      )
    },
  })
  expect(await screen.findByText(/^The roles of projects could not be read/)).toBeInTheDocument()
})

test('a thousand bindings come as pages of a table', async () => {
  const items = Array.from({ length: 1000 }, (_, at) => ({
    metadata: { name: `b-${at}`, namespace: 'payments', uid: `${at}`, resourceVersion: '1' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: at % 2 ? 'view' : 'edit' },
    subjects: [{ kind: 'User', name: `user-${at}` }],
  }))
  await open('?project=payments&right=push', {
    answer: (request, cluster) =>
      new URL(request.url).pathname === `${API}/namespaces/payments/rolebindings`
        ? Response.json({ kind: 'RoleBindingList', metadata: { resourceVersion: '1' }, items })
        : cluster.handle(request),
  })
  const table = await screen.findByRole('table', { name: 'Permissions' })
  await waitFor(() => expect(within(table).getAllByRole('rowheader')).toHaveLength(50))
  expect(Number(table.getAttribute('aria-rowcount'))).toBeGreaterThan(500)
})
