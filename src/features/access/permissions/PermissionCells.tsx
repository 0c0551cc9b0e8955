import { CheckIconConfig } from '@patternfly/react-icons/dist/esm/icons/check-icon'
import type { AccessGrant, RegistryRight } from '../../../k8s/resources/registryRights.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { Glyph } from '../../../ui/Glyph.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { PermissionRow } from './permissionRow.ts'
import { groupMeaning, isForExisting, reachOf } from './permissionWords.ts'

const shownMembers = 3

/** Who it is: as people say it, as the API says it, and whether there is such a one. */
export function SubjectCell({ row }: { row: PermissionRow }) {
  const { kind, name, home, grant, members } = row
  const meaning = groupMeaning(row)
  const isAccount = kind === 'serviceAccount' && home !== undefined
  return (
    <>
      <span className="rc-break">{meaning ?? (isAccount ? shortName(grant) : name)}</span>
      {meaning !== undefined && <span className="rc-permissions__more rc-break">{name}</span>}
      {isAccount && <span className="rc-permissions__more">{t('in {{project}}', { project: home })}</span>}
      {members && <span className="rc-permissions__more">{memberWords(members)}</span>}
      <State row={row} />
    </>
  )
}

function shortName({ subject }: AccessGrant): string {
  return subject.kind === 'ServiceAccount' ? subject.name : subject.name.slice(subject.name.lastIndexOf(':') + 1)
}

function memberWords(members: readonly string[]): string {
  if (members.length === 0) return t('nobody is in it')
  const names = members.slice(0, shownMembers).join(', ')
  const count = members.length - shownMembers
  return count > 0 ? t('{{names}} and {{count}} more', { names, count }) : names
}

function State({ row: { state, kind } }: { row: PermissionRow }) {
  if (state === undefined) return null
  if (state === 'gone') {
    return (
      <span className="rc-permissions__more">
        <StatusLabel compact status="warning" title={t('Whoever creates one of this name gets the role at once.')}>
          {t('No longer there')}
        </StatusLabel>
      </span>
    )
  }
  return (
    <span
      className="rc-permissions__more"
      title={
        kind === 'group'
          ? t('The cluster has no group of this name. One may come from the identity provider with a login.')
          : t('The cluster has no user of this name. The first login makes one.')
      }
    >
      {kind === 'group' ? t('no such group here') : t('has not logged in')}
    </span>
  )
}

/** What a role allows: yes, some streams only, not known, no. */
export function RightCell({ grant, right }: { grant: AccessGrant; right: RegistryRight }) {
  const reach = reachOf(grant.rights, right)
  if (reach === undefined) return <Absent text={t('no')} />
  if (reach === 'unknown') return <span className="rc-subtle">{t('not known')}</span>
  return (
    <>
      <span className="rc-break">
        <Glyph config={CheckIconConfig} /> {reach === 'all' ? t('Yes') : t('only {{names}}', { names: listed(reach) })}
      </span>
      {right === 'push' && isForExisting(grant.rights) && (
        <span className="rc-permissions__more">{t('existing streams')}</span>
      )}
      {right === 'push' && isPullMissing(grant) && <span className="rc-permissions__more">{t('needs pull, too')}</span>}
    </>
  )
}

/** A push asks for pull as well. */
function isPullMissing({ rights }: AccessGrant): boolean {
  return typeof rights !== 'string' && rights.push !== undefined && rights.pull === undefined
}

/** The role, and what is wrong with it. */
export function RoleCell({ grant: { role, rights, isAssumed } }: { grant: AccessGrant }) {
  return (
    <>
      <span className="rc-break">{role.name}</span>
      {role.kind === 'Role' && <span className="rc-permissions__more">{t('role of the project')}</span>}
      {rights === 'missingRole' && (
        <span className="rc-permissions__more">
          <StatusLabel compact status="warning" title={t('The binding grants nothing until there is such a role.')}>
            {t('No such role')}
          </StatusLabel>
        </span>
      )}
      {rights === 'unknownRole' && <span className="rc-permissions__more">{t('you cannot read it')}</span>}
      {isAssumed && (
        <span className="rc-permissions__more" title={t('You cannot read the role. These are its default rules.')}>
          {t('as shipped')}
        </span>
      )}
    </>
  )
}
