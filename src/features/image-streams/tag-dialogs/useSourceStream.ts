import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { streamNamesQuery } from '../../../k8s/streamNames.ts'
import { t } from '../../../lib/t.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import type { SourceStream } from './sourceForm.ts'

interface Wanted {
  project: string
  name: string
  enabled: boolean
  /** Where the image goes: from another project it takes the right to pull. */
  into?: string
}

/** The image stream that a form points to, and the names of those that it could point to. */
export function useSourceStream({ project, name, enabled, into }: Wanted): SourceStream & { names: readonly string[] } {
  const { data: names, error: unlisted } = useQuery({
    ...streamNamesQuery(project),
    enabled: enabled && project !== '',
  })
  // Half a name is not asked for, as long as the names are known.
  const known = names ? names.includes(name) : unlisted !== null
  const { data: stream, error } = useQuery({
    ...objectOf(ImageStream, { namespace: project, name }),
    enabled: enabled && project !== '' && name !== '' && known,
  })
  const foreign = enabled && into !== undefined && project !== into && stream !== undefined
  const layers = { namespace: project, name, subresource: 'layers' }
  const refused = useRefusal('get', ImageStream, layers, { enabled: foreign })
  const found = { names: names ?? noNames }
  if (!enabled || name === '') return { ...found, state: 'none' }
  if (error instanceof ApiError && error.code === 404 && !stream) return { ...found, state: 'missing' }
  if (error && !stream) return { ...found, state: 'failed', message: error.message }
  if (names && !known) return { ...found, state: 'missing' }
  if (!stream) return { ...found, state: 'loading' }
  if (refused !== undefined) {
    const message = t(
      '{{refusal}} Images of other projects can be taken by who may pull them: the role system:image-puller there grants it.',
      {
        refusal: refused,
      },
    )
    return { ...found, state: 'failed', stream, message }
  }
  return { ...found, state: 'ready', stream }
}

const noNames: readonly string[] = []
