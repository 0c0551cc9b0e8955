import { existsSync } from 'node:fs'
import puppeteer, { type Browser } from 'puppeteer-core'

/** Where Debian's package puts it. */
export const systemFirefox = '/usr/bin/firefox-esr'

/** Why there is no Firefox to test with; undefined: there is one. */
export const missingFirefox = (): string | undefined =>
  existsSync(systemFirefox) ? undefined : `${systemFirefox} is missing`

/** Debian's Firefox, driven by WebDriver BiDi, without anything that talks to the outside. */
export function startFirefox(): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: systemFirefox,
    headless: true,
    // A machine that is busy with other things is slow, and not wrong.
    protocolTimeout: 30_000,
    defaultViewport: { width: 1280, height: 900 },
    extraPrefsFirefox: {
      'app.update.auto': false,
      'browser.safebrowsing.malware.enabled': false,
      'browser.safebrowsing.phishing.enabled': false,
      'browser.newtabpage.enabled': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'extensions.update.enabled': false,
      'intl.accept_languages': 'en-US',
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'services.settings.server': 'http://127.0.0.1:9/',
    },
  })
}
