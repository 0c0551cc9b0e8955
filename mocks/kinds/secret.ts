import type { K8sObject } from '../../src/k8s/types.ts'
import { goJsonError } from '../server/gojson.ts'
import { fieldError, type FieldError } from '../server/status.ts'
import type { Store } from '../server/store.ts'
import { ageColumn, nameColumn } from './columns.ts'
import type { KindRules } from './kind.ts'

export interface Secret extends K8sObject {
  type?: string
  data?: Record<string, string>
  stringData?: Record<string, string>
}

/** What a pull secret holds for one registry. */
export interface Credentials {
  host: string
  /** The repositories they are for, those that begin so; empty for all. */
  path: string
  password: string
}

const KEYS: Record<string, string> = {
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
  'kubernetes.io/dockercfg': '.dockercfg',
}
const EXCLUDED = 'openshift.io/image.excludeSecret'

const decoded = (text = '') => {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)))
  } catch {
    return undefined
  }
}

/** The secrets of a namespace that hold credentials of registries, but for those that were excluded. */
export const pullSecrets = (store: Store, namespace: string | undefined): Secret[] =>
  store
    .list('/secrets', namespace)
    .filter((secret: Secret) => KEYS[secret.type ?? ''] && secret.metadata.annotations?.[EXCLUDED] !== 'true')

interface Login {
  password?: string
  auth?: string
}

/** The credentials that imports into a namespace use; a secret whose content is unknown has none. */
export function credentialsOf(store: Store, namespace: string | undefined): Credentials[] {
  return pullSecrets(store, namespace).flatMap(({ type = '', data }) => {
    try {
      const config: { auths?: Record<string, Login> } & Record<string, unknown> = JSON.parse(
        decoded(data?.[KEYS[type] ?? '']) ?? '',
      )
      // The older format is the newer one's inner part.
      const logins = (config.auths ?? config) as Record<string, Login>
      return Object.entries(logins).map(([address, { password, auth }]) => {
        const [host = '', ...path] = address.replace(/^https?:\/\//, '').split('/')
        return {
          host,
          // Docker wrote the version of the API behind its host.
          path: path.join('/').replace(/^v[12]\/?$/, ''),
          password: password ?? decoded(auth)?.replace(/^[^:]*:/, '') ?? '',
        }
      })
    } catch {
      return []
    }
  })
}

/** What is sent as text is kept as base64. */
function complete(secret: Secret): void {
  const { stringData, ...rest } = secret
  if (stringData) {
    const texts = Object.entries(stringData).map(([key, text]) => {
      const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte))
      return [key, btoa(bytes.join(''))] as const
    })
    delete secret.stringData
    secret.data = { ...rest.data, ...Object.fromEntries(texts) }
  }
  secret.type ||= 'Opaque'
}

function errorsOf({ type = '', data = {} }: Secret): FieldError[] {
  const key = KEYS[type]
  const errors = Object.keys(data).flatMap((each) =>
    /^[-._a-zA-Z0-9]{1,253}$/.test(each)
      ? []
      : [
          fieldError.invalid(
            `data[${each}]`,
            each,
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
          ),
        ],
  )
  if (!key) return errors
  const text = data[key]
  if (text === undefined) return [...errors, fieldError.required(`data[${key}]`)]
  const why = goJsonError(decoded(text) ?? '')
  return why ? [...errors, fieldError.invalid(`data[${key}]`, '<secret contents redacted>', why)] : errors
}

/** Secrets: texts become base64, and pull secrets must hold JSON. */
export const secrets: KindRules<Secret> = {
  group: '',
  plural: 'secrets',
  defaults: complete,
  validateCreate: errorsOf,
  validateUpdate: (secret, old) =>
    secret.type === old.type
      ? errorsOf(secret)
      : [fieldError.invalid('type', secret.type ?? '', 'field is immutable'), ...errorsOf(secret)],
  columns: [
    nameColumn,
    {
      name: 'Type',
      description:
        'Used to facilitate programmatic handling of secret data. More info: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
      cell: ({ type }) => type ?? '',
    },
    {
      name: 'Data',
      description:
        "Data contains the secret data. Each key must consist of alphanumeric characters, '-', '_' or '.'. The serialized form of the secret data is a base64 encoded string, representing the arbitrary (possibly non-string) data value here. Described in https://tools.ietf.org/html/rfc4648#section-4",
      cell: ({ data }) => Object.keys(data ?? {}).length,
    },
    ageColumn,
  ],
  fields: [{ path: 'type', of: ({ type }) => type ?? '' }],
}
