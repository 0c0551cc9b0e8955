import type { K8sObject } from '../../src/k8s/types.ts'
import { coreKinds } from './core.ts'
import { cronJobs } from './cronJob.ts'
import { identityKinds } from './identity.ts'
import { imageKinds } from './imageKinds.ts'
import { jobs } from './job.ts'
import type { KindRules } from './kind.ts'
import { machineConfigPools } from './machineConfigPool.ts'
import { operatorKinds } from './operator.ts'
import { podRules } from './pod.ts'
import { reviewKinds } from './reviews.ts'
import { roleBindingKinds } from './roleBindings.ts'
import { routes } from './route.ts'
import { secrets } from './secret.ts'
import { volumeKinds } from './volumes.ts'
import { workloadKinds } from './workloads.ts'

/** The rules of every kind that has any. */
export const kindRules: KindRules<K8sObject>[] = [
  ...imageKinds,
  podRules,
  secrets,
  ...workloadKinds,
  ...volumeKinds,
  routes,
  cronJobs,
  jobs,
  ...operatorKinds,
  machineConfigPools,
  ...coreKinds,
  ...roleBindingKinds,
  ...identityKinds,
  ...reviewKinds,
]
