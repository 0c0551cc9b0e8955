import type { Identity, IdentityGroup, KnownIdentity } from '../../../k8s/accessIdentity.ts'
import type { ReviewedUser, ReviewTarget } from '../../../k8s/accessReviews.ts'
import { t } from '../../../lib/t.ts'
import type { AccessAnswer } from '../../../ui/access/accessAnswer.ts'
import { canICommand, whoCanCommand } from '../../../ui/access/accessCommands.ts'
import { targetWords } from '../../../ui/access/accessVerbs.ts'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { EquivalentCommand } from '../../../ui/EquivalentCommand.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'

interface HowAskedProps {
  user: ReviewedUser | 'self'
  targets: readonly [ReviewTarget, ...ReviewTarget[]]
  answer: AccessAnswer
  identity: KnownIdentity
}

/** What was asked of whom, with which groups: so that the answer can be trusted, and asked for elsewhere. */
export function HowAsked({ user, targets, answer, identity }: HowAskedProps) {
  const commands = [
    ...targets.map((target) => canICommand(commandUser(user, identity), target)),
    whoCanCommand(targets[0]),
  ]
  const lines = commands.filter((command) => command !== undefined)
  const terms: Term[] = [
    { name: t('Asked'), value: reviewWords(answer.by) },
    {
      name: t('For'),
      value: (
        <ul className="rc-grants">
          {targets.map((target) => (
            <li key={targetWords(target)}>
              <code>{targetWords(target)}</code>
            </li>
          ))}
        </ul>
      ),
    },
    { name: t('Groups'), value: <Groups identity={identity} /> },
  ]
  return (
    <>
      <DescriptionList label={t('How it was asked')} terms={terms} />
      {lines.length > 0 && (
        <EquivalentCommand
          command={lines.join('\n')}
          note={user === 'self' ? undefined : t('Asking for others needs the right to impersonate them.')}
        />
      )}
    </>
  )
}

/** The command adds those groups by itself that everybody is in; those of a service account unless others are given. */
function commandUser(user: ReviewedUser | 'self', { groups }: Identity): ReviewedUser | 'self' {
  if (user === 'self') return user
  const others = groups.filter(({ name, from }) => from !== 'given' || name === 'system:authenticated:oauth')
  const isAccount = user.name.startsWith('system:serviceaccount:')
  const given = isAccount && others.length > 0 ? groups : others
  return { name: user.name, groups: given.map(({ name }) => name) }
}

function Groups({ identity: { groups, groupsError } }: { identity: KnownIdentity }) {
  return (
    <>
      <ul className="rc-grants">
        {groups.map((group) => (
          <li key={group.name}>
            <code>
              <bdi>{group.name}</bdi>
            </code>{' '}
            <span className="rc-subtle">{originWords(group)}</span>
          </li>
        ))}
      </ul>
      {groups.length === 0 && <span className="rc-subtle">{t('None')}</span>}
      {groupsError && (
        <div>
          {t('Group objects could not be read: add the groups of the user in the form.')}
          <ServerMessage message={groupsError.message} />
        </div>
      )}
    </>
  )
}

function originWords({ from }: IdentityGroup): string {
  if (from === 'typed') return t('as typed')
  return from === 'object' ? t('by the Group object') : ''
}

function reviewWords(by: AccessAnswer['by']): string {
  switch (by) {
    case 'self':
      return t('The cluster, about yourself (SelfSubjectAccessReview)')
    case 'local':
      return t('The cluster, about the user in this project (LocalSubjectAccessReview)')
    case 'cluster':
      return t('The cluster, about the user (SubjectAccessReview)')
    case 'bindings':
      return t('Nobody: derived from the bindings that you can see')
  }
}
