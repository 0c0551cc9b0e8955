import { expect, it } from 'vitest'
import stream from '../../k8s/generated/schemas/ImageStream.image.openshift.io.json' with { type: 'json' }
import type { KindSchema } from '../../lib/kindSchema.ts'
import { schemaProblems } from './schemaProblems.ts'
import { parseYaml } from './yamlDocument.ts'

// JSON files have no literal types.
const schema = stream as KindSchema
const problemsOf = (text: string) =>
  schemaProblems(parseYaml(text), schema).map(({ line, severity, message }) => `${line} ${severity} ${message}`)

it.each([
  ['spec:\n  lookupPolicy:\n    local: maybe', '3 error local has to be true or false'],
  ['spec:\n  tags: v1', '2 error tags has to be a list: each entry begins with a dash'],
  ['spec:\n  tags:\n  - v1', '3 error tags has to hold fields'],
  ['spec: 1', '1 error spec has to hold fields'],
  ['metadata:\n  annotations:\n    enabled: yes', '3 error enabled has to be text: write it in quotes, "yes"'],
  ['spec:\n  tags:\n  - name: a\n    generation: soon', '4 error generation has to be a whole number'],
  [
    'spec:\n  tags:\n  - name: a\n    generation: 9223372036854775808',
    '4 error generation does not fit into 64 bits: the server refuses it',
  ],
  [
    'spec:\n  tags:\n  - name: a\n    referencePolicy:\n      type: Remote',
    '5 error type has to be one of Source, Local',
  ],
  [
    'spec:\n  tags:\n  - name: a\n    importPolicy:\n      importMode: All',
    '5 error importMode has to be one of "", Legacy, PreserveOriginal',
  ],
  ['spec:\n  tags:\n  - reference: true', '3 error name is missing here'],
  ['spec:\n  tags:\n  - name: a\n    from:\n      kind: DockerImage', '4 error name is missing here'],
  [
    'spec:\n  tags:\n  - name: a\n    importpolicy: {}',
    '4 warning tags has no field importpolicy: importPolicy may be meant. The server drops fields that it does not know.',
  ],
  ['spec:\n  surprise: 1', '2 warning spec has no field surprise. The server drops fields that it does not know.'],
  ['- a\n- b', '1 error This is not an object: it has to begin with fields such as apiVersion, kind and metadata'],
])('finds the problem in %j', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem])
})

it.each([
  '',
  'metadata:\n  name: web\n  labels:\n  annotations: null\nspec:\n  tags: null',
  'status:\n  anything: [1, 2]',
  'spec:\n  tags:\n  - name: "1"\n    from: null\n    generation: null\n    annotations: {a: "1"}',
  'x: &policy {local: true}\nspec:\n  lookupPolicy: *policy'.replace('x: ', 'status: '),
])('accepts %j', (text) => {
  expect(text === '' ? [] : problemsOf(text)).toEqual([])
})
