import { pruneCommand, type PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { csvLines, csvTitles, toJson } from '../../../ui/tableExport.ts'
import { exportedColumns } from './exportedColumns.ts'
import type { ExportedRevision } from './previewProtocol.ts'

/** A file that grows by rows: its parts lie outside the memory of the page's code. */
export interface ExportFile {
  add(rows: readonly ExportedRevision[]): void
  /** All of it. Nothing may be added after. */
  parts(): readonly Blob[]
}

export type ExportFormat = 'csv' | 'json'

/** Begins a file with every revision. JSON also says when it was read and which command does the same. */
export function exportFile(format: ExportFormat, options: PruneOptions, at: number): ExportFile {
  const columns = exportedColumns(options)
  if (format === 'csv') {
    const parts = [new Blob([csvTitles(columns)])]
    return { add: (rows) => void parts.push(new Blob([csvLines(rows, columns)])), parts: () => parts }
  }
  const head = JSON.stringify({ readAt: new Date(at).toISOString(), command: pruneCommand(options) }, null, 2)
  const parts = [new Blob([`${head.slice(0, -2)},\n  "revisions": [`])]
  let empty = true
  return {
    add: (rows) => {
      if (rows.length === 0) return
      // An array without its brackets.
      const lines = toJson(rows, columns).trim().slice(1, -1).trimEnd()
      parts.push(new Blob([empty ? lines : `,${lines}`]))
      empty = false
    },
    parts: () => [...parts, new Blob(['\n  ]\n}\n'])],
  }
}
