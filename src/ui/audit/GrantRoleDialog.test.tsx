// Loaded with the tests, not by the first of them: that takes seconds.
import './GrantRoleDialog.tsx'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage, type RenderedPage } from '../../../mocks/renderPage.tsx'
import type { RoleBinding } from '../../k8s/resources/roleBinding.ts'
import { openGrantRole, type WantedGrant } from './openGrantRole.tsx'

const resource = 'rbac.authorization.k8s.io/rolebindings'
const wanted = { namespace: 'storefront', role: 'system:image-puller', user: 'dev' }

function bindingsOf({ cluster }: RenderedPage, namespace: string): RoleBinding[] {
  // What is stored there is of this kind.
  return cluster.store.list(resource, namespace) as RoleBinding[]
}

async function open(
  as: 'admin' | 'dev',
  grant: WantedGrant,
  answer?: NonNullable<Parameters<typeof renderPage>[1]>['answer'],
) {
  const page = await renderPage('/nowhere', { as, scenario: 'healthy', ...(answer && { answer }) })
  await screen.findByRole('heading', { level: 1 })
  act(() => openGrantRole(grant))
  const dialog = await screen.findByRole('dialog', { name: `Grant a role in ${grant.namespace}` })
  return { page, dialog: within(dialog) }
}

const mayReview = (page: RenderedPage, namespace: string) =>
  page.cluster
    .handle(
      new Request('http://mock/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        method: 'POST',
        headers: { Authorization: 'Bearer dev', 'Content-Type': 'application/json' },
        body: JSON.stringify({
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: {
              verb: 'update',
              group: 'image.openshift.io',
              resource: 'imagestreams',
              subresource: 'layers',
              namespace,
            },
          },
        }),
      }),
    )
    .then(async (response): Promise<boolean> => (await response.json()).status.allowed)

test('a grant makes a binding of its own, which allows what was denied', async () => {
  const grant = { namespace: 'analytics', role: 'system:image-pusher', user: 'dev' }
  const { page, dialog } = await open('admin', grant)
  expect(await mayReview(page, 'analytics')).toBe(false)
  await page.user.click(dialog.getByRole('button', { name: 'Equivalent command' }))
  expect(dialog.getByText('oc policy add-role-to-user system:image-pusher dev -n analytics')).toBeInTheDocument()
  await page.user.click(dialog.getByRole('button', { name: 'Grant role' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const made = bindingsOf(page, 'analytics').filter(({ subjects }) => subjects?.some(({ name }) => name === 'dev'))
  expect(made.map(({ metadata, subjects, roleRef }) => [metadata.name, subjects, roleRef])).toEqual([
    [
      'system:image-pusher',
      [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'dev' }],
      { kind: 'ClusterRole', apiGroup: 'rbac.authorization.k8s.io', name: 'system:image-pusher' },
    ],
  ])
  expect(await mayReview(page, 'analytics')).toBe(true)
})

test('a binding of the role that names others is left alone', async () => {
  const account = 'system:serviceaccount:ci:builder'
  const { page, dialog } = await open('admin', { ...wanted, user: account })
  await page.user.click(dialog.getByRole('button', { name: 'Grant role' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const found = bindingsOf(page, 'storefront').filter(({ roleRef }) => roleRef.name === wanted.role)
  expect(found.map(({ metadata, subjects }) => [metadata.name, subjects?.map(({ name }) => name)])).toEqual([
    ['mobile-pulls', ['system:serviceaccounts:mobile']],
    ['system:image-puller', ['sre']],
    ['system:image-puller-0', ['builder']],
    ['system:image-pullers', ['system:serviceaccounts:storefront']],
  ])
  expect(found[2]?.subjects).toEqual([{ kind: 'ServiceAccount', namespace: 'ci', name: 'builder' }])
})

test('what is granted already is not granted again', async () => {
  const { dialog } = await open('admin', { ...wanted, user: 'sre' })
  expect(await dialog.findByText(/^sre has this role already: the RoleBinding/)).toBeInTheDocument()
  expect(dialog.getByRole('button', { name: 'Grant role' })).toBeDisabled()
})

test('who may not grant is told so', async () => {
  const { dialog } = await open('dev', wanted)
  expect(await dialog.findByText(/^You may not create rolebindings in the project storefront/)).toBeInTheDocument()
  expect(dialog.getByRole('button', { name: 'Grant role' })).toBeDisabled()
})

test('somebody else takes the name meanwhile', async () => {
  let taken = false
  const { page, dialog } = await open('admin', wanted, async (request, cluster) => {
    if (request.method === 'POST' && request.url.endsWith('/rolebindings') && !taken) {
      taken = true
      const other = {
        metadata: { name: 'system:image-puller-0', namespace: 'storefront' },
        roleRef: { kind: 'ClusterRole', name: wanted.role },
      }
      await cluster.handle(
        new Request(request.url, {
          method: 'POST',
          headers: { Authorization: 'Bearer admin', 'Content-Type': 'application/json' },
          body: JSON.stringify(other),
        }),
      )
    }
    return cluster.handle(request)
  })
  await page.user.click(dialog.getByRole('button', { name: 'Grant role' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(
    bindingsOf(page, 'storefront')
      .filter(({ subjects }) => subjects?.some(({ name }) => name === 'dev'))
      .map(({ metadata }) => metadata.name),
  ).toContain('system:image-puller-1')
})

test('any role can be granted: of the project too, to service accounts too; its rules say what it allows', async () => {
  const { page, dialog } = await open('admin', { ...wanted, user: 'system:serviceaccount:ci:pipeline' })
  expect(dialog.getByRole('combobox', { name: 'Project of the service account' })).toHaveValue('ci')
  fireEvent.change(dialog.getByRole('combobox', { name: 'Role' }), { target: { value: '/' } })
  const role = dialog.getByRole('combobox', { name: 'Role name' })
  fireEvent.change(role, { target: { value: 'web-pushers' } })
  expect(await dialog.findByText(/^There is no role web-pushers\./)).toBeInTheDocument()
  fireEvent.change(role, { target: { value: 'web-pusher' } })
  const rules = 'Its rules allow: pull images (only web), push images (only web).'
  expect(await dialog.findByText(rules)).toBeInTheDocument()
  await page.user.click(dialog.getByRole('button', { name: 'Grant role' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const made = bindingsOf(page, 'storefront').find(({ subjects }) => subjects?.some(({ name }) => name === 'pipeline'))
  expect(made?.roleRef).toMatchObject({ kind: 'Role', name: 'web-pusher' })
  expect(made?.subjects).toEqual([{ kind: 'ServiceAccount', namespace: 'ci', name: 'pipeline' }])
})
