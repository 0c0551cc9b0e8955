/**
 * Protobuf bodies of the few kinds that kubectl sends so (access reviews, secrets, jobs). A real API server takes protobuf
 * for every built-in kind.
 */
export type Shape = { [field: number]: [name: string, shape?: Shape, many?: Many] }

/**
 * A list; a map of texts; a map of bytes, which JSON has in base64; a map of quantities; a message whose fields JSON has
 * in place of it; a number that stands for true or false.
 */
export type Many = 'list' | 'map' | 'bytes' | 'quantities' | 'inline' | 'boolean'

const ATTRIBUTES: Shape = {
  1: ['namespace'],
  2: ['verb'],
  3: ['group'],
  4: ['version'],
  5: ['resource'],
  6: ['subresource'],
  7: ['name'],
}
const PATH: Shape = { 1: ['path'], 2: ['verb'] }

const METADATA: Shape = {
  1: ['name'],
  2: ['generateName'],
  3: ['namespace'],
  11: ['labels', undefined, 'map'],
  12: ['annotations', undefined, 'map'],
  13: [
    'ownerReferences',
    {
      1: ['kind'],
      3: ['name'],
      4: ['uid'],
      5: ['apiVersion'],
      6: ['controller', undefined, 'boolean'],
      7: ['blockOwnerDeletion', undefined, 'boolean'],
    },
    'list',
  ],
}

const CONTAINER: Shape = {
  1: ['name'],
  2: ['image'],
  3: ['command', undefined, 'list'],
  4: ['args', undefined, 'list'],
  5: ['workingDir'],
  7: ['env', { 1: ['name'], 2: ['value'] }, 'list'],
  8: ['resources', { 1: ['limits', undefined, 'quantities'], 2: ['requests', undefined, 'quantities'] }],
  9: ['volumeMounts', { 1: ['name'], 2: ['readOnly', undefined, 'boolean'], 3: ['mountPath'] }, 'list'],
  13: ['terminationMessagePath'],
  14: ['imagePullPolicy'],
  20: ['terminationMessagePolicy'],
}

const CONFIG_MAP: Shape = { 1: ['', { 1: ['name'] }, 'inline'], 3: ['defaultMode'] }

/** As much of a pod as the pods of jobs here have. */
const POD_SPEC: Shape = {
  1: ['volumes', { 1: ['name'], 2: ['', { 19: ['configMap', CONFIG_MAP] }, 'inline'] }, 'list'],
  2: ['containers', CONTAINER, 'list'],
  3: ['restartPolicy'],
  4: ['terminationGracePeriodSeconds'],
  6: ['dnsPolicy'],
  7: ['nodeSelector', undefined, 'map'],
  8: ['serviceAccountName'],
  9: ['serviceAccount'],
  14: ['securityContext', {}],
  18: ['affinity', {}],
  19: ['schedulerName'],
  20: ['initContainers', CONTAINER, 'list'],
  22: ['tolerations', { 1: ['key'], 2: ['operator'], 3: ['value'], 4: ['effect'], 5: ['tolerationSeconds'] }, 'list'],
  24: ['priorityClassName'],
}

const JOB_SPEC: Shape = {
  1: ['parallelism'],
  2: ['completions'],
  3: ['activeDeadlineSeconds'],
  6: ['template', { 1: ['metadata', METADATA], 2: ['spec', POD_SPEC] }],
  7: ['backoffLimit'],
  8: ['ttlSecondsAfterFinished'],
  9: ['completionMode'],
  10: ['suspend', undefined, 'boolean'],
}

/** The kinds whose bodies are understood, by the numbers of their fields. */
export const SHAPES: Record<string, Shape> = {
  Job: { 1: ['metadata', METADATA], 2: ['spec', JOB_SPEC] },
  SelfSubjectAccessReview: {
    2: ['spec', { 1: ['resourceAttributes', ATTRIBUTES], 2: ['nonResourceAttributes', PATH] }],
  },
  SubjectAccessReview: {
    2: [
      'spec',
      {
        1: ['resourceAttributes', ATTRIBUTES],
        2: ['nonResourceAttributes', PATH],
        3: ['user'],
        4: ['groups', undefined, 'list'],
      },
    ],
  },
  LocalSubjectAccessReview: {
    1: ['metadata', { 3: ['namespace'] }],
    2: ['spec', { 1: ['resourceAttributes', ATTRIBUTES], 3: ['user'], 4: ['groups', undefined, 'list'] }],
  },
  SelfSubjectRulesReview: { 2: ['spec', { 1: ['namespace'] }] },
  SelfSubjectReview: {},
  Secret: {
    1: [
      'metadata',
      { 1: ['name'], 3: ['namespace'], 11: ['labels', undefined, 'map'], 12: ['annotations', undefined, 'map'] },
    ],
    2: ['data', undefined, 'bytes'],
    3: ['type'],
    4: ['stringData', undefined, 'map'],
  },
}
