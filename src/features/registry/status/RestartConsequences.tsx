import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'

interface RestartConsequencesProps {
  /** How many pods there are, and how many of them take requests. */
  pods: number
  ready: number
  /** Images are kept in the pods themselves. */
  losesImages: boolean
}

/** What a restart does to those who push and pull meanwhile. */
export function RestartConsequences({ pods, ready, losesImages }: RestartConsequencesProps) {
  return (
    <>
      {losesImages && (
        <Alert inline status="danger" title={t('Images are lost with the pods')}>
          {t(
            'The storage is emptyDir: each pod keeps what was pushed to it in a directory of its own, which goes with the pod. The image streams stay and their images cannot be pulled any more.',
          )}
        </Alert>
      )}
      {pods > 0 && ready <= 1 && (
        <Alert
          inline
          status="warning"
          title={ready === 0 ? t('The registry is away as it is') : t('The registry is away meanwhile')}
        >
          {ready === 0
            ? t('No pod is Ready. It stays away until a replacement is.')
            : t(
                'Only one pod is Ready: from its end until its replacement is Ready, mostly a minute or two, every push and pull fails. Pods that need an image meanwhile wait and try again (ImagePullBackOff).',
              )}
        </Alert>
      )}
      <ul className="rc-status-dialog__list">
        <li>
          {t(
            'One pod is evicted at a time, the next one when its replacement is Ready. The disruption budget can hold an eviction back: it is then tried again until you stop.',
          )}
        </li>
        <li>
          {t(
            'A pod that goes takes no new requests and has 55 s for those under way. Pushes that take longer break off; docker, podman and oc then try the layer again on another pod.',
          )}
        </li>
        <li>
          {t(
            'The settings stay as they are. To apply changed ones nothing has to be restarted: the operator does that.',
          )}
        </li>
      </ul>
    </>
  )
}
