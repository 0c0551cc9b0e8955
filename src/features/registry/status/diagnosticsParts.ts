import { listAll } from '../../../k8s/list.ts'
import { logLines } from '../../../k8s/logs.ts'
import { resourcePath, scopeQuery } from '../../../k8s/path.ts'
import { getJson, parseJson, readText, request } from '../../../k8s/request.ts'
import { ClusterOperator } from '../../../k8s/resources/clusterOperator.ts'
import { CronJob } from '../../../k8s/resources/cronJob.ts'
import { DaemonSet } from '../../../k8s/resources/daemonSet.ts'
import { Deployment } from '../../../k8s/resources/deployment.ts'
import { Event } from '../../../k8s/resources/event.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { ImagePruner, imagePrunerName } from '../../../k8s/resources/imagePruner.ts'
import { Infrastructure, infrastructureName } from '../../../k8s/resources/infrastructure.ts'
import { Job } from '../../../k8s/resources/job.ts'
import { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { hasStarted, Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { RegistryConfig, registryConfigName, registryName } from '../../../k8s/resources/registryConfig.ts'
import { ReplicaSet } from '../../../k8s/resources/replicaSet.ts'
import { Route } from '../../../k8s/resources/route.ts'
import type { K8sList, K8sObject, ResourceType } from '../../../k8s/types.ts'

const namespace = registryNamespace

/** One file of the archive. */
export interface DiagnosticsPart {
  file: string
  /** Where it comes from: a path of the API. */
  source: string
  /** An object, or a list of them; a text for logs. Throws an ApiError. */
  read(signal: AbortSignal): Promise<unknown>
}

const plain = (group: string, plural: string, kind: string): ResourceType => ({
  group,
  version: 'v1',
  plural,
  kind,
  namespaced: true,
  watchable: true,
})

function objectPart<T extends K8sObject>(file: string, type: ResourceType<T>, name: string): DiagnosticsPart {
  const source = resourcePath(type, type.namespaced ? { namespace } : {}, name)
  return { file: `objects/${file}.json`, source, read: (signal) => getJson(source, { signal }) }
}

function listPart<T extends K8sObject>(file: string, type: ResourceType<T>): DiagnosticsPart {
  const source = resourcePath(type, { namespace })
  return { file: `objects/${file}.json`, source, read: (signal) => listAll(type, { namespace }, { signal }) }
}

/** The objects that tell how the registry is set and how it is. No Secrets, and no ConfigMaps: of them nothing is read. */
export function objectParts(): DiagnosticsPart[] {
  return [
    objectPart('config', RegistryConfig, registryConfigName),
    objectPart('imagepruner', ImagePruner, imagePrunerName),
    objectPart('clusteroperator', ClusterOperator, registryName),
    objectPart('image.config', ImageConfig, imageConfigName),
    objectPart('infrastructure', Infrastructure, infrastructureName),
    objectPart(
      'clusterversion',
      { ...plain('config.openshift.io', 'clusterversions', 'ClusterVersion'), namespaced: false },
      'version',
    ),
    listPart('deployments', Deployment),
    listPart('replicasets', ReplicaSet),
    listPart('daemonsets', DaemonSet),
    listPart('pods', Pod),
    listPart('routes', Route),
    listPart('services', plain('', 'services', 'Service')),
    listPart('persistentvolumeclaims', PersistentVolumeClaim),
    listPart('poddisruptionbudgets', plain('policy', 'poddisruptionbudgets', 'PodDisruptionBudget')),
    listPart('cronjobs', CronJob),
    listPart('jobs', Job),
    listPart('events', Event),
    nodesPart(),
  ]
}

/** Of nodes their names and labels only. */
function nodesPart(): DiagnosticsPart {
  const source = '/api/v1/nodes'
  const headers = { Accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' }
  return {
    file: 'objects/nodes.json',
    source,
    read: async (signal) => {
      const response = await request(source, { signal, headers })
      const { items } = parseJson<K8sList<K8sObject>>(await readText(response, signal), response)
      return items.map(({ metadata: { name, labels } }) => ({ name, labels }))
    },
  }
}

const tailLines = 2000

/** The logs of the pods in the registry's namespace but node-ca's, those of the containers before them, too. */
export function logParts(pods: readonly Pod[]): DiagnosticsPart[] {
  return pods
    .filter(({ metadata }) => metadata.labels?.['name'] !== 'node-ca')
    .flatMap((pod) =>
      (pod.spec?.containers ?? []).flatMap(({ name = '' }) => {
        const state = (pod.status?.containerStatuses ?? []).find((each) => each.name === name)
        const hasPrevious = (state?.restartCount ?? 0) > 0
        return [
          ...(hasStarted(pod, name) ? [logPart(pod.metadata.name, name, false)] : []),
          ...(hasPrevious ? [logPart(pod.metadata.name, name, true)] : []),
        ]
      }),
    )
}

function logPart(pod: string, container: string, previous: boolean): DiagnosticsPart {
  const query = scopeQuery({}, { container, tailLines, timestamps: 'true', previous: previous ? 'true' : undefined })
  return {
    file: `logs/${pod}_${container}${previous ? '_previous' : ''}.log`,
    source: `${resourcePath(Pod, { namespace }, pod, 'log')}${query}`,
    read: async (signal) => {
      const lines: string[] = []
      const options = { namespace, pod, container, previous, timestamps: true, tailLines, signal }
      for await (const line of logLines(options)) lines.push(line)
      signal.throwIfAborted()
      return lines.map((line) => `${line}\n`).join('')
    },
  }
}
