import { BuildIconConfig } from '@patternfly/react-icons/dist/esm/icons/build-icon'
import { CubeIconConfig } from '@patternfly/react-icons/dist/esm/icons/cube-icon'
import { DatabaseIconConfig } from '@patternfly/react-icons/dist/esm/icons/database-icon'
import { Glyph } from '../../ui/Glyph.tsx'
import { iconOf, plainIconOf } from './catalogIcons.ts'

const plainIcons = { database: DatabaseIconConfig, builder: BuildIconConfig, image: CubeIconConfig }

interface CatalogIconProps {
  iconClass: string | undefined
  words: readonly string[]
  builder: boolean
}

/** The picture of what is offered, in the color of texts: it says nothing that its name does not. */
export function CatalogIcon({ iconClass, words, builder }: CatalogIconProps) {
  const picture = iconOf(iconClass)
  return (
    <span className="rc-catalog__icon" aria-hidden="true">
      {picture ? (
        // A mask has the color of its background, whatever the theme.
        <span className="rc-catalog__picture" style={{ maskImage: `url("${picture}")` }} />
      ) : (
        <Glyph config={plainIcons[plainIconOf({ words, builder })]} />
      )}
    </span>
  )
}
