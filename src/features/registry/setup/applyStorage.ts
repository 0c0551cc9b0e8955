import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../../../k8s/ApiError.ts'
import { resourcePath } from '../../../k8s/path.ts'
import { getJson, request, sendJson } from '../../../k8s/request.ts'
import { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { Secret } from '../../../k8s/resources/pullSecret.ts'
import {
  credentialKeys,
  credentialsCommand,
  credentialsName,
  credentialsSecret,
  type CredentialValues,
} from '../../../k8s/resources/registryCredentials.ts'
import type { StorageType } from '../../../k8s/resources/registryStorageTypes.ts'
import { perform } from '../../../k8s/writes.ts'
import { configCommand } from '../configChange.ts'
import { isClaimAsWanted, type StoragePlan } from './storageForm.ts'

/**
 * Makes a claim. One of its name that is as asked for is taken for it: a first try may have come through whose answer did not.
 * Throws an ApiError.
 */
export async function ensureClaim(client: QueryClient, wanted: PersistentVolumeClaim): Promise<void> {
  try {
    await perform(client, PersistentVolumeClaim, { create: wanted })
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error
    const path = resourcePath(PersistentVolumeClaim, { namespace: registryNamespace }, wanted.metadata.name)
    if (!isClaimAsWanted(await getJson<PersistentVolumeClaim>(path), wanted)) throw error
  }
}

/**
 * Writes the credentials: into the secret that is there, whose other keys stay but for those of another way to sign in, or into
 * a new one. The answers hold them: nothing keeps them. Throws an ApiError.
 */
export async function writeCredentials(type: StorageType, values: CredentialValues): Promise<void> {
  const secret = credentialsSecret(type, values)
  const texts = secret.stringData ?? {}
  const others = credentialKeys(type).filter(({ key }) => texts[key] === undefined)
  const patch = { stringData: texts, ...(others.length > 0 && { data: nulls(others.map(({ key }) => key)) }) }
  const scope = { namespace: registryNamespace }
  const update = () =>
    sendJson('PATCH', resourcePath(Secret, scope, credentialsName), patch, {
      contentType: 'application/merge-patch+json',
    })
  try {
    await update()
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 404) throw error
    try {
      await sendJson('POST', resourcePath(Secret, scope), { apiVersion: 'v1', kind: 'Secret', ...secret })
    } catch (again) {
      // Made by somebody, or by a try whose answer was lost, in between.
      if (!(again instanceof ApiError) || again.reason !== 'AlreadyExists') throw again
      await update()
    }
  }
}

const nulls = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, null]))

/** Whether the secret of the credentials is there, without reading what it holds. Null: that may not be asked. */
export async function hasCredentials(signal?: AbortSignal): Promise<boolean | null> {
  const headers = { Accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' }
  try {
    await request(resourcePath(Secret, { namespace: registryNamespace }, credentialsName), {
      headers,
      signal: signal ?? null,
    })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return false
    if (error instanceof ApiError && error.code === 403) return null
    throw error
  }
}

/** The commands with the same effect as a plan, in order. They hold no credentials. */
export function planCommands({ claim, credentials, patch }: StoragePlan, values: CredentialValues): string {
  const commands: string[] = []
  if (claim) {
    const object = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim }
    commands.push(`oc create -f - <<'EOF'\n${JSON.stringify(object, null, 2)}\nEOF`)
  }
  if (credentials) commands.push(credentialsCommand(credentials, values))
  if (patch) commands.push(configCommand(patch))
  return commands.join('\n')
}
