import { claimProblems, storageProblems } from '../../../k8s/resources/registryStorage.ts'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { isDefaultClass } from '../../../k8s/resources/storageClass.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { parseQuantity } from '../../../lib/quantity.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { growCommand } from './growCommand.ts'
import { useRegistryPods, type ClaimState } from './useClaim.ts'

interface ClaimTermsProps {
  name: string
  state: ClaimState
  config: RegistryConfig | undefined
}

/** The claim that holds the images: what it is, what is wrong with it, and who mounts it. */
export function ClaimTerms({ name, state, config }: ClaimTermsProps) {
  const { claim, error, pending, provisioner, storageClass, retry } = state
  if (pending) return <SkeletonLines lines={8} />
  if (error?.code === 404) {
    return (
      <Alert inline status="danger" title={t('There is no claim {{name}}', { name })}>
        <p>
          {t('The registry cannot start without it. The operator makes only the claim of the default name by itself.')}
        </p>
        <CommandLine command={`oc get pvc -n ${registryNamespace}`} />
      </Alert>
    )
  }
  if (!claim) return <Problem error={error} onRetry={retry} />
  const problems = [
    ...claimProblems(claim, provisioner),
    // How it goes with replicas and rollout strategy.
    ...(config?.spec ? storageProblems(config.spec, claim).filter(({ path }) => !path.startsWith('storage')) : []),
  ]
  return (
    <div className="rc-storage__stack">
      {problems.map(({ severity, message }) => (
        <Alert key={message} inline status={severity === 'error' ? 'danger' : 'warning'} title={message} />
      ))}
      <DescriptionList label={t('Claim')} terms={termsOf(claim, provisioner, storageClass)} />
      <Growing claim={claim} />
      <Expansion state={state} />
    </div>
  )
}

function termsOf(
  claim: PersistentVolumeClaim,
  provisioner: string | undefined,
  storageClass: ClaimState['storageClass'],
): Term[] {
  const { metadata, spec, status } = claim
  const className = spec?.storageClassName
  const capacity = status?.capacity?.['storage']
  const requested = spec?.resources?.requests?.['storage']
  const none = <span className="rc-subtle">{t('none')}</span>
  return [
    { name: t('Name'), value: <code>{metadata.name}</code> },
    { name: t('Phase'), value: <Phase phase={status?.phase} /> },
    { name: t('Size'), value: sizeText(capacity, requested) },
    { name: t('Access modes'), value: (spec?.accessModes ?? []).join(', ') || none },
    {
      name: t('Storage class'),
      value: className ? (
        <>
          <code>{className}</code>
          {storageClass && isDefaultClass(storageClass) && <span className="rc-subtle"> {t('default')}</span>}
        </>
      ) : (
        none
      ),
    },
    {
      name: t('Provisioner'),
      value: provisioner ? <code>{provisioner}</code> : <span className="rc-subtle">{t('not known')}</span>,
    },
    { name: t('Volume'), value: spec?.volumeName ? <code>{spec.volumeName}</code> : none },
    { name: t('Created'), value: <Timestamp value={metadata.creationTimestamp} absent={t('not recorded')} /> },
    { name: t('Mounted by'), value: <MountedBy claim={metadata.name} /> },
  ]
}

function Phase({ phase }: { phase: string | undefined }) {
  const status = phase === 'Bound' ? 'success' : phase === 'Lost' ? 'danger' : phase === 'Pending' ? 'warning' : 'none'
  return (
    <StatusLabel status={status} compact>
      {phase ?? t('Unknown')}
    </StatusLabel>
  )
}

function sizeText(capacity: string | undefined, requested: string | undefined): string {
  const bytes = (quantity: string) => {
    const value = parseQuantity(quantity)
    return Number.isNaN(value) ? quantity : formatBytes(value)
  }
  if (capacity === undefined) {
    return requested === undefined ? t('not known') : t('{{size}} requested', { size: bytes(requested) })
  }
  if (requested === undefined || parseQuantity(requested) === parseQuantity(capacity)) return bytes(capacity)
  return t('{{size}}, of {{requested}} requested', { size: bytes(capacity), requested: bytes(requested) })
}

/** How far a claim is that somebody has made larger, in the cluster's words. */
function Growing({ claim: { status } }: { claim: PersistentVolumeClaim }) {
  return (status?.conditions ?? [])
    .filter(({ type, status: is }) => is === 'True' && /Resiz/.test(type))
    .map(({ type, message }) => {
      const isFailed = type.endsWith('Error')
      return (
        <Alert
          key={type}
          inline
          status={isFailed ? 'danger' : 'info'}
          title={isFailed ? t('It could not be made larger') : t('It is being made larger')}
        >
          <p>
            <code>{type}</code> {message}
          </p>
          {type === 'FileSystemResizePending' && (
            <p>{t('The volume has grown. Its file system follows when a pod mounts it, mostly within a minute.')}</p>
          )}
        </Alert>
      )
    })
}

/** Whether the claim can grow, and how. */
function Expansion({ state: { claim, storageClass } }: { state: ClaimState }) {
  if (!claim || !storageClass) return null
  if (!storageClass.allowVolumeExpansion) {
    return <p>{t('Its class does not let volumes grow: more room takes another claim, and copying the data.')}</p>
  }
  return (
    <div>
      <p>{t('It can be made larger while it is in use, and never smaller again. To double it:')}</p>
      <CommandLine command={growCommand(claim)} />
    </div>
  )
}

/** The pods that have the claim, and where. */
function MountedBy({ claim }: { claim: string }) {
  const { data, error } = useRegistryPods()
  if (!data) {
    return (
      <span className="rc-subtle">
        {error ? t('The pods could not be read: {{message}}', { message: error.message }) : ' '}
      </span>
    )
  }
  const pods = data.filter(({ claims, phase }) => claims.includes(claim) && phase !== 'Succeeded' && phase !== 'Failed')
  if (pods.length === 0) return <span className="rc-subtle">{t('no pod')}</span>
  return (
    <ul className="rc-storage__pods">
      {pods.map(({ metadata, node, ready, phase }) => (
        <li key={metadata.name}>
          <code>{metadata.name}</code>{' '}
          <span className="rc-subtle">
            {ready
              ? t('ready on {{node}}', { node: node ?? '' })
              : node
                ? t('{{phase}} on {{node}}', { phase, node })
                : (phase ?? '')}
          </span>
        </li>
      ))}
    </ul>
  )
}
