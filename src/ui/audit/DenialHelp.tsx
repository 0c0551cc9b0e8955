import { useQuery } from '@tanstack/react-query'
import type { Denial } from '../../lib/registryDenial.ts'
import { useCan } from '../../k8s/access.ts'
import {
  administratorsOf,
  bindingOf,
  bindingTypeOf,
  grantCommandOf,
  isProjectName,
  subjectName,
  subjectOf,
  type Grant,
} from '../../k8s/resources/roleBinding.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../Alert.tsx'
import { Button } from '../Button.tsx'
import { CommandLine } from '../CommandLine.tsx'
import { ServerMessage } from '../ServerMessage.tsx'
import { anonymous, denialAdvice, denialCommands, denialSentence } from './denialWords.ts'
import { bindingsOf } from './grantRole.ts'
import { openGrantRole } from './openGrantRole.tsx'
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
        {grant && <GrantHelp grant={grant} />}
        {grant && isUnclear && (
          <>
            <p>
              {t('Pushes begin with this, too. To push it takes {{role}}, which includes pulling.', { role: pusher })}
            </p>
            <GrantHelp grant={{ ...grant, role: pusher }} />
          </>
        )}
        {advice && <p>{advice}</p>}
        {denialCommands(denial).map((command) => (
          <CommandLine key={command} command={command} />
        ))}
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

/** The way to the role: for those who may grant it a button, for others what to send to whom. */
function GrantHelp({ grant }: { grant: Grant }) {
  const { role, namespace, subject } = grant
  const { allowed } = useCan('create', bindingTypeOf(grant), { namespace })
  const { data: bindings } = useQuery(bindingsOf(grant))
  const existing = bindings && bindingOf(bindings.items, grant)
  const who = subjectName(subject)
  if (existing) {
    return (
      <p>
        {t('{{who}} has the role by now: the {{kind}} {{name}} grants it. The client may try again.', {
          who,
          kind: bindingTypeOf(grant).kind,
          name: existing.metadata.name,
        })}
      </p>
    )
  }
  if (allowed === true) {
    return (
      <p>
        <Button onClick={() => openGrantRole({ role, namespace, user: who })}>
          {namespace === undefined
            ? t('Grant {{role}} to {{who}} in the whole cluster', { role, who })
            : t('Grant {{role}} to {{who}} in {{namespace}}', { role, who, namespace })}
        </Button>
      </p>
    )
  }
  const administrators = bindings && namespace !== undefined ? administratorsOf(bindings.items) : []
  return (
    <>
      <p>
        {namespace === undefined
          ? t('A cluster administrator can grant it:')
          : administrators.length > 0
            ? t('An administrator of {{namespace}} can grant it ({{names}}):', {
                namespace,
                names: administrators.map(subjectName).join(', '),
              })
            : t('An administrator of {{namespace}} can grant it, with the role admin or registry-admin there:', {
                namespace,
              })}
      </p>
      <CommandLine command={grantCommandOf(grant)} />
    </>
  )
}
