import type { QueryClient } from '@tanstack/react-query'
import { ApiError, asApiError } from '../../k8s/ApiError.ts'
import { linkServiceAccount } from '../../k8s/linkServiceAccount.ts'
import { resourcePath } from '../../k8s/path.ts'
import { request, sendJson } from '../../k8s/request.ts'
import { ListedSecret, Secret } from '../../k8s/resources/pullSecret.ts'
import { isOutcomeUnknown } from '../useAction.ts'
import { secretValues, type LinkChoices } from './pullSecretForm.ts'

/** Makes a secret. The answer holds the credentials: nothing keeps it, and no error quotes it. */
export async function createSecret(secret: Secret): Promise<void> {
  const { namespace = '', name } = secret.metadata
  try {
    await sendJson('POST', resourcePath(Secret, { namespace }), { apiVersion: 'v1', kind: 'Secret', ...secret })
  } catch (thrown) {
    const error = withoutValues(asApiError(thrown), secretValues(secret))
    if (isOutcomeUnknown(error) && (await secretExists(namespace, name).catch(() => false))) return
    throw error
  }
}

/** Adds a secret to the lists of service accounts, one after another: those that are done are left alone when it is tried again. */
export async function linkAll(
  client: QueryClient,
  namespace: string,
  secret: string,
  links: LinkChoices,
): Promise<void> {
  for (const [name, { pull, mount }] of links) {
    if (!pull && !mount) continue
    await linkServiceAccount(client, { namespace, name }, { secret, ...(pull && { pull }), ...(mount && { mount }) })
  }
}

/** Whether a secret is there, without reading what it holds. */
export async function secretExists(namespace: string, name: string): Promise<boolean> {
  const headers = { Accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' }
  try {
    await request(resourcePath(Secret, { namespace }, name), { headers })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return false
    throw error
  }
}

/** Asks again for the lists of secrets that are on the page: a new one is not followed. */
export function refreshSecrets(client: QueryClient): void {
  const { group, version, plural } = ListedSecret
  void client.invalidateQueries({ queryKey: ['k8s', group, version, plural, 'list'] })
}

/** An error without what must not be read: servers and webhooks may quote what was sent. Its cause goes too. */
export function withoutValues(error: ApiError, values: readonly string[]): ApiError {
  // Shorter ones are in every other word, and tell nothing there.
  const telling = values.filter(({ length }) => length > 3)
  const clean = (text: string) => telling.reduce((rest, value) => rest.replaceAll(value, '…'), text)
  const { code, reason, url, method, status, retryAfterSeconds } = error
  const kept = status && {
    kind: status.kind,
    code,
    details: {
      ...status.details,
      causes: error.causes.map((cause) => ({ ...cause, message: clean(cause.message) })),
    },
  }
  return new ApiError({ code, reason, message: clean(error.message), url, method, status: kept, retryAfterSeconds })
}
