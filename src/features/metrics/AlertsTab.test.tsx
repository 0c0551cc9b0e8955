import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderPage } from '../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../mocks/server/cluster.ts'

const withRules = (groups: unknown[]) => (request: Request, cluster: Cluster) =>
  request.url.includes('/prometheus/api/v1/rules')
    ? Response.json({ status: 'success', data: { groups } })
    : cluster.handle(request)

const rule = (over: object) => ({
  type: 'alerting',
  name: 'ClusterOperatorDown',
  query: 'cluster_operator_up == 0',
  state: 'firing',
  duration: 600,
  labels: { severity: 'critical' },
  annotations: {},
  alerts: [],
  ...over,
})

describe('alerts', () => {
  it('say what fires, what it means, what to do and where it is written', async () => {
    await renderPage('/metrics/alerts', { scenario: 'degraded' })
    const alert = within(await screen.findByRole('region', { name: 'ClusterOperatorDegraded' }, { timeout: 15_000 }))
    expect(alert.getByText('Firing')).toBeVisible()
    expect(alert.getAllByText(/because ProgressDeadlineExceeded/)[0]).toBeVisible()
    expect(alert.getByText(/something does not work as configured/)).toBeVisible()
    expect(alert.getByRole('link', { name: 'See status' })).toHaveAttribute('href', '/registry')
    expect(alert.getByRole('link', { name: /^https:\/\/github.com\/openshift\/runbooks/ })).toHaveAttribute(
      'rel',
      'noopener noreferrer',
    )
    const rules = within(screen.getByRole('table', { name: 'Alerting rules' }))
    expect(rules.getByRole('row', { name: /^ClusterOperatorDegraded Firing warning 30 min/ })).toBeVisible()
    expect(rules.getByRole('row', { name: /^ClusterOperatorDown Inactive/ })).toBeVisible()
  })

  it('leave out those of others, show values that are no numbers, and no address that is no web address', async () => {
    const mine = { alertname: 'ClusterOperatorDown', name: 'image-registry', severity: 'critical' }
    const alerts = [
      { labels: mine, annotations: { runbook_url: 'javascript:alert(1)' }, state: 'pending', value: '+Inf' },
      { labels: { ...mine, name: 'dns' }, annotations: { summary: 'of dns' }, state: 'firing', value: '1' },
    ]
    await renderPage('/metrics/alerts', { answer: withRules([{ name: 'g', rules: [rule({ alerts })] }]) })
    const alert = within(await screen.findByRole('region', { name: 'ClusterOperatorDown' }))
    expect(alert.getByText('Pending')).toBeVisible()
    expect(alert.getByText('Infinity')).toBeInTheDocument()
    expect(alert.queryByRole('link', { name: /javascript/ })).toBeNull()
    expect(screen.queryByText('of dns')).toBeNull()
  })

  it('say when the version brings none, and when nothing fires', async () => {
    await renderPage('/metrics/alerts', { answer: withRules([{ name: 'g', rules: [rule({ state: 'inactive' })] }]) })
    expect(await screen.findByText(/^No alert of the registry/)).toBeVisible()
    expect(screen.getByRole('group', { name: /no alerts of the registry itself/ })).toHaveTextContent('4.13')
  })

  it('take half of an answer', async () => {
    const broken = [{ name: 'g', rules: [rule({ alerts: [{ state: 'firing' }, null], labels: null }), null, 7] }, null]
    await renderPage('/metrics/alerts', { answer: withRules(broken) })
    expect(await screen.findByRole('table', { name: 'Alerting rules' })).toBeVisible()
  })

  it('derive from the configuration that the registry is removed', async () => {
    await renderPage('/metrics/alerts', { scenario: 'removed' })
    const removed = await screen.findByRole('group', { name: /The registry is removed/ }, { timeout: 15_000 })
    expect(removed).toHaveTextContent('BuildConfigs and DeploymentConfigs')
  })

  it('say what is needed without Prometheus', async () => {
    await renderPage('/metrics/alerts', {
      answer: (request, cluster) =>
        request.url.includes('/prometheus/') ? new Response('no', { status: 404 }) : cluster.handle(request),
    })
    expect(await screen.findByRole('group', { name: /No Prometheus is connected/ })).toBeVisible()
    expect(screen.getByText('Not known: the alerts could not be read.')).toBeVisible()
  })
})
