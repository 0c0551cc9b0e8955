/** What package-lock.json says of a package, by the folder that it is installed in. */
export interface LockEntry {
  name?: string
  version?: string
  resolved?: string
  integrity?: string
  license?: string
  link?: boolean
  dev?: boolean
  hasInstallScript?: boolean
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

export interface LockFile {
  lockfileVersion: number
  packages: Record<string, LockEntry>
}

export type Manifest = Pick<
  LockEntry,
  'name' | 'version' | 'license' | 'dependencies' | 'devDependencies' | 'optionalDependencies'
>

const REGISTRY = 'https://registry.npmjs.org/'

/** The name of the package that is installed in a folder of the lock file. */
export function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** The folder where what is in `from` finds the package `name`, as Node looks for it; undefined where it is not installed. */
export function folderOf(lock: LockFile, from: string, name: string): string | undefined {
  for (let parent = from; ;) {
    const folder = `${parent}${parent && '/'}node_modules/${name}`
    if (lock.packages[folder]) return folder
    if (parent === '') return undefined
    const at = parent.lastIndexOf('/node_modules/')
    parent = at === -1 ? '' : parent.slice(0, at)
  }
}

/** Why not everybody who installs by this lock file gets the same bytes, and runs nothing by it; empty when all is well. */
export function lockProblems(lock: LockFile, manifest: Manifest): string[] {
  const problems: string[] = []
  if (lock.lockfileVersion !== 3) problems.push(`package-lock.json has version ${lock.lockfileVersion}, not 3`)
  const root = lock.packages['']
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    const [wanted, locked] = [manifest[kind] ?? {}, root?.[kind] ?? {}]
    for (const name of new Set([...Object.keys(wanted), ...Object.keys(locked)]))
      if (wanted[name] !== locked[name])
        problems.push(
          `${name}: package.json wants ${wanted[name] ?? 'none'}, the lock file has ${locked[name] ?? 'none'}`,
        )
  }
  for (const name of ['name', 'version', 'license'] as const)
    if (root?.[name] !== manifest[name])
      problems.push(`package.json says ${name} ${manifest[name]}, the lock file says ${root?.[name]}`)
  for (const [folder, entry] of Object.entries(lock.packages))
    if (folder) problems.push(...entryProblems(folder, entry))
  return problems
}

function entryProblems(folder: string, entry: LockEntry): string[] {
  const problems: string[] = []
  if (entry.link) problems.push(`${folder} is a link to a folder outside of the lock file`)
  // Without an address npm asks the registry that it is set to: the checksum says whether it gave the same.
  else if (entry.resolved !== undefined && !entry.resolved.startsWith(REGISTRY))
    problems.push(`${folder} comes from ${entry.resolved}, not from ${REGISTRY}`)
  if (!entry.link && !entry.integrity?.startsWith('sha512-')) problems.push(`${folder} has no SHA-512 checksum`)
  if (entry.hasInstallScript)
    problems.push(`${folder} wants to run a script when it is installed: packages are installed with --ignore-scripts`)
  return problems
}
