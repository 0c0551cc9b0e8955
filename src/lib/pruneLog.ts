/** What a run has deleted, in the words of its summary; a dry run counts what it would delete. */
export interface PruneCounts {
  images: number
  streamItems: number
  streams: number
  layerLinks: number
  manifestLinks: number
  blobs: number
}

/** One call of `oc adm prune images`. The pruner's script makes up to six, until one succeeds. */
export interface PruneAttempt {
  /** From 1. */
  number: number
  lineCount: number
  /** Of a failed attempt that was followed by another. */
  exitCode?: number
  /** What it says of itself at its end. Without one it did not get there, or the log is cut off. */
  summary?: PruneCounts
  /** What its lines so far speak of: begun, not always done. */
  counted: PruneCounts
  dryRun: boolean
  /** Only API objects are removed; the registry's storage is left alone. */
  metadataOnly: boolean
  /** Lines that say what went wrong: the first and the last ones of many. */
  errors: readonly string[]
  errorCount: number
  /** References that cannot be parsed and stop the run. */
  invalidReferences: readonly string[]
  /** What oc says for programmers: klog lines. */
  klogCount: number
  /** What the node says in place of a log that it does not have any more. */
  lost?: string
}

/** What a pruner's log says. */
export interface PruneLog {
  lineCount: number
  /** At least one. */
  attempts: readonly PruneAttempt[]
  /** The attempt that counts. */
  last: PruneAttempt
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly string[] ? string[] : T[K] }

const keptErrors = 200

/** Reads a log of the image pruner (`oc adm prune images` in the operator's retry script) line by line, in constant time and memory for each. */
export class PruneLogParser {
  #lineCount = 0
  #attempts: Mutable<PruneAttempt>[] = [newAttempt(1)]
  #inReferences = false

  /** Takes the next line, without its line end. */
  feed(text: string): void {
    this.#lineCount++
    const attempt = this.#attempts.at(-1)
    if (!attempt) return
    attempt.lineCount++
    // Nearly every line is one of these.
    if (text.startsWith('Deleting ')) {
      this.#inReferences = false
      return countDeletion(attempt.counted, text)
    }
    const line = withoutTime(text)
    if (line.startsWith('Deleting ')) return countDeletion(attempt.counted, line)
    if (this.#inReferences) {
      if (/^\s+\S/.test(line)) return void attempt.invalidReferences.push(line.trim())
      // Some versions leave a line free before and after the list.
      if (line.trim() === '') return
      this.#inReferences = false
    }
    if (line.startsWith('Summary: ')) {
      const summary = parseSummary(line)
      if (summary) attempt.summary = summary
      return
    }
    const failed = /^attempt #(\d+) has failed \(exit code (\d+)\)/.exec(line)
    if (failed) {
      attempt.number = Number(failed[1])
      attempt.exitCode = Number(failed[2])
      this.#attempts.push(newAttempt(attempt.number + 1))
      return
    }
    if (line.startsWith('Dry run enabled')) attempt.dryRun = true
    else if (line.startsWith('Only API objects will be removed')) attempt.metadataOnly = true
    else if (line.startsWith('The following objects have invalid references')) this.#inReferences = true
    else if (/^[IWEF]\d{4} /.test(line)) {
      attempt.klogCount++
      if (/^[EF]/.test(line)) keepError(attempt, line)
    } else if (lostLog.test(line)) attempt.lost = line
    else if (isError(line)) keepError(attempt, line)
  }

  /** What is known so far. */
  result(): PruneLog {
    const attempts = this.#attempts.map((attempt) => ({
      ...attempt,
      counted: { ...attempt.counted },
      errors: [...attempt.errors],
      invalidReferences: [...attempt.invalidReferences],
    }))
    // There is always one.
    const last = attempts.at(-1) ?? newAttempt(1)
    return { lineCount: this.#lineCount, attempts, last }
  }
}

/** Reads a whole log, or the end of one. */
export function parsePruneLog(lines: Iterable<string>): PruneLog {
  const parser = new PruneLogParser()
  for (const line of lines) parser.feed(line)
  return parser.result()
}

/** Nothing deleted. */
export const noCounts: PruneCounts = {
  images: 0,
  streamItems: 0,
  streams: 0,
  layerLinks: 0,
  manifestLinks: 0,
  blobs: 0,
}

/** Whether a run had nothing to delete. */
export function isNothing(counts: PruneCounts): boolean {
  return Object.values(counts).every((count) => count === 0)
}

const summaryParts: readonly [keyof PruneCounts, RegExp][] = [
  ['images', /^deleted (\d+) image object\(s\)$/],
  ['streamItems', /^deleted (\d+) image stream tag item\(s\)$/],
  ['streams', /^updated (\d+) image stream\(s\)$/],
  ['layerLinks', /^deleted (\d+) layer link\(s\)$/],
  ['manifestLinks', /^deleted (\d+) manifest link\(s\)$/],
  ['blobs', /^deleted (\d+) blob\(s\)$/],
]

/** The numbers of a line "Summary: …"; parts that are zero are left out there. Undefined when the line is cut off or none of these. */
export function parseSummary(line: string): PruneCounts | undefined {
  if (!line.startsWith('Summary: ')) return undefined
  const text = line.slice('Summary: '.length).trim()
  if (text === 'deleted 0 objects') return { ...noCounts }
  const counts = { ...noCounts }
  for (const part of text.split(', ')) {
    const known = summaryParts.find(([, pattern]) => pattern.test(part))
    if (!known) return undefined
    counts[known[0]] = Number(known[1].exec(part)?.[1])
  }
  return counts
}

function newAttempt(number: number): Mutable<PruneAttempt> {
  return {
    number,
    lineCount: 0,
    counted: { ...noCounts },
    dryRun: false,
    metadataOnly: false,
    errors: [],
    errorCount: 0,
    invalidReferences: [],
    klogCount: 0,
  }
}

function countDeletion(counts: PruneCounts, line: string): void {
  const rest = line.slice('Deleting '.length)
  if (rest.startsWith('layer link ')) counts.layerLinks++
  else if (rest.startsWith('blob ')) counts.blobs++
  else if (rest.startsWith('manifest link ')) counts.manifestLinks++
  else if (rest.startsWith('image ')) counts.images++
  else {
    const items = /^(\d+) items from image stream /.exec(rest)
    if (!items) return
    counts.streamItems += Number(items[1])
    counts.streams++
  }
}

// A run that fails at every blob says so in as many lines.
function keepError(attempt: Mutable<PruneAttempt>, line: string): void {
  attempt.errorCount++
  attempt.errors.push(line)
  if (attempt.errors.length > keptErrors) attempt.errors.splice(keptErrors / 2, 1)
}

/** Whether a line of stderr says that something went wrong. */
function isError(line: string): boolean {
  return /^(error[: ]|Error from server|Failed to |Unable to connect |panic: |fatal error: |invalid argument |unknown (short)?flag|The connection to the server |.*: (command )?not found$)/i.test(
    line,
  )
}

// The kubelet's own words, which come with a good code in place of the log.
const lostLog =
  /^(unable to retrieve container logs for |failed to try resolving symlinks in path |failed to open log file |rpc error: code = )/

// Logs that were asked for with timestamps begin each line with one.
function withoutTime(line: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(line) ? line.replace(/^\S+ /, '') : line
}
