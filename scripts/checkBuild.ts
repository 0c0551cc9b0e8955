// Builds the console and looks at what came out: no mock code, nothing inline or from elsewhere, how much the first list and all
// else costs, and whether the same comes out when somebody else builds it.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { build, type Rolldown } from 'vite'
import { budgets, oversized } from './supply/budgets.ts'
import { contentProblems } from './supply/contents.ts'
import { builtElsewhere, differences, writtenBuild } from './supply/reproduce.ts'

/** Words of the mock cluster and of its library. Each has to occur in the mock, or finding none proves nothing. */
const sentinels = ['__mock__', 'mockServiceWorker', 'mock-cluster']

// Side by side: much of a build waits for one core. Both are waited for, so that nothing is left behind when one fails.
const [here, copy] = await Promise.allSettled([build({ logLevel: 'warn' }), builtElsewhere()])
if (here.status === 'rejected') throw here.reason
if (copy.status === 'rejected') throw copy.reason
const [built, elsewhere] = [here.value, copy.value]
if (!('output' in built)) throw new Error('the build gave more than one bundle, or a watcher')
const files = new Map(built.output.map((file) => [file.fileName, file]))
const problems: string[] = []

const contentOf = (file: Rolldown.OutputChunk | Rolldown.OutputAsset) =>
  file.type === 'chunk' ? file.code : Buffer.from(file.source)

const folders = ['src', 'node_modules'].map((folder) => `${process.cwd()}/${folder}/`)
for (const file of files.values()) {
  problems.push(...contentProblems(file.fileName, contentOf(file).toString(), folders))
  const modules = file.type === 'chunk' ? file.moduleIds : []
  for (const id of modules) if (/\/(mocks|node_modules\/msw)\//.test(id)) problems.push(`${file.fileName} holds ${id}`)
  if (/\.(js|html)$/.test(file.fileName))
    for (const word of sentinels) if (contentOf(file).includes(word)) problems.push(`${file.fileName} says "${word}"`)
}

const mock = ['mocks/msw.ts', 'mocks/node.ts', 'mocks/server/api.ts'].map((path) => readFileSync(path, 'utf8')).join('')
for (const word of sentinels)
  if (!mock.includes(word)) problems.push(`the mock no longer says "${word}": choose another word to look for`)

const page = readFileSync('dist/index.html', 'utf8')
if (/<script(?![^>]*\bsrc=)|<style|\son\w+=|javascript:/i.test(page))
  problems.push('index.html has inline script or style')
if (/(?:src|href)="(?:https?:)?\/\//.test(page)) problems.push('index.html loads from another origin')

/** The chunks that come with one, itself included: what it imports, and what that imports. */
function closure(fileName: string, seen = new Set<string>()): Set<string> {
  const file = files.get(fileName)
  if (file?.type !== 'chunk' || seen.has(fileName)) return seen
  seen.add(fileName)
  for (const next of file.imports) closure(next, seen)
  return seen
}

const chunks = [...files.values()].filter((file) => file.type === 'chunk')
const entry = chunks.find(({ isEntry }) => isEntry)
const named = (file: string) => chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(file))
const [start, list] = [named('/app/start.tsx'), named('/ImageStreamListPage.tsx')]
if (!entry || !start || !list) throw new Error('no chunk of the entry, of the start, or of the list of image streams')

// As servers send them: the build holds them compressed, but for those that do not get smaller by it.
const kibOf = (name: string) => statSync(existsSync(`dist/${name}.br`) ? `dist/${name}.br` : `dist/${name}`).size / 1024
const kib = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + kibOf(name), 0)
const js = closure(list.fileName, closure(start.fileName, closure(entry.fileName)))
const css = new Set([...js].flatMap((name) => cssOf(name)))

function cssOf(name: string): string[] {
  const file = files.get(name)
  return file?.type === 'chunk' ? [...(file.viteMetadata?.importedCss ?? [])] : []
}

// Charts are drawn on few pages: their code comes with the first one that is shown, and with nothing else.
const drawing = chunks.filter(({ moduleIds }) =>
  moduleIds.some((id) => /\/(node_modules\/uplot|ui\/charts\/plot)/.test(id)),
)
if (drawing.length === 0) problems.push('no chunk holds the library that draws charts')
for (const { fileName } of drawing)
  for (const chunk of chunks)
    if (chunk.fileName !== fileName && closure(chunk.fileName).has(fileName))
      problems.push(`${chunk.fileName} loads ${fileName}, which draws charts, before one is shown`)

for (const [kind, names] of [['js', js] as const, ['css', css] as const]) {
  const size = kib(names)
  const most = budgets.firstList[kind]
  const said = `first list, ${kind}: ${size.toFixed(1)} of ${most} KiB brotli in ${names.size} files`
  console.log(said)
  if (size > most) problems.push(said)
}
const late = [...files.values()]
  .filter(({ fileName }) => /\.(js|css)$/.test(fileName) && !js.has(fileName) && !css.has(fileName))
  .map((file) => ({
    fileName: file.fileName,
    moduleIds: file.type === 'chunk' ? file.moduleIds : [],
    size: kibOf(file.fileName),
  }))
problems.push(...oversized(late))
const largest = late.toSorted((a, b) => b.size - a.size).slice(0, 3)
console.log(
  `later, ${late.length} files: ${largest.map(({ fileName, size }) => `${fileName} ${size.toFixed(1)}`).join(', ')}`,
)

const written = await writtenBuild('dist')
const different = differences(written.digests, elsewhere)
problems.push(...written.problems, ...different)
console.log(`built elsewhere: ${different.length} of ${Object.keys(elsewhere).length} files differ`)
for (const problem of problems) console.error(problem)
process.exit(problems.length ? 1 : 0)
