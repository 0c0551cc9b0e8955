import { Link } from 'react-router'
import { shortDigest } from '../../../lib/digest.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import type { ConsumerRow } from '../../../k8s/resources/imageConsumerRow.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { behindSentence, behindText, byText, policySentences, policyText, spanText } from './consumerWords.ts'
import { triggerSentence, triggerStateText, watchedText } from './triggerWords.ts'

/** A row with the stream that it is shown for; none on the page of an image. */
export interface ConsumerView extends ConsumerRow {
  stream?: { namespace: string; name: string }
}

const countText = ({ pods, idle, kind, workload }: ConsumerRow) => {
  if (kind === 'Pod') return idle ? t('ended') : ''
  if (idle) return t('not running')
  if (pods > 0) return t('{{count}} pods', { count: pods })
  return workload ? '' : t('owner not looked at')
}

const referenceOf = ({ digest, tag, image }: ConsumerRow) => (digest ? shortDigest(digest) : (tag ?? image))

// The widths leave room for the button that opens a row and for its menu.
const workload: Column<ConsumerView> = {
  key: 'workload',
  title: () => t('Workload'),
  isRowHeader: true,
  width: 16,
  render: (row) => (
    <>
      <span className="rc-consumers__name">{row.name}</span>{' '}
      <span className="rc-consumers__sub">{[row.kind, countText(row)].filter(Boolean).join(' · ')}</span>
    </>
  ),
  sort: ({ name }) => name,
  text: ({ kind, name }) => `${kind} ${name}`,
}

const project: Column<ConsumerView> = {
  key: 'project',
  title: () => t('Project'),
  width: 10,
  render: ({ namespace }) => <span className="rc-consumers__long">{namespace}</span>,
  sort: ({ namespace }) => namespace,
  text: ({ namespace }) => namespace,
}

const container: Column<ConsumerView> = {
  key: 'container',
  title: () => t('Container'),
  width: 9,
  render: ({ container: name, init }) =>
    name === undefined ? (
      <Absent />
    ) : (
      <>
        <span className="rc-consumers__long">{name}</span>
        {init && <span className="rc-consumers__sub"> {t('init')}</span>}
      </>
    ),
  sort: ({ container: name }) => name,
  text: ({ container: name }) => name,
}

const refersBy: Column<ConsumerView> = {
  key: 'by',
  title: () => t('Refers by'),
  width: 16,
  render: (row) => (
    <>
      <span className="rc-streams__sentence">{byText(row)}</span>{' '}
      <span className="rc-consumers__sub" title={row.image}>
        <Reference row={row} />
      </span>
    </>
  ),
  sort: byText,
  text: ({ image }) => image,
}

function Reference({ row }: { row: ConsumerView }) {
  const { stream, tag, digest, by } = row
  if (!stream || digest || tag === undefined || by === 'sameImage') return <code>{referenceOf(row)}</code>
  return <Link to={paths.imageStreamTag(stream.namespace, stream.name, tag)}>{tag}</Link>
}

const pullPolicy: Column<ConsumerView> = {
  key: 'policy',
  title: () => t('Pull policy'),
  width: 12,
  render: (row) =>
    row.pullPolicy ? (
      <span title={policySentences(row).join(' ')}>
        {row.pullPolicy} <span className="rc-consumers__sub">{policyText(row)}</span>
      </span>
    ) : (
      <Absent />
    ),
  sort: ({ pullPolicy: policy }) => policy,
  text: ({ pullPolicy: policy }) => policy,
}

const behind: Column<ConsumerView> = {
  key: 'behind',
  title: () => t('Behind'),
  width: 11.5,
  render: ({ behind: is }) => {
    if (!is) return <Absent text={t('not known')} />
    return (
      <>
        {is.revisions === 0 ? (
          t('newest')
        ) : (
          <StatusLabel status="warning" compact title={behindSentence(is)}>
            {t('{{count}} revisions', { count: is.revisions })}
          </StatusLabel>
        )}{' '}
        <span className="rc-consumers__sub">
          {[is.revisions > 0 && spanText(is), t('of {{tag}}', { tag: is.tag })].filter(Boolean).join(' · ')}
        </span>
      </>
    )
  },
  sort: ({ behind: is }) => is?.revisions,
  descendingFirst: true,
  text: ({ behind: is }) => is && behindText(is),
}

const trigger: Column<ConsumerView> = {
  key: 'trigger',
  title: () => t('Trigger'),
  width: 13.5,
  render: ({ trigger: its, namespace }) => {
    if (!its) return <Absent />
    const status = its.fault ? 'danger' : its.paused ? 'none' : 'success'
    return (
      <>
        <StatusLabel status={status} compact title={triggerSentence(its, namespace)}>
          <span className="rc-streams__sentence">{triggerStateText(its)}</span>
        </StatusLabel>{' '}
        <span className="rc-consumers__sub">{watchedText(its, namespace)}</span>
      </>
    )
  },
  sort: ({ trigger: its }) => its && triggerStateText(its),
  text: ({ trigger: its, namespace }) => its && `${triggerStateText(its)} ${watchedText(its, namespace)}`,
}

/** Who uses a stream or a tag. */
export const consumerColumns: readonly Column<ConsumerView>[] = [
  workload,
  project,
  container,
  refersBy,
  pullPolicy,
  behind,
  trigger,
]

/** Who uses an image: no tag to be behind of. */
export const imageConsumerColumns: readonly Column<ConsumerView>[] = consumerColumns.filter(
  (column) => column !== behind,
)

const isBehind = ({ behind: is }: ConsumerView) => (is?.revisions ?? 0) > 0
const distinct = (values: Iterable<string>) => [...new Set(values)].toSorted().map((value) => ({ value, label: value }))

export const consumerFilters: readonly Filter<ConsumerView>[] = [
  { key: 'name', kind: 'text', label: () => t('Workload'), text: ({ kind, name }) => `${kind} ${name}` },
  {
    key: 'in',
    kind: 'select',
    label: () => t('Project'),
    matches: ({ namespace }, value) => namespace === value,
    options: (rows) => distinct(rows.map(({ namespace }) => namespace)),
  },
  { key: 'behind', kind: 'toggle', label: () => t('Behind only'), matches: isBehind },
  { key: 'running', kind: 'toggle', label: () => t('Running only'), matches: ({ idle }) => !idle },
]
