import type { PodComponent } from '../../../k8s/resources/podComponent.ts'
import type { PodStatus } from '../../../k8s/resources/podStatus.ts'
import { t } from '../../../lib/t.ts'
import type { StatusKind } from '../../../ui/StatusLabel.tsx'

/** The name of a part of the registry. */
export function componentWord(component: PodComponent): string {
  switch (component) {
    case 'registry':
      return t('Registry')
    case 'operator':
      return t('Operator')
    case 'node CA':
      return t('Node CA')
    case 'pruner':
      return t('Pruner')
    case 'other':
      return t('Other')
  }
}

/** The color of a pod's status. */
export function statusKind({ severity, word }: PodStatus): StatusKind | 'none' {
  if (severity === 'ok') return 'success'
  if (severity === 'problem') return 'danger'
  if (severity === 'done') return 'none'
  return word === 'Running' || word === 'NotReady' ? 'warning' : 'info'
}

/** Cores in thousandths, as Kubernetes writes them: "250m". */
export function coresWord(cores: number): string {
  return `${Math.round(cores * 1000)}m`
}
