import { useMemo } from 'react'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { streamImports, type StreamImports } from '../../../k8s/resources/importSource.ts'
import { ServiceAccount, serviceAccountRow } from '../../../k8s/resources/serviceAccount.ts'
import { useNamespacedList, type NamespacedList } from '../../../k8s/useNamespacedList.ts'
import { usePullSecrets, type PullSecrets } from '../../../k8s/usePullSecrets.ts'
import type { ServiceAccountRow } from '../../../k8s/resources/serviceAccount.ts'
import { pullSecretTable, type PullSecretTable } from './pullSecretTable.ts'

export interface PullSecretPage {
  project: string | undefined
  secrets: PullSecrets
  accounts: NamespacedList<ServiceAccountRow>
  streams: NamespacedList<StreamImports>
  table: PullSecretTable
  /** Something is still to come. */
  pending: boolean
  /** Rows are shown once it is known who uses them, so that they do not change right after. */
  showable: boolean
}

/** What the page of pull secrets shows, of a project or of all that the person may see. */
export function usePullSecretPage(project: string | undefined): PullSecretPage {
  const secrets = usePullSecrets(project)
  const accounts = useNamespacedList(ServiceAccount, project, serviceAccountRow)
  const streams = useNamespacedList(ImageStream, project, streamImports, { background: true })
  const table = useMemo(() => pullSecretTable(secrets.rows, accounts.items), [secrets.rows, accounts.items])
  const isReading = accounts.state === 'loading' || (accounts.state === 'ready' && !accounts.complete)
  return { project, secrets, accounts, streams, table, pending: secrets.pending || isReading, showable: !isReading }
}
