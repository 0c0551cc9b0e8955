import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pruneGraphOf, type PruneLists } from './pruneLists.ts'
import { parsePruneArgs } from './pruneOptions.ts'
import { planPrune } from './prunePlan.ts'
import { pruneErrors, pruneResult, type PruneResult } from './pruneResult.ts'

// What the real `oc adm prune images` would have deleted from a real cluster.
interface PruneCase {
  options: string[]
  now: string
  state: string
  exitCode: number
  expected: PruneResult & { other: string[] }
}

const directory = new URL('../../../mocks/data/prune/', import.meta.url)
// The files are trusted to have the form that the name says.
const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as T
const cases = readdirSync(directory).filter((name) => !name.startsWith('state-'))

test('there are recorded cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(7)
})

test.each(cases)('%s', (name) => {
  const { options, now, state, exitCode, expected } = read<PruneCase>(name)
  const parsed = parsePruneArgs(options)
  if ('error' in parsed) throw new Error(parsed.error)
  const graph = pruneGraphOf(read<PruneLists>(state))
  const plan = planPrune(graph, parsed.options, Date.parse(now))
  const { other, ...lists } = expected
  expect(pruneResult(graph, plan)).toEqual(lists)
  expect(plan.failure === undefined ? 0 : 1).toBe(exitCode)
  const { images, streamItems, streams, layerLinks, manifestLinks, blobs } = plan.totals
  const parts = [
    [images, 'deleted %d image object(s)'],
    [streamItems, 'deleted %d image stream tag item(s)'],
    [streams, 'updated %d image stream(s)'],
    [layerLinks, 'deleted %d layer link(s)'],
    [manifestLinks, 'deleted %d manifest link(s)'],
    [blobs, 'deleted %d blob(s)'],
  ] as const
  const summary = parts.filter(([count]) => count > 0).map(([count, text]) => text.replace('%d', String(count)))
  const printed = plan.stopped
    ? [...pruneErrors(graph, plan), `error: ${plan.failure}`]
    : [`Summary: ${summary.join(', ') || 'deleted 0 objects'}`]
  expect(other.filter((line) => printed.includes(line))).toEqual(printed)
})

test('kinds of the same name in other groups are not looked at', () => {
  const items = [{ metadata: { name: 'cluster' } }]
  const graph = pruneGraphOf({ 'config.openshift.io/v1/images': { items }, 'metrics.k8s.io/v1beta1/pods': { items } })
  expect([graph.imageCount, graph.workloadCount]).toEqual([0, 0])
})
