import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { generateTypes } from './generate-types.ts'

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8')

it('gives the types that are checked in', async () => {
  const schema = await read('mocks/data/schema/openapi.json')
  expect(await generateTypes(schema)).toBe(await read('src/k8s/generated/schema.ts'))
}, 20_000)
