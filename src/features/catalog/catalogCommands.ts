import type { CatalogVersion } from '../../k8s/resources/catalogItem.ts'
import { commandLine } from '../../lib/shell.ts'

/** What is used, and where. */
export interface Use {
  namespace: string
  stream: string
  version: Pick<CatalogVersion, 'tag' | 'sample'>
  /** The project that it is used in; undefined: where `oc` is. */
  into: string | undefined
}

/** A tag as other commands, builds and triggers name it: `openshift/nodejs:22-ubi9`. */
export function streamReference({ namespace, stream, version }: Use): string {
  return `${namespace}/${stream}:${version.tag}`
}

/** As `oc new-app` finds it by itself in the project where it is used, and in openshift. */
function foundReference(use: Use): string {
  const { namespace, stream, version, into } = use
  return namespace === into || namespace === 'openshift' ? `${stream}:${version.tag}` : streamReference(use)
}

/** Where sources come from that is safe to hand to git: it knows transports that run programs. */
const gitAddress = /^(?:https?|git|ssh):\/\/[^\s'"`\\]+$|^[\w.-]+@[\w.-]+:[^\s'"`\\]+$/

/** Whether the address of a sample may stand in a command. */
export function isGitAddress(address: string): boolean {
  return gitAddress.test(address)
}

/** Builds and deploys an application from source with a builder; from the sample unless it has none. */
export function newAppCommand(use: Use): string {
  const { sample } = use.version
  const known = sample && isGitAddress(sample.repository) ? sample : undefined
  const address = known
    ? known.repository + (known.ref ? `#${known.ref}` : '')
    : 'https://example.com/ORG/REPOSITORY.git'
  return commandLine(
    'oc',
    'new-app',
    `${foundReference(use)}~${address}`,
    known?.contextDir && `--context-dir=${known.contextDir}`,
    `--name=${appName(use.stream, known ? '-sample' : '-app')}`,
    ...inProject(use.into),
  )
}

/** Deploys an image as it is. */
export function newAppOfImageCommand(use: Use): string {
  return commandLine(
    'oc',
    'new-app',
    `--image-stream=${streamReference(use)}`,
    `--name=${appName(use.stream)}`,
    ...inProject(use.into),
  )
}

/** Deploys an image by its pull spec, without `oc`'s guessing. */
export function deploymentCommand(use: Use, pullSpec: string): string {
  return commandLine('oc', 'create', 'deployment', appName(use.stream), `--image=${pullSpec}`, ...inProject(use.into))
}

function inProject(project: string | undefined): string[] {
  return project ? ['-n', project] : []
}

/** A name that Services and Deployments may have: streams may have dots and underscores. */
function appName(stream: string, end = ''): string {
  const plain = stream
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
  return (plain || 'app').slice(0, 50).replace(/-+$/, '') + end
}
