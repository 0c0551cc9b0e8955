import { Link } from 'react-router'
import type { Pod, PodVolume } from '../../../k8s/resources/pod.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { CamelCase } from '../../../ui/CamelCase.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { volumeWords } from './containerWords.ts'

/** The conditions of a pod. */
export function PodConditions({ pod }: { pod: Pod }) {
  const conditions = pod.status?.conditions ?? []
  if (conditions.length === 0) return <p>{t('None yet.')}</p>
  const isEnded = pod.status?.phase === 'Succeeded'
  return (
    <table className="rc-pod__table" aria-label={t('Conditions')}>
      <thead>
        <tr>
          <th scope="col">{t('Condition')}</th>
          <th scope="col">{t('Status')}</th>
          <th scope="col">{t('Reason and message')}</th>
          <th scope="col">{t('Since')}</th>
        </tr>
      </thead>
      <tbody>
        {conditions.map(({ type, status, reason, message, lastTransitionTime }, index) => (
          <tr key={`${type} ${index}`}>
            <th scope="row">
              <CamelCase text={type ?? ''} />
            </th>
            <td>
              <StatusLabel compact status={status === 'True' || isEnded ? 'none' : 'warning'}>
                {status}
              </StatusLabel>
            </td>
            <td>
              {reason && <code>{reason}</code>} {message}
              {!reason && !message && <Absent />}
            </td>
            <td>
              <Timestamp value={lastTransitionTime} absent="" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a pod mounts from. */
export function PodVolumes({ volumes }: { volumes: readonly PodVolume[] }) {
  if (volumes.length === 0) return <p>{t('None.')}</p>
  return (
    <table className="rc-pod__table" aria-label={t('Volumes')}>
      <thead>
        <tr>
          <th scope="col">{t('Volume')}</th>
          <th scope="col">{t('What it is')}</th>
        </tr>
      </thead>
      <tbody>
        {volumes.map((volume, index) => (
          <tr key={`${volume.name} ${index}`}>
            <th scope="row">{volume.name}</th>
            <td>
              {volume.persistentVolumeClaim ? (
                <Link to={paths.registry('storage')}>{volumeWords(volume)}</Link>
              ) : (
                volumeWords(volume)
              )}
              {volume.name === 'registry-storage' && volume.emptyDir && (
                <>
                  {' '}
                  <StatusLabel compact status="warning">
                    {t('Images are lost with the pod')}
                  </StatusLabel>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
