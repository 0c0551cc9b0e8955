import type { State } from '../server/cluster.ts'
import { accessLarge } from './accessLarge.ts'
import { recorded } from './base.ts'
import { benchStream, benchTags } from './benchTags.ts'
import { empty, healthy } from './healthy.ts'
import { large } from './large.ts'
import { manyImages } from './manyImages.ts'
import { prunerBroken } from './prunerBroken.ts'
import { pruning } from './pruning.ts'
import { pruningLarge } from './pruningLarge.ts'
import { degraded } from './registryDegraded.ts'
import { hosted } from './registryHosted.ts'
import { registryRemoved } from './registryRemoved.ts'
import { removed, storageMissing } from './registryUnset.ts'
import { restricted } from './restricted.ts'
import { scanned } from './scanned.ts'
import { kubernetes, microshift } from './versions/kubernetes.ts'
import { newest, okd, openshift412 } from './versions/openshift.ts'
import { withoutOperator } from './versions/withoutOperator.ts'

/** Named clusters. Each call makes one anew; nothing in it is changed by those who serve it. */
export const scenarios: Record<ScenarioName, () => State | Promise<State>> = {
  healthy: () => healthy(),
  empty: () => empty(),
  large: () => large(),
  recorded,
  scanned: () => scanned(),
  pruning: () => pruning(),
  'pruner-broken': () => prunerBroken(),
  'registry-removed': () => registryRemoved(),
  removed: () => removed(),
  'storage-missing': () => storageMissing(),
  degraded: () => degraded(),
  hosted: () => hosted(),
  restricted: () => restricted(),
  'openshift-4.12': () => openshift412(),
  newest: () => newest(),
  okd: () => okd(),
  'no-operator': () => withoutOperator(),
  microshift: () => microshift(),
  kubernetes: () => kubernetes(),
  'tags-100': () => benchTags(100),
  'tags-1000': () => benchTags(1000),
  'tags-5000': () => benchTags(5000),
  'tags-1000x20': () => benchStream(1000, 20),
  'images-20000': () => manyImages(20_000),
  'pruning-20000': () => pruningLarge(),
  'access-large': () => accessLarge(),
}

export type ScenarioName =
  | 'healthy'
  | 'empty'
  | 'large'
  | 'recorded'
  | 'scanned'
  | 'pruning'
  | 'pruner-broken'
  | 'registry-removed'
  | 'removed'
  | 'storage-missing'
  | 'degraded'
  | 'hosted'
  | 'restricted'
  | 'openshift-4.12'
  | 'newest'
  | 'okd'
  | 'no-operator'
  | 'microshift'
  | 'kubernetes'
  | 'tags-100'
  | 'tags-1000'
  | 'tags-5000'
  | 'tags-1000x20'
  | 'images-20000'
  | 'pruning-20000'
  | 'access-large'

/** Whether a text from a cookie, a URL or a command line names a scenario. */
export const isScenario = (name: string | undefined | null): name is ScenarioName =>
  typeof name === 'string' && Object.hasOwn(scenarios, name)
