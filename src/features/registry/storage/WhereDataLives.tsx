import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'

/** Where image data and where image metadata are, and what deleting does to each. */
export function WhereDataLives() {
  return (
    <div className="rc-storage__stack rc-storage__text">
      <dl className="rc-storage__places">
        <div>
          <dt>{t('In etcd, through the API')}</dt>
          <dd>
            {t(
              'Image streams with their tags and history, and one Image object for each digest: names, sizes, labels. A backup of etcd has them.',
            )}
          </dd>
        </div>
        <div>
          <dt>{t('In the storage of the registry')}</dt>
          <dd>
            {t(
              'The data itself: layers, configurations and manifests, as blobs by digest; each once, however many images have it. A backup of etcd does not have them.',
            )}
          </dd>
        </div>
        <div>
          <dt>{t('In other registries')}</dt>
          <dd>
            {t('The layers of imported images, until somebody pulls them through this registry: then it keeps a copy.')}
          </dd>
        </div>
      </dl>
      <p>
        {t(
          'Deleting a tag, an image stream or a whole project changes etcd alone and frees no byte. Pruning deletes the images that nothing refers to any more, and their blobs with them.',
        )}
        {sentenceGap()}
        <Link to={paths.pruning('preview')}>{t('See what pruning would free')}</Link>
      </p>
    </div>
  )
}
