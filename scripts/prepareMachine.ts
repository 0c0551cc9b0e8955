import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { systemChromium } from '../e2e/chromium.ts'

/** Puts Chromium and kubectl on the machine if they are missing: from Debian as root, else Playwright's own browser. Throws without a browser. */
export function prepareMachine(): void {
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (debian) {
    const missing = [existsSync(systemChromium) ? '' : 'chromium', has('kubectl') ? '' : 'kubernetes-client'].filter(
      Boolean,
    )
    if (missing.length) run('apt-get', ['update', '-qq'])
    // One by one: a conflict over kubectl must not cost the browser.
    for (const name of missing) run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name])
  }
  if (!existsSync(systemChromium) && !run('playwright', ['install', 'chromium']))
    throw new Error('There is no Chromium to test with.')
  if (!has('kubectl')) console.warn('kubectl is missing: the tests that use it are left out.')
}

const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0

function run(command: string, args: string[]): boolean {
  console.log([command, ...args].join(' '))
  return (
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  )
}
