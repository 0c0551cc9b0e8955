import { Link } from 'react-router'
import { podComponents } from '../../../k8s/resources/podComponent.ts'
import { paths } from '../../../lib/paths.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Absent, Bytes } from '../../../ui/Bytes.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { urgency, type PodRow } from './podRow.ts'
import { componentWord, coresWord, statusKind } from './podWords.ts'

export const podColumns: readonly Column<PodRow>[] = [
  {
    key: 'name',
    title: () => t('Name'),
    isRowHeader: true,
    width: 26,
    render: ({ name }) => <Link to={paths.pod(name)}>{name}</Link>,
    sort: ({ name }) => name,
    text: ({ name }) => name,
  },
  {
    key: 'component',
    title: () => t('Component'),
    width: 9,
    render: ({ component }) => componentWord(component),
    sort: ({ component }) => podComponents.indexOf(component),
    text: ({ component }) => component,
  },
  {
    key: 'status',
    title: () => t('Status'),
    width: 16,
    render: ({ status }) => (
      <StatusLabel compact status={statusKind(status)}>
        {status.word || t('Unknown')}
      </StatusLabel>
    ),
    sort: urgency,
    text: ({ status }) => status.word,
  },
  {
    key: 'ready',
    title: () => t('Ready'),
    width: 6,
    align: 'end',
    render: ({ status }) => status.ready,
    sort: ({ status }) => status.ready,
    text: ({ status }) => status.ready,
  },
  {
    key: 'restarts',
    title: () => t('Restarts'),
    width: 11,
    align: 'end',
    render: ({ status }) => <Restarts {...status} />,
    sort: ({ status }) => status.restarts,
    descendingFirst: true,
    text: ({ status }) => status.restarts,
  },
  {
    key: 'reason',
    title: () => t('Last restart'),
    defaultHidden: true,
    render: ({ status }) => status.lastReason ?? <Absent />,
    sort: ({ status }) => status.lastReason,
    text: ({ status }) => status.lastReason,
  },
  {
    key: 'cpu',
    title: () => t('CPU'),
    defaultHidden: true,
    align: 'end',
    render: ({ cores }) => (cores === undefined ? <Absent text={t('not known')} /> : coresWord(cores)),
    sort: ({ cores }) => cores,
    descendingFirst: true,
    text: ({ cores }) => cores,
  },
  {
    key: 'memory',
    title: () => t('Memory'),
    defaultHidden: true,
    align: 'end',
    render: ({ bytes }) => <Bytes value={bytes} />,
    sort: ({ bytes }) => bytes,
    descendingFirst: true,
    text: ({ bytes }) => bytes,
  },
  {
    key: 'node',
    title: () => t('Node'),
    width: 12,
    render: ({ pod }) => pod.spec?.nodeName ?? <Absent text={t('no node yet')} />,
    sort: ({ pod }) => pod.spec?.nodeName,
    text: ({ pod }) => pod.spec?.nodeName,
  },
  {
    key: 'ip',
    title: () => t('IP'),
    width: 10,
    render: ({ pod }) => pod.status?.podIP ?? <Absent />,
    sort: ({ pod }) => pod.status?.podIP,
    text: ({ pod }) => pod.status?.podIP,
  },
  {
    key: 'age',
    title: () => t('Age'),
    width: 9,
    render: ({ pod }) => <Timestamp value={pod.metadata.creationTimestamp} />,
    sort: ({ pod }) => pod.metadata.creationTimestamp ?? undefined,
    descendingFirst: true,
    text: ({ pod }) => pod.metadata.creationTimestamp ?? undefined,
  },
]

/** How often containers were started again, and why the last one was. */
function Restarts({ restarts, lastRestart, lastReason }: PodRow['status']) {
  if (restarts === 0) return '0'
  return (
    <>
      {formatNumber(restarts)}
      {lastReason && <span className="rc-pods__last">{lastReason}</span>}
      {lastRestart && (
        <span className="rc-pods__last">
          <Timestamp value={lastRestart} />
        </span>
      )}
    </>
  )
}

export const podFilters: readonly Filter<PodRow>[] = [
  {
    key: 'text',
    kind: 'text',
    label: () => t('Name, node or IP'),
    text: ({ name, pod }) => `${name} ${pod.spec?.nodeName ?? ''} ${pod.status?.podIP ?? ''}`,
  },
  {
    key: 'component',
    kind: 'select',
    label: () => t('Component'),
    matches: ({ component }, value) => component === value,
    options: (rows) =>
      podComponents
        .filter((component) => rows.some((row) => row.component === component))
        .map((component) => ({ value: component, label: componentWord(component) })),
  },
  {
    key: 'status',
    kind: 'select',
    label: () => t('Status'),
    matches: ({ status }, value) => status.word === value,
    options: (rows) =>
      [...new Set(rows.map(({ status }) => status.word))]
        .toSorted()
        .map((word) => ({ value: word, label: word || t('Unknown') })),
  },
]
