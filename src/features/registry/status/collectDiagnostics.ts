import { asApiError } from '../../../k8s/ApiError.ts'
import type { Infrastructure } from '../../../k8s/resources/infrastructure.ts'
import type { Pod } from '../../../k8s/resources/pod.ts'
import type { K8sList } from '../../../k8s/types.ts'
import { createLimiter } from '../../../lib/concurrency.ts'
import { exactJson } from '../../../lib/exactJson.ts'
import { t } from '../../../lib/t.ts'
import { yieldToPage } from '../../../lib/yieldToPage.ts'
import { createZip } from '../../../lib/zip.ts'
import { consoleVersion } from '../../../lib/version.ts'
import { logParts, objectParts, type DiagnosticsPart } from './diagnosticsParts.ts'
import { redactKnown, redactObject, redactText } from '../../../lib/redaction.ts'

/** What became of one file. */
export interface CollectedPart {
  file: string
  source: string
  /** In the file, before it is compressed. */
  bytes?: number
  /** Why there is none, in the server's words. */
  error?: { code: number; reason: string; message: string }
}

export interface Diagnostics {
  fileName: string
  archive: BlobPart[]
  parts: readonly CollectedPart[]
}

export interface CollectOptions {
  /** Who asks: it is said in the archive. */
  user: string | undefined
  signal: AbortSignal
  onProgress(done: number, total: number): void
}

// A few at a time leave the connections that watches need.
const atOnce = 3

/**
 * Collects what a support case needs, as far as the person may read it: what fails is listed with why, and spoils nothing else.
 * Secrets are taken out before anything is put together. Rejects only when it is given up.
 */
export async function collectDiagnostics({ user, signal, onProgress }: CollectOptions): Promise<Diagnostics> {
  const limit = createLimiter(atOnce)
  const objects = objectParts()
  let done = 0
  let total = objects.length
  const readAll = (parts: readonly DiagnosticsPart[]) =>
    Promise.all(
      parts.map(async (part) => {
        const read = await limit(() => readPart(part, signal), signal)
        onProgress(++done, total)
        return read
      }),
    )
  const readObjects = await readAll(objects)
  const valueOf = (file: string) => readObjects.find((read) => read.part.file === `objects/${file}.json`)?.value
  // The API answers a list of pods with one.
  const pods = (valueOf('pods') as K8sList<Pod> | undefined)?.items ?? []
  const logs = logParts(pods)
  total += logs.length
  const readLogs = await readAll(logs)
  signal.throwIfAborted()
  // As the cluster answered.
  const cluster = clusterNameOf(valueOf('infrastructure') as Infrastructure | undefined)
  return pack([...readObjects, ...readLogs], { cluster, user, signal })
}

interface Read {
  part: DiagnosticsPart
  value?: unknown
  error?: CollectedPart['error']
}

async function readPart(part: DiagnosticsPart, signal: AbortSignal): Promise<Read> {
  try {
    return { part, value: await part.read(signal) }
  } catch (thrown) {
    signal.throwIfAborted()
    const { code, reason, message } = asApiError(thrown)
    return { part, error: { code, reason, message } }
  }
}

interface Packing {
  cluster: string
  user: string | undefined
  signal: AbortSignal
}

async function pack(reads: readonly Read[], { cluster, user, signal }: Packing): Promise<Diagnostics> {
  const found = new Set<string>()
  // All objects first: what is a secret in one of them may stand in another, or in a log.
  const cleaned = reads.map(({ part, value, error }) => ({
    part,
    error,
    value: typeof value === 'string' ? value : redactObject(value, found),
  }))
  const known = withEncodings(found)
  const now = new Date()
  const name = `registry-diagnostics-${cluster}-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`
  const zip = createZip(now)
  const parts: CollectedPart[] = []
  for (const { part, value, error } of cleaned) {
    signal.throwIfAborted()
    const { file, source } = part
    if (error) {
      parts.push({ file, source, error: { ...error, message: redactText(error.message, known) } })
      continue
    }
    const content =
      typeof value === 'string' ? redactText(value, known) : `${exactJson(redactKnown(value, known), 2)}\n`
    await zip.add({ name: `${name}/${file}`, content })
    parts.push({ file, source, bytes: content.length })
    await yieldToPage()
  }
  const about = { console: consoleVersion, cluster, user: user ?? null, collected: now.toISOString(), parts }
  await zip.add({ name: `${name}/manifest.json`, content: `${exactJson(about, 2)}\n` })
  await zip.add({ name: `${name}/README.md`, content: readme({ cluster, user, parts, now }) })
  return { fileName: `${name}.zip`, archive: zip.finish(), parts }
}

/** A secret as JSON in a log, addresses and base64 have it, too. */
function withEncodings(secrets: ReadonlySet<string>): Set<string> {
  const all = new Set<string>()
  for (const secret of secrets) {
    const encoded = btoa(Array.from(new TextEncoder().encode(secret), (byte) => String.fromCharCode(byte)).join(''))
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), encoded]) all.add(form)
  }
  return all
}

function clusterNameOf(infrastructure: Infrastructure | undefined): string {
  const { infrastructureName } = infrastructure?.status ?? {}
  return (infrastructureName || 'cluster').replace(/[^\w.-]+/g, '-')
}

function readme({
  cluster,
  user,
  parts,
  now,
}: {
  cluster: string
  user: string | undefined
  parts: readonly CollectedPart[]
  now: Date
}) {
  const missing = parts.filter(({ error }) => error)
  return `${[
    `# ${t('Diagnostics of the image registry of {{cluster}}', { cluster })}`,
    '',
    t(
      'Collected {{time}} by {{user}} with Registry Console {{version}}, through the API and with this person’s rights.',
      {
        time: now.toISOString(),
        user: user ?? t('an unknown user'),
        version: consoleVersion,
      },
    ),
    '',
    `- objects/: ${t('settings, conditions and states, as the API answers')}`,
    `- logs/: ${t('the last 2,000 lines of each container, and of the one before it where it was restarted; node-ca left out')}`,
    `- manifest.json: ${t('each file with where it comes from, or why it is missing')}`,
    '',
    t(
      'Secrets were taken out and stand as REDACTED: the HTTP secret, values of environment variables with credentials, keys of routes, tokens, passwords and signatures in addresses and logs. Secrets and ConfigMaps were not read. Names of projects, users, hosts and addresses are in it.',
    ),
    '',
    missing.length === 0
      ? t('Nothing is missing.')
      : `${t('Missing:')}\n\n${missing.map(({ file, error }) => `- ${file}: ${error?.message ?? ''}`).join('\n')}`,
  ].join('\n')}\n`
}
