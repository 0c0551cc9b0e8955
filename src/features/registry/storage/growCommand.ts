import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { parseQuantity } from '../../../lib/quantity.ts'
import { commandLine } from '../../../lib/shell.ts'

/** The command that doubles a claim. */
export function growCommand({ metadata: { name }, spec, status }: PersistentVolumeClaim): string {
  const size = parseQuantity(status?.capacity?.['storage'] ?? spec?.resources?.requests?.['storage'] ?? '')
  const storage = Number.isNaN(size) ? 'SIZE' : `${Math.ceil((2 * size) / 1024 ** 3)}Gi`
  const patch = JSON.stringify({ spec: { resources: { requests: { storage } } } })
  return commandLine('oc', 'patch', 'pvc', name, '-n', registryNamespace, '--type=merge', '-p', patch)
}
