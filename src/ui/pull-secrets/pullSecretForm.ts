import { authsSecret, pullSecret, pullSecretName, registryKey, type Secret } from '../../k8s/resources/pullSecret.ts'
import { readAuthFile, type AuthFile, type AuthFileProblem } from '../../k8s/resources/pullSecretFile.ts'
import { secretNameProblem } from '../../lib/metadataNames.ts'
import { scopeName } from '../../lib/registryHost.ts'
import { t } from '../../lib/t.ts'
import type { Problems } from '../fields.tsx'

/** Credentials for one registry as they are typed. */
export interface LoginFields {
  /** Tells the entries apart while others come and go. */
  id: number
  registry: string
  username: string
  password: string
}

/** What a service account shall do with a secret. */
export interface LinkChoice {
  pull: boolean
  mount: boolean
}

/** Service accounts by name; those that are not named stay as they are. */
export type LinkChoices = ReadonlyMap<string, LinkChoice>

/** What a person has typed. It is kept nowhere but in the dialog. */
export interface PullSecretForm {
  namespace: string
  way: 'form' | 'file'
  logins: readonly LoginFields[]
  file: string
  /** Undefined as long as it follows from the registries. */
  name: string | undefined
  links: LinkChoices
}

/** The auth file as far as the form shows it. */
export function fileOf({ way, file }: Pick<PullSecretForm, 'way' | 'file'>): AuthFile {
  return way === 'file' ? readAuthFile(file) : { problem: 'none' }
}

/** The name that the secret gets. */
export function nameOf(form: PullSecretForm, file: AuthFile): string {
  if (form.name !== undefined) return form.name
  if (form.way === 'form') return pullSecretName(form.logins[0]?.registry ?? '')
  const [only, ...others] = file.problem === undefined ? file.registries : []
  return only && others.length === 0 ? pullSecretName(scopeName(only.scope)) : 'registries-pull'
}

/** What is wrong with the form, by field. No message quotes what was typed. */
export function formProblems(form: PullSecretForm, file: AuthFile): Problems {
  const problems: Record<string, string | undefined> = {
    namespace: form.namespace === '' ? t('Choose a project.') : undefined,
    name: secretNameProblem(nameOf(form, file)),
  }
  if (form.way === 'file') {
    if (file.problem !== undefined) problems['file'] = fileProblemText(file.problem)
    return problems
  }
  const seen = new Set<string>()
  for (const [index, { registry, username, password }] of form.logins.entries()) {
    const key = registryKey(registry)
    const of = (name: string) => fieldName(name, index)
    problems[of('registry')] =
      registry.trim() === ''
        ? t('Enter the host of the registry.')
        : /\s/.test(registry.trim())
          ? t('Take out the spaces.')
          : /@/.test(registry)
            ? t('Put the user name into its own field.')
            : seen.has(key)
              ? t('This registry is there twice.')
              : undefined
    // The part before the first colon is the user name to all who read it.
    problems[of('username')] =
      username.trim() === ''
        ? t('Enter the user name.')
        : username.includes(':')
          ? t('A user name has no colon: what follows it would become part of the password.')
          : undefined
    problems[of('password')] = password === '' ? t('Enter the password or token.') : undefined
    seen.add(key)
  }
  return problems
}

/** The name of a field of one login. The first has no number. */
export function fieldName(name: string, index: number): string {
  return index === 0 ? name : `${name}.${index}`
}

/** Why an auth file is of no use, and what to do. */
export function fileProblemText(problem: AuthFileProblem): string {
  switch (problem) {
    case 'none':
      return t('Paste an auth file, or choose one.')
    case 'tooLarge':
      return t('This is more than 1 MiB: no secret holds it, and no auth file is that large.')
    case 'binary':
      return t('This is not a text file.')
    case 'manifest':
      return t('This is a whole secret. Apply it with {{command}}, or paste the auth file that is inside.', {
        command: 'oc apply -f FILE',
      })
    case 'notJson':
      return t('This is not JSON, or a part of it is missing.')
    case 'noAuths':
      return t('This is JSON, but no auth file: it has no “auths”.')
    case 'helpersOnly':
      return t(
        'This file holds no credentials: docker keeps them in a program of your computer (credsStore, credHelpers). Log in with podman login --authfile=FILE, or type them in.',
      )
    case 'empty':
      return t('This auth file names no registry.')
    case 'nothingUsable':
      return t('None of the entries in this auth file has a user name and a password that can be read.')
  }
}

/** The secret that is asked for. The form must be free of problems. */
export function secretOf(form: PullSecretForm, file: AuthFile): Secret {
  const name = nameOf(form, file)
  if (form.way === 'file') return authsSecret(form.namespace, name, file.problem === undefined ? file.auths : {})
  const logins = form.logins.map(({ registry, username, password }) => ({
    registry,
    username: username.trim(),
    password,
  }))
  return pullSecret(form.namespace, name, logins)
}

/** What no message may quote, the longest first: values of the form, and what is made of them. */
export function secretValues({ data }: Secret): string[] {
  const values = new Set<string>()
  for (const encoded of Object.values(data ?? {})) {
    values.add(encoded)
    const text = new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)))
    values.add(text)
    for (const [, value = ''] of text.matchAll(
      /"(?:password|auth|identitytoken|registrytoken)":("(?:[^"\\]|\\.)*")/g,
    )) {
      // Matched as a string of JSON.
      const plain = JSON.parse(value) as string
      values.add(plain)
    }
  }
  return [...values].filter((value) => value !== '').toSorted((a, b) => b.length - a.length)
}
