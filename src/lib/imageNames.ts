import { isTagName, parseImageReference } from './imageReference.ts'
import { t } from './t.ts'

const streamName = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/

/** What is wrong with the name of an image stream, by the API server's rules; undefined when nothing is. */
export function streamNameProblem(namespace: string, name: string): string | undefined {
  if (name === '') return t('Enter a name.')
  if (name !== name.toLowerCase()) return t('Use lower-case letters only.')
  if (/[^a-z0-9._-]/.test(name)) return t('Use letters, digits, dots, underscores and hyphens only.')
  if (!streamName.test(name))
    return t('Start and end with a letter or a digit, and put single dots, underscores or hyphens between.')
  if (`${namespace}/${name}`.length > 255) return t('Project and name together may have 255 characters.')
  return undefined
}

/** What is wrong with the name of a tag; undefined when nothing is. The API server also takes names that nobody can pull. */
export function tagNameProblem(tag: string): string | undefined {
  if (tag === '') return t('Enter a tag.')
  if (isTagName(tag)) return undefined
  if (tag.length > 128) return t('A tag may have 128 characters.')
  if (/^[.-]/.test(tag)) return t('Start a tag with a letter, a digit or an underscore.')
  return t('Use letters, digits, dots, underscores and hyphens only: nothing else can be pulled.')
}

/** What is wrong with a pull spec, by the grammar of docker and OCI references; undefined when nothing is. */
export function pullSpecProblem(text: string): string | undefined {
  const pullSpec = text.trim()
  if (pullSpec === '') return t('Enter a pull spec.')
  if (parseImageReference(pullSpec)) return undefined
  const scheme = /^([a-z]+):\/\//i.exec(pullSpec)?.[1]
  if (scheme) return t('Leave out “{{scheme}}://”: a pull spec starts with the host of the registry.', { scheme })
  if (/\s/.test(pullSpec)) return t('Take out the spaces.')
  const at = pullSpec.indexOf('@')
  const name = at < 0 ? pullSpec : pullSpec.slice(0, at)
  if (at >= 0 && !isDigest(pullSpec.slice(at + 1)))
    return t('After “@” comes a digest, such as sha256: and 64 digits of 0-9 and a-f.')
  const colon = name.lastIndexOf(':')
  const tag = colon > name.lastIndexOf('/') ? name.slice(colon + 1) : undefined
  const repository = tag === undefined ? name : name.slice(0, colon)
  if (repository.startsWith('/')) return t('Put the host of the registry before the slash.')
  if (repository.endsWith('/')) return t('The path of the image is missing after the slash.')
  if (repository.includes('//')) return t('There are two slashes in a row.')
  if (tag === '') return t('The tag is missing after the colon.')
  if (tag !== undefined && !isTagName(tag)) return tagNameProblem(tag)
  const path = repository.slice(repository.indexOf('/') + 1)
  if (path !== path.toLowerCase()) return t('The path of an image has lower-case letters only.')
  if (path.length > 255) return t('The path of an image may have 255 characters.')
  return t('This is not a pull spec. It looks like registry.example/path/image:tag.')
}

const isDigest = (text: string) => parseImageReference(`a@${text}`) !== undefined
