import { describe, expect, it } from 'vitest'
import { healthy } from '../../../mocks/seed/healthy.ts'
import { createCluster } from '../../../mocks/server/cluster.ts'
import { hasKubectl, run } from '../../../mocks/server/kubectlCommands.ts'
import type { ImageStream } from '../../k8s/resources/imageStream.ts'
import { parseYaml, toYaml } from './yamlDocument.ts'
import { objectOn, replaceCommand } from './yamlObject.ts'

const ignored = ['status']

describe.skipIf(!hasKubectl())('the command of a save', { timeout: 30_000 }, () => {
  it('has the same effect, and is refused like a save when the object changed since', async () => {
    const cluster = createCluster(healthy(), { defaultUser: 'admin' })
    const path = '/apis/image.openshift.io/v1/namespaces/storefront/imagestreams/web'
    const read = async () => {
      const response = await cluster.handle(
        new Request(`http://cluster${path}`, { headers: { Authorization: 'Bearer admin' } }),
      )
      const stream: ImageStream = await response.json()
      return stream
    }
    const origin = await read()
    const text = toYaml(origin).replace('local: true', 'local: false').replace('Web shop', "it's $HOME `new`")
    const edit = { origin, edited: parseYaml(text, ignored).value, ignored }
    const command = replaceCommand(toYaml(objectOn(edit, origin)))
    await run(command, cluster)
    const saved = await read()
    expect(saved.spec?.lookupPolicy).toEqual({ local: false })
    expect(saved.metadata.annotations).toMatchObject({ 'openshift.io/display-name': "it's $HOME `new`" })
    expect(saved.spec?.tags).toEqual(origin.spec?.tags)
    await expect(run(command, cluster)).rejects.toThrow(/the object has been modified/)
    cluster.close()
  })
})
