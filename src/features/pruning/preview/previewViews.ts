import { paths } from '../../../lib/paths.ts'
import { settingKeys } from './previewOptions.ts'

export const previewViews = ['goes', 'stays', 'images', 'why', 'references', 'choices'] as const
export type PreviewView = (typeof previewViews)[number]

/** The section that the address asks for. */
export function viewOf(params: URLSearchParams): PreviewView {
  const wanted = params.get('view')
  return previewViews.find((view) => view === wanted) ?? 'goes'
}

/** The address of a section with the settings as they are; filters of other sections are left behind. */
export function viewPath(params: URLSearchParams, view: PreviewView, filters: Record<string, string> = {}): string {
  const settings = settingKeys.flatMap((key) => {
    const value = params.get(key)
    return value === null ? [] : [[key, value] as const]
  })
  return paths.pruning('preview', { ...Object.fromEntries(settings), ...(view !== 'goes' && { view }), ...filters })
}
