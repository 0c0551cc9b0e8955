import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { grantsOf } from '../../../k8s/resources/registryRights.ts'
import { grantCommandOf, RoleBinding, subjectName, type Grant } from '../../../k8s/resources/roleBinding.ts'
import { revokeCommandOf } from '../../../k8s/resources/roleRevocation.ts'
import { useAccessRules } from '../../../k8s/useAccessRules.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { bindingsOf, grantRole, isGranted } from '../../../ui/audit/grantRole.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { isOpenPullUnknown, openPullChange, openPullOf, type OpenPull, type OpenPullChange } from './openPull.ts'
import { openPullMeaning, openPullUnknown } from './openPullWords.ts'
import { isRevoked, revokeRole } from './revokeRole.ts'
import './permissions.css'

/** Opens a project for pulls by everybody, or closes it. */
export function OpenPullDialog({ namespace, wanted }: { namespace: string; wanted: OpenPull }) {
  const client = useQueryClient()
  const sources = useAccessRules(namespace)
  const { data } = useQuery(bindingsOf({ namespace }))
  const state = useMemo(() => openPullOf(grantsOf(sources), namespace), [sources, namespace])
  const change = openPullChange(state, wanted, namespace)
  const mayCreate = useRefusal('create', RoleBinding, { namespace }, { enabled: change.grants.length > 0 })
  const mayRevoke = useRefusal('patch', RoleBinding, { namespace }, { enabled: change.revokes.length > 0 })
  const commands = [
    ...change.grants.map(grantCommandOf),
    ...change.revokes.map((grant) => revokeCommandOf(data?.items ?? [], grant)),
  ]
  const isNothing = commands.length === 0
  const nothing = isOpenPullUnknown(state, sources.unread) ? openPullUnknown() : nothingToDo(change)
  return (
    <ActionDialog
      title={titleOf(wanted, namespace)}
      confirm={wanted === 'roles' ? t('Restrict pulls') : t('Allow pulls')}
      danger={change.revokes.length > 0}
      command={isNothing ? undefined : commands.join('\n')}
      perform={() => apply(client, change)}
      isDone={() => isApplied(client, change)}
      done={openPullMeaning(wanted, namespace)}
      // What is there already decides what there is to do.
      blocked={
        sources.pending
          ? t('The bindings are still being read.')
          : (mayCreate ?? mayRevoke ?? (isNothing ? nothing : undefined))
      }
    >
      <p>{openPullMeaning(wanted, namespace)}</p>
      <Consequences wanted={wanted} change={change} state={state} />
    </ActionDialog>
  )
}

function titleOf(wanted: OpenPull, namespace: string): string {
  if (wanted === 'roles') return t('Let only those with a role pull from {{namespace}}', { namespace })
  return wanted === 'authenticated'
    ? t('Let everybody who is logged in pull from {{namespace}}', { namespace })
    : t('Let everybody pull from {{namespace}} without logging in', { namespace })
}

function nothingToDo({ stays }: OpenPullChange): string {
  return stays.length > 0
    ? t('It is allowed for the whole cluster, by {{names}}. That cannot be changed for one project.', {
        names: listed(stays.map(({ grant }) => grant.binding.metadata.name)),
      })
    : t('It is so already.')
}

interface ConsequencesProps {
  wanted: OpenPull
  change: OpenPullChange
  state: ReturnType<typeof openPullOf>
}

function Consequences({ wanted, change, state }: ConsequencesProps) {
  const beyond = state.grants.filter(
    ({ more, grant }) => more && change.revokes.some(({ role }) => role === grant.role.name),
  )
  return (
    <>
      {wanted === 'anonymous' && (
        <Alert inline status="warning" title={t('If the registry has a route, that may be the whole internet')}>
          {t(
            'Anybody can pull every image of the project, including those pushed later. Look for secrets in their layers first.',
          )}
        </Alert>
      )}
      {beyond.map(({ grant }) => (
        <Alert
          key={grant.binding.metadata.name}
          inline
          status="warning"
          title={t('{{role}} allows more than to pull', { role: grant.role.name })}
        >
          {t('{{who}} loses all of it: the binding {{name}} is changed.', {
            who: subjectName(grant.subject),
            name: grant.binding.metadata.name,
          })}
        </Alert>
      ))}
      <ul className="rc-permissions__notes">
        {wanted === 'anonymous' && (
          <li>
            {t(
              'Clients pull without podman login. A client that sends expired credentials is still refused: log out first.',
            )}
          </li>
        )}
        {change.revokes.length > 0 && (
          <li>
            {t(
              'Everybody without a role of their own is refused from then on; running pods keep running until they restart.',
            )}
          </li>
        )}
        {wanted !== 'roles' && <li>{t('Only pulling is allowed: no pushing, and no image streams in lists.')}</li>}
        {change.stays.map(({ grant }) => (
          <li key={grant.binding.metadata.name}>
            {t('The binding {{name}} of the whole cluster stays: by it {{who}} still pulls from every project.', {
              name: grant.binding.metadata.name,
              who: subjectName(grant.subject),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}

/** First what is given, then what is taken away: who keeps the right is never without it. */
async function apply(client: QueryClient, { grants, revokes }: OpenPullChange): Promise<void> {
  for (const grant of grants) await grantRole(client, grant)
  for (const grant of revokes) await revokeRole(client, grant)
}

async function isApplied(client: QueryClient, { grants, revokes }: OpenPullChange): Promise<boolean> {
  const all = (list: readonly Grant[], test: (grant: Grant) => Promise<boolean>) => Promise.all(list.map(test))
  const given = await all(grants, (grant) => isGranted(client, grant))
  const taken = await all(revokes, (grant) => isRevoked(client, grant))
  return [...given, ...taken].every(Boolean)
}
