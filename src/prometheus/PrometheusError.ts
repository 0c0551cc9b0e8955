import { t } from '../lib/t.ts'

/** missing: nothing that speaks as Prometheus does is there. failed: it is there, or should be, but did not answer as it must. */
export type MetricsProblem = 'missing' | 'forbidden' | 'bad-query' | 'timeout' | 'failed'

interface Details {
  problem: MetricsProblem
  message: string
  /** 0 when no answer arrived at all. */
  code: number
  /** Prometheus' own word: bad_data, execution, timeout … */
  errorType?: string | undefined
  /** A web page came: of what stands in front, such as a sign-in. */
  page?: boolean
  url: string
  query?: string | undefined
}

/** The one error of the metrics client. It is no ApiError: what happens to Prometheus alone says nothing of the cluster's API. */
export class PrometheusError extends Error {
  override readonly name = 'PrometheusError'
  readonly problem: MetricsProblem
  readonly code: number
  readonly errorType: string | undefined
  /** Nobody may be signed in any more: the API knows. */
  readonly isOfNobody: boolean
  readonly url: string
  /** The PromQL that was asked. */
  readonly query: string | undefined

  constructor({ problem, message, code, errorType, page = false, url, query }: Details, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
    this.code = code
    this.errorType = errorType
    this.isOfNobody = code === 401 || (page && code < 404)
    this.url = url
    this.query = query
  }
}

/** The role that lets somebody read the whole cluster's metrics. */
export const monitoringRole = 'cluster-monitoring-view'

/** What kind of failure it is, in one sentence, what to do about it, and the words of the server. */
export function problemOf(error: unknown): {
  problem: MetricsProblem
  title: string
  advice: string
  message: string
  /** The command with which an administrator grants what is missing. */
  command?: string
} {
  const known = error instanceof PrometheusError ? error : undefined
  const problem = known?.problem ?? 'failed'
  const message = error instanceof Error ? error.message : String(error)
  switch (problem) {
    case 'missing':
      return {
        problem,
        message,
        title: t('No Prometheus is connected'),
        advice: t(
          'The console asks Prometheus below /prometheus, and nothing there speaks as Prometheus does. Whoever runs the console sets PROMETHEUS_URL to the address of Thanos Querier (thanos-querier.openshift-monitoring.svc:9091) or of a Prometheus. Everything else works without it.',
        ),
      }
    case 'forbidden':
      return {
        problem,
        message,
        title: t('Permission missing for metrics'),
        advice: t(
          'Reading the metrics of the cluster needs the cluster role {{role}}. A cluster administrator can give it:',
          { role: monitoringRole },
        ),
        command: `oc adm policy add-cluster-role-to-user ${monitoringRole} ${userIn(message) ?? 'USER'}`,
      }
    case 'bad-query':
      return {
        problem,
        message,
        title: t('Prometheus refused the query'),
        advice: t('The expression cannot be evaluated. A shorter range or a longer step helps when it reads too much.'),
      }
    case 'timeout':
      return {
        problem,
        message,
        title: t('Prometheus took too long'),
        advice: t('A shorter range or a longer step asks for less.'),
      }
    case 'failed':
      return {
        problem,
        message,
        title: t('Could not read the metrics'),
        advice: t('Prometheus may be restarting. What was read before stays.'),
      }
  }
}

/** kube-rbac-proxy names who was refused: "Forbidden (user=dev, verb=get, resource=prometheuses, subresource=api)". */
function userIn(message: string): string | undefined {
  return /\buser=([\w.@:-]+)/.exec(message)?.[1]
}
