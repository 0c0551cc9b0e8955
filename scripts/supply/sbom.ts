import { createHash } from 'node:crypto'
import * as CDX from '@cyclonedx/cyclonedx-library'
import { PackageURL } from 'packageurl-js'
import parseExpression from 'spdx-expression-parse'
import type { Notice } from './licenses.ts'
import { nameOf, type LockFile, type Manifest } from './lockFile.ts'
import { dependencyGraph } from './shippedPackages.ts'

/** A work that ships inside a package, or in the console's own sources (''). */
export interface WorkInside {
  folder: string
  notice: Notice
}

const licenses = new CDX.Contrib.License.Factories.LicenseFactory(parseExpression)

function licensed(component: CDX.Models.Component, license: string | undefined): CDX.Models.Component {
  if (license) {
    const declared = licenses.makeFromString(license)
    declared.acknowledgement = CDX.Enums.LicenseAcknowledgement.Declared
    component.licenses.add(declared)
  }
  return component
}

function purlOf(name: string, version: string | undefined): string {
  const [first = '', second] = name.split('/')
  return new PackageURL('npm', second === undefined ? undefined : first, second ?? first, version).toString()
}

function packageComponent(lock: LockFile, folder: string): CDX.Models.Component {
  const { version, integrity, license, name = nameOf(folder) } = lock.packages[folder] ?? {}
  const [scope = '', inScope] = name.split('/')
  const purl = purlOf(name, version)
  const component = new CDX.Models.Component(CDX.Enums.ComponentType.Library, inScope ?? scope, {
    // The same version may be installed in two folders.
    bomRef: folder === `node_modules/${name}` ? purl : `${purl}#${folder}`,
    purl,
    ...(inScope !== undefined && { group: scope }),
    ...(version !== undefined && { version }),
  })
  const checksum = integrity?.split(' ').find((hash) => hash.startsWith('sha512-'))
  if (checksum)
    component.hashes.set(
      CDX.Enums.HashAlgorithm['SHA-512'],
      Buffer.from(checksum.slice('sha512-'.length), 'base64').toString('hex'),
    )
  return licensed(component, license)
}

function workComponent({ notice: { name, version, license, homepage, note } }: WorkInside): CDX.Models.Component {
  const component = new CDX.Models.Component(CDX.Enums.ComponentType.Data, name, {
    bomRef: `work:${name}`,
    ...(version !== undefined && { version }),
    ...(note !== undefined && { description: note }),
  })
  if (homepage)
    component.externalReferences.add(
      new CDX.Models.ExternalReference(homepage, CDX.Enums.ExternalReferenceType.Website),
    )
  return licensed(component, license)
}

/**
 * What ships, in CycloneDX 1.6: the same bytes for the same packages, whenever and wherever it is made. It has no time, and its
 * serial number is made of what it says.
 */
export function sbomText(
  manifest: Manifest,
  lock: LockFile,
  folders: ReadonlySet<string>,
  works: readonly WorkInside[],
): string {
  const root = new CDX.Models.Component(CDX.Enums.ComponentType.Application, manifest.name ?? '', {
    bomRef: purlOf(manifest.name ?? '', manifest.version),
    purl: purlOf(manifest.name ?? '', manifest.version),
    ...(manifest.version !== undefined && { version: manifest.version }),
  })
  licensed(root, manifest.license)
  const components = new Map([['', root]])
  for (const folder of folders) components.set(folder, packageComponent(lock, folder))
  for (const work of works) components.get(work.folder)?.components.add(workComponent(work))
  for (const [folder, needed] of dependencyGraph(lock, folders))
    for (const other of needed) {
      const ref = components.get(other)?.bomRef
      if (ref) components.get(folder)?.dependencies.add(ref)
    }
  const bom = new CDX.Models.Bom({
    components: new CDX.Models.ComponentRepository([...components.values()].filter((component) => component !== root)),
  })
  bom.metadata.component = root
  bom.metadata.lifecycles.add(CDX.Enums.LifecyclePhase.Build)
  bom.metadata.properties.add(new CDX.Models.Property('cdx:reproducible', 'true'))
  for (const tool of ['vite', 'rolldown']) {
    const version = lock.packages[`node_modules/${tool}`]?.version
    bom.metadata.tools.components.add(
      new CDX.Models.Component(CDX.Enums.ComponentType.Application, tool, {
        ...(version !== undefined && { version }),
      }),
    )
  }
  const write = () =>
    new CDX.Serialize.JsonSerializer(new CDX.Serialize.JSON.Normalize.Factory(CDX.Spec.Spec1dot6)).serialize(bom, {
      sortLists: true,
      space: 2,
    })
  const hash = createHash('sha256').update(write()).digest('hex')
  // Version 8 of UUIDs is for those that are made in a way of one's own.
  bom.serialNumber = `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  return `${write()}\n`
}

/** What is wrong with a text as CycloneDX 1.6, by its schema with nothing unknown in it; undefined when it is right. */
export async function sbomProblem(text: string): Promise<string | undefined> {
  const problem = await new CDX.Validation.JsonStrictValidator(CDX.Spec.Version.v1dot6).validate(text)
  return problem === null ? undefined : JSON.stringify(problem)
}
