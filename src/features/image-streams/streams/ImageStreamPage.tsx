import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useNavigate, useParams } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageStream, tagPullSpec, tagsOf } from '../../../k8s/resources/imageStream.ts'
import { projectStream } from '../../../k8s/resources/imageStreamRow.ts'
import { Button } from '../../../ui/Button.tsx'
import { openCommands } from '../../../ui/commands/openCommands.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { NavTabs } from '../../../ui/NavTabs.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { DeletedStream } from './DeletedAlert.tsx'
import { DetailsTab } from './DetailsTab.tsx'
import { ImageStreamActions } from './ImageStreamActions.tsx'
import { ManagedBySamples } from './ManagedBySamples.tsx'
import { HistoryTab } from '../tags/HistoryTab.tsx'
import { NoTab } from '../../../ui/NoTab.tsx'
import { TagsTab } from '../tags/TagsTab.tsx'
import '../image-streams.css'

// The editor of YAML is larger than the rest of the page, and few look at events.
const StreamYamlTab = lazy(async () => ({ default: (await import('./StreamYamlTab.tsx')).StreamYamlTab }))
const AccessTab = lazy(async () => ({ default: (await import('./AccessTab.tsx')).AccessTab }))
const UsedByTab = lazy(async () => ({ default: (await import('../consumers/UsedByTab.tsx')).UsedByTab }))
const StreamEventsTab = lazy(async () => ({ default: (await import('./StreamEventsTab.tsx')).StreamEventsTab }))

interface StreamName {
  namespace: string
  name: string
}

/** One image stream: its tags, their history, what else it says, and its YAML. */
export function ImageStreamPage() {
  const { ns: namespace = '', name = '', tab = 'tags' } = useParams()
  const navigate = useNavigate()
  const tabs = [
    { name: 'tags', path: paths.imageStream(namespace, name), title: t('Tags') },
    { name: 'history', path: paths.imageStream(namespace, name, 'history'), title: t('History') },
    { name: 'details', path: paths.imageStream(namespace, name, 'details'), title: t('Details') },
    { name: 'used-by', path: paths.imageStream(namespace, name, 'used-by'), title: t('Used by') },
    { name: 'access', path: paths.imageStream(namespace, name, 'access'), title: t('Access') },
    { name: 'events', path: paths.imageStream(namespace, name, 'events'), title: t('Events') },
    { name: 'yaml', path: paths.imageStream(namespace, name, 'yaml'), title: t('YAML') },
  ]
  return (
    <Page
      title={name}
      breadcrumbs={[
        { title: t('Image streams'), path: paths.imageStreams() },
        { title: namespace, path: paths.imageStreams({ project: namespace }) },
      ]}
      actions={
        <>
          <Button variant="secondary" onClick={() => openCommands({ namespace, stream: name, tag: '' })}>
            {t('Commands')}
          </Button>
          <ImageStreamActions
            namespace={namespace}
            name={name}
            onDeleted={() => void navigate(paths.imageStreams({ project: namespace }))}
          >
            {t('Actions')}
          </ImageStreamActions>
        </>
      }
      labels={<ImportLabel namespace={namespace} name={name} />}
      description={<Summary namespace={namespace} name={name} />}
      tabs={<NavTabs tabs={tabs} current={tab} label={t('Image stream')} />}
    >
      <Panel key={`${namespace}/${name}`} skeleton={<SkeletonLines lines={10} />}>
        <Content namespace={namespace} name={name} tab={tab} />
      </Panel>
    </Page>
  )
}

function Content({ namespace, name, tab }: StreamName & { tab: string }) {
  const { data: stream, error } = useSuspenseQuery(objectOf(ImageStream, { namespace, name }))
  return (
    <>
      <DeletedStream error={error} />
      <ManagedBySamples stream={stream} />
      <Suspense fallback={<SkeletonLines lines={12} />}>
        <Tab stream={stream} error={error} tab={tab} />
      </Suspense>
    </>
  )
}

function Tab({ stream, error, tab }: { stream: ImageStream; error: unknown; tab: string }) {
  switch (tab) {
    case 'history':
      return <HistoryTab stream={stream} />
    case 'details':
      return <DetailsTab stream={stream} />
    case 'used-by':
      return <UsedByTab stream={stream} />
    case 'access':
      return <AccessTab stream={stream} />
    case 'events':
      return <StreamEventsTab stream={stream} />
    case 'yaml':
      return <StreamYamlTab stream={stream} error={error} />
    case 'tags':
      return <TagsTab stream={stream} />
    default:
      return <NoTab tab={tab} to={paths.imageStream(stream.metadata.namespace ?? '', stream.metadata.name)} />
  }
}

function ImportLabel({ namespace, name }: StreamName) {
  const { data: stream } = useQuery(objectOf(ImageStream, { namespace, name }))
  const failing = stream ? projectStream(stream).failing : 0
  if (failing === 0) return null
  return <StatusLabel status="danger">{t('{{count}} imports failing', { count: failing })}</StatusLabel>
}

/** What the stream is, in one line: how many tags, which is the newest, where to pull it. */
function Summary({ namespace, name }: StreamName) {
  const { data: stream, error } = useQuery(objectOf(ImageStream, { namespace, name }))
  // Both lines keep their place while they load.
  if (!stream) {
    return error ? null : (
      <>
        {'\u00a0'}
        <span className="rc-streams__pull" />
      </>
    )
  }
  const { newest, updated, repository } = projectStream(stream)
  const count = tagsOf(stream).length
  return (
    <>
      {t('{{count}} tags', { count })}
      {newest && (
        <>
          {' · '}
          {t('newest {{tag}},', { tag: newest })} <Timestamp value={updated} />
        </>
      )}
      {repository && (
        <span className="rc-streams__pull">
          <code>{newest ? tagPullSpec(repository, newest) : repository}</code>
          <CopyButton what={t('pull spec')} text={newest ? tagPullSpec(repository, newest) : repository} />
        </span>
      )}
    </>
  )
}
