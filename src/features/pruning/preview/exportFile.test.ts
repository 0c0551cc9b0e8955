import { expect, test } from 'vitest'
import { defaultPruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { exportFile, type ExportFormat } from './exportFile.ts'
import type { ExportedRevision } from './previewProtocol.ts'

const options = { ...defaultPruneOptions, keepTagRevisions: 5 }
const rows: ExportedRevision[] = [
  {
    namespace: 'shop',
    stream: 'web',
    tag: 'latest',
    revision: 0,
    digest: 'sha256:a',
    created: Date.UTC(2026, 0, 2),
    why: 'used-tag',
    goes: false,
    userCount: 2,
    size: 7,
    imageWhy: 'held',
    frees: 0,
    sharedBlobs: 0,
  },
  { namespace: 'shop', stream: '=web', tag: 'v1', revision: 5, digest: '', why: 'beyond', goes: true, userCount: 0 },
]

async function written(format: ExportFormat, pieces: readonly (readonly ExportedRevision[])[]): Promise<string> {
  const file = exportFile(format, options, Date.UTC(2026, 0, 3))
  for (const piece of pieces) file.add(piece)
  const texts = await Promise.all(file.parts().map((part) => part.text()))
  return texts.join('')
}

test('every revision with its reason, as CSV in pieces', async () => {
  const text = await written('csv', [rows.slice(0, 1), [], rows.slice(1)])
  const lines = text.trimEnd().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toMatch(/^Project,Image stream,Tag,Revision,Image,Created,Size,In a run,Rule,Why,/)
  expect(lines[1]).toBe(
    'shop,web,latest,1,sha256:a,2026-01-02T00:00:00.000Z,7,Stays,used-tag,"current, and something uses the tag",2,a revision that stays has it,0,0',
  )
  expect(lines[2]).toMatch(
    /^shop,'=web,v1,6,,,,Goes,beyond,"older than 1h, beyond revision 5, and nothing uses it",0,,,$/,
  )
})

test('and as JSON, with when it was read and the command that does the same', async () => {
  const whole: unknown = JSON.parse(await written('json', [rows.slice(0, 1), [], rows.slice(1)]))
  expect(whole).toMatchObject({
    readAt: '2026-01-03T00:00:00.000Z',
    command: 'oc adm prune images --keep-tag-revisions=5',
    revisions: [
      { project: 'shop', tag: 'latest', revision: 1, run: 'Stays', rule: 'used-tag', workloads: 2, size: 7 },
      { stream: '=web', image: '', run: 'Goes', size: null },
    ],
  })
  expect(JSON.parse(await written('json', []))).toMatchObject({ revisions: [] })
})
