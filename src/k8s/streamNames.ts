import { queryOptions } from '@tanstack/react-query'
import { resourcePath } from './path.ts'
import { parseJson, readText, request } from './request.ts'
import { ImageStream } from './resources/imageStream.ts'
import type { K8sList, K8sObject } from './types.ts'

const namesOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json'

/** The names of a project's image streams, sorted: without what is in them, and not watched. */
export function streamNamesQuery(namespace: string) {
  return queryOptions({
    queryKey: ['k8s', 'imageStreamNames', namespace] as const,
    queryFn: async ({ signal }): Promise<string[]> => {
      const response = await request(resourcePath(ImageStream, { namespace }), {
        signal,
        headers: { Accept: namesOnly },
      })
      const list = parseJson<K8sList<K8sObject>>(await readText(response, signal), response)
      return list.items.map(({ metadata }) => metadata.name).toSorted((a, b) => a.localeCompare(b, 'en'))
    },
    staleTime: 30_000,
  })
}
