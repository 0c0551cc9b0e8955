import type { ReactNode } from 'react'
import type { Pod } from '../../../k8s/resources/pod.ts'
import { addressTime, timeFrom } from '../../../lib/fieldTime.ts'
import { t } from '../../../lib/t.ts'
import { NativeSelect } from '../../../ui/NativeSelect.tsx'
import { TimeField } from '../../../ui/TimeField.tsx'
import { sinceWords } from './filterWords.ts'
import { sinceParam, sinceSeconds, type LogsChange, type LogsQuery } from './logsQuery.ts'

interface LogsToolbarProps {
  query: LogsQuery
  change(change: LogsChange): void
  /** The registry's pods, as far as they may be listed. */
  pods: readonly Pod[]
  /** The pod whose page this is: no other can be chosen. */
  fixedPod?: string | undefined
  children?: ReactNode
}

const custom = 'custom'

/** What is read: whose log, of which container, how far back. */
export function LogsToolbar({ query, change, pods, fixedPod, children }: LogsToolbarProps) {
  const name = fixedPod ?? query.pod
  const names = pods.map(({ metadata }) => metadata.name)
  const containers = containersOf(pods.find(({ metadata }) => metadata.name === name))
  return (
    <div className="rc-logs__toolbar" role="group" aria-label={t('What is read')}>
      {fixedPod === undefined && (
        <NativeSelect
          label={t('Pods')}
          value={name ?? ''}
          options={[
            { value: '', label: t('All registry pods') },
            ...(name === undefined || names.includes(name) ? names : [...names, name])
              .toSorted()
              .map((value) => ({ value, label: value })),
          ]}
          onChange={(pod) => change({ pod })}
        />
      )}
      {(containers.length > 1 || query.container !== undefined) && (
        <NativeSelect
          label={t('Container')}
          value={query.container ?? ''}
          options={[
            { value: '', label: t('Main container') },
            ...[...new Set([...containers, ...(query.container ? [query.container] : [])])].map((value) => ({
              value,
              label: value,
            })),
          ]}
          onChange={(container) => change({ container })}
        />
      )}
      <SinceChoice query={query} change={change} />
      {children}
    </div>
  )
}

function SinceChoice({ query: { since }, change }: Pick<LogsToolbarProps, 'query' | 'change'>) {
  const fixed = since && 'time' in since ? timeFrom(since.time) : undefined
  const param = sinceParam(since)
  const named = ['', ...Object.keys(sinceSeconds)]
  const choose = (value: string) => change({ since: value === custom ? addressTime(Date.now() / 1000 - 3600) : value })
  return (
    <>
      <NativeSelect
        label={t('Since')}
        value={fixed === undefined ? param : custom}
        options={[
          { value: '', label: t('Any time') },
          ...Object.entries(sinceSeconds).map(([value, seconds]) => ({ value, label: sinceWords({ seconds }) })),
          ...(fixed === undefined && !named.includes(param) && since
            ? [{ value: param, label: sinceWords(since) }]
            : []),
          { value: custom, label: t('Since a time …') },
        ]}
        onChange={choose}
      />
      {fixed !== undefined && (
        <TimeField
          key={fixed}
          label={t('Since')}
          seconds={fixed}
          onChange={(seconds) => change({ since: addressTime(seconds) })}
        />
      )}
    </>
  )
}

function containersOf(pod: Pod | undefined): string[] {
  const { containers, initContainers } = pod?.spec ?? {}
  return [...(containers ?? []), ...(initContainers ?? [])].flatMap(({ name }) => (name ? [name] : []))
}
