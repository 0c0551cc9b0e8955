import { t } from '../../../lib/t.ts'
import { tagOf, type ImageStream } from '../../../k8s/resources/imageStream.ts'
import { importableTag } from '../../../k8s/resources/imageStreamImport.ts'
import { tagSource } from '../../../k8s/resources/imageStreamTag.ts'

/** Why a tag cannot be imported again; undefined when it can. */
export function notImportable(stream: ImageStream, tagName: string): string | undefined {
  const tag = tagOf(stream, tagName)
  if (!tag) return t('The tag is not there any more.')
  if (importableTag(stream, tag)) return undefined
  const source = tagSource(stream, tag)
  switch (source.kind) {
    case 'reference':
      return t('It only refers to its source: nothing is imported.')
    case 'follows':
      return t('It follows a tag that is not imported.')
    case 'copied':
      return t('It was copied from another stream. Change its source to copy it again.')
    case 'fixed':
      return t('It is fixed to one image. Change its source to import it.')
    default:
      return t('It was pushed: there is no source to import from.')
  }
}
