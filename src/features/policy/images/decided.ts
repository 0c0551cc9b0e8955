import type { ImageConfig } from '../../../k8s/resources/imageConfig.ts'

/** What people decide about the configuration of images. Its status is the operator's. */
export function decided({ spec }: ImageConfig) {
  return { spec: spec ?? {} }
}
