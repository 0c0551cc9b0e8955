import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { prunerName, registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { registryName } from '../../../k8s/resources/registryConfig.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { openReadOnly } from '../settings/settingsDialogs.tsx'
import { useRegistryPods } from './useClaim.ts'
import type { StoragePlace } from './useStoragePlace.ts'

const config = 'configs.imageregistry.operator.openshift.io/cluster'
const account = 'registry'

const readOnlyCommand = (on: boolean) => `oc patch ${config} --type=merge -p '{"spec":{"readOnly":${String(on)}}}'`
const rightCommand = (verb: 'add' | 'remove') =>
  `oc adm policy ${verb === 'add' ? 'add-cluster-role-to-user' : 'remove-cluster-role-from-user'} system:image-pruner -z ${account} -n ${registryNamespace}`
/** Runs the registry's own check of its storage inside one of its pods. */
const pruneCommand = (target: string, mode: 'check' | 'delete') =>
  `oc -n ${registryNamespace} exec ${target} -- /bin/sh -c '/usr/bin/dockerregistry -prune=${mode}'`

const hardPruneId = 'hard-prune'

/** Opens the steps and takes the person there. */
export function showHardPrune(): void {
  const steps = document.querySelector<HTMLDetailsElement>(`#${hardPruneId}`)
  if (!steps) return
  steps.open = true
  const summary = steps.querySelector('summary')
  summary?.focus({ preventScroll: true })
  summary?.scrollIntoView?.({ block: 'start' })
}

/** How blobs that no image has are deleted: step by step, with the commands, and buttons for what the console can do. */
export function HardPrune({ place }: { place: StoragePlace }) {
  const isReadOnly = place.config?.spec?.readOnly === true
  const { data } = useRegistryPods()
  const pod = data?.find(({ ready, metadata }) => ready && metadata.labels?.['docker-registry'] === 'default')?.metadata
    .name
  const target = pod === undefined ? `deployment/${registryName}` : `pod/${pod}`
  const known = place.config !== undefined
  return (
    <details className="rc-storage__steps" id={hardPruneId}>
      <summary>{t('Delete orphaned blobs: a hard prune, step by step')}</summary>
      <div className="rc-storage__stack">
        <Alert inline status="warning" title={t('No push gets through while it goes on')}>
          {t(
            'From step 2 to the last one pushes are refused, and builds that push fail; pulls go on. A push that got through during a hard prune would lose layers: its image could not be pulled. Choose a quiet hour.',
          )}
        </Alert>
        <ol className="rc-storage__list">
          <Step title={t('Prune images first')}>
            <p>
              {t('A hard prune deletes no images, only blobs that none of them has.')}
              {sentenceGap()}
              <Link to={paths.pruning()}>{t('Run the pruner')}</Link>
            </p>
            <CommandLine
              command={`oc create job -n ${registryNamespace} --from=cronjob/${prunerName} prune-before-hard-prune`}
            />
          </Step>
          <Step title={t('Set the registry read-only')} done={isReadOnly && t('It is read-only now')}>
            {known && !isReadOnly && (
              <p>
                <Button onClick={() => openReadOnly(true)}>{t('Set read-only')}</Button>
              </p>
            )}
            <CommandLine command={readOnlyCommand(true)} />
            <p>{t('Its pods are replaced. Wait until the new ones are there:')}</p>
            <CommandLine command={`oc rollout status deployment/${registryName} -n ${registryNamespace}`} />
          </Step>
          <Step title={t('Let the registry see all images')}>
            <p>{t('Its service account may not list what it has to compare with.')}</p>
            <CommandLine command={rightCommand('add')} />
          </Step>
          <Step title={t('See what would be deleted')}>
            <p>{t('Nothing is deleted. The last lines say how many blobs, and how much room.')}</p>
            <CommandLine command={pruneCommand(target, 'check')} />
          </Step>
          <Step title={t('Delete it')}>
            <p>{t('It cannot be taken back. A snapshot of the volume before it can.')}</p>
            <CommandLine command={pruneCommand(target, 'delete')} />
          </Step>
          <Step title={t('Take the right away again')}>
            <CommandLine command={rightCommand('remove')} />
          </Step>
          <Step title={t('Set the registry writable')}>
            {isReadOnly && (
              <p>
                <Button onClick={() => openReadOnly(false)}>{t('Set writable')}</Button>
              </p>
            )}
            <CommandLine command={readOnlyCommand(false)} />
          </Step>
        </ol>
      </div>
    </details>
  )
}

function Step({ title, done, children }: { title: string; done?: string | false; children: ReactNode }) {
  return (
    <li>
      <strong>{title}</strong>{' '}
      {done && (
        <StatusLabel status="info" compact>
          {done}
        </StatusLabel>
      )}
      <div className="rc-storage__step">{children}</div>
    </li>
  )
}
