import type { K8sObject } from '../../src/k8s/types.ts'
import type { KindRules } from './kind.ts'

/** The kinds of image.openshift.io that need rules. */
export const imageKinds: KindRules<K8sObject>[] = []
