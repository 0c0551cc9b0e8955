import { useState } from 'react'
import type { AuditEvent } from '../../lib/registryAudit.ts'
import { denialOf, type Denial } from '../../lib/registryDenial.ts'
import type { InLog, SourceId } from '../../logs/logProtocol.ts'
import { auditKinds } from './auditWords.ts'

/** An event with the pod whose log has it. */
export interface AuditRow extends InLog<AuditEvent> {
  pod: string
  denial: Denial | undefined
}

/** The key of a row: a line keeps its number for as long as it is held. */
export const rowKey = ({ line }: { line: number }) => String(line)

/** Who wrote a log. */
export interface NamedLog {
  id: SourceId
  pod: string
}

/** The rows of events, in the pods whose logs have them. */
export function useAuditRows(
  found: readonly InLog<AuditEvent>[] | undefined,
  sources: readonly NamedLog[],
): readonly AuditRow[] {
  return useRows(
    found,
    sources,
    (event, pod) => ({ ...event, pod, denial: denialOf(event) }),
    (event, row) => event.time === row.time && event.kind === row.kind && event.status === row.status,
  )
}

/** Rows made of what was found. Those that have not changed stay the same objects, so that they are not drawn again. */
export function useRows<F extends { line: number; source: SourceId }, R extends F>(
  found: readonly F[] | undefined,
  sources: readonly NamedLog[],
  make: (found: F, pod: string) => R,
  isSame: (found: F, row: R) => boolean,
): readonly R[] {
  const [last, setLast] = useState<{ found: unknown; rows: readonly R[] }>({ found: undefined, rows: [] })
  if (!found || last.found === found) return last.rows
  const pods = new Map(sources.map(({ id, pod }) => [id, pod]))
  const rows = keepRows(found, last.rows, (each) => make(each, pods.get(each.source) ?? ''), isSame)
  setLast({ found, rows })
  return rows
}

/** Rows made from what was found; those of the last time stay where nothing has changed. */
export function keepRows<F extends { line: number; source: SourceId }, R extends F>(
  found: readonly F[],
  before: readonly R[],
  make: (found: F) => R,
  isSame: (found: F, row: R) => boolean,
): R[] {
  const known = new Map(before.map((row) => [row.line, row]))
  return found.map((each) => {
    const row = known.get(each.line)
    return row && row.source === each.source && isSame(each, row) ? row : make(each)
  })
}

/** What the events of one user, or of one repository, come to. */
export interface AuditGroup extends Record<AuditEvent['kind'], number> {
  /** Empty: not known, or none. */
  name: string
  total: number
  /** The newest, in µs. */
  last: number
}

/** Events counted by user or by repository. */
export function auditGroups(rows: readonly AuditEvent[], by: 'user' | 'repository'): AuditGroup[] {
  const groups = new Map<string, AuditGroup>()
  for (const row of rows) {
    const name = row[by] ?? ''
    let group = groups.get(name)
    if (!group) groups.set(name, (group = { name, total: 0, last: 0, ...none() }))
    group[row.kind]++
    group.total++
    group.last = Math.max(group.last, row.time)
  }
  return [...groups.values()]
}

function none(): Record<AuditEvent['kind'], number> {
  const counts = { push: 0, pull: 0, delete: 0, denied: 0, badToken: 0, notFound: 0, failed: 0 }
  for (const kind of auditKinds) counts[kind] = 0
  return counts
}
