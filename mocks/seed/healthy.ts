import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'
import { withAccess } from './access/access.ts'
import { at, base, withObjects } from './base.ts'
import { namespace, roleBinding } from './builders.ts'
import { imageConfigs, limits, samplesConfig } from './clusterConfigs.ts'
import { seededEvents } from './events.ts'
import { oddStreams } from './oddStreams.ts'
import { withMachineConfigPools } from './policy/machineConfigPools.ts'
import { registryCa } from './policy/trustedCertificates.ts'
import { withPrunerHistory } from './prunerHistory.ts'
import { withHealthyRegistry } from './registryHealthy.ts'
import { sampleStreams } from './samples.ts'
import { teamStreams } from './teamStreams.ts'
import { changed, withKubelets } from './versions/stateChanges.ts'
import { workloads } from './workloads.ts'
import { together } from './workloadBuilders.ts'

const projects: Record<string, { display: string; editors?: string[] }> = {
  payments: { display: 'Payments' },
  storefront: { display: 'Storefront' },
  analytics: { display: 'Analytics' },
  mobile: { display: 'Mobile apps' },
  'data-science': { display: 'Data science' },
  ci: { display: 'Build images' },
  'platform-tools': { display: 'Platform tools' },
  legacy: { display: 'Legacy' },
  sandbox: { display: 'Sandbox <b>of everybody</b>' },
  qa: { display: 'ضمان الجودة' },
}

/** A believable small cluster: a dozen projects, some forty streams, and every odd shape the image API allows. */
export function healthy(now: Date = new Date()): State {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const parts = [sampleStreams(ago), teamStreams(ago), oddStreams(ago)]
  const created = ago(60 * 24 * 300)
  const { [at.imageConfigs]: _recorded, ...system } = withHealthyRegistry(base(), now)
  const pruned = withPrunerHistory(system, now)
  const used = withObjects(pruned, together([workloads(ago), limits('sandbox', created, 1)]))
  const before = withAccess(used, Object.keys(projects), created)
  const state = withObjects(before, {
    namespaces: Object.entries(projects).map(([name, { display }]) =>
      namespace(name, created, { 'openshift.io/display-name': display, 'openshift.io/requester': 'admin' }),
    ),
    roleBindings: [
      roleBinding('payments', 'edit', ['dev'], created),
      roleBinding('storefront', 'registry-editor', ['dev'], created),
      roleBinding('storefront', 'system:image-puller', ['sre'], created),
    ],
    imageStreams: parts.flatMap(({ streams }) => streams),
    images: unique(parts.flatMap(({ images }) => images)),
    events: seededEvents(ago),
    imageConfigs: imageConfigs(),
    samplesConfigs: [samplesConfig(created)],
    configMaps: [registryCa(now, created)],
  })
  return versioned(withMachineConfigPools(state, created))
}

/** The version that the recorded operator says. What was recorded is an API server alone, without nodes and cluster version of their own. */
function versioned(state: State): State {
  const status = { desired: { version: '4.13.0' } }
  return withKubelets(
    changed(state, at.clusterVersions, (object) => ({ ...object, status })),
    'v1.26.3+b404935',
  )
}

/** A cluster just installed: the system is there, no project has an image stream. */
export function empty(now: Date = new Date()): State {
  const created = new Date(now.getTime() - 3_600_000).toISOString()
  return withObjects(base(), {
    namespaces: [namespace('payments', created, { 'openshift.io/display-name': 'Payments' })],
    roleBindings: [roleBinding('payments', 'edit', ['dev'], created)],
  })
}

const unique = (images: K8sObject[]) => [...new Map(images.map((image) => [image.metadata.name, image])).values()]
