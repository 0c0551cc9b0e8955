import type { ApiError } from '../../../k8s/ApiError.ts'
import { t } from '../../../lib/t.ts'

/** What a refusal of a change of the Config means, where the server's words do not say it. */
export function explainRefusal({ code, message }: ApiError) {
  if (code !== 403 || !/admission webhook/i.test(message)) return undefined
  return (
    <p>
      {t(
        'Your permissions would allow it; a webhook of whoever runs the cluster does not. On managed clusters (ROSA, OpenShift Dedicated) the registry is set up by its provider: ask their support for this change, with the message above.',
      )}
    </p>
  )
}
