import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useCan } from '../../../k8s/access.ts'
import { asApiError } from '../../../k8s/ApiError.ts'
import { evictionPath } from '../../../k8s/evict.ts'
import { listOf } from '../../../k8s/queries.ts'
import { Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { registryName, registryPodSelector } from '../../../k8s/resources/registryConfig.ts'
import { commandLine, quote } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { EquivalentCommand } from '../../../ui/EquivalentCommand.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { closeDialog, useCloseDialog } from '../../../ui/openDialog.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { createPodRestart, isReady, restartable, type PodRestart } from './podRestart.ts'
import { PodSteps } from './PodSteps.tsx'
import { RestartConsequences } from './RestartConsequences.tsx'
import './status-dialogs.css'

const registryPods = listOf(Pod, { namespace: registryNamespace, labelSelector: registryPodSelector })

const podsHash = hashKey(registryPods.queryKey)

/** Evicts the registry's pods one at a time, and waits for each replacement. Closing it stops before the next pod. */
export function RestartPodsDialog() {
  const { data, error, refetch } = useQuery(registryPods)
  const { restarter, restart } = useRestart()
  const close = useCloseDialog()
  const [typed, setTyped] = useState('')
  const left = useRef(false)
  // Whoever closes the dialog in the middle is told how far it came.
  useEffect(() => {
    left.current = false
    return () => void (left.current = true)
  }, [])
  const { allowed } = useCan('create', Pod, { namespace: registryNamespace, subresource: 'eviction' })
  const pods = restartable(data?.items ?? [])
  const losesImages = pods.some(isEmptyDir)
  const asking = restart.phase === 'asking'
  const running = restart.phase === 'running'
  const blocked =
    allowed === false
      ? sentence({ verb: 'create', resource: 'pods/eviction', group: '', namespace: registryNamespace })
      : asking && data && pods.length === 0
        ? t('The registry has no pods.')
        : undefined
  const unconfirmed = asking && losesImages && typed !== registryName
  const begin = async () => {
    if (blocked !== undefined || unconfirmed || !data) return
    const { phase, steps } = await restarter.run()
    if (phase === 'stopped' && left.current) {
      showToast({ status: 'info', title: t('Stopped restarting: {{words}}', { words: countWords(steps) }) })
    }
    if (phase !== 'done') return
    close()
    showToast({ status: 'success', title: t('Restarted {{count}} pods', { count: steps.size }) })
  }
  return (
    <Dialog
      title={t('Restart the registry’s pods')}
      onClose={closeDialog}
      stays
      footer={
        <>
          {running ? (
            <Button variant="secondary" onClick={restarter.stop}>
              {t('Stop')}
            </Button>
          ) : (
            <Button
              variant={losesImages ? 'danger' : 'primary'}
              isDisabled={blocked !== undefined || unconfirmed || !data}
              onClick={() => void begin()}
            >
              {asking ? t('Restart pods') : t('Go on')}
            </Button>
          )}
          <Button variant="link" onClick={closeDialog}>
            {asking ? t('Cancel') : t('Close')}
          </Button>
        </>
      }
    >
      <div className="rc-status-dialog">
        {blocked !== undefined && (
          <Alert inline status="info" title={t('You cannot do this')}>
            {blocked}
          </Alert>
        )}
        {error && !data && (
          <Alert
            inline
            live
            status="danger"
            title={t('The pods could not be read')}
            actions={<Button onClick={() => void refetch()}>{t('Retry')}</Button>}
          >
            <ServerMessage message={asApiError(error).message} />
          </Alert>
        )}
        {asking ? (
          <RestartConsequences pods={pods.length} ready={pods.filter(isReady).length} losesImages={losesImages} />
        ) : (
          <Progress restart={restart} />
        )}
        <PodSteps
          pods={asking ? pods.map(({ metadata }) => metadata.name) : [...restart.steps.keys()]}
          steps={restart.steps}
        />
        {asking && losesImages && (
          <Form
            aria-label={t('Restart the registry’s pods')}
            onSubmit={(event) => {
              event.preventDefault()
              void begin()
            }}
          >
            <TextField
              name="typeToConfirm"
              label={t('Type {{name}} to confirm', { name: registryName })}
              value={typed}
              onChange={setTyped}
            />
          </Form>
        )}
        {asking && (
          <EquivalentCommand
            command={pods.map(evictionCommand).join('\n') || undefined}
            note={t(
              'oc rollout restart does not last: it edits the Deployment, and the operator puts its own back, which moves the pods once more. Evictions leave the Deployment as it is.',
            )}
          />
        )}
      </div>
    </Dialog>
  )
}

/** One restart, as long as the dialog is shown. */
function useRestart() {
  const client = useQueryClient()
  const [restarter] = useState(() =>
    createPodRestart({
      pods: () => client.getQueryData(registryPods.queryKey)?.items ?? [],
      // A page that is drawn anew is an event of the cache as well: only what was read counts.
      onPods: (listener) =>
        client.getQueryCache().subscribe(({ type, query }) => {
          if (type === 'updated' && query.queryHash === podsHash) listener()
        }),
    }),
  )
  // The cluster: no further pod goes once nobody sees it.
  useEffect(() => restarter.stop, [restarter])
  const restart = useSyncExternalStore(restarter.subscribe, restarter.get)
  return { restarter, restart }
}

function Progress({ restart: { phase, steps } }: { restart: PodRestart }) {
  const counted = countWords(steps)
  if (phase === 'failed' || phase === 'stopped') {
    return (
      <Alert
        inline
        live
        status={phase === 'failed' ? 'danger' : 'info'}
        title={phase === 'failed' ? t('The restart did not go on') : t('Stopped')}
      >
        {counted} {t('No other pod was touched. A pod that is going is replaced all the same.')}
      </Alert>
    )
  }
  return (
    <p role="status">
      {counted} {t('Closing this or Stop leaves the others as they are.')}
    </p>
  )
}

function countWords(steps: PodRestart['steps']): string {
  const done = [...steps.values()].filter(({ kind }) => kind === 'replaced' || kind === 'gone').length
  return t('{{done}} of {{total}} pods are restarted.', { done, total: steps.size })
}

/** Whether a pod keeps images in a directory of its own. */
function isEmptyDir({ spec }: Pod): boolean {
  return (spec?.volumes ?? []).some(({ name, emptyDir }) => name === 'registry-storage' && Boolean(emptyDir))
}

function evictionCommand(pod: Pod): string {
  const { name, namespace } = pod.metadata
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } }
  const evict = `echo ${quote(JSON.stringify(body))} | ${commandLine('oc', 'create', '--raw', evictionPath(pod), '-f', '-')}`
  return `${evict}\n${commandLine('oc', 'rollout', 'status', `deployment/${registryName}`, '-n', registryNamespace)}`
}
