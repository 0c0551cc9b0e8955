import { expect, test } from 'vitest'
import type { Status } from '../../src/k8s/types.ts'
import { testCluster } from '../server/testCluster.ts'
import type { Image } from './imageTypes.ts'

const IMAGES = '/apis/image.openshift.io/v1/images'
const SIGNATURES = '/apis/image.openshift.io/v1/imagesignatures'
const MERGE = 'application/merge-patch+json'
const name = `sha256:${'a'.repeat(64)}`
const layer = { name: 'sha256:1', size: 1, mediaType: 'layer' }

const setup = () => {
  const { read } = testCluster()
  const create = (fields: object) =>
    read<Image & Status>(IMAGES, {
      method: 'POST',
      body: { metadata: { name }, dockerImageReference: 'q/a:1', ...fields },
    })
  const patch = (body: object) => read<Image>(`${IMAGES}/${name}`, { method: 'PATCH', type: MERGE, body })
  return { read, create, patch }
}

test('an image gets the metadata it lacks, and no generation', async () => {
  const { create } = setup()
  const image = await create({ dockerImageMetadata: { Id: 'sha256:c' } })
  expect(image.dockerImageMetadata).toEqual({
    kind: 'DockerImage',
    apiVersion: 'image.openshift.io/1.0',
    Id: 'sha256:c',
    Created: null,
    ContainerConfig: {},
  })
  expect(image.dockerImageMetadataVersion).toBe('1.0')
  expect(image.metadata.generation).toBeUndefined()
})

test('what an image says of itself does not change, its annotations do', async () => {
  const { create, patch } = setup()
  await create({ dockerImageLayers: [layer], dockerImageMetadata: { Id: 'sha256:c' } })
  const image = await patch({
    metadata: { annotations: { a: 'b' } },
    dockerImageLayers: [],
    dockerImageMetadata: { Id: 'other' },
  })
  expect(image.dockerImageLayers).toEqual([layer])
  expect(image.dockerImageMetadata).toMatchObject({ Id: 'sha256:c' })
  expect(image.metadata.annotations).toEqual({ a: 'b' })
})

test('the manifest is not kept when the registry has it as a blob', async () => {
  const { create } = setup()
  const texts = { dockerImageManifest: '{"schemaVersion":2}', dockerImageConfig: '{}' }
  const annotations = { 'image.openshift.io/manifestBlobStored': 'true' }
  const image = await create({ ...texts, metadata: { name, annotations } })
  expect(image).not.toHaveProperty('dockerImageManifest')
  expect(image).not.toHaveProperty('dockerImageConfig')
})

test.each([
  [{ dockerImageReference: '' }, 'dockerImageReference: Required value'],
  [{ dockerImageReference: 'A:::' }, 'dockerImageReference: Invalid value: "A:::": invalid reference format'],
  [{ metadata: { name: 'a%b' } }, `metadata.name: Invalid value: "a%b": may not contain '%'`],
  [
    {
      dockerImageLayers: [layer],
      dockerImageManifests: [{ digest: name, mediaType: 'm', manifestSize: 1, architecture: 'amd64', os: 'linux' }],
    },
    'dockerImageLayers should not be set when dockerImageManifests is set',
  ],
  [
    { dockerImageManifests: [{ digest: 'x', mediaType: 'a/b', manifestSize: 1, architecture: '', os: 'linux' }] },
    'digest does not conform with OCI image specification, dockerImageManifests[0].architecture: Required value',
  ],
  [
    { signatures: [{ metadata: { name: 'x' }, type: 'a', content: 'b' }] },
    'name must be of format <imageName>@<signatureName>',
  ],
])('refuses %o', async (fields, message) => {
  const { create } = setup()
  const status = await create(fields)
  expect(status.code).toBe(422)
  expect(status.message).toContain(message)
})

test('signatures are added to their image and taken from it', async () => {
  const { read, create } = setup()
  await create({})
  const signature = { metadata: { name: `${name}@one` }, type: 'AtomicImageV1', content: 'YQ==' }
  const sign = () => read<Status>(SIGNATURES, { method: 'POST', body: signature })
  expect(await sign()).toMatchObject({ kind: 'ImageSignature', type: 'AtomicImageV1' })
  expect((await sign()).code).toBe(409)
  expect((await read<Image>(`${IMAGES}/${name}`)).signatures).toHaveLength(1)
  const remove = () => read<Status>(`${SIGNATURES}/${name}@one`, { method: 'DELETE' })
  expect((await remove()).status).toBe('Success')
  expect((await remove()).code).toBe(404)
  expect((await read<Image>(`${IMAGES}/${name}`)).signatures).toBeUndefined()
})
