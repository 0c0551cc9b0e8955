import { useQuery } from '@tanstack/react-query'
import type { ApiError } from '../../../k8s/ApiError.ts'
import { listOf } from '../../../k8s/queries.ts'
import { imageLimitsOf, LimitRange, type LimitedResource } from '../../../k8s/resources/limitRange.ts'
import { limitRefusalOf } from '../../../k8s/resources/resourceQuota.ts'
import { commandLine } from '../../../lib/shell.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'

const resources: Record<string, LimitedResource> = {
  'openshift.io/images': 'images',
  'openshift.io/image-tags': 'imageTags',
  storage: 'imageSize',
}

/** Which quota or limit range refused a change, with its numbers, and who can change it. Nothing when the refusal is about something else. */
export function LimitRefusal({ error, namespace }: { error: ApiError; namespace: string }) {
  const refusal = limitRefusalOf(error.message)
  if (!refusal) return null
  if (refusal.kind === 'quota') {
    const { quota, resource, used, hard } = refusal
    return (
      <>
        <p>
          {t(
            'The quota {{quota}} of the project {{namespace}} allows {{hard}} of {{resource}}, and {{used}} are used.',
            {
              quota,
              namespace,
              hard,
              resource,
              used,
            },
          )}
          {sentenceGap()}
          {t('Delete what is no longer needed, or have a cluster administrator raise it:')}
        </p>
        <CommandLine command={commandLine('oc', 'edit', 'resourcequota', quota, '-n', namespace)} />
      </>
    )
  }
  return <LimitRangeRefusal {...refusal} namespace={namespace} />
}

interface LimitRangeRefusalProps {
  namespace: string
  resource: string
  asked: string
  maximum: string
}

function LimitRangeRefusal({ namespace, resource, asked, maximum }: LimitRangeRefusalProps) {
  const { data } = useQuery(listOf(LimitRange, { namespace }))
  const found = data && imageLimitsOf(data.items).find((limit) => limit.resource === resources[resource])
  const params = { limitRange: found?.limitRange, namespace, maximum, resource, asked }
  return (
    <>
      <p>
        {found
          ? t(
              'The limit range {{limitRange}} of the project {{namespace}} allows {{maximum}} of {{resource}}; it would be {{asked}}.',
              params,
            )
          : t(
              'A limit range of the project {{namespace}} allows {{maximum}} of {{resource}}; it would be {{asked}}.',
              params,
            )}
        {sentenceGap()}
        {t('Delete what is no longer needed, or have a cluster administrator raise it:')}
      </p>
      <CommandLine command={commandLine('oc', 'edit', 'limitrange', found?.limitRange, '-n', namespace)} />
    </>
  )
}
