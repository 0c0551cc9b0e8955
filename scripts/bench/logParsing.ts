import { readFileSync } from 'node:fs'
import { parseLogLine, scanLine } from '../../src/lib/logLine.ts'
import { auditOf } from '../../src/lib/registryAudit.ts'
import { ProblemFinder } from '../../src/lib/registryDiagnosis.ts'
import { RequestJoiner } from '../../src/lib/registryRequests.ts'

/** Lines of the registry's sample log in a second, of each thing that is done with them. */
type LogParsingMeasures = Record<'scanned' | 'parsed' | 'parsed, joined and diagnosed', number[]>

const sample = new URL('../../mocks/data/samples/registry.log', import.meta.url)
const repeats = 60

/** How fast lines of a registry's log are read, on the thread of Node. The first run warms up and is not counted. */
export function measureLogParsing(runs: number): LogParsingMeasures {
  const text = readFileSync(sample, 'utf8').trimEnd()
  const lines = text.split('\n')
  const block = `${text}\n`.repeat(repeats)
  const measures: LogParsingMeasures = { scanned: [], parsed: [], 'parsed, joined and diagnosed': [] }
  for (let run = 0; run <= runs; run++) {
    const rates = {
      scanned: rate(lines.length, () => scanAll(block)),
      parsed: rate(lines.length, () => repeat(() => lines.every((line) => parseLogLine(line).message !== '-'))),
      'parsed, joined and diagnosed': rate(lines.length, () => repeat(() => understand(lines))),
    }
    if (run === 0) continue
    measures.scanned.push(rates.scanned)
    measures.parsed.push(rates.parsed)
    measures['parsed, joined and diagnosed'].push(rates['parsed, joined and diagnosed'])
  }
  return measures
}

function rate(lineCount: number, work: () => void): number {
  const start = performance.now()
  work()
  return Math.round((lineCount * repeats * 1000) / (performance.now() - start))
}

function repeat(work: () => void): void {
  for (let time = 0; time < repeats; time++) work()
}

function scanAll(block: string): void {
  let bits = 0
  for (let start = 0; start < block.length;) {
    const end = block.indexOf('\n', start)
    bits = scanLine(block, start, end, bits)
    start = end + 1
  }
}

function understand(lines: readonly string[]): void {
  const joiner = new RequestJoiner()
  const finder = new ProblemFinder()
  for (const [ref, text] of lines.entries()) {
    const line = parseLogLine(text)
    joiner.feed(line, ref)
    finder.feed(line, ref)
  }
  joiner.take().forEach(auditOf)
}
