import { useState } from 'react'
import { t } from '../../../lib/t.ts'
import type { ImageStream, StreamTag } from '../../../k8s/resources/imageStream.ts'
import { Button } from '../../../ui/Button.tsx'
import { ImageOfTag } from './ImageOfTag.tsx'
import { LayersTable } from './LayersTable.tsx'
import { useInventory } from '../../../k8s/useInventory.ts'

/** The layers of a tag's image from the base up. */
export function LayersTab({ stream, tag }: { stream: ImageStream; tag: StreamTag }) {
  // All images of the cluster are only read for who wants to know what they share.
  const [wanted, setWanted] = useState(false)
  const inventory = useInventory(wanted)
  const known = inventory.inventory
  // What another page has begun to read stays as it is: nobody reads on.
  const offered = !wanted && !(known?.storage && known.complete)
  return (
    <ImageOfTag stream={stream} tag={tag}>
      {(image) => (
        <LayersTable
          image={image}
          inventory={inventory}
          actions={
            offered && (
              <Button variant="link" onClick={() => setWanted(true)}>
                {t('Find images that share layers')}
              </Button>
            )
          }
        />
      )}
    </ImageOfTag>
  )
}
