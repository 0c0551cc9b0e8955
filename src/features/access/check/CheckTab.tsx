import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { accessKey } from '../../../k8s/access.ts'
import { useIdentity, type Identity, type KnownIdentity } from '../../../k8s/accessIdentity.ts'
import type { ReviewedUser } from '../../../k8s/accessReviews.ts'
import { useAccessRules } from '../../../k8s/useAccessRules.ts'
import { userQuery } from '../../../k8s/whoami.ts'
import { paths } from '../../../lib/paths.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { targetsOf, verbPhrase, whoMayTitle } from '../../../ui/access/accessVerbs.ts'
import { AccessVerdict, type Verdict } from '../../../ui/access/AccessVerdict.tsx'
import { AnswerDetails } from '../../../ui/access/AnswerDetails.tsx'
import { questionFrom, questionParams, type AccessQuestion } from '../../../ui/access/checkPath.ts'
import { shownName } from '../../../ui/access/shownName.ts'
import { useAccessAnswer, type AskedAnswer } from '../../../ui/access/useAccessAnswer.ts'
import { useWhoMay } from '../../../ui/access/useWhoMay.ts'
import { WhoMayPanel } from '../../../ui/access/WhoMayPanel.tsx'
import { isClusterOwn, type WhoRow } from '../../../ui/access/whoRows.ts'
import { Button } from '../../../ui/Button.tsx'
import { bringIntoView } from '../../../ui/inView.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { CheckForm } from './CheckForm.tsx'
import { questionProblems } from './checkForm.ts'
import { HowAsked } from './HowAsked.tsx'

/** May somebody do something? The question is in the address. */
export function CheckTab() {
  const client = useQueryClient()
  const [params, setParams] = useSearchParams()
  const { asked, ...question } = questionFrom(params)
  const isSound = Object.keys(questionProblems(question)).length === 0
  const check = (next: AccessQuestion) => {
    setParams(questionParams(next), { preventScrollReset: true })
    // The same question is asked anew, too.
    void client.invalidateQueries({ queryKey: accessKey })
  }
  return (
    <div className="rc-access">
      <Panel>
        <CheckForm asked={question} onCheck={check} />
      </Panel>
      {asked && isSound && <Answered question={question} />}
    </div>
  )
}

function Answered({ question }: { question: AccessQuestion }) {
  const { verb, user, groups, project } = question
  const { data: self, isPending: isSelfPending } = useQuery(userQuery())
  const isSelf = groups.length === 0 && (user === '' || user === self?.name)
  // Until it is known who asks nobody is asked about: it may be the same.
  const isKnown = user === '' || groups.length > 0 || !isSelfPending
  const other = useIdentity(isSelf ? '' : user, groups, { enabled: isKnown && !isSelf })
  const identity: KnownIdentity = isSelf
    ? { ...noIdentity, name: self?.name ?? '', groups: (self?.groups ?? []).map((name) => ({ name, from: 'given' })) }
    : other
  const reviewed: ReviewedUser | 'self' = isSelf
    ? 'self'
    : { name: user, groups: identity.groups.map(({ name }) => name) }
  const targets = targetsOf(verb, question)
  const { namespace } = targets[0]
  const sources = useAccessRules(namespace, { isClusterOnly: namespace === undefined })
  const asked = useAccessAnswer({ user: reviewed, targets, identity, sources, enabled: isKnown && !identity.pending })
  const who = useWhoMay([{ right: verb, target: targets[0] }], sources, true)
  const isNoted = asked.state === 'answered' && asked.answer.refused !== undefined
  const key = JSON.stringify(question)
  return (
    <>
      <div>
        {/* On a narrow screen the answer to a new question would not be seen below the form. */}
        <div key={key} ref={bringIntoView} className="rc-access__answer" />
        <AccessVerdict verdict={verdictOf(asked)} who={nameOf(isSelf, question)} phrase={verbPhrase(verb, question)}>
          {asked.state === 'answered' && (
            <AnswerDetails
              question={question}
              answer={asked.answer}
              identity={identity}
              otherGroups={otherGroups(who.rows, identity)}
              retry={sources.retry}
            />
          )}
          {asked.state === 'failed' && (
            <>
              <p>{t('The cluster did not answer the review:')}</p>
              <ServerMessage message={asked.error.message} />
              <Button onClick={asked.retry}>{t('Retry')}</Button>
            </>
          )}
          {asked.state === 'answered' && (
            <HowAsked user={reviewed} targets={targets} answer={asked.answer} identity={identity} />
          )}
        </AccessVerdict>
      </div>
      <WhoMayPanel title={whoMayTitle(verb)} found={who} isNoted={isNoted}>
        {project !== '' && (
          <p>
            <Link to={paths.access('permissions', { project })}>
              {t('Permissions in {{namespace}}', { namespace: project })}
            </Link>
          </p>
        )}
      </WhoMayPanel>
    </>
  )
}

const noIdentity = { exists: undefined, groupsError: undefined, pending: false }

function nameOf(isSelf: boolean, { user, groups }: AccessQuestion): string | undefined {
  if (isSelf) return undefined
  return user ? shownName(user) : t('whoever is in {{groups}}', { groups: listed(groups.map(shownName)) })
}

/** The groups that may do it, besides those that were taken into account and the cluster's own. */
function otherGroups(rows: readonly WhoRow[], { groups }: Identity): string[] {
  const known = new Set(groups.map(({ name }) => name))
  return rows.flatMap((row) => (row.kind === 'Group' && !known.has(row.name) && !isClusterOwn(row) ? [row.name] : []))
}

function verdictOf(asked: AskedAnswer): Verdict {
  if (asked.state === 'asking') return 'asking'
  if (asked.state === 'failed' || asked.answer.allowed === undefined) return 'unknown'
  return asked.answer.allowed ? 'allowed' : 'denied'
}
