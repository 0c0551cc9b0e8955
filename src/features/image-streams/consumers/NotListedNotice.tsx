import type { NotListed } from '../../../k8s/imageConsumers.ts'
import { consumerKinds } from '../../../k8s/resources/imageConsumerWorkload.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'

const shown = 5

/** The kinds that every cluster has: who may list none of them may list nothing here. */
const everywhere = consumerKinds
  .filter(({ type }) => !type.group.endsWith('.openshift.io'))
  .map(({ type }) => type.plural)

/** What could not be looked at, so that nobody takes "no workload" for the whole truth. */
export function NotListedNotice({ notListed }: { notListed: readonly NotListed[] }) {
  if (notListed.length === 0) return null
  const groups = groupsOf(notListed)
  return (
    <Alert status="warning" inline title={t('Not everything could be looked at')}>
      <ul className="rc-consumers__list">
        {groups.slice(0, shown).map(({ kinds, where, message }) => (
          <li key={`${where} ${message}`}>
            {where ? t('{{kinds}} in {{where}}', { kinds, where }) : t('{{kinds}} in all projects', { kinds })}
            {': '}
            <span className="rc-subtle">{message}</span>
          </li>
        ))}
      </ul>
      {groups.length > shown && <p>{t('and {{count}} more', { count: groups.length - shown })}</p>}
    </Alert>
  )
}

interface Group {
  kinds: string
  /** Projects; empty for all. */
  where: string
  message: string
}

/** The same kinds for the same reason in one line: a user without a role misses eleven kinds in each project. */
function groupsOf(notListed: readonly NotListed[]): Group[] {
  const byProject = new Map<string, { kinds: Set<string>; forbidden: boolean; message: string; namespace: string }>()
  for (const { plural, namespace = '', error } of notListed) {
    const forbidden = error.code === 403
    const key = `${namespace} ${forbidden ? 403 : error.message}`
    const message = forbidden ? t('you may not list them') : error.message
    const group = byProject.get(key) ?? { kinds: new Set(), forbidden, message, namespace }
    group.kinds.add(plural)
    byProject.set(key, group)
  }
  const merged = new Map<string, Group>()
  for (const { kinds: names, message, namespace } of byProject.values()) {
    const kinds = everywhere.every((name) => names.has(name)) ? t('Workloads and builds') : listed([...names])
    const key = `${kinds} ${message}`
    const group = merged.get(key)
    if (group && namespace) group.where += `, ${namespace}`
    else merged.set(key, { kinds, where: namespace, message })
  }
  return [...merged.values()]
}
