import type { LogProblem, ProblemKind } from '../../../lib/registryDiagnosis.ts'
import type { InLog } from '../../../logs/logProtocol.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'

/** A problem that lines tell of, for people: what it is, what comes of it, where it is mended. */
export interface ProblemWords {
  title: string
  means: string
  next: readonly { label: string; to: string }[]
}

type Told = Pick<LogProblem, 'kind' | 'repository' | 'user' | 'host'>

/** What a problem means, and where it is mended. */
export function problemWords(problem: Told): ProblemWords {
  const { kind, host = t('a source registry') } = problem
  const stream = streamLink(problem)
  const attempts = (of: 'denied' | 'badToken') => ({
    label: t('See denied requests'),
    to: paths.logs({ view: 'audit', kind: of }),
  })
  switch (kind) {
    case 'diskFull':
      return {
        title: t('The storage is full'),
        means: t('Pushes fail because there is no room left; pulls still work. Prune, or make the volume larger.'),
        next: [
          { label: t('See storage'), to: paths.registry('storage') },
          { label: t('Preview pruning'), to: paths.pruning('preview') },
        ],
      }
    case 'storageCredentials':
      return {
        title: t('The storage refuses the credentials'),
        means: t('The registry may not use its bucket or container: the keys are wrong, have expired or lack rights.'),
        next: [{ label: t('See storage'), to: paths.registry('storage') }],
      }
    case 'storageFailing':
      return {
        title: t('The storage fails'),
        means: t('Reading or writing blobs fails in the storage behind the registry. Pulls or pushes fail with it.'),
        next: [{ label: t('See storage'), to: paths.registry('storage') }],
      }
    case 'healthCheck':
      return {
        title: t('The health check of the storage fails'),
        means: t('While it fails the registry answers everything with 503, and its pods are not ready.'),
        next: [
          { label: t('See storage'), to: paths.registry('storage') },
          { label: t('See status'), to: paths.registry() },
        ],
      }
    case 'tokenExpired':
      return {
        title: t('Clients use invalid tokens'),
        means: t('A token has expired or was revoked. Logging in again gives a new one: oc registry login.'),
        next: [attempts('badToken')],
      }
    case 'noPermission':
      return {
        title: t('Requests are denied'),
        means: t('Somebody lacks the role that a push, a pull or a delete needs. The audit says which, and grants it.'),
        next: [attempts('denied')],
      }
    case 'quota':
      return {
        title: t('Pushes exceed a limit'),
        means: t('A quota or a limit range of the project refuses the image or its tag.'),
        next: stream ? [stream] : [],
      }
    case 'upstreamUnreachable':
      return {
        title: t('A source registry cannot be reached'),
        means: t(
          'Pulling through from {{host}} fails: its name, its network or its proxy. Images that it holds cannot be pulled.',
          { host },
        ),
        next: [
          ...(stream ? [stream] : []),
          { label: t('See failing imports'), to: paths.imageStreams({ failing: 'true' }) },
        ],
      }
    case 'rateLimited':
      return {
        title: t('A source registry limits the rate'),
        means: t('{{host}} answers 429. With a pull secret of an account there its limit is higher.', { host }),
        next: [{ label: t('Add a pull secret'), to: paths.importImage() }, ...(stream ? [stream] : [])],
      }
    case 'tooManyRequests':
      return {
        title: t('The registry turns requests away'),
        means: t(
          'More requests come at once than the settings allow: clients get 429. Raise the limits, or add replicas.',
        ),
        next: [
          { label: t('Edit settings'), to: paths.registry('settings', { action: 'edit-settings' }) },
          { label: t('Scale'), to: paths.registry('', { action: 'scale' }) },
        ],
      }
    case 'certificate':
      return {
        title: t('A certificate is not trusted'),
        means: t(
          'The registry does not trust the certificate of {{host}}: it has expired, or its authority is not among the trusted.',
          { host },
        ),
        next: [{ label: t('See storage'), to: paths.registry('storage') }],
      }
    case 'tlsHandshake':
      return {
        title: t('Clients do not trust the registry'),
        means: t('They break the TLS handshake off. Clients outside the cluster need the authority of its route.'),
        next: [{ label: t('See routes'), to: paths.registry('routes') }],
      }
    case 'panic':
      return {
        title: t('The registry crashed'),
        means: t(
          'A panic ended a request, or the container, which is then started anew. The lines around it say where.',
        ),
        next: [
          { label: t('See pods'), to: paths.pods() },
          { label: t('Collect diagnostics'), to: paths.registry('', { action: 'diagnostics' }) },
        ],
      }
  }
}

function streamLink({ repository }: Told): { label: string; to: string } | undefined {
  const [namespace, name, ...rest] = (repository ?? '').split('/')
  if (!namespace || !name || rest.length > 0) return undefined
  return { label: t('See {{stream}}', { stream: `${namespace}/${name}` }), to: paths.imageStream(namespace, name) }
}

/** What the lines of a problem have in common, as an expression to look for, and from which level on they are. */
export const problemLines: Readonly<Record<ProblemKind, { q: string; level?: string }>> = {
  diskFull: {
    q: 'no space left on device|disk quota exceeded|ENOSPC|EDQUOT|not enough (disk )?space|InsufficientStorage|StorageFull|QuotaExceeded',
    level: 'warning',
  },
  storageCredentials: {
    q: 'InvalidAccessKeyId|SignatureDoesNotMatch|Access ?Denied|ExpiredToken|InvalidToken|InvalidClientTokenId|RequestTimeTooSkewed|Authentication ?Failed|AuthorizationFailure|AuthorizationPermissionMismatch|invalid_grant|invalid_client|NoCredentialProviders|no valid (credential )?providers|failed to refresh cached credentials|cannot fetch token|status( code)?:? 40[13]|Forbidden|Unauthorized',
    level: 'warning',
  },
  storageFailing: {
    q: '(s3aws|s3|filesystem|azure|gcs|swift|oss|cos|ibmcos|inmemory): |DriverName|/docker/registry/v2/|read-only file system|input/output error|stale (NFS )?file handle|unknown error reading request payload|err\\.code=unknown ',
    level: 'warning',
  },
  tokenExpired: {
    q: 'Get user failed with error|Self subject review failed|invalid token:|failed to decode credentials',
  },
  noPermission: { q: 'OpenShift access denied' },
  quota: {
    q: 'exceeded quota|exceed(s|ing|ed) (the )?(limit ?range|maximum|limits?|quota)|quota exceeded|maximum .* usage per',
    level: 'warning',
  },
  upstreamUnreachable: {
    q: 'dial (tcp|udp)|no such host|server misbehaving|connection (refused|reset)|timeout|context deadline exceeded|network is unreachable|no route to host|Bad Gateway|Service Unavailable|proxyconnect',
    level: 'warning',
  },
  rateLimited: { q: 'toomanyrequests|too many requests|rate limit|status( code)?:? 429', level: 'warning' },
  tooManyRequests: { q: 'http\\.response\\.status=429' },
  healthCheck: { q: 'http\\.response\\.status=503' },
  certificate: {
    q: 'x509: |certificate (signed by unknown authority|has expired|is not valid)|failed to verify',
    level: 'warning',
  },
  tlsHandshake: { q: 'TLS handshake error' },
  panic: { q: 'panic|fatal' },
}

/** The same problem in the logs of several pods as one; its line is that of the newest. */
export function mergedProblems(problems: readonly InLog<LogProblem>[]): InLog<LogProblem>[] {
  const merged = new Map<string, InLog<LogProblem>>()
  for (const problem of problems) {
    const key = JSON.stringify([problem.kind, problem.host, problem.kind === 'quota' && problem.repository])
    const before = merged.get(key)
    if (!before) {
      merged.set(key, problem)
      continue
    }
    const [older, newer] = before.last <= problem.last ? [before, problem] : [problem, before]
    const { user, repository, ...one } = newer
    merged.set(key, {
      ...one,
      count: before.count + problem.count,
      first: Math.min(before.first, problem.first),
      ...(user !== undefined && user === older.user && { user }),
      ...(repository !== undefined && repository === older.repository && { repository }),
    })
  }
  return [...merged.values()].toSorted((a, b) => severity(a.kind) - severity(b.kind) || b.count - a.count)
}

const worstFirst: readonly ProblemKind[] = [
  'diskFull',
  'storageCredentials',
  'healthCheck',
  'storageFailing',
  'panic',
  'certificate',
  'upstreamUnreachable',
  'rateLimited',
  'tooManyRequests',
  'quota',
  'tokenExpired',
  'noPermission',
  'tlsHandshake',
]

function severity(kind: ProblemKind): number {
  return worstFirst.indexOf(kind)
}
