/** What `oc adm prune images` is told: what it keeps, and what it touches. */
export interface PruneOptions {
  /** Nanoseconds; undefined: no age protects anything (as with the over size limit). */
  keepYoungerThan: bigint | undefined
  /** Undefined: none of them (as with the over size limit). */
  keepTagRevisions: number | undefined
  /** Undefined: the flag is not given. False says something else: then no age and no revisions are given either. */
  overSizeLimit: boolean | undefined
  /** False: only images that were pushed here go. */
  all: boolean
  /** False: objects go, but nothing in the storage of the registry. */
  pruneRegistry: boolean
  ignoreInvalidRefs: boolean
  /** Only the history of this project's streams; no image and no blob goes then. */
  namespace?: string
}

/** What `oc adm prune images` does without options. */
export const defaultPruneOptions: PruneOptions = {
  keepYoungerThan: 3_600_000_000_000n,
  keepTagRevisions: 3,
  overSizeLimit: undefined,
  all: true,
  pruneRegistry: true,
  ignoreInvalidRefs: false,
}

/** The `oc adm prune images` command that does the same; what is as by default is left out. */
export declare function pruneCommand(options: PruneOptions, confirm?: boolean): string

/** The options of a command line, or why `oc` refuses them. */
export declare function parsePruneArgs(args: readonly string[]): { options: PruneOptions } | { error: string }
