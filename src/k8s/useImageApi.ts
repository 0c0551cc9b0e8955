import { useQuery } from '@tanstack/react-query'
import { discoveryOf } from './discovery.ts'
import { ImageStream } from './resources/imageStream.ts'
import { userQuery } from './whoami.ts'

/**
 * Whether the cluster's API knows no image streams, as Kubernetes without OpenShift and MicroShift do not. Not while that is unknown:
 * only clusters that do not know OpenShift's users either are asked, so that the others answer one request less.
 */
export function useLacksImages(): boolean {
  const { data: user } = useQuery(userQuery())
  const { data } = useQuery({
    ...discoveryOf(ImageStream.group, ImageStream.version),
    enabled: user?.byOpenShift === false,
  })
  return data?.state === 'missing'
}
