import { timestamp, historyOf, STREAMS, type ImageStream } from '../kinds/imageTypes.ts'
import type { Condition } from '../kinds/operator.ts'
import { equal } from '../server/patch.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import type { Controlled, Queue } from './controllers.ts'

const CONFIGS = 'samples.operator.openshift.io/configs'
const PROJECT = 'openshift'
/** Where the operator runs, and keeps why samples could not be imported. */
export const SAMPLES_NAMESPACE = 'openshift-cluster-samples-operator'
const MANAGED = 'samples.operator.openshift.io/managed'
const ERRORS = 'ImportImageErrorsExist'

interface Settings {
  managementState?: string
  samplesRegistry?: string
  architectures?: string[]
  skippedImagestreams?: string[]
  skippedTemplates?: string[]
}

type SamplesConfig = K8sObject & {
  spec?: Settings
  status?: Settings & { conditions?: (Condition & { lastUpdateTime?: string })[] }
}
type ConfigMap = K8sObject & { data?: Record<string, string> }

/** Why tags of a sample have not been imported, by tag. */
export function importErrors(stream: ImageStream): Record<string, string> {
  const failed = (stream.status.tags ?? []).flatMap(({ tag }) => {
    const condition = historyOf(stream, tag)?.conditions?.find(({ status }) => status === 'False')
    return condition ? [[tag, condition.message ?? ''] as const] : []
  })
  return Object.fromEntries(failed)
}

/** What the samples operator keeps of a sample that could not be imported. */
export const errorsMap = (name: string, data: Record<string, string>): ConfigMap => ({
  metadata: { name, namespace: SAMPLES_NAMESPACE, labels: { 'samples.openshift.io/imagestream-error': 'true' } },
  data,
})

/** The samples operator, as far as it tells of itself: its settings taken up, streams that it skips, and imports that failed. */
export function controlSamples({ store, api, now }: Controlled, queue: Queue): () => void {
  const configOf = (): SamplesConfig | undefined => store.get(CONFIGS, undefined, 'cluster')
  const isManaging = ({ spec }: SamplesConfig) => (spec?.managementState ?? 'Managed') === 'Managed'

  /** Has the condition only when something failed: its message stays empty, the words are in config maps. */
  function tell(config: SamplesConfig, failed: boolean): void {
    const at = timestamp(now())
    const { skippedImagestreams, skippedTemplates, samplesRegistry, managementState } = config.spec ?? {}
    const conditions = (config.status?.conditions ?? []).map((condition) =>
      condition.type !== ERRORS || condition.status === (failed ? 'True' : 'False')
        ? condition
        : { type: ERRORS, status: failed ? 'True' : 'False', lastTransitionTime: at, lastUpdateTime: at },
    )
    const status = {
      ...config.status,
      ...(managementState && { managementState }),
      ...(samplesRegistry !== undefined && { samplesRegistry }),
      ...(skippedImagestreams && { skippedImagestreams }),
      ...(skippedTemplates && { skippedTemplates }),
      conditions,
    }
    if (!equal(status, config.status)) api.update<SamplesConfig>(CONFIGS, { ...config, status }, 'status')
  }

  function look(): void {
    const config = configOf()
    if (!config || !isManaging(config)) return
    const skipped = new Set(config.spec?.skippedImagestreams ?? [])
    let failed = false
    for (const object of store.list(STREAMS, PROJECT)) {
      const managed = object.metadata.labels?.[MANAGED]
      if (managed === undefined) continue
      const { name } = object.metadata
      const wanted = String(!skipped.has(name))
      if (managed !== wanted)
        api.update(STREAMS, {
          ...object,
          metadata: { ...object.metadata, labels: { ...object.metadata.labels, [MANAGED]: wanted } },
        })
      // Image streams in the store have the shape of their kind.
      const errors = skipped.has(name) ? {} : importErrors(object as ImageStream)
      failed ||= Object.keys(errors).length > 0
      keep(name, errors)
    }
    tell(config, failed)
  }

  /** One config map for each stream with errors. */
  function keep(name: string, errors: Record<string, string>): void {
    const known: ConfigMap | undefined = store.get('/configmaps', SAMPLES_NAMESPACE, name)
    if (!Object.keys(errors).length) {
      if (known) api.remove('/configmaps', SAMPLES_NAMESPACE, name)
    } else if (!known) api.create('/configmaps', errorsMap(name, errors))
    else if (!equal(known.data, errors)) api.update<ConfigMap>('/configmaps', { ...known, data: errors })
  }

  const soon = () => queue.add('samples', look)
  const stops = [
    store.subscribe(STREAMS, ({ object }) => {
      // Without the operator's project there is no operator.
      if (object.metadata.namespace === PROJECT && store.get('/namespaces', undefined, SAMPLES_NAMESPACE)) soon()
    }),
    store.subscribe(CONFIGS, soon),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
