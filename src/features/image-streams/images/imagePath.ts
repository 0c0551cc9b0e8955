import { paths } from '../../../lib/paths.ts'

/** The page of an image, with a stream through which who may not read images can read it. */
export function imagePath(digest: string, holder?: { namespace: string; stream: string }, tab?: string): string {
  return paths.image(digest, tab, holder?.stream ? { stream: `${holder.namespace}/${holder.stream}` } : {})
}
