import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, onTestFinished } from 'vitest'
import type { RegistryConfig, RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { rememberChange } from '../configChange.ts'
import { withConfig } from '../configTesting.ts'
// The code of the dialogs is read before the first test, and not while its clock runs.
import './EditRegistryDialog.tsx'
import './LogLevelDialog.tsx'
import './ManagementStateDialog.tsx'
import './ReadOnlyDialog.tsx'
import './ScaleDialog.tsx'
import './SettingsTab.tsx'

/** A cluster's state with other settings of the registry. */
export function withSettings<S extends Record<string, { items: K8sObject[] }>>(
  before: S,
  change: (spec: RegistryConfigSpec, config: RegistryConfig) => void,
): S {
  return withConfig(before, (config) => {
    config.spec ??= {}
    change(config.spec, config)
  })
}

/** The dialog of this name, opened by the address. What it remembers ends with the test. */
export async function dialogOf<P extends { user: UserEvent }>(page: P, name: string) {
  onTestFinished(() => rememberChange(undefined))
  return { ...page, dialog: within(await screen.findByRole('dialog', { name }, { timeout: 10_000 })) }
}

/** Waits until no dialog is open. */
export const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())

/** Remembers the bodies of all writes of the Config. */
export function writesSent() {
  const sent: unknown[] = []
  const answer = async <C extends { handle(request: Request): Promise<Response> | Response }>(
    request: Request,
    cluster: C,
  ) => {
    if (['PATCH', 'PUT'].includes(request.method)) sent.push(JSON.parse(await request.clone().text()))
    return cluster.handle(request)
  }
  return { sent, answer }
}
