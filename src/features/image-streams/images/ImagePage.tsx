import { lazy, useMemo } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { formatBytes } from '../../../lib/bytes.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { isManaged, manifestsOf, sizeOf, type Image } from '../../../k8s/resources/image.ts'
import { holdersOf, type TagImages } from '../../../k8s/resources/imageHolders.ts'
import { imageNumbers } from '../../../k8s/resources/imageNumbers.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { NavTabs } from '../../../ui/NavTabs.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { NoTab } from '../../../ui/NoTab.tsx'
import { HolderLinks } from './HolderLinks.tsx'
import { ImageDetails } from './ImageDetails.tsx'
import { ImageHoldersTable } from './ImageHoldersTable.tsx'
import { imagePath } from './imagePath.ts'
import { LayersTable } from './LayersTable.tsx'
import { PlatformsTable } from './PlatformsTable.tsx'
import { useImage, type ReadImage } from './useImage.ts'
import { useInventory, type InventoryState } from '../../../k8s/useInventory.ts'
import '../image-streams.css'

const ImageConsumers = lazy(async () => ({
  default: (await import('../consumers/ImageConsumers.tsx')).ImageConsumers,
}))

/** One image by its digest: what is in it, what holds it, what it takes. */
export function ImagePage() {
  const { digest = '', tab = 'image' } = useParams()
  const [params] = useSearchParams()
  const named = streamIn(params.get('stream'))
  const inventory = useInventory()
  const reading = useImage(digest, named, inventory.streams)
  const holders = holdersOf(inventory.streams.items, imageNumbers.of(digest))
  const isList = reading.state === 'read' && manifestsOf(reading.image).length > 0
  const tabs = [
    { name: 'image', path: imagePath(digest, named), title: t('Image') },
    isList
      ? { name: 'platforms', path: imagePath(digest, named, 'platforms'), title: t('Platforms') }
      : { name: 'layers', path: imagePath(digest, named, 'layers'), title: t('Layers') },
    { name: 'tags', path: imagePath(digest, named, 'tags'), title: t('Tags') },
    { name: 'used-by', path: imagePath(digest, named, 'used-by'), title: t('Used by') },
  ]
  return (
    <Page
      title={shortDigest(digest)}
      breadcrumbs={[{ title: t('Images'), path: paths.images() }]}
      labels={
        <>
          <CopyButton what={t('digest')} text={digest} />
          {reading.state === 'read' && isList && <StatusLabel status="none">{t('Manifest list')}</StatusLabel>}
          {reading.state === 'read' && (
            <StatusLabel status="none">{isManaged(reading.image) ? t('Managed') : t('External')}</StatusLabel>
          )}
        </>
      }
      description={
        <Summary reading={reading} inventory={inventory} holders={holders} image={imageNumbers.of(digest)} />
      }
      tabs={<NavTabs tabs={tabs} current={tab} label={t('Image')} />}
    >
      <Panel key={digest}>
        <Content {...{ digest, tab, reading, inventory, holders }} />
      </Panel>
    </Page>
  )
}

function streamIn(text: string | null): { namespace: string; stream: string } | undefined {
  const [namespace = '', stream = '', more] = (text ?? '').split('/')
  return namespace && stream && more === undefined ? { namespace, stream } : undefined
}

interface SummaryProps {
  reading: ReadImage
  inventory: InventoryState
  holders: readonly TagImages[]
  image: number
}

/** What holds an image and what it takes, in a sentence. */
function Summary({ reading, inventory: { inventory, streams }, holders, image }: SummaryProps) {
  const listed = inventory?.byNumber.get(image)
  const size = listed?.size ?? (reading.state === 'read' ? sizeOf(reading.image) : undefined)
  const parts: string[] = []
  if (size !== undefined) parts.push(t('{{size}} compressed', { size: formatBytes(size) }))
  if (listed?.freed !== undefined)
    parts.push(t('{{size}} of it in no other image', { size: formatBytes(listed.freed) }))
  if (streams.complete) parts.push(heldText(holders, image, (listed?.lists.length ?? 0) > 0))
  // The line keeps its place while it loads.
  return parts.length > 0 ? <span className="rc-streams__sentence">{parts.join(' · ')}</span> : ' '
}

function heldText(holders: readonly TagImages[], image: number, isPlatform: boolean): string {
  const now = holders.filter(({ current }) => current === image).length
  const once = holders.length - now
  if (now === 0 && once === 0) return isPlatform ? t('held as a platform of a manifest list') : t('held by no tag')
  if (once === 0) return t('held by {{count}} tags', { count: now })
  if (now === 0) return t('only in the history of {{count}} tags', { count: once })
  const [tags, others] = [t('{{count}} tags', { count: now }), t('{{count}} tags', { count: once })]
  return t('held by {{tags}}, and in the history of {{others}}', { tags, others })
}

interface ContentProps {
  digest: string
  tab: string
  reading: ReadImage
  inventory: InventoryState
  holders: readonly TagImages[]
}

function Content({ digest, tab, reading, inventory, holders }: ContentProps) {
  const number = imageNumbers.of(digest)
  if (tab === 'tags') {
    const { complete, state } = inventory.streams
    return <ImageHoldersTable holders={holders} image={number} loading={!complete && state !== 'failed'} />
  }
  switch (reading.state) {
    case 'reading':
      return <SkeletonLines lines={10} />
    case 'failed':
      return <Problem error={reading.error} onRetry={reading.retry} />
    case 'notHeld':
      return <NotHeld digest={digest} message={reading.error.message} />
    case 'gone':
      if (tab === 'used-by') return <ImageConsumers digest={digest} />
      return <Gone digest={digest} holders={holders} />
    default:
      break
  }
  const { image, from } = reading
  if (tab === 'used-by') return <UsedBy image={image} />
  if (tab === 'image') return <ImageDetails {...{ image, from, inventory, holders }} />
  if (tab === 'layers') return <LayersTable image={image} inventory={inventory} />
  if (tab === 'platforms' && manifestsOf(image).length > 0) {
    return (
      <Panel title={t('Platforms')}>
        <PlatformsTable image={from} list={image} />
      </Panel>
    )
  }
  return <NoTab tab={tab} to={imagePath(digest)} />
}

function UsedBy({ image }: { image: Image }) {
  const children = useMemo(() => manifestsOf(image).map((manifest) => manifest.digest), [image])
  return <ImageConsumers digest={image.metadata.name} childDigests={children} />
}

function Gone({ digest, holders }: { digest: string; holders: readonly TagImages[] }) {
  return (
    <EmptyState title={t('There is no image {{digest}}', { digest: shortDigest(digest) })} status="warning">
      {holders.length > 0 ? (
        <>
          <p>
            {t('It was deleted, but these tags still list it. Pulls of it fail until it is pushed or imported again:')}
          </p>
          <p>
            <HolderLinks holders={holders} image={imageNumbers.of(digest)} most={10} />
          </p>
        </>
      ) : (
        <p>{t('It was deleted, or never pushed or imported. No tag lists it.')}</p>
      )}
    </EmptyState>
  )
}

function NotHeld({ digest, message }: { digest: string; message: string }) {
  return (
    <EmptyState title={t('This image cannot be shown to you')} status="warning">
      <p>
        {t(
          'You may not read images of the whole cluster, and no image stream that you may read holds {{digest}}. The platforms of a manifest list are reached through its page.',
          { digest: shortDigest(digest) },
        )}
      </p>
      <ServerMessage message={message} />
    </EmptyState>
  )
}
