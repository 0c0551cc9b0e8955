import { queryOptions, useQuery } from '@tanstack/react-query'
import { getJson } from '../../k8s/request.ts'
import { resourcePath } from '../../k8s/path.ts'
import {
  configOf,
  distinctLayers,
  environmentOf,
  ImageStreamImage,
  manifestsOf,
  platformsOf,
  sizeOf,
  type Image,
} from '../../k8s/resources/image.ts'
import { t } from '../../lib/t.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { DescriptionList, KeyValues, type Term } from '../../ui/DescriptionList.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'

interface ImageFactsProps {
  namespace: string
  stream: string
  digest: string | undefined
}

/** The image, and of a manifest list the image of its first platform. Images never change. */
function imageFactsQuery({ namespace, stream, digest = '' }: ImageFactsProps) {
  return queryOptions({
    queryKey: ['image', 'offered', namespace, stream, digest] as const,
    queryFn: async ({ signal }): Promise<{ image: Image; platform: Image | undefined }> => {
      const read = async (name: string) => {
        const path = resourcePath(ImageStreamImage, { namespace }, `${stream}@${name}`)
        return (await getJson<ImageStreamImage>(path, { signal })).image ?? undefined
      }
      const image = (await read(digest)) ?? { metadata: { name: digest } }
      const manifests = manifestsOf(image)
      const first = manifests.find(({ architecture }) => architecture === 'amd64') ?? manifests[0]
      // What it starts with is worth a second request, but none of it is worth a failure.
      const platform = first ? await read(first.digest).catch(() => undefined) : image
      return { image, platform }
    },
    staleTime: Infinity,
    retry: false,
  })
}

/** Size, platforms, ports and environment of the image behind a version. */
export function ImageFacts(props: ImageFactsProps) {
  const { data, error } = useQuery({ ...imageFactsQuery(props), enabled: props.digest !== undefined })
  if (props.digest === undefined) return null
  return (
    <section className="rc-catalog__commands" aria-label={t('Image')}>
      <h3>{t('Image')}</h3>
      {data ? (
        <DescriptionList label={t('Image')} terms={terms(data.image, data.platform, props.digest)} />
      ) : error ? (
        <p className="rc-subtle">{t('It could not be read: {{message}}', { message: error.message })}</p>
      ) : (
        <SkeletonLines lines={4} />
      )}
    </section>
  )
}

function terms(image: Image, platform: Image | undefined, digest: string): Term[] {
  const config = platform ? configOf(platform) : {}
  const ports = Object.keys(config.ExposedPorts ?? {})
  const environment = platform ? environmentOf(platform) : []
  const list = manifestsOf(image).length > 0
  return [
    { name: t('Digest'), value: <Digest value={digest} /> },
    {
      name: list ? t('Size of one platform') : t('Size'),
      value: <Bytes value={platform ? (sizeOf(platform) ?? sumOfLayers(platform)) : undefined} />,
    },
    { name: t('Platforms'), value: platformsOf(image).join(', ') || t('not known') },
    { name: t('Ports'), value: ports.length > 0 ? ports.join(', ') : t('none') },
    {
      name: t('Environment'),
      value: <KeyValues entries={environment.map((entry) => [entry.name, entry.value] as const)} absent={t('none')} />,
    },
  ]
}

function sumOfLayers(image: Image): number | undefined {
  const layers = distinctLayers(image.dockerImageLayers ?? [])
  return layers.length > 0 ? layers.reduce((sum, { size }) => sum + size, 0) : undefined
}
