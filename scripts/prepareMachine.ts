import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { systemChromium } from '../e2e/chromium.ts'
import { hasCommand, missingSoftware } from '../e2e/real/software.ts'

/** Puts what the tests run on the machine if it is missing: from Debian as root, else Playwright's own browser. Throws without a browser. */
export function prepareMachine(): void {
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (debian) {
    const missing = [
      ...(existsSync(systemChromium) ? [] : ['chromium']),
      ...(hasCommand('kubectl') ? [] : ['kubernetes-client']),
      ...(hasCommand('nginx') ? [] : ['nginx-light']),
      ...(hasCommand('firefox-esr') ? [] : ['firefox-esr']),
      ...missingSoftware(),
    ]
    if (missing.length) run('apt-get', ['update', '-qq'])
    // One by one: a conflict over kubectl must not cost the browser.
    withoutServices(() => {
      for (const name of missing) run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name])
    })
  }
  if (!existsSync(systemChromium) && !run('playwright', ['install', 'chromium']))
    throw new Error('There is no Chromium to test with.')
  for (const command of ['kubectl', 'nginx', 'firefox-esr'])
    if (!hasCommand(command)) console.warn(`${command} is missing: the tests that use it are left out.`)
}

const SERVICES = '/usr/sbin/policy-rc.d'

/** Packages start their services when they are installed, unless this script of Debian's says no. */
function withoutServices(install: () => void): void {
  const hasOwn = existsSync(SERVICES)
  if (!hasOwn) writeFileSync(SERVICES, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    install()
  } finally {
    if (!hasOwn) rmSync(SERVICES)
  }
}

function run(command: string, args: string[]): boolean {
  console.log([command, ...args].join(' '))
  return (
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  )
}
