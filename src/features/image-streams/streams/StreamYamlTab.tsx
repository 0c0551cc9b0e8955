import { ApiError } from '../../../k8s/ApiError.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { YamlTab } from '../../../ui/yaml/YamlTab.tsx'
import { Rollouts } from '../consumers/Rollouts.tsx'
import { imageStreamConsequences, imageStreamProblems, movedTags } from './imageStreamProblems.ts'

const ignored = ['status']
const most = 5

/** What rolls out when tags move. */
function rollouts(edited: object, stream: ImageStream) {
  return movedTags(edited, stream)
    .slice(0, most)
    .map((tag) => <Rollouts key={tag} stream={stream} tag={tag} />)
}

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
      details={rollouts}
    />
  )
}
