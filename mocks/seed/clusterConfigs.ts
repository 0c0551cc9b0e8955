import type { K8sObject } from '../../src/k8s/types.ts'
import { at, recorded, type Objects } from './base.ts'
import { metadataOf } from './podBuilders.ts'
import { samplesVersion, skippedSamples } from './samples.ts'
import { publicRegistry } from './workloads.ts'

/** The samples operator at work: it undoes changes of the streams it manages. */
export function samplesConfig(created: string): K8sObject {
  const condition = (type: string, status: string, reason = '', message = '') => ({
    type,
    status,
    lastTransitionTime: created,
    lastUpdateTime: created,
    ...(reason && { reason }),
    ...(message && { message }),
  })
  const architectures = ['x86_64']
  const object = {
    metadata: {
      ...metadataOf({ kind: 'SamplesConfig', namespace: '', name: 'cluster', created, generation: 2 }),
      finalizers: ['samples.operator.openshift.io/finalizer'],
    },
    spec: { managementState: 'Managed', architectures, skippedImagestreams: skippedSamples },
    status: {
      managementState: 'Managed',
      architectures,
      skippedImagestreams: skippedSamples,
      version: samplesVersion,
      conditions: [
        condition('ImportCredentialsExist', 'True'),
        condition('ConfigurationValid', 'True'),
        condition('SamplesExist', 'True'),
        condition('ImportImageErrorsExist', 'False'),
        condition('RemovePending', 'False'),
        condition('MigrationInProgress', 'False'),
        condition('ImageChangesInProgress', 'False'),
      ],
    },
  }
  return object
}

/** The recorded image configuration of a cluster whose registry has a public name, and which blocks one registry. */
export function imageConfigs(): K8sObject[] {
  return (recorded()[at.imageConfigs]?.items ?? []).map((object: K8sObject & { spec?: object; status?: object }) => ({
    ...object,
    spec: {
      ...object.spec,
      additionalTrustedCA: { name: 'registry-ca' },
      registrySources: { blockedRegistries: ['blocked.example.com'] },
    },
    status: { ...object.status, externalRegistryHostnames: [publicRegistry] },
  }))
}

/** What one project may have of images and of streams: one more stream than it has now. */
export function limits(namespace: string, created: string, streams: number): Objects {
  const hard = { 'openshift.io/imagestreams': String(streams + 1), pods: '10' }
  const limitRange = {
    metadata: metadataOf({ kind: 'LimitRange', namespace, name: 'image-limits', created }),
    spec: {
      limits: [
        { type: 'openshift.io/Image', max: { storage: '1Gi' } },
        { type: 'openshift.io/ImageStream', max: { 'openshift.io/images': '20', 'openshift.io/image-tags': '4' } },
      ],
    },
  }
  const quota = {
    metadata: metadataOf({ kind: 'ResourceQuota', namespace, name: 'image-streams', created }),
    spec: { hard },
    status: { hard, used: { 'openshift.io/imagestreams': String(streams), pods: '1' } },
  }
  return { limitRanges: [limitRange], resourceQuotas: [quota] }
}
