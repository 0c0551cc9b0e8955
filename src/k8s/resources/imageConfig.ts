import type { K8sObject, ResourceType } from '../types.ts'

/** A registry that people may import images from. Empty: all of them. */
export interface RegistryLocation {
  /** A host with its port, if it is not that of the protocol. Wildcards as shells have them. */
  domainName: string
  insecure?: boolean
}

/** What nodes, builds and imports do with registries. Entries: `host[:port][/path…]` or `*.host`. */
export interface ImageRegistrySources {
  insecureRegistries?: string[] | null
  blockedRegistries?: string[] | null
  /** Only these. The API says that it excludes blockedRegistries; older servers take both. */
  allowedRegistries?: string[] | null
  /** Where nodes look for images whose name says no registry. */
  containerRuntimeSearchRegistries?: string[] | null
}

/** Whether imports keep manifest lists whole. Empty: as the cluster's own payload says. */
export type ImageStreamImportMode = '' | 'Legacy' | 'PreserveOriginal'

export interface ImageConfigSpec {
  allowedRegistriesForImport?: RegistryLocation[] | null
  externalRegistryHostnames?: string[] | null
  /** A ConfigMap in openshift-config. Its keys are hosts, with `..` before the port. */
  additionalTrustedCA?: { name: string } | null
  registrySources?: ImageRegistrySources | null
  /** Newer clusters only. */
  imageStreamImportMode?: ImageStreamImportMode
}

export interface ImageConfig extends K8sObject {
  spec?: ImageConfigSpec | null
  status?: {
    internalRegistryHostname?: string
    externalRegistryHostnames?: string[] | null
    imageStreamImportMode?: ImageStreamImportMode
  } | null
}

/** The cluster's configuration of images. It changes rarely: not worth one of the scarce watches. */
export const ImageConfig: ResourceType<ImageConfig> = {
  group: 'config.openshift.io',
  version: 'v1',
  plural: 'images',
  kind: 'Image',
  namespaced: false,
  watchable: false,
}

/** The name of the only configuration there is. */
export const imageConfigName = 'cluster'

/** The registry's host name inside the cluster, with its port; "" when there is no registry. */
export function internalRegistryHost({ status }: ImageConfig): string {
  return status?.internalRegistryHostname ?? ''
}
