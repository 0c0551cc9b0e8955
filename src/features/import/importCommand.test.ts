import { expect, test } from 'vitest'
import type { ImageStream, TagReference } from '../../k8s/resources/imageStream.ts'
import type { WantedTag } from '../../k8s/resources/imageStreamImport.ts'
import { importCommand } from './importCommand.ts'

const plain: WantedTag = {
  tag: 'v1',
  from: 'quay.io/acme/web:v1',
  importPolicy: { importMode: 'Legacy' },
  referencePolicy: { type: 'Source' },
}
const everything: WantedTag = {
  ...plain,
  importPolicy: { scheduled: true, insecure: true, importMode: 'PreserveOriginal' },
  referencePolicy: { type: 'Local' },
}

const streamWith = (...tags: TagReference[]): ImageStream => ({
  metadata: { name: 'web', namespace: 'demo' },
  spec: { tags },
})
const from = (name: string) => ({ kind: 'DockerImage', name })

test.each<[string, ImageStream | undefined, WantedTag, string]>([
  ['a new stream', undefined, plain, 'oc import-image web:v1 --from=quay.io/acme/web:v1 --confirm -n demo'],
  [
    'every option',
    undefined,
    everything,
    'oc import-image web:v1 --from=quay.io/acme/web:v1 --confirm --scheduled --insecure --import-mode=PreserveOriginal --reference-policy=local -n demo',
  ],
  [
    'a tag from the same source',
    streamWith({ name: 'v1', from: from('quay.io/acme/web:v1') }),
    plain,
    'oc import-image web:v1 --from=quay.io/acme/web:v1 --confirm -n demo',
  ],
  [
    'a tag from elsewhere, whose reference policy stays',
    streamWith({ name: 'v1', from: from('quay.io/acme/old:v1'), referencePolicy: { type: 'Local' } }),
    plain,
    'oc tag --source=docker quay.io/acme/web:v1 web:v1 --reference-policy=local -n demo',
  ],
  [
    'a tag with annotations, which "oc tag" would wipe',
    streamWith({ name: 'v1', from: from('quay.io/acme/old:v1'), annotations: { description: 'The first' } }),
    plain,
    `oc patch is/web -n demo -p '${JSON.stringify({
      spec: {
        tags: [{ name: 'v1', from: { name: 'quay.io/acme/web:v1' }, generation: 0, importPolicy: plain.importPolicy }],
      },
    })}'`,
  ],
  [
    'a tag that follows another',
    streamWith({ name: 'v1', from: { kind: 'ImageStreamTag', name: 'v2' } }, { name: 'v2' }),
    everything,
    'oc tag --source=docker quay.io/acme/web:v1 web:v1 --scheduled --insecure --import-mode=PreserveOriginal -n demo',
  ],
  [
    'a tag that loses its schedule',
    streamWith({ name: 'v1', from: from('quay.io/acme/web:v1'), importPolicy: { scheduled: true } }),
    plain,
    'oc tag --source=docker quay.io/acme/web:v1 web:v1 -n demo',
  ],
])('%s', (_, stream, wanted, command) => {
  expect(importCommand({ namespace: 'demo', name: 'web', stream }, { tags: [wanted] })).toBe(command)
})

test('several tags are several commands, a repository is one', () => {
  const target = { namespace: 'demo', name: 'web', stream: undefined }
  expect(importCommand(target, { tags: [plain, { ...plain, tag: 'v2', from: 'quay.io/acme/web:v2' }] })).toBe(
    'oc import-image web:v1 --from=quay.io/acme/web:v1 --confirm -n demo\n' +
      'oc import-image web:v2 --from=quay.io/acme/web:v2 --confirm -n demo',
  )
  expect(importCommand(target, { repository: 'quay.io/acme/web', policies: everything })).toBe(
    'oc import-image web --from=quay.io/acme/web --all --confirm --scheduled --insecure --import-mode=PreserveOriginal --reference-policy=local -n demo',
  )
})
