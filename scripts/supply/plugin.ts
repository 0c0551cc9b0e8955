import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'
import { isLicenseFile, licenseProblem, licensesText, ownText, type Notice } from './licenses.ts'
import { nameOf, type LockFile, type Manifest } from './lockFile.ts'
import { packageFolderOf } from './shippedPackages.ts'
import { ALWAYS_A_WORK, textsElsewhere, works } from './works.ts'

const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T

/** Everything that a bundle was made of. */
function sourcesOf(bundle: Rolldown.OutputBundle): string[] {
  return Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : file.originalFileNames))
}

function packageNotice(root: string, folder: string, lock: LockFile): Notice {
  const entry = lock.packages[folder]
  const name = entry?.name ?? nameOf(folder)
  const files = readdirSync(join(root, folder), { withFileTypes: true })
    .filter((file) => file.isFile() && isLicenseFile(file.name))
    .map((file) => join(folder, file.name))
    .toSorted()
  const elsewhere = textsElsewhere[name]
  return {
    kind: 'package',
    name,
    version: entry?.version,
    license: entry?.license,
    homepage: `https://www.npmjs.com/package/${name}`,
    texts: textsOf(root, files.length === 0 && elsewhere ? [elsewhere] : files),
  }
}

function textsOf(root: string, files: readonly string[]): Notice['texts'] {
  return files.map((file) => ({
    file: file.split('/').at(-1) ?? file,
    text: ownText(readFileSync(join(root, file), 'utf8')),
  }))
}

/**
 * Writes licenses.txt and sbom.cdx.json of what is really in the build, its workers included, and fails where a license is
 * missing or not among those that may ship.
 */
export function supply(): { page: Plugin; workers: Plugin } {
  const ofWorkers = new Set<string>()
  let root = ''
  const workers: Plugin = {
    name: 'registry-console-supply-workers',
    generateBundle: (_, bundle) => {
      for (const source of sourcesOf(bundle)) ofWorkers.add(source)
    },
  }
  const page: Plugin = {
    name: 'registry-console-supply',
    apply: 'build',
    configResolved: (config) => {
      root = config.root
    },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        // Both files are this project's own, and npm's.
        const lock = json<LockFile>(join(root, 'package-lock.json'))
        const manifest = json<Manifest>(join(root, 'package.json'))
        const sources = [...ofWorkers, ...sourcesOf(bundle)]
        const folders = new Set(sources.map(packageFolderOf).filter((folder) => folder !== undefined))
        const packages = [...folders].map((folder) => packageNotice(root, folder, lock))
        const inside = works.flatMap(({ holds, text, ...work }) => {
          const held = sources.find((source) => holds.test(source))
          if (held === undefined) return []
          const notice: Notice = { ...work, kind: 'work', texts: textsOf(root, [text]) }
          return [{ folder: packageFolderOf(held) ?? '', notice }]
        })
        const notices = [...packages, ...inside.map(({ notice }) => notice)]
        const problems = [
          ...notices.map(licenseProblem).filter((problem) => problem !== undefined),
          ...sources
            .filter((source) => ALWAYS_A_WORK.test(source) && !works.some(({ holds }) => holds.test(source)))
            .map((source) => `${source} is a work of its own: say its license in scripts/supply/works.ts`),
        ]
        if (problems.length) this.error(problems.join('\n'))
        const own: Notice = {
          kind: 'package',
          name: 'Registry Console',
          version: manifest.version,
          license: manifest.license,
          texts: textsOf(root, ['LICENSE']),
        }
        this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: licensesText(own, notices) })
        // Loaded by builds alone: it takes longer than all else of this configuration.
        const { sbomText } = await import('./sbom.ts')
        this.emitFile({
          type: 'asset',
          fileName: 'sbom.cdx.json',
          source: sbomText(manifest, lock, folders, inside),
        })
      },
    },
  }
  return { page, workers }
}
