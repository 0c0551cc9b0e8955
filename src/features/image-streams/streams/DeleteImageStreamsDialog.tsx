import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { consumersOfStream } from '../../../k8s/resources/imageConsumer.ts'
import { foldConsumers, type ConsumerRow } from '../../../k8s/resources/imageConsumerRow.ts'
import { linkedTo, streamOfLinks, type StreamLinks } from '../../../k8s/resources/imageStreamLinks.ts'
import type { ImageStreamRow } from '../../../k8s/resources/imageStreamRow.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { commandLine } from '../../../lib/shell.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { BulkDialog, type BulkEntry } from '../../../ui/BulkDialog.tsx'
import { countOf } from '../consumers/ConsumerSummary.tsx'
import { NotListedNotice } from '../consumers/NotListedNotice.tsx'
import { deleteStream, nameOf } from './deleteStream.ts'
import { ManagedBySamples } from './ManagedBySamples.tsx'
import { useStreamLinks } from './useStreamLinks.ts'

interface StreamEntry extends BulkEntry {
  row: ImageStreamRow
}

/** Deletes several streams, after saying what is lost of each and of all. */
export function DeleteImageStreamsDialog({ rows, onDone }: { rows: readonly ImageStreamRow[]; onDone(): void }) {
  const client = useQueryClient()
  // Which version of each stream is known: that of the list, and after somebody changed it the one that the person was told of.
  const [known] = useState(() => new Map(rows.map((row) => [nameOf(row), row])))
  const { items } = useStreamLinks()
  const { chosen, linked } = useMemo(() => {
    const names = new Set(rows.map(nameOf))
    const streams = items.filter((stream) => names.has(nameOf(stream)))
    return { chosen: new Map(streams.map((stream) => [nameOf(stream), stream])), linked: linkedTo(items, names) }
  }, [rows, items])
  const uses = useUses(chosen)
  const count = rows.length
  const title = t('Delete {{count}} image streams', { count })
  // Who selects one deletes it like any one: by its name.
  const one = count === 1 ? rows[0]?.metadata : undefined
  return (
    <BulkDialog<StreamEntry>
      title={one ? t('Delete image stream {{name}}', { name: one.name }) : title}
      confirm={one ? t('Delete image stream') : title}
      danger
      typeToConfirm={one?.name ?? String(count)}
      entries={rows.map((row) => {
        const name = nameOf(row)
        const taken = linked.filter(({ from }) => from === name).length
        return {
          key: name,
          name,
          row,
          note: <Losses row={row} stream={chosen.get(name)} workloads={uses.of.get(name)} taken={taken} />,
        }
      })}
      command={commandsOf(rows)}
      perform={({ row }) => deleteStream(client, row, known)}
      done={t('Deleted {{count}} image streams', { count })}
      onDone={onDone}
    >
      <ManagedBySamples stream={rows} />
      <Sum rows={rows} streams={[...chosen.values()]} />
      <p>
        {uses.state === 'loading'
          ? t('Looking for workloads that use them …')
          : uses.total > 0
            ? t('{{count}} workloads that you may list use them.', { count: uses.total })
            : t('No workload that you may list uses them.')}
        {sentenceGap()}
        {linked.length > 0 &&
          t('{{count}} tags of other streams were taken from them; they keep the image they have.', {
            count: linked.length,
          })}
      </p>
      <NotListedNotice notListed={uses.notListed} />
    </BulkDialog>
  )
}

function Sum({ rows, streams }: { rows: readonly ImageStreamRow[]; streams: readonly StreamLinks[] }) {
  const count = rows.reduce((sum, row) => sum + row.tags, 0)
  const revisions = streams.reduce((sum, stream) => sum + stream.revisions, 0)
  const history = t('{{count}} revisions', { count: revisions })
  return (
    <p>
      {streams.length === rows.length
        ? t('{{count}} tags are lost, with {{history}} of history. This cannot be undone.', { count, history })
        : t('{{count}} tags are lost, with their history. This cannot be undone.', { count })}
      {sentenceGap()}
      {t('Their images stay in the registry until pruning removes what no other stream holds.')}
    </p>
  )
}

interface LossesProps {
  row: ImageStreamRow
  stream: StreamLinks | undefined
  workloads: number | undefined
  taken: number
}

function Losses({ row, stream, workloads, taken }: LossesProps) {
  const parts = [
    t('{{count}} tags', { count: row.tags }),
    stream && t('{{count}} revisions', { count: stream.revisions }),
    workloads !== undefined && workloads > 0 && t('used by {{count}} workloads', { count: workloads }),
    taken > 0 && t('{{count}} tags elsewhere taken from it', { count: taken }),
  ]
  return parts.filter(Boolean).join(' · ')
}

/** How many workloads use each of some streams. */
function useUses(streams: ReadonlyMap<string, StreamLinks>) {
  const { consumers, state, notListed } = useImageConsumers()
  const counts = useMemo(() => {
    const of = new Map<string, number>()
    const all: ConsumerRow[] = []
    for (const [name, stream] of streams) {
      const users = consumersOfStream(consumers, streamOfLinks(stream)).filter(({ role }) => role !== 'output')
      const rows = foldConsumers(consumers, users)
      for (const row of rows) all.push(row)
      of.set(name, countOf(rows))
    }
    return { of, total: countOf(all) }
  }, [streams, consumers])
  return { ...counts, state, notListed }
}

/** One command for each project. */
function commandsOf(rows: readonly ImageStreamRow[]): string {
  const projects = Map.groupBy(rows, ({ metadata }) => metadata.namespace ?? '')
  return [...projects]
    .map(([project, streams]) =>
      commandLine('oc', 'delete', 'imagestream', ...streams.map(({ metadata }) => metadata.name), '-n', project),
    )
    .join('\n')
}
