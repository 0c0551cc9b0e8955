import type { Page } from '@playwright/test'
import type { Cluster } from '../../mocks/server/cluster.ts'
import type { K8sObject } from '../../src/k8s/types.ts'

interface Stream extends K8sObject {
  spec?: { tags?: { name: string }[] }
  status?: { tags?: { tag: string; items?: { image: string; created: string }[] | null }[] }
}

interface Pruner extends K8sObject {
  spec?: { keepTagRevisions?: number; suspend?: boolean }
}

interface RegistryConfig extends K8sObject {
  spec?: { replicas?: number; logLevel?: string }
}

const STREAMS = 'image.openshift.io/imagestreams'
const OPERATOR = 'imageregistry.operator.openshift.io'

/** The rows of a table by the text of their header, each with that of its cells by the heading of the column. */
type Rows = Record<string, Record<string, string>>

/** What pages of some addresses have to show, as short texts: from the cluster, and from the screen. */
export interface View {
  wanted: Record<string, string>
  shown: Record<string, string>
}

/** What the cluster has for the page that is shown, beside what its tables and descriptions say; undefined for other pages. */
export async function viewOf(page: Page, cluster: Cluster): Promise<View | undefined> {
  const { pathname, searchParams } = new URL(page.url())
  const parts = pathname.split('/').filter(Boolean).map(decodeURIComponent)
  const [kind, namespace = '', name = '', tab = ''] = parts
  if (kind === 'imagestreams' && parts.length === 1) return listView(page, cluster, searchParams)
  if (kind === 'imagestreams' && namespace !== 'create' && name) {
    const stream: Stream | undefined = cluster.store.get(STREAMS, namespace, name)
    if (!stream) return { wanted: { gone: 'true' }, shown: { gone: String(await saysGone(page)) } }
    if (tab === '') return tagsView(page, stream, searchParams)
    if (tab === 'details') return detailsView(page, stream)
  }
  if (pathname === '/pods') return podsView(page, cluster, searchParams)
  if (pathname === '/pruning') return prunerView(page, cluster)
  if (pathname === '/registry/settings') return registryView(page, cluster)
  return undefined
}

const tagsOf = ({ spec, status }: Stream) =>
  new Set([...(spec?.tags ?? []).map(({ name }) => name), ...(status?.tags ?? []).map(({ tag }) => tag)])

async function listView(page: Page, cluster: Cluster, params: URLSearchParams): Promise<View | undefined> {
  if ([...params.keys()].some((key) => !['project', 'name', 'sort'].includes(key))) return undefined
  const project = params.get('project') ?? undefined
  const text = (params.get('name') ?? '').toLowerCase()
  const streams = [...cluster.store.list(STREAMS, project)].filter(({ metadata }) => metadata.name.includes(text))
  // One page of the table shows fifty.
  if (streams.length > 50) return undefined
  const wanted: Record<string, string> = {}
  for (const stream of streams as Stream[]) {
    const { namespace, name } = stream.metadata
    wanted[`${namespace}/${name}`] = String(tagsOf(stream).size)
  }
  const shown: Record<string, string> = {}
  for (const { Name = '', Project = '', Tags = '' } of await rowsOf(page, 'Image streams'))
    shown[`${Project}/${Name}`] = /^\d+/.exec(Tags)?.[0] ?? '0'
  return { wanted, shown }
}

async function tagsView(page: Page, stream: Stream, params: URLSearchParams): Promise<View | undefined> {
  if ([...params.keys()].some((key) => key !== 'sort')) return undefined
  const images = new Map(stream.status?.tags?.map(({ tag, items }) => [tag, items?.[0]?.image.slice(0, 19) ?? '']))
  const names = [...tagsOf(stream)]
  const wanted = Object.fromEntries(names.map((name) => [name, images.get(name) ?? '']))
  const rows = await rowsOf(page, 'Tags')
  const shown = Object.fromEntries(
    rows.map(({ Tag = '', Image = '' }) => [Tag, /sha256:[0-9a-f]{12}/.exec(Image)?.[0] ?? '']),
  )
  return { wanted, shown }
}

async function detailsView(page: Page, { metadata }: Stream): Promise<View> {
  const texts = await descriptions(page)
  return {
    wanted: { version: metadata.resourceVersion ?? '', uid: metadata.uid ?? '' },
    shown: { version: texts['Resource version'] ?? '', uid: texts['UID'] ?? '' },
  }
}

async function podsView(page: Page, cluster: Cluster, params: URLSearchParams): Promise<View | undefined> {
  if ([...params.keys()].some((key) => key !== 'sort')) return undefined
  const pods = cluster.store.list('/pods', 'openshift-image-registry')
  const rows = await rowsOf(page, 'Registry pods')
  return {
    wanted: Object.fromEntries(pods.map(({ metadata }) => [metadata.name, 'there'])),
    shown: Object.fromEntries(rows.map(({ Name = '' }) => [Name, 'there'])),
  }
}

async function prunerView(page: Page, cluster: Cluster): Promise<View> {
  const pruner: Pruner | undefined = cluster.store.get(`${OPERATOR}/imagepruners`, undefined, 'cluster')
  const texts = await descriptions(page)
  return {
    wanted: { kept: String(pruner?.spec?.keepTagRevisions ?? 3), suspended: pruner?.spec?.suspend ? 'Yes' : 'No' },
    shown: {
      kept: /^\d+/.exec(texts['Keep tag revisions'] ?? '')?.[0] ?? '',
      suspended: /^\w+/.exec(texts['Suspended'] ?? '')?.[0] ?? '',
    },
  }
}

async function registryView(page: Page, cluster: Cluster): Promise<View> {
  const config: RegistryConfig | undefined = cluster.store.get(`${OPERATOR}/configs`, undefined, 'cluster')
  const texts = await descriptions(page)
  const word = (text: string | undefined) => /^\w+/.exec(text ?? '')?.[0] ?? ''
  return {
    wanted: { replicas: String(config?.spec?.replicas), level: config?.spec?.logLevel ?? 'Normal' },
    shown: { replicas: word(texts['Replicas']), level: word(texts['Log level']) },
  }
}

/** The rows of a table by role and name. */
async function rowsOf(page: Page, name: string): Promise<Rows[string][]> {
  const table = page.getByRole('table', { name, exact: true })
  if ((await table.count()) === 0) return []
  return table.evaluate((element) => {
    const text = (cell: Element) => {
      const parts: string[] = []
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) parts.push(walker.currentNode.textContent ?? '')
      return parts.join(' ').trim()
    }
    const heads = [...element.querySelectorAll('thead th, thead td')].map(text)
    return [...element.querySelectorAll('tbody tr')]
      .filter((row) => row.querySelector('th[scope="row"]'))
      .map((row) => Object.fromEntries([...row.children].map((cell, index) => [heads[index] ?? '', text(cell)])))
  })
}

/** The descriptions of the page by their terms. */
async function descriptions(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const found: Record<string, string> = {}
    for (const term of document.querySelectorAll('main dt'))
      found[(term.textContent ?? '').trim()] ??= (term.nextElementSibling?.textContent ?? '').trim()
    return found
  })
}

async function saysGone(page: Page): Promise<boolean> {
  return page
    .locator('main')
    .getByText(/(was|has been) deleted|not found/i)
    .count()
    .then((count) => count > 0)
}

/** The lines that the main part of a page shows, without times and what passes. */
export async function linesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const main = document.querySelector('main')
    if (!main) return []
    const lines: string[] = []
    const walk = (node: Node) => {
      if (node instanceof Element) {
        // Times go on, drawings are no text; what was chosen, and what came of it, is the person's.
        if (node.matches('time, canvas, svg, select, script, style, [role="status"]')) return
        if (!node.checkVisibility()) return
      }
      const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').trim() : ''
      if (text) lines.push(text)
      for (const child of node.childNodes) walk(child)
    }
    walk(main)
    return lines
  })
}
