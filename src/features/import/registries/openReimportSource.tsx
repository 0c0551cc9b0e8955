import { lazy } from 'react'
import type { SourceStream } from '../../../k8s/resources/importSource.ts'
import { openDialog } from '../../../ui/openDialog.tsx'
import { openCreatePullSecret } from '../../../ui/pull-secrets/openCreatePullSecret.tsx'
import { reimportEntries, type ReimportChoice } from './reimportChoice.ts'
import type { SourceRow } from './sourceRow.ts'

const ReimportSourceDialog = lazy(async () => ({
  default: (await import('./ReimportSourceDialog.tsx')).ReimportSourceDialog,
}))

/** Asks which tags of a registry are to be imported again. */
export function openReimportSource(
  { host, streams }: Pick<SourceRow, 'host' | 'streams'>,
  choice: ReimportChoice,
): void {
  openDialog(<ReimportSourceDialog host={host} streams={streams} choice={choice} />)
}

/** Asks whether samples are to be imported again, whatever registry they come from. */
export function openReimportSamples(streams: readonly SourceStream[]): void {
  openDialog(<ReimportSourceDialog host={undefined} streams={streams} choice="failing" />)
}

/** Makes credentials for a registry, and then offers to import what failed without them. */
export function openSourceCredentials(row: SourceRow, namespace: string | undefined): void {
  openCreatePullSecret({
    ...(namespace !== undefined && { namespace }),
    registry: row.host,
    onCreated: () => {
      const streams = row.streams.filter((stream) => namespace === undefined || stream.namespace === namespace)
      if (reimportEntries(streams, 'credentials').length > 0)
        openReimportSource({ host: row.host, streams }, 'credentials')
    },
  })
}
