import { t } from '../../../lib/t.ts'
import { manifestsOf, platformsOf } from '../../../k8s/resources/image.ts'
import type { ImageStream, StreamTag } from '../../../k8s/resources/imageStream.ts'
import { importModeOf } from '../../../k8s/resources/imageStreamTag.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { WholeImageOfTag } from './ImageOfTag.tsx'
import { PlatformsTable } from './PlatformsTable.tsx'
import { platformsText } from '../tags/tagWords.ts'

/** The platforms that a tag can be pulled for. */
export function PlatformsTab({ stream, tag }: { stream: ImageStream; tag: StreamTag }) {
  return (
    <WholeImageOfTag stream={stream} tag={tag}>
      {(read, image) => (
        <Panel title={t('Platforms')}>
          {manifestsOf(read).length > 0 ? (
            <PlatformsTable image={image} list={read} />
          ) : (
            <>
              <p>
                {t('This is the image of one platform: {{platform}}.', {
                  platform: platformsText(platformsOf(read)) || t('not known'),
                })}
              </p>
              {tag.spec?.from?.kind === 'DockerImage' && importModeOf(tag) === 'Legacy' && (
                <p>
                  {t(
                    'Its import mode is Legacy: should the source have images for several platforms, only one of them was kept. PreserveOriginal keeps all.',
                  )}
                </p>
              )}
            </>
          )}
        </Panel>
      )}
    </WholeImageOfTag>
  )
}
