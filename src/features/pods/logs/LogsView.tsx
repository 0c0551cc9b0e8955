import CompressIcon from '@patternfly/react-icons/dist/esm/icons/compress-icon'
import ExpandIcon from '@patternfly/react-icons/dist/esm/icons/expand-icon'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, type ReactNode } from 'react'
import { Link } from 'react-router'
import { objectOf, listOf } from '../../../k8s/queries.ts'
import { Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import {
  RegistryConfig,
  registryConfigName,
  registryName,
  registryPodSelector,
} from '../../../k8s/resources/registryConfig.ts'
import { hasContainer } from '../../../logs/logContainers.ts'
import { useLogSession } from '../../../logs/useLogSession.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { Forbidden } from '../../../ui/Forbidden.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { useFullScreen } from '../../../ui/logs/useFullScreen.ts'
import { NavTabs } from '../../../ui/NavTabs.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { NoPod } from '../list/PodNotices.tsx'
import { DisplayMenu } from './DisplayMenu.tsx'
import { DownloadMenu } from './DownloadMenu.tsx'
import { LinesView } from './LinesView.tsx'
import { LogNotices } from './LogNotices.tsx'
import { LogsEmpty } from './LogsEmpty.tsx'
import { logViews, tailToRead, withChange, type LogsViewName } from './logsQuery.ts'
import { LogsToolbar } from './LogsToolbar.tsx'
import { SourceProblems, SourceStates } from './SourceStates.tsx'
import { useLogsAddress } from './useLogsAddress.ts'
import './logs.css'

const RequestsView = lazy(async () => ({ default: (await import('../audit/RequestsView.tsx')).RequestsView }))
const AuditView = lazy(async () => ({ default: (await import('../audit/AuditView.tsx')).AuditView }))

const registryPods = listOf(Pod, { namespace: registryNamespace, labelSelector: registryPodSelector })

/** The logs of the registry's pods, or of the one whose page this is: lines, requests, who did what. The address says what is shown. */
export function LogsView({ pod: fixedPod }: { pod?: Pod }) {
  const address = useLogsAddress()
  const { query, change } = address
  const name = fixedPod?.metadata.name ?? query.pod
  const tail = tailToRead(query)
  const {
    client,
    pods: followed,
    sources,
    view,
    podsError,
    retry,
  } = useLogSession({
    namespace: registryNamespace,
    pods: name === undefined ? { labelSelector: registryPodSelector } : { names: [name] },
    follow: true,
    previous: query.previous,
    ...(query.container !== undefined && { container: query.container }),
    ...(query.since && { since: query.since }),
    ...(tail !== undefined && { tail }),
  })
  const { data: podList } = useQuery({ ...registryPods, enabled: fixedPod === undefined })
  const pods = fixedPod ? [fixedPod] : podList?.items
  const { isFull, toggle } = useFullScreen()

  const isRegistry = name === undefined || name.startsWith(`${registryName}-`)
  // Other pods serve no requests.
  const viewName = isRegistry ? query.view : 'lines'
  const none = name === undefined && pods?.length === 0 && sources.length === 0
  const missing = sources.length === 0 && followed ? missingContainer(followed, query.container) : undefined
  const refused = sources.length > 0 && sources.every(({ state }) => state === 'forbidden') ? sources[0] : undefined
  const shared = { client, view, sources, query }
  const choices = { query, change, pods: pods ?? [], fixedPod: fixedPod?.metadata.name }
  const toolbar = (find: ReactNode) => (
    <LogsToolbar {...choices}>
      {find}
      <span className="rc-logs__end">
        <DownloadMenu client={client} view={view} pod={name} hasShown={viewName === 'lines'} />
        <DisplayMenu query={query} change={change} />
        <Button
          variant="plain"
          aria-label={isFull ? t('Leave full screen') : t('Full screen')}
          title={isFull ? t('Leave full screen') : t('Full screen')}
          icon={isFull ? <CompressIcon /> : <ExpandIcon />}
          onClick={toggle}
        />
      </span>
    </LogsToolbar>
  )
  const states = sources.length > 0 && <SourceStates sources={sources} view={view} />
  const isLines = viewName === 'lines'
  const isOfChoice = missing !== undefined || (query.pod !== undefined && !fixedPod)
  const problem =
    podsError && sources.length === 0 ? (
      name !== undefined && podsError.code === 404 ? (
        <NoPod name={name} />
      ) : (
        <Problem error={podsError} onRetry={retry} />
      )
    ) : none ? (
      <NoPods />
    ) : missing !== undefined ? (
      <EmptyState title={t('Nothing matches')}>
        <p>{t('There is no container {{container}}.', { container: missing })}</p>
      </EmptyState>
    ) : refused?.error && view.total === 0 ? (
      <Forbidden error={refused.error} />
    ) : undefined
  return (
    <section className={`rc-logs${isFull ? ' rc-m-full-screen' : ''}`} aria-label={t('Logs')}>
      {isRegistry && (
        <NavTabs
          secondary
          label={t('Views of the logs')}
          current={viewName}
          tabs={logViews.map((each) => ({
            name: each,
            title: viewTitle(each),
            path: address.after((params) => withChange(params, { view: each })),
          }))}
        />
      )}
      {isRegistry && <LogNotices view={view} pods={name === undefined ? (pods ?? []) : podsNamed(pods ?? [], name)} />}
      <SourceProblems sources={sources} onRetry={retry} />
      {/* Nothing is there to take along or to look at: another pod or container may be chosen, that is all. */}
      {problem ? isOfChoice && <LogsToolbar {...choices} /> : !isLines && toolbar(states)}
      {problem ?? (
        <Suspense fallback={<SkeletonLines lines={10} />}>
          {isLines && <LinesView {...{ address, client, sources, view, toolbar, states }} />}
          {!isLines && view.total === 0 && (
            <LogsEmpty {...{ query, sources, view }} onAllTime={() => change({ since: '' })} />
          )}
          {viewName === 'requests' && view.total > 0 && <RequestsView {...shared} />}
          {viewName === 'audit' && view.total > 0 && <AuditView {...shared} />}
        </Suspense>
      )}
    </section>
  )
}

/** There is no registry to log anything: because it was removed, or because nothing of it runs. */
function NoPods() {
  const { data: config } = useQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  const isRemoved = config?.spec?.managementState === 'Removed'
  return (
    <EmptyState
      title={isRemoved ? t('The registry is removed') : t('The registry has no pods')}
      actions={
        <LinkButton to={paths.registry(isRemoved ? 'setup' : undefined)}>
          {isRemoved ? t('Set the registry up') : t('See the registry')}
        </LinkButton>
      }
    >
      <p>
        {isRemoved
          ? t(
              'There are no pods, and their logs are gone with them. Events and the operator’s log may still tell what happened.',
            )
          : t('Logs end with their pods. As soon as one runs its lines show here.')}
      </p>
      <p>
        <Link to={paths.events()}>{t('See events')}</Link>
        {' · '}
        <Link to={paths.pods({ component: 'operator' })}>{t('See the operator’s pods')}</Link>
      </p>
    </EmptyState>
  )
}

/** The container that was asked for and that none of the pods has. */
function missingContainer(pods: readonly Pod[], container: string | undefined): string | undefined {
  if (container === undefined || pods.length === 0) return undefined
  return pods.some((pod) => hasContainer(pod, container)) ? undefined : container
}

function podsNamed(pods: readonly Pod[], name: string): Pod[] {
  return pods.filter(({ metadata }) => metadata.name === name)
}

function viewTitle(view: LogsViewName): string {
  if (view === 'lines') return t('Lines')
  return view === 'requests' ? t('Requests') : t('Audit')
}
