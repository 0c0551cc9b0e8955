import type { K8sObject } from '../../../src/k8s/types.ts'
import { metadataOf } from '../podBuilders.ts'

const people: Record<string, string> = {
  alice: 'Alice Moreau',
  bob: 'Bob Lindqvist',
  carol: 'Carol Ndiaye',
  dana: 'Dana Ito',
  dedicated: 'Dee Okafor',
  dev: 'Devi Raman',
  erin: 'Erin O’Neill',
  frank: 'Frank Vidal',
  sre: 'Sam Reyes',
}

const groups: Record<string, string[]> = {
  auditors: ['carol'],
  'dedicated-admins': ['dedicated', 'sre'],
  'mobile-team': ['erin'],
  'payments-team': ['alice', 'bob'],
  'platform-team': ['dana', 'frank'],
}

/** Who logs in, and the groups that the cluster keeps of them. */
export function identities(created: string): { users: K8sObject[]; groups: K8sObject[] } {
  const meta = (kind: string, name: string) => metadataOf({ kind, namespace: '', name, created })
  return {
    users: Object.entries(people).map(([name, fullName]) => {
      const user = { metadata: meta('User', name), fullName, identities: [`sso:${name}`], groups: null }
      return user
    }),
    groups: Object.entries(groups).map(([name, users]) => {
      const group = { metadata: meta('Group', name), users }
      return group
    }),
  }
}
