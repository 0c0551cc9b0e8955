import { commandLine } from './shell.ts'

/** The programs that talk to registries. */
export const registryTools = ['podman', 'docker', 'skopeo', 'oc'] as const
export type RegistryTool = (typeof registryTools)[number]

/** Where commands are typed: on a computer outside the cluster, on a node of it, or in one of its pods. */
export const registryPlaces = ['outside', 'node', 'pod'] as const
export type RegistryPlace = (typeof registryPlaces)[number]

/** Who logs in, where and with what. */
export interface CommandContext {
  tool: RegistryTool
  place: RegistryPlace
  /** The registry's host as it is reached from there, with its port. */
  host: string
  /** The person's name; undefined while it is not known. */
  user: string | undefined
  /** A service account instead of the person. In a pod it is always the pod's own. */
  account?: { namespace: string; name: string } | undefined
  /** The registry's certificate is not checked. */
  insecure?: boolean
}

/** An image of the registry, and its name outside it. */
export interface CommandImage {
  /** `project/stream` */
  repository: string
  tag: string
  /** What is pushed, as the program names it; "" for what was pulled. */
  own: string
  /** The tag that it is pushed to. */
  newTag: string
}

/** The service account's credentials inside a pod, with the authority that signed the registry's certificate. */
const mounted = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Nodes have no docker, and pods have nobody who runs its daemon. */
export function toolsAt(place: RegistryPlace): readonly RegistryTool[] {
  return place === 'outside' ? registryTools : registryTools.filter((tool) => tool !== 'docker')
}

/** Whether a name can be sent as a user name at all: what comes after a colon would be taken for the password. */
export function isLoginName(name: string): boolean {
  return name !== '' && !name.includes(':')
}

/** A user name that the registry takes: it looks at the token alone, and a name with a colon cannot be sent. */
export function loginName(user: string | undefined): string {
  if (user === undefined) return 'unused'
  if (isLoginName(user)) return user
  return user === 'kube:admin' ? 'kubeadmin' : 'unused'
}

/** The command that prints a token: the person's own, or a new one of a service account. */
export function tokenCommand(account?: CommandContext['account']): string {
  return account ? commandLine('oc', 'create', 'token', account.name, '-n', account.namespace) : 'oc whoami -t'
}

/**
 * What comes first in a pod: where the credentials are kept, as the usual places are not writable for the users of pods, and for `oc`
 * whom to trust. Its own flag for that, --certificate-authority, is younger than 4.15.
 */
export function podSetup({ insecure, tool }: Pick<CommandContext, 'tool' | 'insecure'>): string[] {
  const authFile = 'export REGISTRY_AUTH_FILE=/tmp/auth.json'
  return tool === 'oc' && !insecure ? [authFile, `export SSL_CERT_FILE=${mounted}/service-ca.crt`] : [authFile]
}

/** The command that logs in to the registry. No token stands in it: the shell hands it over. */
export function loginCommand(context: CommandContext): string {
  const { tool, place, host, user, account, insecure } = context
  const inPod = place === 'pod'
  if (tool === 'oc') {
    const login = ['oc', 'registry', 'login', `--registry=${host}`, insecure && '--insecure']
    const token = account && !inPod && ` --auth-basic="serviceaccount:$(${tokenCommand(account)})"`
    return commandLine(...login) + (token || '')
  }
  const login = commandLine(
    tool,
    'login',
    ...trust(context, ''),
    '-u',
    inPod || account ? 'serviceaccount' : loginName(user),
    '--password-stdin',
    host,
  )
  return inPod ? `${login} < ${mounted}/token` : `${tokenCommand(account)} | ${login}`
}

/** What makes a program trust the registry, or not ask. Nodes trust it already; docker is told by files of its daemon. */
function trust({ tool, place, insecure }: CommandContext, side: '' | 'src-' | 'dest-'): (string | false)[] {
  if (tool === 'docker') return []
  if (tool === 'oc') return [insecure === true && '--insecure']
  return [insecure ? `--${side}tls-verify=false` : place === 'pod' && `--${side}cert-dir=${mounted}`]
}

/** What one does with an image, in the order one does it. `look` is left out where a program cannot. */
export interface ImageCommands {
  look?: string
  pull: string
  tag: string
  push: string
}

/** The commands that pull an image, give one a name in the registry, and push it. Without an own image it is the one that was pulled. */
export function imageCommands(context: CommandContext, image: CommandImage): ImageCommands {
  const { tool, host } = context
  const from = `${host}/${image.repository}:${image.tag}`
  const to = `${host}/${image.repository}:${image.newTag}`
  const name = `${image.repository.slice(image.repository.indexOf('/') + 1)}:${image.tag}`
  switch (tool) {
    case 'podman':
    case 'docker':
      return {
        pull: commandLine(tool, 'pull', ...trust(context, ''), from),
        tag: commandLine(tool, 'tag', image.own || from, to),
        push: commandLine(tool, 'push', ...trust(context, ''), to),
      }
    case 'skopeo':
      return {
        look: commandLine('skopeo', 'inspect', ...trust(context, ''), `docker://${from}`),
        pull: commandLine('skopeo', 'copy', ...trust(context, 'src-'), `docker://${from}`, `oci:${name}`),
        tag: commandLine(
          'skopeo',
          'copy',
          ...trust(context, 'src-'),
          ...trust(context, 'dest-'),
          `docker://${from}`,
          `docker://${to}`,
        ),
        push: commandLine('skopeo', 'copy', ...trust(context, 'dest-'), image.own || `oci:${name}`, `docker://${to}`),
      }
    case 'oc':
      return {
        look: commandLine('oc', 'image', 'info', ...trust(context, ''), from),
        pull: commandLine('oc', 'image', 'mirror', ...trust(context, ''), from, `file://${name}`),
        tag: commandLine('oc', 'tag', `${image.repository}:${image.tag}`, `${image.repository}:${image.newTag}`),
        push: commandLine('oc', 'image', 'mirror', ...trust(context, ''), image.own || `file://${name}`, to),
      }
  }
}
