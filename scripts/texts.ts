// What the catalogs of src/locales lack, and what nothing says any more: as JSON, {"de": {"missing": [], "unused": []}}.
import { languages } from '../src/lib/languages.ts'
import { catalogKeys, readCatalog, unusedKeys } from './safety/catalogs.ts'
import { spokenSources, textCallsOf } from './safety/textCalls.ts'

const calls = spokenSources().flatMap(textCallsOf)
const found = Object.keys(languages).map((tag) => {
  const [has, needs] = [readCatalog(tag), catalogKeys(tag, calls)]
  const missing = [...needs].filter((key) => !Object.hasOwn(has, key))
  return [tag, { missing, unused: unusedKeys(has, calls) }] as const
})
console.log(JSON.stringify(Object.fromEntries(found), undefined, 2))
process.exitCode = found.some(([, { missing, unused }]) => missing.length + unused.length) ? 1 : 0
