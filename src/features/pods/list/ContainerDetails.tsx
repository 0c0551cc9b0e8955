import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ContainerState, ContainerStatus, Pod, PodContainer } from '../../../k8s/resources/pod.ts'
import { paths } from '../../../lib/paths.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { DescriptionList, KeyValues, type Term } from '../../../ui/DescriptionList.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { envText, portWords, probeWords, resourceWords, stateWord } from './containerWords.ts'
import { exitWords } from './exitWords.ts'

interface ContainerProps {
  pod: Pod
  container: PodContainer
  status: ContainerStatus | undefined
  isInit: boolean
}

/** A container: its state, how it ended before, and what it was told. */
export function ContainerDetails({ pod, container, status, isInit }: ContainerProps) {
  const { name = '' } = container
  const mounts = container.volumeMounts ?? []
  const env = container.env ?? []
  const envFrom = container.envFrom ?? []
  return (
    <>
      <DescriptionList
        label={t('Container {{name}}', { name })}
        terms={[
          { name: t('State'), value: <State status={status} isInit={isInit} /> },
          ...lastTerms(pod, name, status),
          ...imageTerms(container, status),
          ...settingTerms(container),
        ]}
      />
      <div className="rc-pod__folds">
        <Fold label={t('Environment')} count={env.length + envFrom.length}>
          <KeyValues entries={env.map((variable) => [variable.name ?? '', envText(variable)] as const)} absent="" />
          {envFrom.map(({ secretRef, configMapRef }, index) => (
            <p key={index}>
              {secretRef
                ? t('All keys of the secret {{name}}', { name: secretRef.name ?? '' })
                : t('All keys of the ConfigMap {{name}}', { name: configMapRef?.name ?? '' })}
            </p>
          ))}
        </Fold>
        <Fold label={t('Mounts')} count={mounts.length}>
          <ul className="rc-entries">
            {mounts.map(({ mountPath = '', name: volume = '', readOnly, subPath }) => (
              <li key={mountPath}>
                <code>{mountPath}</code> {t('from {{volume}}', { volume: subPath ? `${volume}/${subPath}` : volume })}
                {readOnly && ` · ${t('read-only')}`}
              </li>
            ))}
          </ul>
        </Fold>
      </div>
    </>
  )
}

function Fold({ label, count, children }: { label: string; count: number; children: ReactNode }) {
  if (count === 0) return null
  return (
    <details>
      <summary>{`${label} (${formatNumber(count)})`}</summary>
      {children}
    </details>
  )
}

function State({ status, isInit }: { status: ContainerStatus | undefined; isInit: boolean }) {
  const { word, kind } = stateWord(status, isInit)
  const { running, waiting, terminated } = status?.state ?? {}
  return (
    <>
      <StatusLabel compact status={kind}>
        {word}
      </StatusLabel>{' '}
      {running?.startedAt && (
        <>
          {t('since')} <Timestamp value={running.startedAt} />
        </>
      )}
      {waiting?.message && <ServerMessage message={waiting.message} />}
      {terminated && <Ended ended={terminated} />}
    </>
  )
}

/** How and when a container ended, and its last words. */
function Ended({ ended }: { ended: NonNullable<ContainerState['terminated']> }) {
  const message = ended.message?.trim()
  return (
    <>
      {exitWords(ended)}
      {ended.finishedAt && ' · '}
      {ended.finishedAt && <Timestamp value={ended.finishedAt} />}
      {message && <ServerMessage message={message} />}
    </>
  )
}

function lastTerms(pod: Pod, name: string, status: ContainerStatus | undefined): Term[] {
  const { restartCount = 0, lastState } = status ?? {}
  const last = lastState?.terminated
  if (restartCount === 0 && !last) return []
  return [
    { name: t('Restarts'), value: formatNumber(restartCount) },
    ...(last
      ? [
          {
            name: t('Ended before with'),
            value: (
              <>
                <Ended ended={last} />{' '}
                <Link to={paths.pod(pod.metadata.name, 'logs', { container: name, previous: '1' })}>
                  {t('View its last log')}
                </Link>
              </>
            ),
          },
        ]
      : []),
  ]
}

function imageTerms({ image = '', imagePullPolicy }: PodContainer, status: ContainerStatus | undefined): Term[] {
  const id = status?.imageID
  return [
    {
      name: t('Image'),
      value: (
        <span className="rc-pod__image">
          <code>{image}</code>
          <CopyButton what={t('image')} text={image} />
          {imagePullPolicy && <span className="rc-subtle">{imagePullPolicy}</span>}
        </span>
      ),
    },
    ...(id
      ? [
          {
            name: t('Image that runs'),
            value: (
              <span className="rc-pod__image">
                <code>{id}</code>
                <CopyButton what={t('image ID')} text={id} />
              </span>
            ),
          },
        ]
      : []),
  ]
}

function settingTerms(container: PodContainer): Term[] {
  const { command, args, resources, livenessProbe, readinessProbe, startupProbe } = container
  const ports = portWords(container)
  const words = [...(command ?? []), ...(args ?? [])].join(' ')
  const term = (name: string, value: ReactNode) => (value ? [{ name, value }] : [])
  return [
    ...term(t('Ports'), ports),
    ...term(t('Requests'), resourceWords(resources?.requests)),
    { name: t('Limits'), value: resourceWords(resources?.limits) ?? t('none: it may use what its node has') },
    ...term(t('Readiness probe'), readinessProbe && probeWords(readinessProbe)),
    ...term(t('Liveness probe'), livenessProbe && probeWords(livenessProbe)),
    ...term(t('Startup probe'), startupProbe && probeWords(startupProbe)),
    ...term(t('Command'), words && <code className="rc-pod__command">{words}</code>),
  ]
}
