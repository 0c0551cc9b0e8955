import type { K8sObject } from '../../src/k8s/types.ts'
import { images } from './image.ts'
import { imageSignatures } from './imageSignature.ts'
import { imageStreams } from './imageStream.ts'
import { imageStreamImages } from './imageStreamImage.ts'
import { imageStreamImports } from './imageStreamImport.ts'
import { imageStreamMappings } from './imageStreamMapping.ts'
import { imageStreamTags } from './imageStreamTag.ts'
import { imageTags } from './imageTag.ts'
import type { KindRules } from './kind.ts'

/** The kinds of image.openshift.io that need rules. */
export const imageKinds: KindRules<K8sObject>[] = [
  images,
  imageSignatures,
  imageStreams,
  imageStreamTags,
  imageTags,
  imageStreamImages,
  imageStreamMappings,
  imageStreamImports,
]
