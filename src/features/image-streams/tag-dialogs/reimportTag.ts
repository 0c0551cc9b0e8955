import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { currentOf, ImageStream, tagOf } from '../../../k8s/resources/imageStream.ts'
import { reimport, type ImportResult } from '../../../k8s/resources/imageStreamImport.ts'
import { importProblem } from '../../../k8s/resources/importProblem.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import type { Toast } from '../../../ui/toasts.ts'
import { notImportable } from './notImportable.ts'
import type { TagName } from './useTagEditing.ts'

/** Imports one tag again, of the newest version of its stream. Throws what the registry or the API server said. */
export async function reimportTag(
  client: QueryClient,
  { namespace, stream: name, tag }: TagName,
): Promise<ImportResult> {
  const query = objectOf(ImageStream, { namespace, name })
  for (let tries = 3; ; tries--) {
    const stream = await client.fetchQuery(tries === 3 ? query : { ...query, staleTime: 0 })
    const why = notImportable(stream, tag)
    if (why !== undefined) throw new Error(why)
    try {
      const [result] = await reimport(client, stream, [tag])
      if (result?.ok) return result
      throw new Error(failureText(result))
    } catch (error) {
      // Another import of the same stream was faster: nothing is lost by asking again.
      if (!(error instanceof ApiError) || error.code !== 409 || tries === 1) throw error
    }
  }
}

/** Why an import failed: in plain words, then in those of the server. */
export function failureText(result: ImportResult | undefined): string {
  const { title, message } = importProblem(result ?? {})
  return message ? `${title}: ${message}` : title
}

/** What to say of a tag that was imported again. */
export function reimportedToast(
  name: string,
  result: ImportResult | undefined,
  before: ImageStream,
  tag: string,
): Toast {
  if (!result?.ok) {
    const { title, advice, message } = importProblem(result ?? {})
    return {
      status: 'danger',
      title: t('Could not import {{name}}: {{reason}}', { name, reason: title }),
      description: [advice, message].filter(Boolean).join(' '),
    }
  }
  const known = tagOf(before, tag)
  if (result.digest && known && currentOf(known)?.image === result.digest)
    return { status: 'success', title: t('Re-imported {{name}}: the image is the same', { name }) }
  return {
    status: 'success',
    title: result.digest
      ? t('Re-imported {{name}}: it has {{digest}} now', { name, digest: shortDigest(result.digest) })
      : t('Re-imported {{name}}', { name }),
  }
}
