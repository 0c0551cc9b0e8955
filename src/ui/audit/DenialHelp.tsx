import { Link } from 'react-router'
import { isProjectName, subjectOf, type Grant } from '../../k8s/resources/roleBinding.ts'
import { paths } from '../../lib/paths.ts'
import type { Denial } from '../../lib/registryDenial.ts'
import { t } from '../../lib/t.ts'
import { checkPath, type AccessQuestion } from '../access/checkPath.ts'
import { GrantHelp } from '../access/GrantHelp.tsx'
import { Alert } from '../Alert.tsx'
import { CommandLine } from '../CommandLine.tsx'
import { ServerMessage } from '../ServerMessage.tsx'
import { anonymous, denialAdvice, denialCommands, denialSentence } from './denialWords.ts'
import './audit.css'

/** Why somebody was denied something, and what to do about it. `what`: the repository or the address. */
export function DenialHelp({ denial, what, method }: { denial: Denial; what: string; method: string }) {
  const grant = grantOf(denial)
  const advice = denialAdvice(denial)
  // Clients look for layers first, whether they pull or push.
  const isUnclear = grant?.role === puller && method === 'HEAD'
  return (
    <Alert inline status="warning" title={t('Why it was denied')}>
      <div className="rc-audit__help">
        <p>{denialSentence(denial, what)}</p>
        {grant && <GrantHelp grant={grant} granted={t('The client may try again.')} />}
        {grant && isUnclear && (
          <>
            <p>
              {t('Pushes begin with this, too. To push it takes {{role}}, which includes pulling.', { role: pusher })}
            </p>
            <GrantHelp grant={{ ...grant, role: pusher }} granted={t('The client may try again.')} />
          </>
        )}
        {advice && <p>{advice}</p>}
        {denialCommands(denial).map((command) => (
          <CommandLine key={command} command={command} />
        ))}
        <Links denial={denial} what={what} />
        {denial.words && (
          <>
            <p className="rc-subtle">{t('In the log:')}</p>
            <ServerMessage message={denial.words} />
          </>
        )}
      </div>
    </Alert>
  )
}

const puller = 'system:image-puller'
const pusher = 'system:image-pusher'

/** The grant that would have let it in. */
function grantOf({ why, role, clusterRole, namespace, user }: Denial): Grant | undefined {
  // Who did not log in gets no role: everybody else would have it, too.
  if (why !== 'noPermission' || !role || !user || user === anonymous) return undefined
  const subject = subjectOf('User', user)
  if (clusterRole) return { role, subject }
  return namespace !== undefined && isProjectName(namespace) ? { role, namespace, subject } : undefined
}

/** Where the cluster itself is asked, now, and where roles are granted and revoked. */
function Links({ denial, what }: { denial: Denial; what: string }) {
  const { why, user, namespace } = denial
  if (why !== 'noPermission' || !user || user === anonymous) return null
  const question = questionOf(denial, what)
  return (
    <p className="rc-audit__links">
      {question && (
        <Link to={checkPath({ ...question, user })}>{t('Check whether {{user}} may by now', { user })}</Link>
      )}
      {namespace !== undefined && isProjectName(namespace) && (
        <Link to={paths.access('permissions', { project: namespace })}>
          {t('Permissions in {{namespace}}', { namespace })}
        </Link>
      )}
    </p>
  )
}

/** What was denied, as a question; undefined where there is none such. */
function questionOf({ verb, role, namespace }: Denial, what: string): Partial<AccessQuestion> | undefined {
  switch (verb) {
    case 'pull':
    case 'push': {
      if (namespace === undefined || !isProjectName(namespace)) return undefined
      const [project, stream = ''] = what.split('/')
      if (role === 'system:image-builder') return { verb: 'create', project: namespace }
      return { verb, project: namespace, stream: project === namespace ? stream : '' }
    }
    case 'delete':
      return { verb: 'deleteImage' }
    case 'prune':
    case 'catalog':
    case 'metrics':
      return { verb }
    default:
      return undefined
  }
}
