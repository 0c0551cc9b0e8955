/** The code of each page, a chunk of its own. */
export const pages = {
  imageStreams: () => import('../features/image-streams/streams/ImageStreamListPage.tsx'),
  imageStream: () => import('../features/image-streams/streams/ImageStreamPage.tsx'),
  imageStreamTag: () => import('../features/image-streams/tags/ImageStreamTagPage.tsx'),
}

const patterns: readonly [RegExp, () => Promise<unknown>][] = [
  [/^(imagestreams)?$/, pages.imageStreams],
  [/^imagestreams\/[^/]+\/[^/]+\/tags\/./, pages.imageStreamTag],
  [/^imagestreams\/./, pages.imageStream],
]

/** What loads the page at a path below the base address; undefined where there is none. */
export function pageAt(path: string): (() => Promise<unknown>) | undefined {
  return patterns.find(([pattern]) => pattern.test(path.replace(/^\/|\/$/g, '')))?.[1]
}

/** Starts to load a page beside the code that all pages share. A failure shows when the route asks again. */
export function preloadPage(path: string): void {
  pageAt(path)?.().catch(() => {})
}
