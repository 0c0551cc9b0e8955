import { isSame } from '../../lib/differences.ts'
import { parseGoDuration } from '../../lib/goDuration.ts'
import { t } from '../../lib/t.ts'
import type { RegistryConfig } from './registryConfig.ts'
import { storageTypes } from './registryStorageTypes.ts'

export type ConfigGroup = 'state' | 'requests' | 'network' | 'logging' | 'pods' | 'advanced' | 'storage' | 'reported'

/** How a field is edited in a form. `pod`: by the fields that all pods have. */
export type ConfigControl =
  | { kind: 'text' | 'number' | 'duration' | 'checkbox' | 'pod' }
  | { kind: 'yaml'; shape: 'fields' | 'list' }
  | { kind: 'select'; options: readonly string[] }

/** Where a field is changed: in the form of the settings, in dialogs of its own, or nowhere. */
export type ConfigHow = 'form' | 'secret' | 'storage dialog' | 'route dialogs' | 'read-only'

/** One field of the Config, or a part of it that is edited and shown as a whole. */
export interface ConfigField {
  /** From the object on: `spec.requests.read.maxRunning`. All below it belongs to it. */
  path: string
  /** The API's own words in sentence case. */
  label(): string
  group: ConfigGroup
  how: ConfigHow
  control?: ConfigControl
  /** What the operator takes when it is not set. */
  standard?: string | number | boolean
  /** The same in words, where the value does not say it. */
  standardWords?(): string
  help?(): string
}

const logLevels = ['', 'Normal', 'Debug', 'Trace', 'TraceAll']

type More = Partial<Omit<ConfigField, 'path' | 'label' | 'group' | 'control'>>

const form = (
  group: ConfigGroup,
  path: string,
  control: ConfigControl,
  label: () => string,
  more: More = {},
): ConfigField => ({ path: `spec.${path}`, label, group, how: 'form', control, ...more })

const none = () => t('none')
const noLimit = () => t('no limit')

function limitFields(kind: 'read' | 'write'): ConfigField[] {
  const isRead = kind === 'read'
  return [
    form(
      'requests',
      `requests.${kind}.maxRunning`,
      { kind: 'number' },
      () => (isRead ? t('Read: max running') : t('Write: max running')),
      {
        standard: 0,
        standardWords: noLimit,
        help: () =>
          isRead
            ? t('How many pulls (GET, HEAD, OPTIONS) one pod answers at once. More get 429 and try again.')
            : t('How many requests of pushes and deletions one pod answers at once. More get 429 and try again.'),
      },
    ),
    form(
      'requests',
      `requests.${kind}.maxInQueue`,
      { kind: 'number' },
      () => (isRead ? t('Read: max in queue') : t('Write: max in queue')),
      {
        standard: 0,
        standardWords: none,
        help: () => t('How many wait beside those that run.'),
      },
    ),
    form(
      'requests',
      `requests.${kind}.maxWaitInQueue`,
      { kind: 'duration' },
      () => (isRead ? t('Read: max wait in queue') : t('Write: max wait in queue')),
      {
        standard: '0s',
        standardWords: noLimit,
        help: () => t('How long one waits at most: 30s, 2m.'),
      },
    ),
  ]
}

/** Each limit of reading beside that of writing. */
function limitPairs(): ConfigField[] {
  const write = limitFields('write')
  return limitFields('read').flatMap((field, index) => [field, ...write.slice(index, index + 1)])
}

const storageFields: readonly ConfigField[] = [
  ...storageTypes.flatMap(({ type, title, fields }) => [
    // One without settings is a setting itself.
    ...(fields.length === 0 ? [{ path: type, label: title }] : []),
    ...fields.map(({ path, label }) => ({ path: `${type}.${path}`, label: () => `${title()}: ${label()}` })),
  ]),
  // The secret's own field of CloudFront's key: a key that need not be there makes no sense to the registry.
  { path: 's3.cloudFront.privateKey.optional', label: () => t('CloudFront private key optional') },
  { path: 'managementState', label: () => t('Storage management state') },
].flatMap(({ path, label }): ConfigField[] => [
  { path: `spec.storage.${path}`, label, group: 'storage', how: 'storage dialog' },
  { path: `status.storage.${path}`, label, group: 'reported', how: 'read-only' },
])

const reported = (path: string, label: () => string): ConfigField => ({
  path: `status.${path}`,
  label,
  group: 'reported',
  how: 'read-only',
})

/** Every field of the Config (openshift/api imageregistry/v1): how it is called, shown and changed. */
export const configFields: readonly ConfigField[] = [
  form(
    'state',
    'managementState',
    { kind: 'select', options: ['Managed', 'Unmanaged', 'Removed'] },
    () => t('Management state'),
    {
      standard: 'Managed',
      help: () =>
        t('Managed: the operator runs the registry. Unmanaged: it leaves it as it is. Removed: it takes it away.'),
    },
  ),
  form('state', 'replicas', { kind: 'number' }, () => t('Replicas'), {
    help: () => t('How many pods the registry has. The operator puts back what is changed on the Deployment.'),
  }),
  form('state', 'readOnly', { kind: 'checkbox' }, () => t('Read-only'), {
    standard: false,
    help: () => t('Pushes are refused, pulls work.'),
  }),
  form(
    'state',
    'rolloutStrategy',
    { kind: 'select', options: ['', 'RollingUpdate', 'Recreate'] },
    () => t('Rollout strategy'),
    {
      standard: 'RollingUpdate',
      help: () =>
        t(
          'RollingUpdate replaces pod after pod. Recreate stops all before new ones start: a ReadWriteOnce claim needs it.',
        ),
    },
  ),
  form('network', 'defaultRoute', { kind: 'checkbox' }, () => t('Default route'), {
    standard: false,
    help: () => t('The registry can be reached from outside the cluster.'),
  }),
  {
    path: 'spec.routes',
    label: () => t('Routes'),
    group: 'network',
    how: 'route dialogs',
    standardWords: none,
  },
  form('network', 'disableRedirect', { kind: 'checkbox' }, () => t('Disable redirect'), {
    standard: false,
    help: () =>
      t(
        'Image data passes through the registry, instead of clients being sent to the object store. For clients that cannot reach the store.',
      ),
  }),
  form('network', 'proxy.http', { kind: 'text' }, () => t('HTTP proxy'), {
    standardWords: () => t('as the cluster'),
    help: () => t('For what the registry itself asks for by http: storage, and images of other registries.'),
  }),
  form('network', 'proxy.https', { kind: 'text' }, () => t('HTTPS proxy'), {
    standardWords: () => t('as the cluster'),
    help: () => t('The same by https.'),
  }),
  form('network', 'proxy.noProxy', { kind: 'text' }, () => t('No proxy'), {
    standardWords: () => t('as the cluster'),
    help: () => t('Hosts, domains and ranges that are reached without it, separated by commas.'),
  }),
  ...limitPairs(),
  form('logging', 'logLevel', { kind: 'select', options: logLevels }, () => t('Log level'), {
    standard: 'Normal',
    help: () => t('What the registry writes. Debug, Trace and TraceAll are the same to it: debug.'),
  }),
  form('logging', 'operatorLogLevel', { kind: 'select', options: logLevels }, () => t('Operator log level'), {
    standard: 'Normal',
    help: () => t('What the operator writes. The pods of the registry stay.'),
  }),
  form('logging', 'logging', { kind: 'number' }, () => t('Logging (deprecated)'), {
    standard: 0,
    help: () => t('Counts only while the log level is Normal: 1 is warn, 0, 2 and 3 are info, any other is debug.'),
  }),
  form('pods', 'resources', { kind: 'pod' }, () => t('Resources'), {
    standardWords: () => t('requests of 100m CPU and 256Mi memory'),
  }),
  form('pods', 'nodeSelector', { kind: 'pod' }, () => t('Node selector'), {
    standardWords: () => t('any Linux node'),
  }),
  form('pods', 'tolerations', { kind: 'pod' }, () => t('Tolerations'), { standardWords: none }),
  form('pods', 'affinity', { kind: 'pod' }, () => t('Affinity'), {
    standardWords: () => t('with 2 replicas: never on the same node, otherwise none'),
  }),
  form('pods', 'topologySpreadConstraints', { kind: 'yaml', shape: 'list' }, () => t('Topology spread constraints'), {
    standardWords: () => t('evenly over nodes and zones, none with a node selector'),
    help: () =>
      t('YAML, a list as a pod has it. Default: evenly over nodes and zones, unless there is a node selector.'),
  }),
  {
    path: 'spec.httpSecret',
    label: () => t('HTTP secret'),
    group: 'advanced',
    how: 'secret',
    standardWords: () => t('made by the operator'),
  },
  form(
    'advanced',
    'unsupportedConfigOverrides',
    { kind: 'yaml', shape: 'fields' },
    () => t('Unsupported config overrides'),
    {
      standardWords: none,
      help: () => t('YAML with deployment.annotations and deployment.runtimeClassName. Not supported.'),
    },
  ),
  {
    path: 'spec.observedConfig',
    label: () => t('Observed config'),
    group: 'advanced',
    how: 'read-only',
    standardWords: none,
    help: () => t('Only the operator writes it.'),
  },
  ...storageFields,
  reported('observedGeneration', () => t('Observed generation')),
  reported('readyReplicas', () => t('Ready replicas')),
  reported('version', () => t('Version')),
  reported('latestAvailableRevision', () => t('Latest available revision')),
  reported('storageManaged', () => t('Storage managed (deprecated)')),
  reported('generations', () => t('Generations')),
  reported('conditions', () => t('Conditions')),
]

/** The value of a field, undefined where there is none. */
export function valueAt(object: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    return (value as Record<string, unknown>)[key] // an own field, as looked up
  }, object)
}

/** Whether a value says nothing: the operator takes its default. */
export function isUnset(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  )
}

/** Whether somebody set a field to something else than what the operator would take by itself. */
export function isChangedSetting({ path, how, group, standard }: ConfigField, config: RegistryConfig): boolean {
  const value = valueAt(config, path)
  if (how === 'read-only' || how === 'secret' || group === 'storage' || path === 'spec.replicas') return false
  if (isUnset(value) || isSame(value, standard)) return false
  return !(typeof value === 'string' && standard === '0s' && isZero(value))
}

function isZero(duration: string): boolean {
  const parsed = parseGoDuration(duration)
  return 'nanoseconds' in parsed && parsed.nanoseconds === 0n
}
