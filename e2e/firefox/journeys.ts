import { strict as assert } from 'node:assert'
import type { Page } from 'puppeteer-core'
import type { ImageStream } from '../../src/k8s/resources/imageStream.ts'
import type { SecondActor } from '../cluster.ts'
import { click, expectLive, expectText, fill, findAll, part, until } from './person.ts'

export interface Stage {
  page: Page
  /** Goes to an address of the console. */
  go(path: string): Promise<void>
  /** Somebody else who works on the same cluster. */
  cluster: SecondActor
}

export const journeys: Record<string, (stage: Stage) => Promise<void>> = {
  async 'browses to a stream, its tag and its history'({ page, go }) {
    await go('/imagestreams')
    await expectLive(page)
    await fill(page, 'searchbox', 'Name', 'ledger')
    await until('the address has the filter', async () => page.url().includes('name=ledger'))
    await click(part(page, 'table', 'Image streams'), 'link', 'ledger')
    await expectText(page, ['heading', 'ledger'], 'ledger')
    await click(part(page, 'table', 'Tags'), 'link', 'latest')
    await expectText(page, ['heading', 'ledger:latest'], 'ledger:latest')
    await click(page, 'link', 'History')
    await expectText(page, ['table', 'Revisions'], 'sha256:')
    assert.match(page.url(), /\/imagestreams\/payments\/ledger\/tags\/latest\/history$/)
    await page.goBack()
    await page.goBack()
    await expectText(page, ['table', 'Tags'], '2026.11')
  },

  async 'follows a push live'({ page, go, cluster }) {
    await go('/imagestreams/payments/api')
    await expectText(page, ['table', 'Tags'], '1.14.2')
    await expectLive(page)
    await until('a watch is open', async () => (await cluster.stats()).openWatches > 0)
    await cluster.push('payments', 'api', '1.15.0', { MiB: 77 })
    await expectText(page, ['table', 'Tags'], /1\.15\.0.*77/)
    // The watch breaks off, and what happens meanwhile comes with the next one.
    await cluster.dropWatches('cut')
    await cluster.push('payments', 'api', '1.15.1')
    await expectText(page, ['table', 'Tags'], '1.15.1')
    await expectLive(page)
  },

  async 'imports an image'({ page, go, cluster }) {
    await go('/import?project=payments')
    await fill(page, 'textbox', 'Pull spec', 'quay.io/acme/web:v1.1')
    await click(page, 'button', 'Check')
    await expectText(page, ['region', 'Check'], 'The image is there')
    const form = part(page, 'form', 'Import into')
    await fill(form, 'combobox', 'Name', 'shop')
    await fill(form, 'textbox', 'Tag', 'v1')
    await click(form, 'button', 'Import')
    await expectText(page, ['table', 'Results of the import'], /v1.*Imported/)
    const { status } = await cluster.stream<ImageStream>('payments', 'shop')
    assert.equal(status?.tags?.[0]?.tag, 'v1')
  },

  async 'rolls a tag back'({ page, go, cluster }) {
    const digests = async () => {
      const { status } = await cluster.stream<ImageStream>('payments', 'ledger')
      return status?.tags?.find(({ tag }) => tag === 'latest')?.items?.map(({ image }) => image) ?? []
    }
    const before = await digests()
    const [newest, older = ''] = before
    assert.notEqual(newest, older)
    await go('/imagestreams/payments/ledger/tags/latest/history')
    await click(page, 'button', `Actions for ${older.slice(0, 19)}`)
    await click(page, 'menuitem', 'Roll back to this')
    await click(part(page, 'dialog', 'Roll back ledger:latest'), 'button', 'Roll back')
    await until('the dialog is closed', async () => (await findAll(page, 'dialog')).length === 0)
    assert.deepEqual(await digests(), [older, ...before])
    // The first of the table.
    await expectText(page, ['table', 'Revisions'], new RegExp(`^(?:(?!sha256:).)*${older.slice(0, 19)}.*current`))
  },

  async 'previews pruning, and follows the logs'({ page, go, cluster }) {
    await go('/pruning/preview')
    // By a worker of the page's.
    await expectText(page, ['main'], /A run now would delete [1-9]/)
    await click(page, 'link', 'Logs')
    await expectText(page, ['log', 'Log'], 'authorized request')
    // Pods whose logs are not followed are asked now and then.
    const [pod] = await cluster.registryPods()
    await cluster.writeLog(pod?.metadata.name ?? '', ['a line that somebody waits for'])
    await expectText(page, ['log', 'Log'], 'a line that somebody waits for')
  },
}
