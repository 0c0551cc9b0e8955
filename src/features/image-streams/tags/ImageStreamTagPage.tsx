import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageStream, tagOf, type StreamTag } from '../../../k8s/resources/imageStream.ts'
import { failedImport, tagState } from '../../../k8s/resources/imageStreamTag.ts'
import { Button } from '../../../ui/Button.tsx'
import { openCommands } from '../../../ui/commands/openCommands.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { NavTabs } from '../../../ui/NavTabs.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { DeletedAlert, DeletedStream } from '../streams/DeletedAlert.tsx'
import { HistoryTab } from './HistoryTab.tsx'
import { ImageTab } from '../images/ImageTab.tsx'
import { ImportFailure } from './ImportFailure.tsx'
import { TagActions } from './TagActions.tsx'
import { NoTab } from '../../../ui/NoTab.tsx'
import { tagRow } from './tagRows.ts'
import { TagSourceText } from './TagSourceText.tsx'
import { stateText } from './tagWords.ts'
import '../image-streams.css'

const LayersTab = lazy(async () => ({ default: (await import('../images/LayersTab.tsx')).LayersTab }))
const PlatformsTab = lazy(async () => ({ default: (await import('../images/PlatformsTab.tsx')).PlatformsTab }))
const TagYamlTab = lazy(async () => ({ default: (await import('./TagYamlTab.tsx')).TagYamlTab }))
const UsedByTab = lazy(async () => ({ default: (await import('../consumers/UsedByTab.tsx')).UsedByTab }))

interface TagName {
  namespace: string
  name: string
  tag: string
}

/** One tag of an image stream: its image, its history, its layers. */
export function ImageStreamTagPage() {
  const { ns: namespace = '', name = '', tag = '', tab = 'image' } = useParams()
  const tabs = [
    { name: 'image', path: paths.imageStreamTag(namespace, name, tag), title: t('Image') },
    { name: 'history', path: paths.imageStreamTag(namespace, name, tag, 'history'), title: t('History') },
    { name: 'layers', path: paths.imageStreamTag(namespace, name, tag, 'layers'), title: t('Layers') },
    { name: 'platforms', path: paths.imageStreamTag(namespace, name, tag, 'platforms'), title: t('Platforms') },
    { name: 'used-by', path: paths.imageStreamTag(namespace, name, tag, 'used-by'), title: t('Used by') },
    { name: 'yaml', path: paths.imageStreamTag(namespace, name, tag, 'yaml'), title: t('YAML') },
  ]
  const which = { namespace, name, tag }
  return (
    <Page
      title={`${name}:${tag}`}
      breadcrumbs={[
        { title: t('Image streams'), path: paths.imageStreams() },
        { title: namespace, path: paths.imageStreams({ project: namespace }) },
        { title: name, path: paths.imageStream(namespace, name) },
      ]}
      labels={<StateLabel {...which} />}
      actions={
        <>
          <Button variant="secondary" onClick={() => openCommands({ namespace, stream: name, tag })}>
            {t('Commands')}
          </Button>
          <Actions {...which} />
        </>
      }
      description={<Summary {...which} />}
      tabs={<NavTabs tabs={tabs} current={tab} label={t('Tag')} />}
    >
      <Panel key={`${namespace}/${name}:${tag}`} skeleton={<SkeletonLines lines={10} />}>
        <Content {...which} tab={tab} />
      </Panel>
    </Page>
  )
}

function Content({ namespace, name, tag: tagName, tab }: TagName & { tab: string }) {
  const { data: stream, error } = useSuspenseQuery(objectOf(ImageStream, { namespace, name }))
  const now = tagOf(stream, tagName)
  const [last, setLast] = useState(now)
  // What a tag held stays on screen when somebody deletes it.
  if (now && (now.spec !== last?.spec || now.status !== last?.status)) setLast(now)
  const tag = now ?? last
  if (!tag) return <NoTag namespace={namespace} name={name} tag={tagName} />
  return (
    <>
      <DeletedStream error={error} />
      {!now && <DeletedAlert title={t('This tag was deleted')} />}
      {failedImport(tag) && (
        <div className="rc-streams__notice">
          <ImportFailure tag={tag} />
        </div>
      )}
      <Suspense fallback={<SkeletonLines lines={12} />}>
        <Tab stream={stream} tag={tag} tab={tab} />
      </Suspense>
    </>
  )
}

function Tab({ stream, tag, tab }: { stream: ImageStream; tag: StreamTag; tab: string }) {
  if (tab === 'yaml') return <TagYamlTab stream={stream} tag={tag} />
  if (tab === 'history') return <HistoryTab stream={stream} tag={tag} />
  if (tab === 'layers') return <LayersTab stream={stream} tag={tag} />
  if (tab === 'platforms') return <PlatformsTab stream={stream} tag={tag} />
  if (tab === 'used-by') return <UsedByTab stream={stream} tag={tag.name} />
  if (tab === 'image') return <ImageTab stream={stream} tag={tag} />
  return <NoTab tab={tab} to={paths.imageStreamTag(stream.metadata.namespace ?? '', stream.metadata.name, tag.name)} />
}

function NoTag({ namespace, name, tag }: TagName) {
  return (
    <EmptyState
      title={t('There is no tag {{tag}} in {{stream}}', { tag, stream: `${namespace}/${name}` })}
      actions={<Link to={paths.imageStream(namespace, name)}>{t('Tags of {{stream}}', { stream: name })}</Link>}
    >
      {t('It may have been deleted, or never pushed.')}
    </EmptyState>
  )
}

/** The menu of the tag, while it is there. */
function Actions({ namespace, name, tag }: TagName) {
  const navigate = useNavigate()
  const { data: stream } = useQuery(objectOf(ImageStream, { namespace, name }))
  if (!stream || !tagOf(stream, tag)) return null
  const onDeleted = () => void navigate(paths.imageStream(namespace, name))
  return (
    <TagActions namespace={namespace} stream={name} tag={tag} onDeleted={onDeleted}>
      {t('Actions')}
    </TagActions>
  )
}

function StateLabel({ namespace, name, tag: tagName }: TagName) {
  const { data: stream } = useQuery(objectOf(ImageStream, { namespace, name }))
  const tag = stream && tagOf(stream, tagName)
  if (!tag) return null
  const state = tagState(tag)
  if (state === 'ok') return null
  const status = state === 'failed' ? 'danger' : state === 'importing' ? 'info' : 'none'
  return (
    <StatusLabel status={status} title={failedImport(tag)?.reason}>
      {stateText(state)}
    </StatusLabel>
  )
}

/** Where the tag's image comes from and since when, in one line. */
function Summary({ namespace, name, tag: tagName }: TagName) {
  const { data: stream, error } = useQuery(objectOf(ImageStream, { namespace, name }))
  // The line keeps its place while it loads.
  if (!stream) return error ? null : ' '
  const tag = tagOf(stream, tagName)
  if (!tag) return null
  const row = tagRow(stream, tag)
  return (
    <>
      <span className="rc-streams__sentence">
        <TagSourceText {...row} />
      </span>
      {row.updated && (
        <>
          {' · '}
          {t('this image since')} <Timestamp value={row.updated} />
        </>
      )}
    </>
  )
}
