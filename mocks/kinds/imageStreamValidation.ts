import { fieldError, type FieldError } from '../server/status.ts'
import type { Admit } from './imageAllowedRegistries.ts'
import { parsePullSpec } from './imageReference.ts'
import { INSECURE_ANNOTATION, type ImageStream, type TagReference } from './imageTypes.ts'

const COMPONENT = '[a-z0-9]+(?:[._-][a-z0-9]+)*'
const NAME = new RegExp(`^${COMPONENT}$`)
const NAME_LENGTH = 255

/** What is wrong with the last part of a path: the names of tags and images are one. */
export function pathSegmentError(name: string): string | undefined {
  if (name === '.' || name === '..') return `may not be '${name}'`
  const illegal = ['/', '%'].find((letter) => name.includes(letter))
  return illegal && `may not contain '${illegal}'`
}

/** The errors of a name, given the rule of its kind. */
export function nameErrors(name: string | undefined, ruleError: (name: string) => string | undefined): FieldError[] {
  if (!name) return [fieldError.required('metadata.name', 'name or generateName is required')]
  const error = ruleError(name)
  return error ? [fieldError.invalid('metadata.name', name, error)] : []
}

/** The rule for the name of an image stream. */
export const streamNameError = (name: string) =>
  pathSegmentError(name) ?? (NAME.test(name) ? undefined : `must match ${JSON.stringify(COMPONENT)}`)

export const isInsecure = ({ metadata }: { metadata: { annotations?: Record<string, string> | null } }) =>
  metadata.annotations?.[INSECURE_ANNOTATION] === 'true'

/** The errors of one tag of a spec. */
export function tagReferenceErrors(
  { from, importPolicy, referencePolicy }: TagReference,
  path: string,
  insecure: boolean,
  admit: Admit,
): FieldError[] {
  const errors: FieldError[] = []
  const add = (field: string, value: unknown, why: string) =>
    errors.push(fieldError.invalid(`${path}.${field}`, value, why))
  if (from) {
    if (!from.name) errors.push(fieldError.required(`${path}.from.name`))
    if (from.kind === 'DockerImage') {
      const reference = parsePullSpec(from.name)
      if ('error' in reference) {
        if (from.name) add('from.name', from.name, reference.error)
      } else {
        const why = admit(reference, importPolicy.insecure || insecure ? 'any' : 'secure')
        if (why) errors.push(fieldError.forbidden(`${path}.from.name`, why))
      }
    } else if (from.kind === 'ImageStreamImage' || from.kind === 'ImageStreamTag') {
      if (importPolicy.scheduled)
        add(
          'importPolicy.scheduled',
          true,
          'only tags pointing to Docker repositories may be scheduled for background import',
        )
    } else
      errors.push(
        fieldError.required(
          `${path}.from.kind`,
          "valid values are 'DockerImage', 'ImageStreamImage', 'ImageStreamTag'",
        ),
      )
  }
  if (referencePolicy.type !== 'Source' && referencePolicy.type !== 'Local')
    add('referencePolicy.type', referencePolicy.type, 'valid values are "Source", "Local"')
  return [...errors, ...importModeErrors(importPolicy.importMode, `${path}.importPolicy`)]
}

/** The errors of an import mode. */
export const importModeErrors = (mode: string | undefined, path: string): FieldError[] =>
  !mode || mode === 'Legacy' || mode === 'PreserveOriginal'
    ? []
    : [
        fieldError.invalid(
          `${path}.importMode`,
          mode,
          `invalid import mode, valid modes are '', 'Legacy', 'PreserveOriginal'`,
        ),
      ]

/** The errors of a whole stream, apart from where its tags come from. */
export function streamErrors(stream: ImageStream, admit: Admit): FieldError[] {
  const { metadata, spec, status } = stream
  const errors = nameErrors(metadata.name, streamNameError)
  if (`${metadata.namespace ?? ''}/${metadata.name}`.length > NAME_LENGTH)
    errors.push(
      fieldError.invalid(
        'metadata.name',
        metadata.name,
        `'namespace/name' cannot be longer than ${NAME_LENGTH} characters`,
      ),
    )
  const insecure = isInsecure(stream)
  const { dockerImageRepository: repository } = spec
  if (repository) {
    const why = repositoryError(repository)
    const reference = parsePullSpec(repository)
    if (why) errors.push(fieldError.invalid('spec.dockerImageRepository', repository, why))
    else if (!('error' in reference)) {
      const denied = admit(reference, insecure ? 'any' : 'secure')
      if (denied) errors.push(fieldError.forbidden('spec.dockerImageRepository', denied))
    }
  }
  const tags = spec.tags ?? []
  for (const tag of tags) errors.push(...tagReferenceErrors(tag, `spec.tags[${tag.name}]`, insecure, admit))
  const insecureTags = new Set(tags.filter(({ importPolicy }) => importPolicy.insecure).map(({ name }) => name))
  for (const { tag, items } of status.tags ?? [])
    for (const [index, { dockerImageReference }] of (items ?? []).entries()) {
      const path = `status.tags[${tag}].items[${index}].dockerImageReference`
      const transport = insecure || insecureTags.has(tag) ? 'any' : 'secure'
      errors.push(...eventReferenceErrors(dockerImageReference, path, (reference) => admit(reference, transport)))
    }
  return errors
}

function repositoryError(repository: string): string | undefined {
  const reference = parsePullSpec(repository)
  if ('error' in reference) return reference.error
  if (reference.tag) return 'the repository name may not contain a tag'
  return reference.id && 'the repository name may not contain an ID'
}

function eventReferenceErrors(
  text: string,
  path: string,
  admit: (reference: Parameters<Admit>[0]) => string | undefined,
): FieldError[] {
  if (!text) return [fieldError.required(path)]
  const reference = parsePullSpec(text)
  if ('error' in reference) return [fieldError.invalid(path, text, reference.error)]
  const why = admit(reference)
  return why ? [fieldError.forbidden(path, why)] : []
}
