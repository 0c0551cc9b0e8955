import type { Page } from '@playwright/test'
import type { SecondActor } from '../cluster.ts'
import { exported } from '../pruning.ts'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { linesOf, openSources, shownOf, sourceOf } from '../logs.ts'

const namesOf = async (cluster: SecondActor) => (await cluster.registryPods()).map(({ metadata }) => metadata.name)
const dated = (pod: string, number: number) =>
  `time="2026-11-20T23:${String(Math.floor(number / 60)).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}.5Z" level=info msg="line ${number} of ${pod}" go.version=go1.19.8`
const written = (pod: string) => Array.from({ length: 400 }, (_, number) => dated(pod, number))
const linesIn = (text: string) => text.split('\n').filter((line) => line !== '')

/** What a pod has written, each line with its time: no two are the same. */
async function stamped(cluster: SecondActor, pod: string, previous = false): Promise<string[]> {
  return linesIn(await cluster.readLog(pod, { timestamps: true, ...(previous && { previous }) }))
}

/** The lines that `some` has more often than `others`. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return some.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}

const download = async (page: Page) => linesIn(await exported(page, 'Download', 'Download everything read'))

test('nothing is lost or doubled while streams break off, containers end and pods are replaced', async ({
  page,
  cluster,
}) => {
  const pods = await namesOf(cluster)
  const [first = '', second = ''] = pods
  for (const pod of pods)
    await cluster.setLog(
      pod,
      written(pod)
        .map((line) => `${line}\n`)
        .join(''),
      'registry',
    )
  // Both are cut in the middle of a line at first.
  await cluster.breakLogs(9000, 2)
  await page.goto('/logs')
  const [lines, shown] = [linesOf(page), shownOf(page)]
  await expect(shown).toContainText('800 lines')
  await expect(lines).toContainText(`line 399 of ${first}`)
  await expect(lines).toContainText(`line 399 of ${second}`)
  await openSources(page)
  await expect(sourceOf(page, first)).toContainText(/(Live|Polled).*400 lines/)
  await expect(sourceOf(page, second)).toContainText(/(Live|Polled).*400 lines/)

  // The same text twice is two lines; while somebody reads, they are counted.
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await cluster.writeLog(first, ['the same', 'the same'])
  await cluster.writeLog(second, ['the newest'])
  const come = page.getByRole('button', { name: '3 new lines' })
  await expect(come).toBeVisible()
  await expect(lines.getByText('the newest')).not.toBeInViewport()
  await expectAccessible(page)
  await come.click()
  await expect(lines.getByText('the newest')).toBeInViewport()
  await expect(lines.getByText('the same', { exact: true })).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()

  // A container ends, and is started anew: its last words are there, and the first ones of the next.
  const whole = [...(await stamped(cluster, second))]
  await cluster.crash(first, { lines: ['panic: out of luck', 'goroutine 1 [running]:'] })
  // What its clients have it write may have come after that already: not everything is in sight.
  const isAnew = (line: string) => line.includes('listening on :5000, tls')
  await expect.poll(async () => (await download(page)).filter(isAnew)).toHaveLength(1)
  await expect(sourceOf(page, first)).toContainText(/Live|Polled/)
  const ended = await stamped(cluster, first, true)
  expect(ended.slice(-2)).toEqual([expect.stringContaining('panic: out of luck'), expect.stringContaining('goroutine')])
  expect(ended).toHaveLength(404)
  whole.push(...ended)

  // Other pods come in their place.
  whole.push(...(await stamped(cluster, first)))
  await cluster.rollOut()
  await expect
    .poll(async () => {
      await cluster.advance(10)
      return (await namesOf(cluster)).filter((name) => pods.includes(name))
    })
    .toEqual([])
  await expect(sourceOf(page, first)).toContainText('Gone')
  await expect(sourceOf(page, second)).toContainText('Gone')
  const [third = '', fourth = ''] = await namesOf(cluster)
  await expect(sourceOf(page, third)).toContainText(/Live|Polled/)
  await expect(sourceOf(page, fourth)).toContainText(/Live|Polled/)
  await cluster.writeLog(third, ['the third is last'])
  await cluster.writeLog(fourth, ['the fourth is last'])

  const before = [...(await stamped(cluster, third)), ...(await stamped(cluster, fourth))]
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'With timestamps' }).click()
  let saved: string[] = []
  // What has come while it was downloaded may be in it.
  await expect(async () => {
    saved = await download(page)
    expect(without([...whole, ...before], saved)).toEqual([])
  }).toPass()
  const after = [...(await stamped(cluster, third)), ...(await stamped(cluster, fourth))]
  const known = [...whole, ...after]
  const more = without(saved, known)
  expect(more.filter((line) => known.includes(line))).toEqual([])
  // No API has any more what pods wrote between the last look at them and their end.
  const looked = whole.toSorted().at(-1) ?? ''
  expect(more.filter((line) => line <= looked)).toEqual([])
})
