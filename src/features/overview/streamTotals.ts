import type { FailedTag, ImageStreamRow, StreamSource } from '../../k8s/resources/imageStreamRow.ts'

export interface FailingImport extends FailedTag {
  namespace: string
  stream: string
}

/** The newest image of a stream. */
export interface LatestImage {
  namespace: string
  stream: string
  tag: string
  source?: StreamSource
  /** RFC 3339. */
  created: string
}

export interface StreamTotals {
  tags: number
  /** How many tags fail to import, and a few of them, the newest first. */
  failing: number
  failed: readonly FailingImport[]
  latest: readonly LatestImage[]
}

/** What one project has. */
export interface ProjectTotals {
  project: string
  streams: number
  tags: number
  failing: number
}

const shown = 8

/** What the overview says of image streams, by one pass over their rows: thousands change with every event. */
export function streamTotals(rows: readonly ImageStreamRow[]): StreamTotals {
  let tags = 0
  let failing = 0
  const failed: FailingImport[] = []
  const latest: LatestImage[] = []
  for (const row of rows) {
    const { name: stream, namespace = '' } = row.metadata
    tags += row.tags
    failing += row.failing
    for (const failure of row.failed ?? [])
      if (isAmong(failed, failure.since, sinceOf)) keep(failed, { ...failure, namespace, stream }, sinceOf)
    const { newest: tag, updated: created, newestSource: source } = row
    if (tag !== undefined && created !== undefined && isAmong(latest, created, createdOf))
      keep(latest, { namespace, stream, tag, created, ...(source && { source }) }, createdOf)
  }
  return { tags, failing, failed, latest }
}

/** How many streams, tags and failing imports each of the projects has: those where something fails first. */
export function projectTotals(rows: readonly ImageStreamRow[], projects: readonly string[]): ProjectTotals[] {
  const totals = new Map(projects.map((project) => [project, { project, streams: 0, tags: 0, failing: 0 }]))
  for (const { metadata, tags, failing } of rows) {
    const total = totals.get(metadata.namespace ?? '')
    if (!total) continue
    total.streams++
    total.tags += tags
    total.failing += failing
  }
  return [...totals.values()].toSorted((a, b) => b.failing - a.failing)
}

const sinceOf = ({ since }: FailingImport) => since
const createdOf = ({ created }: LatestImage) => created

// Times of the API server all have the same form, so that they sort as text.
function isAmong<T>(newest: readonly T[], time: string, timeOf: (entry: T) => string): boolean {
  const last = newest.at(-1)
  return newest.length < shown || (last !== undefined && time > timeOf(last))
}

function keep<T>(newest: T[], entry: T, timeOf: (entry: T) => string): void {
  const place = newest.findIndex((other) => timeOf(other) < timeOf(entry))
  newest.splice(place < 0 ? newest.length : place, 0, entry)
  if (newest.length > shown) newest.pop()
}
