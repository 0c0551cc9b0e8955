import { t } from '../lib/t.ts'
import { duration, requests, type RegistryQuery } from './registryQuery.ts'

// Answers that are part of every login (401) or push (404) say nothing of the service.
const counted = `${requests}{code!~"401|404"}`
const sumOf = (selector: string, window: string) => `sum(increase(${selector}[${window}]))`

/** What a service level is made of: requests per window, those that failed, and how slow the slowest pod was. */
export const objectiveQueries = {
  counted: {
    id: 'objective-counted',
    title: () => t('Requests that count'),
    unit: 'count',
    expr: (window) => sumOf(counted, window),
    legend: () => t('requests'),
  },
  failed: {
    id: 'objective-failed',
    title: () => t('Requests that failed'),
    unit: 'count',
    // A line of 5xx begins with the first of them: where there is none, there were no failures.
    expr: (window) => sumOf(`${requests}{code=~"5.."}`, window),
    legend: () => t('failed'),
  },
  slowest: {
    id: 'objective-slowest',
    title: () => t('Slowest 99th percentile'),
    unit: 'seconds',
    expr: () => `max(${duration}{quantile="0.99"})`,
    legend: () => 'p99',
  },
} satisfies Record<string, RegistryQuery>
