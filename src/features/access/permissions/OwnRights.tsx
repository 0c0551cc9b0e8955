import { useQueries } from '@tanstack/react-query'
import { Link } from 'react-router'
import { canQuery } from '../../../k8s/access.ts'
import { useProjects } from '../../../k8s/projects.ts'
import { rightTargets, type RegistryRight } from '../../../k8s/resources/registryRights.ts'
import type { RuleTarget } from '../../../k8s/resources/role.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { checkPath } from '../../../ui/access/checkPath.ts'
import { rightVerb } from '../../../ui/audit/rightWords.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { keepFocus } from '../../../ui/titleFocus.ts'

const asked: readonly RegistryRight[] = ['pull', 'push', 'create', 'delete', 'administer']

/** What one may do oneself: the cluster says that to everybody. */
export function OwnRights({ namespace }: { namespace: string | undefined }) {
  return namespace === undefined ? <ChooseProject /> : <RightsIn namespace={namespace} />
}

function RightsIn({ namespace }: { namespace: string }) {
  return (
    <Panel title={t('What you may do in {{namespace}}', { namespace })}>
      <ul className="rc-permissions__own">
        {asked.map((right) => (
          <OwnRight key={right} right={right} namespace={namespace} />
        ))}
      </ul>
    </Panel>
  )
}

function OwnRight({ right, namespace }: { right: RegistryRight; namespace: string }) {
  const answers = useQueries({
    queries: rightTargets[right].map((target) => canQuery(target.verb, typeOf(target), { ...target, namespace })),
  })
  const refused = answers.find(({ data }) => data?.allowed === false)
  const isAllowed = answers.every(({ data }) => data?.allowed === true)
  const failure = answers.find(({ error }) => error !== null)?.error
  const reason = (refused ?? answers[0])?.data?.reason ?? failure?.message
  return (
    <li>
      <StatusLabel compact status={refused ? 'none' : isAllowed ? 'success' : 'info'}>
        {refused ? t('Denied') : isAllowed ? t('Allowed') : failure ? t('Not known') : t('Checking')}
      </StatusLabel>
      <span>
        {rightVerb(right)} {reason && <span className="rc-subtle rc-break">{reason}</span>}
        {refused && (
          <Link to={checkPath({ project: namespace, verb: right === 'delete' ? 'deleteTag' : right })}>
            {t('Why, and who can change it')}
          </Link>
        )}
      </span>
    </li>
  )
}

/** A review takes of a kind what is in its rules. */
function typeOf({ group, resource }: RuleTarget) {
  return { group, version: 'v1', plural: resource, kind: resource, namespaced: true, watchable: false }
}

const mostShown = 20

function ChooseProject() {
  const { names } = useProjects()
  if (names.length === 0) return null
  return (
    <Panel title={t('What you may do yourself')}>
      <p>{t('Choose a project to see what you may do there:')}</p>
      <ul className="rc-permissions__counts">
        {names.slice(0, mostShown).map((name) => (
          <li key={name}>
            <Link to={paths.access('permissions', { project: name })} state={keepFocus}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
