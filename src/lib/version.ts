import { version } from '../../package.json'

/** The version of the console. */
export const consoleVersion = version

/** The version with the commit that was built, as the page names it: "1.0.0 (1a7ac2f04c1b)". The version alone where the build knew none. */
export function consoleBuild(): string {
  // In the page and in no script: what did not change keeps its name, and stays in browsers.
  const commit = document.querySelector<HTMLMetaElement>('meta[name="registry-console-commit"]')?.content
  return commit ? `${version} (${commit})` : version
}
