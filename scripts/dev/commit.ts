import { spawnSync } from 'node:child_process'

/**
 * The commit that a folder is at: "1a7ac2f04c1b", with "-dirty" where files that git knows were changed. Undefined outside of a
 * repository. A build of what came without one, as in a container, is told it by SOURCE_COMMIT.
 */
export function commitOf(folder: string, env: Record<string, string | undefined> = process.env): string | undefined {
  if (env['SOURCE_COMMIT']) return env['SOURCE_COMMIT'].slice(0, 12)
  // The repository of this very folder, and of none around it.
  const place = ['--git-dir=.git', '--work-tree=.']
  const { status, stdout } = spawnSync(
    'git',
    [...place, 'describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'],
    {
      cwd: folder,
      encoding: 'utf8',
      // What somebody commits meanwhile goes on.
      env: { ...env, GIT_OPTIONAL_LOCKS: '0' },
    },
  )
  return (status === 0 && stdout.trim()) || undefined
}
