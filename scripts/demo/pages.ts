import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The paths of all pages that need no name of an object, as "registry/settings": those that have a file each where no server falls
 * back to the console. Taken from the routes, and the tabs from the links to them.
 */
export function staticPages(root: string): string[] {
  const routes = [...readFileSync(join(root, 'src/app/routes.tsx'), 'utf8').matchAll(/\bpath: '([^']+)'/g)]
    .map(([, path = '']) => path)
    .filter((path) => !['/', '*'].includes(path))
  const links = globSync('src/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\bpaths\.(\w+)\('([\w-]+)'/g)])
  const pages = routes.flatMap((route) => {
    const page = route.replace(/\/:tab\?$/, '')
    if (page.includes(':')) return []
    const tabs = page === route ? [] : links.filter(([, name]) => name === page).map(([, , tab]) => `${page}/${tab}`)
    return [page, ...tabs]
  })
  return [...new Set(pages)].toSorted()
}
