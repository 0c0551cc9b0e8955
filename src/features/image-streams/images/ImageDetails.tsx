import { Link } from 'react-router'
import { shortDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import { isManaged, manifestsOf, type Image } from '../../../k8s/resources/image.ts'
import type { TagImages } from '../../../k8s/resources/imageHolders.ts'
import { imageNumbers } from '../../../k8s/resources/imageNumbers.ts'
import { Bytes } from '../../../ui/Bytes.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonCell } from '../../../ui/Skeleton.tsx'
import { DescriptionList, KeyValues, type Term } from '../../../ui/DescriptionList.tsx'
import { ReadingProgress } from '../../../ui/ReadingProgress.tsx'
import { HolderLinks } from './HolderLinks.tsx'
import { ImageConfig } from './ImageConfig.tsx'
import { imagePath } from './imagePath.ts'
import type { ImageOfStream } from './imageSummary.ts'
import { imageTerms } from './imageTerms.tsx'
import { OriginOfImage } from './OriginOfImage.tsx'
import { PlatformsTable } from './PlatformsTable.tsx'
import { Signatures } from './Signatures.tsx'
import type { InventoryState } from '../../../k8s/useInventory.ts'
import { Vulnerabilities } from './Vulnerabilities.tsx'

interface ImageDetailsProps {
  image: Image
  from: ImageOfStream
  inventory: InventoryState
  holders: readonly TagImages[]
}

/** What an image is, what holds it, what it takes and what is in it. */
export function ImageDetails({ image, from, inventory, holders }: ImageDetailsProps) {
  const manifests = manifestsOf(image)
  const signatures = image.signatures ?? []
  const annotations = Object.entries(image.metadata.annotations ?? {})
  return (
    <>
      <Panel title={t('Image')}>
        <DescriptionList label={t('Image')} terms={factsOf(image, inventory, holders)} />
        {!image.dockerImageMetadata && (
          <p>{t('The cluster kept no metadata of this image: size, date and configuration are not known.')}</p>
        )}
      </Panel>
      <Vulnerabilities digests={[image.metadata.name, ...manifests.map(({ digest }) => digest)]} />
      {manifests.length > 0 ? (
        <Panel title={t('Platforms')}>
          <PlatformsTable image={from} list={image} />
          <p className="rc-streams__note">
            {t('A manifest list has no layers and no configuration: those of a platform are on its own page.')}
          </p>
        </Panel>
      ) : (
        <>
          <ImageConfig image={image} />
          <OriginOfImage image={image} />
        </>
      )}
      <Panel title={t('Signatures')}>
        {signatures.length > 0 ? (
          <Signatures signatures={signatures} />
        ) : (
          <p>
            {t('None is stored with the image. Signatures that lie beside it in a registry are not known to the API.')}
          </p>
        )}
      </Panel>
      <Panel title={t('Annotations')}>
        <KeyValues entries={annotations} absent={t('none')} />
      </Panel>
    </>
  )
}

function factsOf(image: Image, inventory: InventoryState, holders: readonly TagImages[]): Term[] {
  const digest = image.metadata.name
  const number = imageNumbers.of(digest)
  const listed = inventory.inventory?.byNumber.get(number)
  const lists = listed?.lists ?? []
  const terms: (Term | undefined)[] = [
    { name: t('Digest'), value: <CommandLine command={digest} what={t('whole digest')} /> },
    {
      name: t('Held by'),
      value:
        holders.length === 0 && inventory.streams.state !== 'failed' && !inventory.streams.complete ? (
          <SkeletonCell width="33" />
        ) : (
          <HolderLinks holders={holders} image={number} most={5} />
        ),
    },
    lists.length > 0
      ? {
          name: t('Platform of'),
          value: lists.map((list, index) => (
            <span key={list}>
              {index > 0 && ', '}
              <Link to={imagePath(imageNumbers.text(list))}>{shortDigest(imageNumbers.text(list))}</Link>
            </span>
          )),
        }
      : undefined,
  ]
  const [size, ...others] = imageTerms(image, image, false)
  const storage = storageTerms(image, inventory)
  // A manifest list has no size of its own to begin with.
  const facts = manifestsOf(image).length > 0 ? [...storage, size, ...others] : [size, ...storage, ...others]
  return [...terms, ...facts].filter((term) => term !== undefined)
}

/** What an image takes and what would be freed without it, as far as all images are known. */
function storageTerms(image: Image, state: InventoryState): Term[] {
  const { inventory, forbidden, failed } = state
  const listed = inventory?.byNumber.get(imageNumbers.of(image.metadata.name))
  const name = t('In no other image')
  if (forbidden || failed) {
    return [{ name, value: t('not known: that takes the right to list all images') }]
  }
  if (listed?.freed === undefined) {
    const progress = (
      <ReadingProgress
        state={state.state === 'stopped' ? 'stopped' : 'running'}
        done={state.loaded}
        total={state.total}
        label={t('Reading images')}
        stop={state.stop}
        resume={state.resume}
      />
    )
    return [{ name, value: state.state === 'ready' ? t('not known') : progress }]
  }
  const isList = manifestsOf(image).length > 0
  return [
    {
      name,
      value: (
        <>
          <Bytes value={listed.freed} />{' '}
          <span className="rc-subtle">
            {isList
              ? t('would be freed with it and its platforms')
              : listed.freed > 0
                ? isManaged(image)
                  ? t('would be freed with it: layers that no other image has')
                  : t('in no other image; freed with it as far as they were pulled through this registry')
                : t('all its layers are in other images too: deleting it frees nothing')}
          </span>
        </>
      ),
    },
  ]
}
