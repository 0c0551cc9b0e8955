import type { QueryClient } from '@tanstack/react-query'
import { currentOf, tagOf, type ImageStream } from '../../../k8s/resources/imageStream.ts'
import type { ImportResult } from '../../../k8s/resources/imageStreamImport.ts'
import { importProblem } from '../../../k8s/resources/importProblem.ts'
import { importResultText, reimportTags } from '../../../k8s/resources/reimportTags.ts'
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
  const [result] = await reimportTags(client, { namespace, name }, (stream) => {
    const why = notImportable(stream, tag)
    if (why !== undefined) throw new Error(why)
    return [tag]
  })
  if (result?.ok) return result
  throw new Error(importResultText(result))
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
