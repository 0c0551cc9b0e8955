import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { clusterQuery } from '../../k8s/clusterInfo.ts'
import { userQuery } from '../../k8s/whoami.ts'
import { imageCommands, isLoginName, loginCommand, loginName, podSetup } from '../../lib/registryCommands.ts'
import type { CommandContext } from '../../lib/registryCommands.ts'
import { commandLine } from '../../lib/shell.ts'
import { t } from '../../lib/t.ts'
import { CommandLine } from '../CommandLine.tsx'
import { CopyButton } from '../CopyButton.tsx'
import type { CommandChoice } from './commandChoice.ts'
import { MayI } from './MayI.tsx'
import { TokenHelp } from './TokenHelp.tsx'

/** The commands in the order they are typed in, each with what it does. */
export function CommandSteps({ choice, host }: { choice: CommandChoice; host: string }) {
  const { data: user } = useQuery(userQuery())
  const { data: cluster } = useQuery(clusterQuery())
  const { tool, place, insecure, stream, tag } = choice
  // Words in capitals stand for what was not chosen.
  const project = choice.project || 'PROJECT'
  const account = choice.account !== '' && place !== 'pod' ? { namespace: project, name: choice.account } : undefined
  const context: CommandContext = { tool, place, host, user: user?.name, account, insecure }
  const commands = imageCommands(context, {
    repository: `${project}/${stream || 'IMAGE_STREAM'}`,
    tag,
    own: choice.own,
    newTag: choice.newTag || `${tag}-new`,
  })
  const toCluster = clusterLogin(context, cluster?.apiServerURL)
  const login = loginCommand(context)
  const all = [...toCluster, login, commands.pull, commands.tag, commands.push]
  const target = { namespace: choice.project, name: stream }
  return (
    <>
      <ol className="rc-commands__steps">
        <Step title={stepOfPlace(context)} commands={toCluster} what={t('cluster login')}>
          {place !== 'pod' && <TokenHelp user={user?.name} account={account} />}
        </Step>
        <Step title={t('Log in to the registry')} commands={[login]} what={t('login command')}>
          <LoginNote context={context} />
        </Step>
        <Step title={t('Pull')} commands={[commands.pull]} what={t('pull command')}>
          <MayI verb="pull" {...target} />
        </Step>
        {commands.look !== undefined && (
          <Step title={t('Look at it without pulling')} commands={[commands.look]} what={t('look command')} />
        )}
        <Step
          title={tool === 'oc' || tool === 'skopeo' ? t('Tag it in the registry') : t('Tag')}
          commands={[commands.tag]}
          what={t('tag command')}
        />
        <Step title={t('Push')} commands={[commands.push]} what={t('push command')}>
          <MayI verb="push" {...target} />
        </Step>
      </ol>
      <p>
        <CopyButton what={t('all commands')} text={all.join('\n')} labelled />
      </p>
    </>
  )
}

function stepOfPlace({ place }: CommandContext): string {
  switch (place) {
    case 'outside':
      return t('Log in to the cluster')
    case 'node':
      return t('Go to a node and log in to the cluster')
    case 'pod':
      return t('Say where the credentials are kept')
  }
}

function clusterLogin(context: CommandContext, server: string | undefined): string[] {
  const { place, user } = context
  switch (place) {
    case 'outside':
      return [commandLine('oc', 'login', server, '--web')]
    case 'node':
      return ['oc debug node/NODE', 'chroot /host', commandLine('oc', 'login', '-u', loginName(user), server)]
    case 'pod':
      return podSetup(context)
  }
}

interface StepProps {
  title: string
  commands: readonly string[]
  /** What their copy buttons copy. */
  what: string
  children?: ReactNode
}

function Step({ title, commands, what, children }: StepProps) {
  return (
    <li>
      <h2>{title}</h2>
      {commands.map((command) => (
        <CommandLine key={command} command={command} what={commands.length > 1 ? command : what} />
      ))}
      {children}
    </li>
  )
}

/** Why the user name is not the person's, and whose credentials these are. */
function LoginNote({ context: { user, place, account, tool } }: { context: CommandContext }) {
  if (place === 'pod')
    return (
      <p className="rc-subtle">
        {t(
          'Uses the token of the pod’s own service account. The user name does not matter: the registry checks only the token.',
        )}
      </p>
    )
  if (account)
    return (
      <p className="rc-subtle">
        {t(
          'The token is valid for one hour; --duration asks for longer. The user name does not matter: the registry checks only the token.',
        )}
      </p>
    )
  if (user !== undefined && !isLoginName(user) && tool !== 'oc')
    return (
      <p>
        {t(
          'Your name {{user}} contains a colon, and what follows a colon would be read as the password. The command says {{name}} instead: the registry checks only the token.',
          { user, name: loginName(user) },
        )}
      </p>
    )
  return <p className="rc-subtle">{t('The password is your token. When it expires, log in to both again.')}</p>
}
