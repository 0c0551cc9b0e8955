import { useMemo } from 'react'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import type { InvalidReference } from '../../../k8s/resources/pruneReferences.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { useShownPreview } from './shownPreview.ts'

/** A reference with its place among all. */
interface ReferenceRow extends InvalidReference {
  key: string
}

const containerText = ({ container, init }: InvalidReference) =>
  container === undefined ? undefined : init ? t('{{container}}, init container', { container }) : container

const columns: readonly Column<ReferenceRow>[] = [
  {
    key: 'name',
    title: () => t('Object'),
    isRowHeader: true,
    width: 24,
    render: ({ kind, name }) => (
      <>
        <span className="rc-break">{name}</span> <span className="rc-subtle">{kind}</span>
      </>
    ),
    sort: ({ name }) => name,
    text: ({ kind, name }) => `${kind} ${name}`,
  },
  {
    key: 'in',
    title: () => t('Project'),
    width: 14,
    render: ({ namespace }) => <span className="rc-break">{namespace}</span>,
    sort: ({ namespace }) => namespace,
    text: ({ namespace }) => namespace,
  },
  {
    key: 'container',
    title: () => t('Container'),
    width: 12,
    render: (row) => containerText(row) ?? <Absent />,
    sort: containerText,
    text: containerText,
  },
  {
    key: 'value',
    title: () => t('Reference'),
    width: 24,
    render: ({ value }) => (
      <span className="rc-digest rc-preview__reference">
        <code className="rc-break">{value}</code>
        <CopyButton what={t('reference')} text={value} />
      </span>
    ),
    sort: ({ value }) => value,
    text: ({ value }) => value,
  },
  {
    key: 'reason',
    title: () => t('Why it cannot be read'),
    width: 26,
    render: ({ reason, message }) => <span title={message}>{reason}</span>,
    sort: ({ reason }) => reason,
    text: ({ reason }) => reason,
  },
  {
    key: 'message',
    title: () => t('Message'),
    defaultHidden: true,
    render: ({ message }) => message,
    text: ({ message }) => message,
  },
]

const filters: readonly Filter<ReferenceRow>[] = [
  {
    key: 'name',
    kind: 'text',
    label: () => t('Object or reference'),
    text: ({ kind, namespace, name, value }) => `${kind} ${namespace}/${name} ${value}`,
  },
]

const rowKey = ({ key }: ReferenceRow) => key

/** References to images that cannot be parsed: what they mean, and how to mend them. */
export function ReferencesView() {
  const { options, invalid } = useShownPreview().plan
  // The same object may have the same reference twice.
  const references = useMemo(
    () => invalid.map((reference, place): ReferenceRow => ({ ...reference, key: String(place) })),
    [invalid],
  )
  return (
    <>
      {references.length > 0 && (
        <p className="rc-preview__lead">
          {options.ignoreInvalidRefs
            ? t('The run ignores them, as it is set to: these references protect nothing.')
            : t('The run stops at them before it deletes anything.')}
          {sentenceGap()}
          {t(
            'To mend one, change the image of the container to a name that can be read, or delete the object. Pods take it from what made them: change that.',
          )}
        </p>
      )}
      <ResourceTable
        name={t('Unreadable references')}
        rows={references}
        columns={columns}
        filters={filters}
        rowKey={rowKey}
        exportName="prune-preview-references"
        empty={
          <EmptyState title={t('All references can be read')}>
            {t('No workload or build names an image in a way that would stop a run.')}
          </EmptyState>
        }
      />
    </>
  )
}
