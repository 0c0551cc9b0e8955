import type { ImageStream } from '../../../k8s/resources/imageStream.ts'

/** Who may pull, push and administer an image stream. */
export function AccessTab({ stream: _stream }: { stream: ImageStream }) {
  return null
}
