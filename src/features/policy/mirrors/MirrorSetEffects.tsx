import { useQuery } from '@tanstack/react-query'
import { versionQuery } from '../../../k8s/clusterInfo.ts'
import { useKind } from '../../../k8s/discovery.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { MachineConfigPool } from '../../../k8s/resources/machineConfigPool.ts'
import type { MirrorRule, MirrorSet, MirrorSetKind } from '../../../k8s/resources/mirrorSet.ts'
import { mirrorSetWarnings } from '../../../k8s/resources/mirrorSetWarnings.ts'
import { useMirrorSets } from '../../../k8s/useMirrorSets.ts'
import { scopeProblem } from '../../../lib/registryScope.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { locationProblem } from './mirrorSetForm.ts'
import { entrySentence } from './mirrorSetWords.ts'
import './mirrors.css'

interface DraftProps {
  kind: MirrorSetKind
  name: string
  rules: readonly MirrorRule[]
}

/** What saving a mirror set brings about: where images then come from, what nodes do, and what is wrong beside the other sets. */
export function MirrorSetEffects({ kind, name, rules }: DraftProps) {
  const complete = completeRules(rules)
  if (complete.length === 0) return null
  return (
    <>
      <DraftWarnings kind={kind} name={name} rules={complete} />
      <ul className="rc-mirrors__effects" aria-label={t('What this does')}>
        {complete.slice(0, most).map((rule) => (
          <li key={`${rule.source} ${rule.mirrors.join(' ')}`}>{entrySentence(kind, rule)}</li>
        ))}
        {complete.length > most && (
          <li>{t('{{count}} more entries do likewise.', { count: complete.length - most })}</li>
        )}
        <RolloutEffect />
      </ul>
    </>
  )
}

const most = 5

/** What is filled in right: the fields themselves say what is not. */
function completeRules(rules: readonly MirrorRule[]): MirrorRule[] {
  return rules.flatMap((rule) => {
    const mirrors = rule.mirrors.filter((mirror) => locationProblem(mirror) === undefined)
    const isReady = scopeProblem(rule.source) === undefined && mirrors.some((mirror) => mirror !== rule.source)
    return isReady ? [{ ...rule, mirrors }] : []
  })
}

/** What nodes do when their configuration of registries changes. */
export function RolloutEffect() {
  const pools = useKind(MachineConfigPool)
  return (
    <li>
      {pools === 'missing'
        ? t('This cluster has no machine config pools: whoever runs its nodes brings them the change.')
        : t(
            'The configuration of registries changes on all nodes, pool by pool. Nodes may be drained and restarted one after the other; newer versions of OpenShift may only reload the container runtime.',
          )}
    </li>
  )
}

function DraftWarnings({ kind, name, rules }: DraftProps) {
  const { sets } = useMirrorSets()
  const { data: images } = useQuery(objectOf(ImageConfig, { name: imageConfigName }))
  const { data: version } = useQuery(versionQuery())
  const draft: MirrorSet = { kind, name, uid: 'draft', resourceVersion: '', created: undefined, entries: rules }
  const others = sets.filter((set) => set.kind !== kind || set.name !== name)
  const warnings = mirrorSetWarnings([...others, draft], images?.spec?.registrySources, version?.openshift)
  return warnings
    .filter((warning) => warning.sets.includes(draft))
    .map(({ severity, text }) => <Alert key={text} inline status={severity} title={text} />)
}
