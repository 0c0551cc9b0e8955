import { existsSync } from 'node:fs'

/** How to start Chromium: the machine's own where there is one, without anything that talks to the outside. */
export const chromiumOptions = {
  ...(existsSync('/usr/bin/chromium') && { executablePath: '/usr/bin/chromium' }),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}
