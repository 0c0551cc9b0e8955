import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { generateSchemas } from './generate-schemas.ts'

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8')

it('gives the schemas that are checked in', async () => {
  const files = generateSchemas(await read('mocks/data/schema/openapi.json'))
  expect(files.size).toBeGreaterThan(0)
  for (const [file, text] of files) expect(text).toBe(await read(`src/k8s/generated/schemas/${file}`))
})
