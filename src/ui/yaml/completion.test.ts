import { describe, expect, it } from 'vitest'
import stream from '../../k8s/generated/schemas/ImageStream.image.openshift.io.json' with { type: 'json' }
import type { KindSchema } from '../../lib/kindSchema.ts'
import { completionsAt } from './completion.ts'

// JSON files have no literal types.
const schema = stream as KindSchema
/** What is offered at the bar. */
const at = (marked: string) => completionsAt(marked.replace('|', ''), marked.indexOf('|'), schema)
const labels = (marked: string) => at(marked)?.options.map(({ label }) => label) ?? []

describe('completionsAt', () => {
  it.each([
    ['|', ['apiVersion', 'kind', 'metadata', 'spec', 'status']],
    ['kind: ImageStream\nsp|', ['apiVersion', 'metadata', 'spec', 'status']],
    ['spec:\n  |', ['dockerImageRepository', 'lookupPolicy', 'tags']],
    ['spec:\n  tags: []\n  |\n  lookupPolicy:\n    local: true', ['dockerImageRepository']],
    ['spec:\n  lookupPolicy:\n    |', ['local']],
    ['spec:\n  lookupPolicy:\n    local: |', ['true', 'false']],
    ['spec:\n  lookupPolicy:\n    local: t|', ['true', 'false']],
    [
      'spec:\n  tags:\n  - name: a\n    from:\n      kind: DockerImage\n    |\n  - name: b\n    reference: true',
      ['annotations', 'generation', 'importPolicy', 'reference', 'referencePolicy'],
    ],
    [
      'spec:\n  tags:\n    - na|',
      ['annotations', 'from', 'generation', 'importPolicy', 'name', 'reference', 'referencePolicy'],
    ],
    ['spec:\n  tags:\n  - name: a\n    from:\n      kind: |', ['DockerImage', 'ImageStreamTag', 'ImageStreamImage']],
    ['spec:\n  tags:\n  - importPolicy:\n      importMode: P|', ['""', 'Legacy', 'PreserveOriginal']],
    ['spec:\n  tags:\n  - name: a\n  - referencePolicy:\n      type: |', ['Source', 'Local']],
    // After a list that is not indented, the next field of its holder.
    ['spec:\n  tags:\n  - name: a\n  |', ['dockerImageRepository', 'lookupPolicy']],
    // Keys of maps are free, and so is what is not known.
    ['metadata:\n  labels:\n    |', []],
    ['metadata:\n  name: |', []],
    ['status:\n  |', []],
    ['unknown:\n  |', []],
  ])('offers in %j', (text, expected) => {
    expect(labels(text)).toEqual(expected)
  })

  it('describes what it offers', () => {
    expect(at('spec:\n  |')?.options).toContainEqual({
      label: 'tags',
      kind: 'field',
      detail: 'array',
      info: expect.stringContaining('only pushed'),
      insert: 'tags:\n  - ',
    })
  })

  it('replaces what is typed already', () => {
    expect(at('spec:\n  look|')?.from).toBe('spec:\n  '.length)
  })
})
