import { useQuery } from '@tanstack/react-query'
import { ApiError, asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImagePruner, imagePrunerName } from '../../../k8s/resources/imagePruner.ts'
import { prunerProblems } from '../../../k8s/resources/imagePrunerProblems.ts'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { YamlTab } from '../../../ui/yaml/YamlTab.tsx'
import type { ObjectProblem } from '../../../ui/yaml/yamlObject.ts'
import { NoPruner } from './NoPruner.tsx'

const ignored = ['status']
const relevant = ({ spec, metadata }: ImagePruner) => ({
  spec: spec ?? {},
  labels: metadata.labels ?? {},
  annotations: metadata.annotations ?? {},
})

/** The checks of the form, at the fields of the text. */
function objectProblems(object: object): ObjectProblem[] {
  const spec: unknown = 'spec' in object ? object.spec : undefined
  if (typeof spec !== 'object' || spec === null) return []
  return prunerProblems(spec).map(({ path, severity, message }) => ({ path: ['spec', ...path], severity, message }))
}

/** The pruner's settings as YAML. */
export function PrunerYamlTab() {
  const { data: pruner, error, refetch } = useQuery(objectOf(ImagePruner, { name: imagePrunerName }))
  if (!pruner)
    return error ? <NoPruner error={asApiError(error)} onRetry={() => void refetch()} /> : <SkeletonLines lines={12} />
  return (
    <YamlTab
      type={ImagePruner}
      object={pruner}
      gone={error instanceof ApiError && error.code === 404}
      ignored={ignored}
      objectProblems={objectProblems}
      relevant={relevant}
    />
  )
}
