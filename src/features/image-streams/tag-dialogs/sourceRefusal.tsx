import type { ReactNode } from 'react'
import type { ApiError, Cause } from '../../../k8s/ApiError.ts'
import { t } from '../../../lib/t.ts'
import { LimitRefusal } from '../streams/LimitRefusal.tsx'

/** Which field of a source the server complains about. Errors about other streams come without a field of their own. */
export function sourceFieldOf({ field, message }: Cause): string | undefined {
  const about = field === '[]' || field === '' ? message : field
  if (/\.importPolicy\.importMode/.test(about)) return 'importMode'
  if (/\.importPolicy\.scheduled/.test(about)) return 'scheduled'
  if (/error generating tag event/.test(message)) return 'digest'
  if (/\.from: Forbidden|\.from\.name: Not found/.test(about)) return 'source'
  if (/^spec\.tags\[.*\]\.from/.test(field)) return 'pullSpec'
  return undefined
}

/** What a refusal that is about the source means. */
export function explainSource(error: ApiError): ReactNode {
  if (/\.from: Forbidden/.test(error.message)) {
    return (
      <p>
        {t(
          'Taking an image from another project needs the right to pull it there: get imagestreams/layers, as the role system:image-puller grants.',
        )}
      </p>
    )
  }
  if (/error generating tag event: .* not found/.test(error.message)) {
    return <p>{t('The image is no longer in the history of its stream: pruning, or somebody, removed it.')}</p>
  }
  if (/not allowed by (empty )?whitelist/.test(error.message)) {
    return <p>{t('An administrator decides in the cluster’s image configuration from where images may come.')}</p>
  }
  return undefined
}

/** What a refused write of a tag in this project means: about its source, a quota or a limit. */
export function explainWrite(namespace: string) {
  return (error: ApiError): ReactNode => explainSource(error) ?? <LimitRefusal error={error} namespace={namespace} />
}
