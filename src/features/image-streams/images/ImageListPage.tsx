import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { formatBytes } from '../../../lib/bytes.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Image } from '../../../k8s/resources/image.ts'
import type { ListedImage } from '../../../k8s/resources/imageInventory.ts'
import { userQuery } from '../../../k8s/whoami.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { grantCommand, grantingRole, missingRight } from '../../../ui/forbidden.ts'
import { Page } from '../../../ui/Page.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { ReadingProgress } from '../../../ui/ReadingProgress.tsx'
import { heldImageColumns, imageColumns, readable } from './imageColumns.tsx'
import { heldImageFilters, imageFilters } from './imageFilters.ts'
import type { ImageTableRow } from './imageTableRow.ts'
import { summariesOf } from './imageSummaries.ts'
import { useImagesInUse } from './useImagesInUse.ts'
import { useAllSummaries } from './useAllSummaries.ts'
import { useInventory, type InventoryState } from '../../../k8s/useInventory.ts'
import '../image-streams.css'

const noImages: readonly ListedImage[] = []
const newestFirst = { key: 'created', descending: true }
const byTags = { key: 'tags', descending: true }
const rowKey = ({ digest }: ImageTableRow) => digest
// What is joined with an image, and a size that becomes known, are no change of the image.
const rowVersion = ({ digest }: ImageTableRow) => digest

/** All images of the cluster; for who may not list them, those that their image streams hold. */
export function ImageListPage() {
  const state = useInventory()
  const { forbidden, failed, streams, inventory } = state
  const rows = useImagesInUse(inventory?.storage ? inventory.images : noImages, state.state === 'ready')
  const problem = failed ?? (forbidden && streams.state === 'failed' ? forbidden : undefined)
  if (problem && !inventory?.storage) {
    return (
      <Page title={t('Images')}>
        <Problem error={problem} onRetry={state.resume} />
      </Page>
    )
  }
  if (forbidden) return <HeldImages state={state} />
  return (
    <Page title={t('Images')} description={<Totals state={state} />}>
      {(streams.errors.length > 0 || streams.byProject) && (
        <div className="rc-streams__notice">
          <Alert status="warning" inline title={t('Not all image streams could be read')}>
            {t('Tags of the others are not shown here: an image that seems unused may be used there.')}
          </Alert>
        </div>
      )}
      <ResourceTable
        name={t('Images')}
        rows={rows}
        columns={imageColumns}
        filters={imageFilters}
        rowKey={rowKey}
        rowVersion={rowVersion}
        total={state.total}
        loading={state.state !== 'ready'}
        defaultSort={newestFirst}
        exportName="images"
        actions={
          <ReadingProgress
            state={state.state === 'ready' ? 'done' : state.state === 'stopped' ? 'stopped' : 'running'}
            done={state.loaded}
            total={state.total}
            label={t('Reading images')}
            quiet
            stop={state.stop}
            resume={state.resume}
          />
        }
        empty={<NoImages />}
      />
    </Page>
  )
}

/** What all images take, in a sentence. */
function Totals({ state: { inventory, state } }: { state: InventoryState }) {
  const storage = inventory?.storage
  // The line keeps its place while it loads.
  if (!storage || state !== 'ready') return ' '
  if (storage.images.length === 0) return null
  const count = storage.images.length
  const bytes = formatBytes(storage.bytes)
  if (storage.managedBytes === storage.bytes) {
    return t('{{count}} images take {{bytes}}, each layer counted once. All were pushed to this registry.', {
      count,
      bytes,
    })
  }
  return t('{{count}} images take {{bytes}}, each layer counted once; {{managed}} of it was pushed to this registry.', {
    count,
    bytes,
    managed: formatBytes(storage.managedBytes),
  })
}

function HeldImages({ state }: { state: InventoryState }) {
  const client = useQueryClient()
  const [params] = useSearchParams()
  const { inventory, forbidden } = state
  const bySize = /^-?size$/.test(params.get('sort') ?? '')
  const complete = state.state === 'ready'
  const images = useImagesInUse(inventory?.storage ? noImages : (inventory?.images ?? noImages), complete)
  const wanted = useMemo(() => images.map(readable), [images])
  const progress = useAllSummaries(wanted, bySize && complete)
  const { done } = progress
  const rows = useMemo(() => {
    if (!bySize || done === 0) return images
    const store = summariesOf(client)
    return images.map((image): ImageTableRow => {
      const summary = store.get(image.digest)
      return summary instanceof Error || summary?.size === undefined ? image : { ...image, read: summary.size }
    })
  }, [client, images, bySize, done])
  return (
    <Page title={t('Images')}>
      {forbidden && <HeldOnly error={forbidden} />}
      <ResourceTable
        name={t('Images')}
        rows={rows}
        columns={heldImageColumns}
        filters={heldImageFilters}
        rowKey={rowKey}
        rowVersion={rowVersion}
        loading={state.state !== 'ready'}
        defaultSort={byTags}
        exportName="images-of-streams"
        actions={<ReadingProgress {...progress} label={t('Reading sizes')} />}
        empty={<NoImages />}
      />
    </Page>
  )
}

function HeldOnly({ error }: { error: NonNullable<InventoryState['forbidden']> }) {
  const { data: user } = useQuery(userQuery())
  const right = missingRight(error) ?? { verb: 'list', resource: Image.plural, group: Image.group }
  const command = grantCommand({ ...right, ...(user?.name && { user: user.name }) }, grantingRole(right))
  return (
    <div className="rc-streams__notice">
      <Alert status="info" inline title={t('Only images of your image streams are shown')}>
        {sentence(right)}
        {sentenceGap()}
        {t('What other images share with these, and what deleting one would free, is therefore not known.')}
        {sentenceGap()}
        {t('A cluster administrator can let you see all:')} <CommandLine command={command} />
      </Alert>
    </div>
  )
}

function NoImages() {
  return (
    <EmptyState title={t('No images yet')}>
      <p>{t('Each push to the registry, and each import into an image stream, brings an image.')}</p>
      <p>
        <CommandLine command="oc import-image NAME --from=quay.io/ORG/IMAGE --confirm" />
      </p>
    </EmptyState>
  )
}
