import type { K8sObject } from '../../src/k8s/types.ts'
import { imageKinds } from './imageKinds.ts'
import type { KindRules } from './kind.ts'

/** The rules of every kind that has any. */
export const kindRules: KindRules<K8sObject>[] = [...imageKinds]
