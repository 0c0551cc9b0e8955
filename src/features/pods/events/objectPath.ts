import type { InvolvedObject } from '../../../k8s/resources/event.ts'
import { prunerName } from '../../../k8s/resources/prunerJob.ts'
import { registryName } from '../../../k8s/resources/registryConfig.ts'
import { paths } from '../../../lib/paths.ts'

/** Where the object of an event is shown; undefined where the console has no page for it. */
export function objectPath({ kind, name = '' }: InvolvedObject): string | undefined {
  switch (kind) {
    case 'Pod':
      return name ? paths.pod(name) : undefined
    case 'Job':
      return name.startsWith(prunerName) ? paths.pruning('runs', { run: name }) : undefined
    case 'CronJob':
      return name === prunerName ? paths.pruning('runs') : undefined
    case 'PersistentVolumeClaim':
      return paths.registry('storage')
    case 'Route':
      return paths.registry('routes')
    case 'Deployment':
      return name === registryName ? paths.registry() : undefined
    case 'ReplicaSet':
      return name.startsWith(`${registryName}-`) ? paths.pods({ component: 'registry' }) : undefined
    case 'DaemonSet':
      return name === 'node-ca' ? paths.pods({ component: 'node CA' }) : undefined
    default:
      return undefined
  }
}
