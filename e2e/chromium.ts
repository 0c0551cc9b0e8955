import { existsSync } from 'node:fs'

/** Where Debian's package puts it. */
export const systemChromium = '/usr/bin/chromium'

/** How to start Chromium: the machine's own where there is one, without anything that talks to the outside. */
export const chromiumOptions = {
  ...(existsSync(systemChromium) && { executablePath: systemChromium }),
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
