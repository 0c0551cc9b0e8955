/** KiB, brotli. */
export const budgets = {
  /** All that has to come until the list of image streams shows. */
  firstList: { js: 170, css: 45 },
  /** One file of what comes later, by what is in it. */
  catalog: 140,
  editor: 125,
  worker: 42,
  chunk: 32,
  styles: 10,
} as const

/** A file of the build that comes later than the first list, with what it is made of. */
export interface LateFile {
  fileName: string
  moduleIds: readonly string[]
}

/** How large a file that comes later may be: a page, a dialog or what several of them share, unless it is known to be more. */
export function budgetOf({ fileName, moduleIds }: LateFile): number {
  if (fileName.endsWith('.css')) return budgets.styles
  if (moduleIds.some((id) => /\/src\/locales\/[\w-]+\.json$/.test(id))) return budgets.catalog
  if (moduleIds.some((id) => id.includes('/node_modules/@codemirror/view/'))) return budgets.editor
  if (/Worker-[\w-]+\.js$/.test(fileName)) return budgets.worker
  return budgets.chunk
}

/** Files that are larger than they may be; sizes in KiB, brotli. */
export function oversized(files: readonly (LateFile & { size: number })[]): string[] {
  return files
    .filter((file) => file.size > budgetOf(file))
    .map((file) => `${file.fileName} has ${file.size.toFixed(1)} of ${budgetOf(file)} KiB brotli`)
}
