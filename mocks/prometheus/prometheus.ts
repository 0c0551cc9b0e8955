import type { Access, User } from '../server/access.ts'
import { anonymous } from '../server/access.ts'
import { pageNotFound } from '../server/exchange.ts'
import type { Store } from '../server/store.ts'
import { matcher, PromError, type Expr } from './ast.ts'
import { clusterSource, isGap } from './clusterSource.ts'
import { durationOf } from './lexer.ts'
import { parse } from './parser.ts'
import { instantAnswer, rangeAnswer, stepOf, timeOf } from './query.ts'
import { alertsAnswer, rulesAnswer } from './ruleAnswers.ts'
import { groups } from './ruleDefinitions.ts'
import { withRules } from './rules.ts'
import type { Source } from './source.ts'

/** What is wrong with Prometheus: nothing, nobody has connected one, or nobody may ask it. */
export interface PrometheusFault {
  state?: 'up' | 'missing' | 'forbidden'
  /** How many milliseconds later it answers; later than a query's `timeout` it answers that instead. */
  delayMs?: number
  /** Twenty minutes of every two hours nothing was scraped. */
  gaps?: boolean
}

interface Site {
  store: Store
  access: Access
  now(): Date
  /** How full the volume of a claim was when the cluster was made, by NAMESPACE/NAME. */
  volumeUse(claim: string): number
}

const DEFAULT_TIMEOUT = 120_000
const HTML = '<!doctype html>\n<html lang="en"><title>404 Not Found</title><h1>404 Not Found</h1></html>\n'
const plain = (status: number, text: string) =>
  new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
const answered = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

/** The Prometheus of a mock cluster, behind the proxy that asks the cluster who may read it. */
export class Prometheus {
  fault: PrometheusFault = {}
  readonly #site: Site
  readonly #seededAt: number

  constructor(site: Site) {
    this.#site = site
    this.#seededAt = site.now().getTime()
  }

  /** Answers a request below /prometheus. */
  async handle(request: Request, url: URL, user: User): Promise<Response> {
    const { state = this.#isThere() ? 'up' : 'missing', delayMs = 0 } = this.fault
    if (state === 'missing') return new Response(HTML, { status: 404, headers: { 'Content-Type': 'text/html' } })
    if (user.name === anonymous.name) return plain(401, 'Unauthorized\n')
    const verb = request.method === 'POST' ? 'create' : 'get'
    if (state === 'forbidden' || !this.#mayRead(user, verb))
      return plain(403, `Forbidden (user=${user.name}, verb=${verb}, resource=prometheuses, subresource=api)\n`)
    const path = /^\/prometheus\/api\/v1\/(.+)$/.exec(url.pathname)?.[1]
    if (!path) return pageNotFound()
    const parameters = new URLSearchParams(url.searchParams)
    if (request.method === 'POST')
      for (const [name, value] of new URLSearchParams(await request.text())) parameters.append(name, value)
    try {
      await waited(delayMs, parameters.get('timeout'))
      const data = this.#answer(path, parameters)
      return data === undefined ? pageNotFound() : answered(200, { status: 'success', data })
    } catch (error) {
      if (!(error instanceof PromError)) throw error
      const status = { bad_data: 400, execution: 422, timeout: 503 }[error.type]
      return answered(status, { status: 'error', errorType: error.type, error: error.message })
    }
  }

  /** Whether the cluster has one at all: those that are not OpenShift have no monitoring where it is looked for. */
  #isThere(): boolean {
    const { store } = this.#site
    return (
      !store.list('/namespaces').length || store.get('/namespaces', undefined, 'openshift-monitoring') !== undefined
    )
  }

  /** Whoever may read the API of the cluster's Prometheus; dedicated administrators hold cluster-monitoring-view. */
  #mayRead(user: User, verb: string): boolean {
    const namespace = 'openshift-monitoring'
    const resource = { group: 'monitoring.coreos.com', resource: 'prometheuses', subresource: 'api', name: 'k8s' }
    return (
      user.groups.includes('dedicated-admins') ||
      this.#site.access.decide(user, { verb, namespace, ...resource }).allowed
    )
  }

  #answer(path: string, parameters: URLSearchParams): unknown {
    const now = this.#site.now().getTime()
    const gaps = this.fault.gaps ?? false
    const scraped = clusterSource({ ...this.#site, seededAt: this.#seededAt, now, gaps })
    const ruled = withRules(scraped, groups, (time) => !gaps || !isGap(time / 1000))
    const given = (name: string) => parameters.get(name) ?? ''
    const time = (name: string) => timeOf(name, given(name))
    if (path === 'query')
      return instantAnswer(ruled.source, given('query'), parameters.has('time') ? time('time') : now)
    if (path === 'query_range')
      return rangeAnswer(ruled.source, given('query'), time('start'), time('end'), stepOf('step', given('step')))
    if (path === 'rules') return rulesAnswer(ruled, now, parameters.get('type'))
    if (path === 'alerts') return alertsAnswer(ruled, now)
    if (path === 'labels') return labelNames(ruled.source, now)
    const label = /^label\/([^/]+)\/values$/.exec(path)?.[1]
    return label === undefined ? undefined : labelValues(ruled.source, label, parameters.getAll('match[]'), now)
  }
}

async function waited(delay: number, timeout: string | null): Promise<void> {
  const limit = timeout ? (durationOf(timeout) ?? Number(timeout) * 1000) : DEFAULT_TIMEOUT
  const wait = Math.min(delay, limit)
  if (wait) await new Promise((resolve) => setTimeout(resolve, wait))
  if (delay > limit) throw new PromError('query timed out in expression evaluation', 'timeout')
}

const everything: Expr & { kind: 'vector' } = {
  kind: 'vector',
  matchers: [matcher('__name__', '!=', '')],
  offset: 0,
  at: 0,
}

function labelNames(source: Source, now: number): string[] {
  const names = source.at(everything.matchers, [now]).flatMap(({ labels }) => Object.keys(labels))
  return [...new Set(names)].toSorted()
}

function labelValues(source: Source, label: string, selectors: string[], now: number): string[] {
  if (!/^[a-zA-Z_]\w*$/.test(label)) throw new PromError(`invalid label name: ${JSON.stringify(label)}`)
  const parsed = selectors.length ? selectors.map(parse) : [everything]
  const values = parsed.flatMap((expr) => {
    if (expr.kind !== 'vector') throw new PromError('invalid parameter "match[]": unexpected expression')
    const found = source.at(expr.matchers, [now]).filter(({ values: [value] }) => value !== undefined)
    return found.flatMap(({ labels }) => labels[label] ?? [])
  })
  return [...new Set(values)].toSorted()
}
