import { countedBy, type ImageLimit } from '../../../k8s/resources/limitRange.ts'
import { leftOf, type StreamQuota } from '../../../k8s/resources/resourceQuota.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { t } from '../../../lib/t.ts'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { useImageLimits, type ImageLimits as Limits } from './useImageLimits.ts'

/** What a limit allows, and how much of it a stream uses. */
function limitText({ resource, maximum, text }: ImageLimit, stream: ImageStream): string {
  if (resource === 'imageSize') return t('Images up to {{size}} may be pushed', { size: text })
  const used = countedBy(resource, stream) ?? 0
  return resource === 'images'
    ? t('{{used}} of {{maximum}} images allowed', { used, maximum })
    : t('{{used}} of {{maximum}} tags with a source allowed', { used, maximum })
}

/** What a quota allows, and how much of it is used. */
export function quotaText({ hard, used }: StreamQuota): string {
  return used === undefined
    ? t('{{hard}} image streams allowed', { hard })
    : t('{{used}} of {{hard}} image streams allowed', { used, hard })
}

/** What limits the images of a stream, each with the object that says so. Shown where there is something to show. */
export function LimitsOfStream({ limits, quotas, stream }: Limits & { stream: ImageStream }) {
  return (
    <ul className="rc-entries">
      {limits.map((limit) => (
        <li key={limit.resource}>
          {limitText(limit, stream)}{' '}
          <span className="rc-subtle">{t('limit range {{name}}', { name: limit.limitRange })}</span>
          {isReached(limit, stream) && <Reached />}
        </li>
      ))}
      {quotas.map((quota) => (
        <li key={quota.quota}>
          {quotaText(quota)}{' '}
          <span className="rc-subtle">{t('quota {{name}} of the project', { name: quota.quota })}</span>
          {leftOf(quota) <= 0 && <Reached />}
        </li>
      ))}
    </ul>
  )
}

function isReached({ resource, maximum }: ImageLimit, stream: ImageStream): boolean {
  const used = countedBy(resource, stream)
  return used !== undefined && used >= maximum
}

function Reached() {
  return (
    <>
      {' '}
      <StatusLabel status="warning" compact>
        {t('Used up')}
      </StatusLabel>
    </>
  )
}

/** How many image streams a project may have, beside the title of its list. Nothing where nothing limits them. */
export function StreamQuotaLabel({ namespace }: { namespace: string }) {
  const [quota] = useImageLimits(namespace).quotas
  if (!quota) return null
  return (
    <StatusLabel
      status={leftOf(quota) <= 0 ? 'warning' : 'none'}
      title={t('quota {{name}} of the project', { name: quota.quota })}
    >
      {quotaText(quota)}
    </StatusLabel>
  )
}
