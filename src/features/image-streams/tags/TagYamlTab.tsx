import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { currentOf, type ImageStream, type StreamTag } from '../../../k8s/resources/imageStream.ts'
import { ImageStreamTag, ImageTag } from '../../../k8s/resources/imageTag.ts'
import type { K8sObject, ResourceType } from '../../../k8s/types.ts'
import { t } from '../../../lib/t.ts'
import { Problem } from '../../../ui/Failed.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import type { ObjectPart } from '../../../ui/yaml/useYamlEdit.ts'
import { YamlTab } from '../../../ui/yaml/YamlTab.tsx'
import { Rollouts } from '../consumers/Rollouts.tsx'
import { imageStreamTagProblems, imageTagConsequences, imageTagProblems, movesTag } from './imageTagProblems.ts'

interface TagYamlProps {
  stream: ImageStream
  tag: StreamTag
}

/** The YAML of one tag, to be changed: as an image stream tag, or as an image tag where it has no image. */
export function TagYamlTab({ stream, tag }: TagYamlProps) {
  // Chosen once: an image that arrives while somebody types must not take their text away.
  const [withImage, setWithImage] = useState(Boolean(currentOf(tag)?.image))
  return withImage ? (
    <StreamTagYaml stream={stream} tag={tag} onMissing={() => setWithImage(false)} />
  ) : (
    <ImageTagYaml stream={stream} tag={tag} />
  )
}

const ignoredOfStreamTag = ['image', 'conditions', 'generation', 'lookupPolicy', 'tag.annotations']
const relevantOfStreamTag = ({ tag, metadata }: ImageStreamTag) => ({
  tag: { ...tag, annotations: undefined },
  annotations: metadata.annotations ?? {},
})

function StreamTagYaml({ stream, tag, onMissing }: TagYamlProps & { onMissing(): void }) {
  const { object, error, retry } = useTagObject(ImageStreamTag, stream, tag)
  const parts = useMemo(() => [imagePart<ImageStreamTag>()], [])
  const problems = useCallback(
    (edited: object, origin: ImageStreamTag) => imageStreamTagProblems(stream, edited, origin),
    [stream],
  )
  const missing = !object && isNotFound(error)
  // The history names an image that is gone: then the API has no such tag.
  useEffect(() => {
    if (missing) onMissing()
  }, [missing, onMissing])
  if (!object) return error && !missing ? <Problem error={error} onRetry={retry} /> : <SkeletonLines lines={12} />
  return (
    <YamlTab
      type={ImageStreamTag}
      object={object}
      gone={isNotFound(error)}
      ignored={ignoredOfStreamTag}
      parts={parts}
      relevant={relevantOfStreamTag}
      objectProblems={problems}
      consequences={imageTagConsequences}
      details={rolloutsWith(stream, tag.name)}
    />
  )
}

const ignoredOfImageTag = ['status', 'image']
const sentBackOfImageTag = ['status']
const relevantOfImageTag = ({ spec }: ImageTag) => ({ spec })

function ImageTagYaml({ stream, tag }: TagYamlProps) {
  const { object, error, retry } = useTagObject(ImageTag, stream, tag)
  const parts = useMemo(() => [imagePart<ImageTag>()], [])
  const problems = useCallback((edited: object, origin: ImageTag) => imageTagProblems(stream, edited, origin), [stream])
  if (!object) return error ? <Problem error={error} onRetry={retry} /> : <SkeletonLines lines={12} />
  return (
    <YamlTab
      type={ImageTag}
      object={object}
      gone={isNotFound(error)}
      ignored={ignoredOfImageTag}
      sentBack={sentBackOfImageTag}
      parts={parts}
      relevant={relevantOfImageTag}
      objectProblems={problems}
      consequences={imageTagConsequences}
      details={rolloutsWith(stream, tag.name)}
    />
  )
}

/** What rolls out when the text gives the tag another source. */
function rolloutsWith(stream: ImageStream, tag: string) {
  return (edited: object, origin: ImageStreamTag & ImageTag) =>
    movesTag(edited, origin) && <Rollouts stream={stream} tag={tag} />
}

/** A tag as an object of its own: read again whenever its stream changes, since it cannot be watched. */
function useTagObject<T extends K8sObject>(type: ResourceType<T>, stream: ImageStream, tag: StreamTag) {
  const { namespace, name, resourceVersion } = stream.metadata
  const { data, error, refetch } = useQuery(objectOf(type, { namespace, name: `${name}:${tag.name}` }))
  const known = data?.metadata.resourceVersion
  // The cluster: a tag has the version of its stream, whose watch tells that the tag may have changed.
  useEffect(() => {
    if (known !== undefined && known !== resourceVersion) void refetch()
  }, [known, resourceVersion, refetch])
  return { object: data, error, retry: () => void refetch() }
}

/** The image: long, and nothing that can be changed here. */
function imagePart<T extends { image?: unknown } & K8sObject>(): ObjectPart<T> {
  return {
    key: 'image',
    label: t('Image'),
    isIn: ({ image }) => Boolean(image),
    without: (object) => ({ ...object, image: undefined }),
    hidden: () => true,
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404
}
