import { aggregate } from '../server/access.ts'
import type { PolicyRule, ResourceAttributes, Subject, User } from '../server/access.ts'
import { badRequest, fieldError, invalid, type FieldError } from '../server/status.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import type { AnyObject, Call, KindRules } from './kind.ts'

const GROUP = 'authorization.k8s.io'

interface ReviewSpec {
  user?: string
  groups?: string[]
  namespace?: string
  resourceAttributes?: Partial<ResourceAttributes> & { version?: string }
  nonResourceAttributes?: { path: string; verb: string }
}

/** The kinds of this file are answers, not objects: their metadata has no name. */
const answered = (fields: object): K8sObject =>
  ({ metadata: { creationTimestamp: null }, ...fields }) as unknown as K8sObject

/** Go leaves empty fields out. */
const filled = (fields: object) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined && value !== null),
  )

function review(call: Call, object: AnyObject, of: (spec: ReviewSpec) => User): K8sObject {
  // The body was only checked for its kind; what is missing reads as undefined.
  const spec = (object['spec'] ?? {}) as ReviewSpec
  const { resourceAttributes, nonResourceAttributes } = spec
  if (!resourceAttributes === !nonResourceAttributes)
    throw badRequest('exactly one of nonResourceAttributes or resourceAttributes must be specified')
  const user = of(spec)
  const decision = resourceAttributes
    ? call.access.decide(user, attributes(resourceAttributes))
    : call.access.decidePath(user, nonResourceAttributes?.verb ?? '', nonResourceAttributes?.path ?? '')
  return answered({
    spec: { ...filled(spec), ...(resourceAttributes ? { resourceAttributes: filled(resourceAttributes) } : {}) },
    status: { allowed: decision.allowed, ...(decision.reason && { reason: decision.reason }) },
  })
}

/** A review of somebody, in one project or in the cluster. */
function reviewOfSomeone(call: Call, object: AnyObject, kind: string, namespace?: string): K8sObject {
  const { user, groups, resourceAttributes, nonResourceAttributes } = (object['spec'] ?? {}) as ReviewSpec
  const asked = resourceAttributes?.namespace ?? ''
  const errors: FieldError[] = []
  if (!user && !groups?.length)
    errors.push(fieldError.invalid('spec.user', '', 'at least one of user or group must be specified'))
  if (namespace !== undefined && resourceAttributes && asked !== namespace)
    errors.push(fieldError.invalid('spec.resourceAttributes.namespace', asked, 'must match metadata.namespace'))
  if (namespace !== undefined && nonResourceAttributes)
    errors.push(fieldError.invalid('spec.nonResourceAttributes', '', 'disallowed on this kind of request'))
  if (errors.length > 0) throw invalid(GROUP, kind, '', errors)
  return review(call, object, someone)
}

function attributes(asked: Partial<ResourceAttributes>): ResourceAttributes {
  const { verb = '', group = '', resource = '', subresource, namespace, name } = asked
  return {
    verb,
    group,
    resource,
    ...(subresource && { subresource }),
    ...(namespace && { namespace }),
    ...(name && { name }),
  }
}

const someone = ({ user = '', groups = [] }: ReviewSpec): User => ({ name: user, groups })

function rulesOf(call: Call, object: AnyObject): K8sObject {
  const { namespace } = (object['spec'] ?? {}) as ReviewSpec
  if (!namespace) throw badRequest('no namespace on request')
  const rules = call.access.rules(call.user, namespace)
  const resourceRules = rules
    .filter((rule) => !rule.nonResourceURLs)
    .map(({ verbs, apiGroups, resources, resourceNames }: PolicyRule) =>
      filled({ verbs, apiGroups, resources, resourceNames }),
    )
  const nonResourceRules = rules
    .filter((rule) => rule.nonResourceURLs)
    .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs }))
  return answered({ spec: {}, status: { resourceRules, nonResourceRules, incomplete: false } })
}

// They may do everything without any role.
const superusers = { kind: 'Group', name: 'system:masters' }

/** Who may do something, as OpenShift's own review tells it. */
function whoCan(call: Call, object: AnyObject): K8sObject {
  const text = (field: string) => (typeof object[field] === 'string' ? object[field] : '')
  const missing = ['verb', 'resource'].filter((field) => !text(field)).map((field) => fieldError.required(field))
  const reviewed = call.namespace ? 'LocalResourceAccessReview' : 'ResourceAccessReview'
  if (missing.length > 0) throw invalid('authorization.openshift.io', reviewed, '', missing)
  const [resource = '', subresource] = text('resource').split('/')
  const namespace = call.namespace ?? text('namespace')
  if (call.namespace && text('namespace') && text('namespace') !== call.namespace)
    throw badRequest(`namespace: Invalid value: "${text('namespace')}": namespace must be: ${call.namespace}`)
  const asked = {
    verb: text('verb'),
    group: text('resourceAPIGroup'),
    resource,
    ...(subresource && { subresource }),
    ...(namespace && { namespace }),
    ...(text('resourceName') && { name: text('resourceName') }),
  }
  const { subjects, errors } = call.access.subjects(asked)
  const names = (kinds: string[]) =>
    [
      ...new Set(
        [superusers, ...subjects]
          .filter(({ kind }) => kinds.includes(kind))
          .map(({ kind, name, namespace: home }: Subject) =>
            kind === 'ServiceAccount' ? `system:serviceaccount:${home ?? ''}:${name}` : name,
          ),
      ),
    ].toSorted()
  const answer = {
    kind: 'ResourceAccessReviewResponse',
    namespace,
    users: names(['User', 'ServiceAccount']),
    groups: names(['Group']),
    evalutionError: aggregate(errors),
  }
  return answer as unknown as K8sObject
}

/** Reviews of access and identity. */
export const reviewKinds: KindRules<K8sObject>[] = [
  {
    group: GROUP,
    plural: 'selfsubjectaccessreviews',
    virtual: { create: (call, object) => review(call, object, () => call.user) },
  },
  {
    group: GROUP,
    plural: 'subjectaccessreviews',
    virtual: { create: (call, object) => reviewOfSomeone(call, object, 'SubjectAccessReview') },
  },
  {
    group: GROUP,
    plural: 'localsubjectaccessreviews',
    virtual: {
      create: (call, object) => reviewOfSomeone(call, object, 'LocalSubjectAccessReview', call.namespace ?? ''),
    },
  },
  { group: GROUP, plural: 'selfsubjectrulesreviews', virtual: { create: rulesOf } },
  { group: 'authorization.openshift.io', plural: 'localresourceaccessreviews', virtual: { create: whoCan } },
  { group: 'authorization.openshift.io', plural: 'resourceaccessreviews', virtual: { create: whoCan } },
  {
    group: 'authentication.k8s.io',
    plural: 'selfsubjectreviews',
    virtual: { create: ({ user }) => answered({ status: { userInfo: { username: user.name, groups: user.groups } } }) },
  },
]
