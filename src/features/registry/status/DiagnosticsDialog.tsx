import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { asApiError, isAbort } from '../../../k8s/ApiError.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { userQuery } from '../../../k8s/whoami.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { download } from '../../../ui/download.ts'
import { EquivalentCommand } from '../../../ui/EquivalentCommand.tsx'
import { closeDialog } from '../../../ui/openDialog.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { collectDiagnostics, type CollectedPart } from './collectDiagnostics.ts'
import './status-dialogs.css'

type State =
  | { kind: 'asking' }
  | { kind: 'collecting'; done: number; total: number | undefined }
  | { kind: 'collected'; fileName: string; parts: readonly CollectedPart[] }
  | { kind: 'failed'; message: string }

/** Collects what a support case needs into one file. Nothing of it leaves the browser but by the person. */
export function DiagnosticsDialog() {
  const { data: user } = useQuery(userQuery())
  const [state, setState] = useState<State>({ kind: 'asking' })
  const abort = useRef<AbortController>(undefined)
  // Requests end with the dialog.
  useEffect(() => () => abort.current?.abort(), [])
  const collect = async () => {
    const mine = new AbortController()
    abort.current = mine
    setState({ kind: 'collecting', done: 0, total: undefined })
    try {
      const { fileName, archive, parts } = await collectDiagnostics({
        user: user?.name,
        signal: mine.signal,
        onProgress: (done, total) => !mine.signal.aborted && setState({ kind: 'collecting', done, total }),
      })
      download(fileName, 'application/zip', archive)
      setState({ kind: 'collected', fileName, parts })
    } catch (error) {
      if (mine.signal.aborted || isAbort(error)) setState({ kind: 'asking' })
      else setState({ kind: 'failed', message: asApiError(error).message })
    }
  }
  const collecting = state.kind === 'collecting'
  return (
    <Dialog
      title={t('Download diagnostics')}
      onClose={closeDialog}
      stays={collecting}
      footer={
        <>
          {collecting ? (
            <Button onClick={() => abort.current?.abort()}>{t('Stop')}</Button>
          ) : (
            <Button variant="primary" onClick={() => void collect()}>
              {state.kind === 'asking' ? t('Collect and download') : t('Collect again')}
            </Button>
          )}
          <Button variant="link" onClick={closeDialog}>
            {state.kind === 'collected' ? t('Close') : t('Cancel')}
          </Button>
        </>
      }
    >
      <div className="rc-status-dialog">
        {state.kind === 'asking' && <Contents />}
        {collecting && <Collecting {...state} />}
        {state.kind === 'collected' && <Collected {...state} />}
        {state.kind === 'failed' && (
          <Alert inline live status="danger" title={t('Could not collect')}>
            <ServerMessage message={state.message} />
          </Alert>
        )}
        <EquivalentCommand
          command={`oc adm inspect clusteroperator/image-registry ns/${registryNamespace}`}
          note={t('It collects much of the same into a folder, and takes out less.')}
        />
      </div>
    </Dialog>
  )
}

function Contents() {
  return (
    <>
      <p>{t('One ZIP file for a support case. What you may not read is left out, and listed with the reason.')}</p>
      <ul className="rc-status-dialog__list">
        <li>
          {t(
            'Settings and conditions: Config, ImagePruner, ClusterOperator, image.config, Infrastructure, ClusterVersion.',
          )}
        </li>
        <li>
          {t(
            'What runs in {{namespace}}: Deployments, ReplicaSets, DaemonSets, pods, jobs, routes, services, claims, disruption budgets and events; the names of nodes.',
            {
              namespace: registryNamespace,
            },
          )}
        </li>
        <li>
          {t(
            'The last 2,000 lines of the logs of the registry, its operator and the pruner, those before a restart too.',
          )}
        </li>
      </ul>
      <Alert inline status="info" title={t('Secrets are taken out, names are not')}>
        {t(
          'The HTTP secret, credentials in environment variables, tokens, passwords, signatures and private keys become REDACTED. Names of projects, images and users, hosts and addresses stay: look through it before you give it away.',
        )}
      </Alert>
    </>
  )
}

function Collecting({ done, total }: { done: number; total: number | undefined }) {
  const words = total === undefined ? t('Collecting') : t('Collected {{done}} of {{total}} files', { done, total })
  return (
    <div className="rc-status-dialog__progress">
      <span role="status">{words}</span>
      <progress max={total ?? 1} value={total === undefined ? undefined : done} aria-label={t('Collecting')} />
    </div>
  )
}

function Collected({ fileName, parts }: { fileName: string; parts: readonly CollectedPart[] }) {
  const missing = parts.filter(({ error }) => error)
  return (
    <>
      <Alert inline live status="success" title={t('Downloaded {{name}}', { name: fileName })}>
        {t('{{done}} of {{total}} files are in it.', { done: parts.length - missing.length, total: parts.length })}
      </Alert>
      {missing.length > 0 && (
        <Alert inline status="warning" title={t('Left out')}>
          <ul className="rc-status-dialog__parts" aria-label={t('Left out')}>
            {missing.map(({ file, error }) => (
              <li key={file}>
                <code>{file}</code>
                <div className="rc-subtle rc-break">{error?.message}</div>
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  )
}
