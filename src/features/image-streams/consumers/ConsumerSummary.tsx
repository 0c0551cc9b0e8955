import { useMemo } from 'react'
import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import type { NotListed } from '../../../k8s/imageConsumers.ts'
import { consumersOfStream, consumersOfTag, type ImageConsumer } from '../../../k8s/resources/imageConsumer.ts'
import { foldConsumers, type ConsumerRow } from '../../../k8s/resources/imageConsumerRow.ts'
import { firesOf } from '../../../k8s/resources/imageTrigger.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { byText, workloadText } from './consumerWords.ts'
import { watchedText } from './triggerWords.ts'
import { NotListedNotice } from './NotListedNotice.tsx'
import './consumers.css'

const shown = 6

export interface ConsumerSummaryProps {
  /** Of consumersOfStream, consumersOfTag or consumersOfDigest. */
  consumers: readonly ImageConsumer[]
  notListed: readonly NotListed[]
}

/** Who uses what is about to change, in a few lines: for dialogs. */
export function ConsumerSummary({ consumers, notListed }: ConsumerSummaryProps) {
  // Their owners are in the same reading.
  const { consumers: workloads } = useImageConsumers()
  const rows = useMemo(() => foldConsumers(workloads, consumers), [workloads, consumers])
  // What pushes to a stream makes it anew.
  const users = rows.filter(({ by, role }) => by !== 'sameImage' && role !== 'output')
  const builds = rows.filter(({ role }) => role === 'output')
  const others = rows.length - users.length - builds.length
  return (
    <div className="rc-consumers__summary">
      {users.length === 0 ? (
        <p>{t('Used by no workload that you may list.')}</p>
      ) : (
        <>
          <p>{t('Used by {{count}} workloads:', { count: countOf(users) })}</p>
          <ul className="rc-consumers__list" aria-label={t('Workloads')}>
            {users.slice(0, shown).map((row) => (
              <li key={row.key}>
                {workloadText(row)} <span className="rc-subtle">{detailsOf(row)}</span>
              </li>
            ))}
          </ul>
          {users.length > shown && <p>{t('and {{count}} more', { count: users.length - shown })}</p>}
        </>
      )}
      {builds.length > 0 && <p>{t('Pushed by {{names}}.', { names: listed(builds.map(workloadText)) })}</p>}
      {others > 0 && (
        <p className="rc-subtle">{t('{{count}} have the same image from elsewhere and keep it.', { count: others })}</p>
      )}
      <NotListedNotice notListed={notListed} />
    </div>
  )
}

/** Who uses a stream or one of its tags, read and summed up: for dialogs. */
export function ConsumersOf({ stream, tag }: { stream: ImageStream; tag?: string }) {
  const { consumers, state, error, notListed } = useImageConsumers()
  const found = useMemo(
    () => (tag === undefined ? consumersOfStream(consumers, stream) : consumersOfTag(consumers, stream, tag)),
    [consumers, stream, tag],
  )
  if (state === 'loading') return <p role="status">{t('Looking for workloads that use it …')}</p>
  if (state === 'failed') {
    return <p>{t('Which workloads use it could not be read: {{message}}', { message: error?.message ?? '' })}</p>
  }
  const { namespace = '', name } = stream.metadata
  const to =
    tag === undefined
      ? paths.imageStream(namespace, name, 'used-by')
      : paths.imageStreamTag(namespace, name, tag, 'used-by')
  return (
    <>
      <ConsumerSummary consumers={found} notListed={notListed} />
      {found.length > 0 && <Link to={to}>{t('Show all that uses it')}</Link>}
    </>
  )
}

/** How many workloads some rows are of: one with two containers is one. */
export function countOf(rows: readonly ConsumerRow[]): number {
  return new Set(rows.map(({ kind, namespace, name }) => `${kind}/${namespace}/${name}`)).size
}

function detailsOf(row: ConsumerRow): string {
  const { pods, idle, trigger, namespace } = row
  const watched = trigger && watchedText(trigger, namespace)
  const follows =
    trigger &&
    watched &&
    (firesOf(trigger) ? t('follows {{watched}}', { watched }) : t('trigger on {{watched}} does not act', { watched }))
  const running = idle ? t('not running') : pods > 0 ? t('{{count}} pods', { count: pods }) : ''
  return [byText(row), row.by === 'trigger' ? '' : follows, running].filter(Boolean).join(' · ')
}
