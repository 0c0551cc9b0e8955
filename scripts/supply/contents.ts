/** Hosts that scripts of the build name, and why that is no request: browsers never ask them, people may. */
const NAMED_HOSTS: Readonly<Record<string, string>> = {
  'www.w3.org': 'names of XML namespaces',
  'react.dev': 'where React explains its errors',
  'reactrouter.com': 'where the router explains its errors',
  'github.com': 'where libraries and commands are explained',
  'index.docker.io': 'how pull secrets name Docker Hub',
  'example.com': 'examples in forms',
  'proxy.example.com': 'examples in forms',
  localhost: 'what relative addresses are read against',
}

/** What the content security policy forbids, or what tells more than a build should; each with the words for it. */
const FORBIDDEN: readonly [pattern: RegExp, why: string][] = [
  [/(?<![\w$.])eval\s*\)?\s*\(/, 'calls eval'],
  [/(?<![\w$.])(new\s+)?Function\s*\(\s*[`'"\w$]/, 'makes a function of text'],
  [/(?<![\w$.])set(Timeout|Interval)\s*\(\s*[`'"]/, 'runs text later'],
  [/document\.write(ln)?\s*\(/, 'writes into the page as it loads'],
  [/[#@]\s*sourceMappingURL=/, 'names a source map'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/]{16}/, 'holds a private key'],
  [/sha256~[\w-]{43}/, 'holds a token of OpenShift'],
]

/** Style sheets and pages that load from elsewhere do it without a script. */
const LOADED_BY_STYLES = /(?:url\(\s*['"]?|@import\s+['"]?)(?:https?:)?\/\/[^)'"\s]*/g

/** What a file of the build must not hold; `folders` are those of the machine that built it. */
export function contentProblems(name: string, text: string, folders: readonly string[] = []): string[] {
  const problems = folders
    .filter((folder) => folder.length > 1 && text.includes(folder))
    .map((folder) => `${name} names ${folder}, a folder of the machine that built it`)
  if (name.endsWith('.map')) problems.push(`${name} is a source map`)
  if (name.endsWith('.css'))
    problems.push(...(text.match(LOADED_BY_STYLES) ?? []).map((address) => `${name} loads ${address}`))
  if (!name.endsWith('.js')) return problems
  for (const [pattern, why] of FORBIDDEN) if (pattern.test(text)) problems.push(`${name} ${why}`)
  const hosts = new Set(Array.from(text.matchAll(/https?:\/\/([a-z\d-]+(?:\.[a-z\d-]+)*)/gi), ([, host = '']) => host))
  for (const host of hosts)
    if (!Object.hasOwn(NAMED_HOSTS, host.toLowerCase()))
      problems.push(`${name} names ${host}: if nothing is asked there, say why in scripts/supply/contents.ts`)
  return problems
}
