import { useQuery } from '@tanstack/react-query'
import { subjectOf, type Grant } from '../../k8s/resources/roleBinding.ts'
import type { KnownIdentity } from '../../k8s/accessIdentity.ts'
import { userQuery } from '../../k8s/whoami.ts'
import { listed } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { ServerMessage } from '../ServerMessage.tsx'
import type { AccessAnswer, TargetAnswer } from './accessAnswer.ts'
import { roleFor, targetWords } from './accessVerbs.ts'
import type { AccessQuestion } from './checkPath.ts'
import { GrantHelp } from './GrantHelp.tsx'
import { GrantLines } from './grantWords.tsx'
import { PartialNote } from './PartialNote.tsx'
import { shownName } from './shownName.ts'

interface AnswerDetailsProps {
  question: AccessQuestion
  answer: AccessAnswer
  identity: KnownIdentity
  /** Other groups that may do it. */
  otherGroups: readonly string[]
  retry(): void
}

/** Why it is allowed or not, and what allows it. */
export function AnswerDetails({ question, answer, identity, otherGroups, retry }: AnswerDetailsProps) {
  const { deciding, parts, allowed, refused, unread } = answer
  return (
    <>
      {allowed === true && !isOneReason(parts) ? (
        parts.map((part) => <PartReason key={targetWords(part.target)} part={part} named />)
      ) : (
        <PartReason part={deciding} named={allowed !== true && parts.length > 1} />
      )}
      {allowed !== true && identity.groupsError && <p>{groupsWords(identity.name, otherGroups)}</p>}
      {allowed !== true && <Missing question={question} />}
      {identity.exists === false && <p>{unknownWords(identity.name)}</p>}
      {refused && <PartialNote refused={refused} unread={unread} retry={retry} />}
    </>
  )
}

/** Whether the same is said of all parts. */
function isOneReason([first, ...others]: readonly TargetAnswer[]): boolean {
  if (first?.reason === undefined) return others.every(({ reason, grants }) => reason === undefined && !grants)
  return others.every(({ reason, evaluationError }) => reason === first.reason && evaluationError === undefined)
}

/** What the authorizer says of one thing that is asked for. `named`: say which. */
function PartReason({ part, named }: { part: TargetAnswer; named: boolean }) {
  const { allowed, reason, evaluationError, grants, target } = part
  return (
    <div className="rc-access__reason">
      {named && (
        <p>
          <code>{targetWords(target)}</code>
        </p>
      )}
      {reason ? (
        <ServerMessage message={reason} />
      ) : grants && grants.length > 0 ? (
        <GrantLines grants={grants} />
      ) : (
        <p>{withoutReason(allowed, grants !== undefined)}</p>
      )}
      {evaluationError && evaluationError !== reason && (
        <>
          <p>{t('The cluster could not take everything into account:')}</p>
          <ServerMessage message={evaluationError} />
        </>
      )}
    </div>
  )
}

function withoutReason(allowed: boolean | undefined, isDerived: boolean): string {
  if (allowed === true) return t('The cluster gives no reason, as for members of system:masters, who need no role.')
  if (!isDerived) return t('No granted role allows it.')
  return allowed === false ? t('No binding allows it.') : t('No binding that you can see allows it. Others might.')
}

/** Reviews answer for any name, and so would for a mistyped one. */
function unknownWords(name: string): string {
  return name.startsWith('system:serviceaccount:')
    ? t('There is no service account of this name. The cluster answers for any name: check the spelling.')
    : t('Nobody named {{name}} has logged in yet. The cluster answers for any name: check the spelling.', {
        name: shownName(name),
      })
}

/** Reviews know the groups that they are told, and no others. */
function groupsWords(name: string, others: readonly string[]): string {
  const unread = t('The groups of {{name}} could not be read: only those below count.', { name: shownName(name) })
  const hint =
    others.length > 0
      ? t('These groups may do it: {{groups}}. Type those that {{name}} is in, and check again.', {
          groups: listed(others.map(shownName)),
          name: shownName(name),
        })
      : t('Type those that {{name}} is in, and check again.', { name: shownName(name) })
  return `${unread} ${hint}`
}

/** The smallest role that would allow it, and the way to it. */
function Missing({ question }: { question: AccessQuestion }) {
  const { verb, user, groups } = question
  const { data: self } = useQuery(userQuery())
  const { role, namespace } = roleFor(verb, question)
  const [group] = groups
  const isGroup = user === '' && group !== undefined
  const name = isGroup ? group : user || self?.name
  const grant: Grant | undefined =
    name === undefined ? undefined : { role, namespace, subject: subjectOf(isGroup ? 'Group' : 'User', name) }
  return (
    <>
      <p>
        {namespace === undefined
          ? t('The role {{role}} in the whole cluster allows it.', { role })
          : t('The role {{role}} in the project {{namespace}} allows it.', { role, namespace })}
      </p>
      {grant && <GrantHelp grant={grant} granted={t('The answer is refreshed every 10 seconds.')} />}
    </>
  )
}
