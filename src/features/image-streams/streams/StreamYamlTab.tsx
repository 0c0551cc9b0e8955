import { ApiError } from '../../../k8s/ApiError.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { YamlTab } from '../../../ui/yaml/YamlTab.tsx'
import { imageStreamConsequences, imageStreamProblems } from './imageStreamProblems.ts'

const ignored = ['status']

/** The YAML of an image stream, to be changed. */
export function StreamYamlTab({ stream, error }: { stream: ImageStream; error: unknown }) {
  return (
    <YamlTab
      type={ImageStream}
      object={stream}
      gone={error instanceof ApiError && error.code === 404}
      ignored={ignored}
      objectProblems={imageStreamProblems}
      consequences={imageStreamConsequences}
    />
  )
}
