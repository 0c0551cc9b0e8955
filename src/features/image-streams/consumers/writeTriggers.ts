import type { QueryClient } from '@tanstack/react-query'
import { foldWorkload, imageConsumersQuery } from '../../../k8s/imageConsumers.ts'
import type { TriggerPatch } from '../../../k8s/resources/imageTriggerChange.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { perform } from '../../../k8s/writes.ts'
import { kindNamed } from './triggerHome.ts'

/** Sends a change of triggers, shows the answer at once, and reads again what the controller does then. */
export async function writeTriggers(
  client: QueryClient,
  kind: string,
  seen: K8sObject,
  patch: TriggerPatch,
): Promise<void> {
  const { type } = kindNamed(kind)
  const answer = await perform(client, type, { seen, patch })
  // A patch is answered with the object; a Status has no name.
  if (answer.metadata && 'name' in answer.metadata) foldWorkload(client, type, { ...answer, metadata: answer.metadata })
  void client.invalidateQueries({ queryKey: imageConsumersQuery().queryKey })
}
