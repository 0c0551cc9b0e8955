import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, readdir, rm, symlink, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'

/** All that a build reads, from the root of the project. */
const SOURCES = [
  'index.html',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'tsconfig.json',
  'vite.config.ts',
].concat(['public', 'src', 'scripts', 'mocks'])

/** SHA-256 of each file that a build makes, by its name. */
export type Digests = Record<string, string>

/** The digest of a file; the page's without the commit that it names, since a copy has no repository. */
export function digestOf(name: string, content: string | Uint8Array): string {
  const bytes =
    name === 'index.html'
      ? Buffer.from(content)
          .toString()
          .replace(/\s*<meta name="registry-console-commit"[^>]*>/, '')
      : content
  return createHash('sha256').update(bytes).digest('hex')
}

/** What one build made and the other did not, or otherwise. */
export function differences(one: Digests, other: Digests): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .toSorted()
    .filter((name) => one[name] !== other[name])
    .map((name) => {
      if (one[name] === undefined) return `${name} is made only by a build elsewhere`
      if (other[name] === undefined) return `${name} is not made by a build elsewhere`
      return `${name} has other bytes in a build elsewhere`
    })
}

/**
 * Builds a copy of the project as somebody else would: in another folder, whose files have another time, in another language
 * and another time zone, in another process. Packages are found by way of that folder too, though they are not copied.
 */
export async function builtElsewhere(): Promise<Digests> {
  const folder = await mkdtemp(join(tmpdir(), 'somebody-elses-folder-'))
  try {
    for (const source of SOURCES) await cp(source, join(folder, source), { recursive: true })
    const then = new Date('2001-02-03T04:05:06Z')
    for (const file of await readdir(folder, { recursive: true })) await utimes(join(folder, file), then, then)
    await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
    return await printedBy(join(folder, 'scripts/supply/buildElsewhere.ts'), folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function printedBy(script: string, cwd: string): Promise<Digests> {
  const { SOURCE_COMMIT: _, ...env } = process.env
  const child = spawn(process.execPath, ['--preserve-symlinks', script], {
    cwd,
    // Turkish has two i, and Chatham is 13:45 ahead.
    env: { ...env, TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  for await (const chunk of child.stdout) printed += String(chunk)
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)))
  if (code !== 0) throw new Error(`the build elsewhere ended with ${String(code)}`)
  // Printed by buildElsewhere.ts.
  return JSON.parse(printed) as Digests
}

const inflated = { '.br': promisify(brotliDecompress), '.gz': promisify(gunzip) }

/** The digests of a build that was written, without compressed files, and what is wrong with those. */
export async function writtenBuild(dist: string): Promise<{ digests: Digests; problems: string[] }> {
  const digests: Digests = {}
  const problems: string[] = []
  const entries = await readdir(dist, { recursive: true, withFileTypes: true })
  await Promise.all(
    entries.map(async (entry) => {
      if (!entry.isFile()) return
      const name = relative(dist, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
      const content = await readFile(join(dist, name))
      const ending = /\.(?:br|gz)$/.exec(name)?.[0]
      if (ending !== '.br' && ending !== '.gz') {
        digests[name] = digestOf(name, content)
        return
      }
      const whole = await readFile(join(dist, name.slice(0, -ending.length))).catch(() => undefined)
      const unpacked = await inflated[ending](content).catch(() => undefined)
      if (!whole) problems.push(`${name} stands for a file that is not there`)
      else if (!unpacked?.equals(whole)) problems.push(`${name} does not hold what it stands for`)
      // Of what gzip writes beside the bytes only these could tell of a time and a machine.
      else if (ending === '.gz' && (content.readUInt32LE(4) !== 0 || (content[3] ?? 0) !== 0))
        problems.push(`${name} tells when it was made, or from which file`)
    }),
  )
  return { digests, problems }
}
