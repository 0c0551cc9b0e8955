// npm run -s prune -- --state FILE --now TIME [options of oc adm prune images]: what oc would delete from a dump of a cluster.
import { readFileSync } from 'node:fs'
import type { PruneGraph } from '../src/k8s/resources/pruneGraph.ts'
import { isTimestamp } from '../src/k8s/resources/pruneImages.ts'
import { pruneGraphOf, type PruneLists } from '../src/k8s/resources/pruneLists.ts'
import { parsePruneArgs } from '../src/k8s/resources/pruneOptions.ts'
import { planPrune } from '../src/k8s/resources/prunePlan.ts'
import { pruneErrors, pruneResult } from '../src/k8s/resources/pruneResult.ts'

const BAD_OPTIONS = 2

function fail(message: string): never {
  process.stderr.write(`error: ${message}\n`)
  process.exit(BAD_OPTIONS)
}

/** Takes `--name value` or `--name=value` out of the arguments. */
function take(args: string[], name: string): string {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`))
  const arg = args[at]
  if (arg === undefined) return fail(`${name} is missing`)
  if (arg !== name) {
    args.splice(at, 1)
    return arg.slice(name.length + 1)
  }
  const [, value] = args.splice(at, 2)
  return value ?? fail(`flag needs an argument: ${name}`)
}

function readGraph(file: string): PruneGraph {
  try {
    const state: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return fail(`${file} holds no lists`)
    // What the lists hold is trusted to be what their keys say.
    return pruneGraphOf(state as PruneLists)
  } catch (error) {
    return fail(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const args = process.argv.slice(2)
const file = take(args, '--state')
const time = take(args, '--now')
if (!isTimestamp(time)) fail(`--now must be a time like 2026-11-20T23:15:50Z, not ${JSON.stringify(time)}`)
const parsed = parsePruneArgs(args)
if ('error' in parsed) fail(parsed.error)
const graph = readGraph(file)
const plan = planPrune(graph, parsed.options, Date.parse(time))
process.stdout.write(`${JSON.stringify(pruneResult(graph, plan), null, 2)}\n`)
if (plan.failure !== undefined) {
  process.stderr.write(`${[...pruneErrors(graph, plan), `error: ${plan.failure}`].join('\n')}\n`)
  process.exitCode = 1
}
