import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { polledList, polledObject } from '../../../k8s/polled.ts'
import { asApiError } from '../../../k8s/ApiError.ts'
import { useCan } from '../../../k8s/access.ts'
import { Deployment } from '../../../k8s/resources/deployment.ts'
import { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { isPodFinished, Pod } from '../../../k8s/resources/pod.ts'
import { componentOf } from '../../../k8s/resources/podComponent.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { registryName, registryPodSelector } from '../../../k8s/resources/registryConfig.ts'
import { perform } from '../../../k8s/writes.ts'
import { paths } from '../../../lib/paths.ts'
import { commandLine } from '../../../lib/shell.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { useRequestsInFlight } from '../../../prometheus/usePodUse.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { CheckboxField } from '../../../ui/fields.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { closeDialog } from '../../../ui/openDialog.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { podDeletion } from './podDeletion.ts'
import './pods.css'

const namespace = registryNamespace
const noForm = () => ({})
/** Another pod of the name is another pod, and one that goes already goes another way. */
const relevant = ({ metadata }: Pod) => ({
  uid: metadata.uid,
  state: metadata.deletionTimestamp ? 'terminating' : 'here',
})

/** Deletes a pod, as `oc delete pod` does: without asking the disruption budget, which is why it says what it costs. */
export function DeletePodDialog({ name }: { name: string }) {
  const client = useQueryClient()
  const editing = useEditing({ type: Pod, namespace, name, formOf: noForm, relevant })
  const { base: pod } = editing
  const [force, setForce] = useState(false)
  const { allowed } = useCan('delete', Pod, { namespace, name })
  const deletion = useDeletion(pod)
  const isLeaving = pod.metadata.deletionTimestamp !== undefined
  const forced = isLeaving && force
  return (
    <ActionDialog
      title={t('Delete pod {{name}}', { name })}
      confirm={forced ? t('Force delete pod') : t('Delete pod')}
      danger
      editing={editing}
      command={commandLine(
        'oc',
        'delete',
        'pod',
        name,
        '-n',
        namespace,
        forced && '--grace-period=0',
        forced && '--force',
      )}
      perform={(seen) => perform(client, Pod, { seen, remove: true, graceSeconds: forced ? 0 : undefined })}
      isDone={(latest) =>
        latest?.metadata.uid !== pod.metadata.uid || (!forced && latest?.metadata.deletionTimestamp !== undefined)
      }
      done={forced ? t('Deleted pod {{name}}', { name }) : t('Pod {{name}} is being ended', { name })}
      {...((forced || (deletion.losesImages && !isLeaving)) && { typeToConfirm: name })}
      blocked={
        allowed === false
          ? sentence({ verb: 'delete', resource: 'pods', group: '', namespace })
          : isLeaving && !force
            ? t('It is being deleted already. Once more changes nothing.')
            : undefined
      }
    >
      {isLeaving ? <Leaving pod={pod} force={force} onForce={setForce} /> : <Consequences deletion={deletion} />}
    </ActionDialog>
  )
}

function useDeletion(pod: Pod) {
  const { data: registryPods } = useQuery(polledList(Pod, { namespace, labelSelector: registryPodSelector }, 5000))
  const deployment = useQuery(polledObject(Deployment, { namespace, name: registryName }))
  const claimName = (pod.spec?.volumes ?? []).find(({ name }) => name === 'registry-storage')?.persistentVolumeClaim
    ?.claimName
  const { data: claims } = useQuery({
    ...polledList(PersistentVolumeClaim, { namespace }),
    enabled: claimName !== undefined,
  })
  const isRegistry = componentOf(pod) === 'registry' && !isPodFinished(pod)
  const inFlight = useRequestsInFlight(isRegistry ? { namespace, name: pod.metadata.name } : undefined)
  const isMissing = deployment.error !== null && asApiError(deployment.error).code === 404
  return podDeletion({
    pod,
    registryPods,
    deployment: isMissing ? null : deployment.data,
    claim: claims?.find(({ metadata }) => metadata.name === claimName),
    inFlight,
  })
}

function Consequences({ deletion: { alerts, notes, mayRestart } }: { deletion: ReturnType<typeof podDeletion> }) {
  return (
    <>
      {alerts.map(({ status, title, text }) => (
        <Alert key={title} inline status={status} title={title}>
          {text}
        </Alert>
      ))}
      <ul className="rc-pods__notes">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        {mayRestart && (
          <li>
            {t('A delete does not ask the disruption budget. An eviction does, and waits for each replacement:')}{' '}
            <Link to={paths.registry(undefined, { action: 'restart-pods' })} onClick={closeDialog}>
              {t('Restart pods instead')}
            </Link>
          </li>
        )}
      </ul>
    </>
  )
}

interface LeavingProps {
  pod: Pod
  force: boolean
  onForce(force: boolean): void
}

/** A pod on its way out: why one should wait, and the one case for not waiting. */
function Leaving({ pod, force, onForce }: LeavingProps) {
  const { deletionTimestamp } = pod.metadata
  return (
    <>
      <p>
        {t('Its containers were told to end. Their time for it runs out, or ran out:')}{' '}
        <Timestamp value={deletionTimestamp} />
        {t('.')}
        {sentenceGap()}
        {t('A pod that stays longer is one whose node does not answer, or which a finalizer holds.')}
      </p>
      <CheckboxField
        name="force"
        label={t('Do not wait for its node')}
        checked={force}
        onChange={onForce}
        help={t('With a grace period of 0 the API forgets the pod at once. Nobody makes sure that its containers end.')}
      />
      {force && (
        <Alert inline status="danger" title={t('Only for a node that is gone for good')}>
          {t(
            'While the node still runs, the containers may go on unseen: on a volume of one node at a time two of them can then write at once and damage images. First make sure that {{node}} is off, or remove it from the cluster.',
            { node: pod.spec?.nodeName ?? t('its node') },
          )}
        </Alert>
      )}
    </>
  )
}
