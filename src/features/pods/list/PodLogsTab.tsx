import type { Pod } from '../../../k8s/resources/pod.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'

/** The logs of one pod. */
export function PodLogsTab({ pod }: { pod: Pod }) {
  return <LinkButton to={paths.logs({ pod: pod.metadata.name })}>{t('View logs')}</LinkButton>
}
