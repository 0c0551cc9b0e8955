import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { useEditing, type EditedObject } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { changeConfig, configCommand } from '../configChange.ts'
import { findingsOf, formOf, patchOf, rebasedEdits, type RegistryEdits, type RegistryForm } from './registryForm.ts'
import { useSurroundings } from './useSurroundings.ts'

/** What people decide about the Config. What the operator fills in by itself is no reason to ask them. */
const decided = ({ spec }: RegistryConfig) => {
  const { httpSecret: _secret, storage: _storage, observedConfig: _observed, ...rest } = spec ?? {}
  return { spec: rest }
}

/** The same with where images are: who removes the registry has to know. */
const decidedWithStorage = (config: RegistryConfig) => ({
  spec: { ...decided(config).spec, storage: config.spec?.storage ?? {} },
  status: { storage: config.status?.storage ?? {} },
})

export interface ConfigForm {
  base: RegistryConfig
  /** The fields with the person's changes. */
  form: RegistryForm
  edits: RegistryEdits
  set(change: RegistryEdits): void
  setField(name: string, value: string | boolean): void
  problems: Record<string, string>
  warnings: Record<string, string>
  /** What would be sent; nothing while nothing is changed. */
  patch: ReturnType<typeof patchOf>
  /** Why the person may not change it at all. */
  refusal: string | undefined
  /** For ActionDialog. */
  action: {
    editing: EditedObject<RegistryConfig>
    command: string | undefined
    perform(seen: RegistryConfig): Promise<unknown>
    isDone(latest: RegistryConfig | undefined): boolean
  }
}

/** The settings of the registry in a form. `fixed`: changes that the dialog is for, and that the person does not type. */
export function useConfigForm(fixed: RegistryEdits = {}): ConfigForm {
  const client = useQueryClient()
  const [state, setState] = useState(fixed.fields?.['managementState'])
  const editing = useEditing<RegistryConfig, RegistryForm>({
    type: RegistryConfig,
    name: registryConfigName,
    formOf,
    relevant: state === 'Removed' ? decidedWithStorage : decided,
  })
  const { base, set } = editing
  const edits: RegistryEdits = {
    ...editing.edits,
    ...fixed,
    fields: { ...editing.edits.fields, ...fixed.fields },
  }
  const before = formOf(base)
  const form: RegistryForm = { ...before, ...edits, fields: { ...before.fields, ...edits.fields } }
  const { problems, warnings } = findingsOf(base, edits, useSurroundings(base.spec ?? {}))
  const refusal = useRefusal('patch', RegistryConfig, { name: registryConfigName })
  const patch = patchOf(base, edits)
  return {
    base,
    form,
    edits,
    set,
    setField: (name, value) => {
      if (name === 'managementState') setState(value)
      set({ fields: { ...editing.edits.fields, [name]: value } })
    },
    problems,
    warnings,
    patch,
    refusal,
    action: {
      editing: {
        ...editing,
        rebase: (latest, keepEdits) => {
          if (keepEdits) set(rebasedEdits(base, edits, latest))
          editing.rebase(latest, keepEdits)
        },
      },
      command: patch === undefined || Object.keys(problems).length > 0 ? undefined : configCommand(patch),
      perform: async (seen) => {
        // Over another version nothing may be left to change.
        const change = patchOf(seen, seen === base ? edits : { ...edits, ...rebasedEdits(base, edits, seen) })
        if (change) await changeConfig(client, seen, change)
      },
      isDone: (latest) => latest !== undefined && holds(latest, base, edits),
    },
  }
}

/** Whether a version holds all changes. A secret that was cleared is another one as soon as the operator has seen it. */
function holds(latest: RegistryConfig, base: RegistryConfig, edits: RegistryEdits): boolean {
  if (edits.secret !== 'renew') return patchOf(latest, edits) === undefined
  const isRenewed = latest.spec?.httpSecret !== base.spec?.httpSecret
  return isRenewed && patchOf(latest, { ...edits, secret: 'keep' }) === undefined
}
