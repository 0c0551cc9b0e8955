import { useQueries, useQuery } from '@tanstack/react-query'
import { canQuery } from '../../k8s/access.ts'
import { ImageStream } from '../../k8s/resources/imageStream.ts'

const layers = { subresource: 'layers' }

/**
 * Which of some projects the person may not pull from. One review where they may pull everywhere, else one for each project. What
 * the cluster does not say is not held against anybody.
 */
export function useNoPull(namespaces: readonly string[]): ReadonlySet<string> {
  const { data: everywhere } = useQuery({ ...canQuery('get', ImageStream, layers), enabled: namespaces.length > 0 })
  return useQueries({
    queries: namespaces.map((namespace) => ({
      ...canQuery('get', ImageStream, { ...layers, namespace }),
      enabled: everywhere?.allowed === false,
    })),
    combine: (answers) =>
      new Set(
        namespaces.filter((_, index) => everywhere?.allowed === false && answers[index]?.data?.allowed === false),
      ),
  })
}
