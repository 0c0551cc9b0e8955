import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan } from '../../../k8s/access.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { mirrorSetKinds, type MirrorSetKind, type MirrorSetObject } from '../../../k8s/resources/mirrorSet.ts'
import { useMirrorSets } from '../../../k8s/useMirrorSets.ts'
import { perform } from '../../../k8s/writes.ts'
import { isSame } from '../../../lib/differences.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { SelectField, TextField } from '../../../ui/fields.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { applyCommand } from './applyCommand.ts'
import { EntryFields } from './EntryFields.tsx'
import { MirrorSetEffects } from './MirrorSetEffects.tsx'
import { fieldOfCause, mirrorSetProblems, newEntry, rulesOfForm, specOfForm, type EntryForm } from './mirrorSetForm.ts'
import { kindPurpose } from './mirrorSetWords.ts'

/** A new mirror set, of a kind that the cluster has. */
export function CreateMirrorSetDialog() {
  const client = useQueryClient()
  const { present, missing } = useMirrorSets()
  const offered = offeredKinds(missing)
  const [chosen, setChosen] = useState<MirrorSetKind>()
  const kind = chosen ?? offered.find((each) => present.includes(each)) ?? offered[0] ?? 'ImageDigestMirrorSet'
  const [name, setName] = useState('')
  const [entries, setEntries] = useState<readonly EntryForm[]>(() => [newEntry()])
  const { type } = mirrorSetKinds[kind]
  const { allowed } = useCan('create', type)
  const problems = mirrorSetProblems(kind, name, entries)
  const object: MirrorSetObject = { metadata: { name: name.trim() }, spec: specOfForm(kind, entries) }
  const isWrong = Object.keys(problems).length > 0
  return (
    <ActionDialog
      title={t('Create mirror set')}
      confirm={t('Create mirror set')}
      size="large"
      command={isWrong ? undefined : applyCommand(type, object)}
      perform={() => perform(client, type, { create: object })}
      isDone={async (_, reader) => {
        const made = await reader.fetchQuery({ ...objectOf(type, { name: object.metadata.name }), staleTime: 0 })
        return isSame(made.spec, object.spec)
      }}
      done={t('Created mirror set {{name}}', { name: object.metadata.name })}
      problems={problems}
      fieldOf={fieldOfCause}
      blocked={
        offered.length === 0
          ? t('This cluster has no kind of mirror set.')
          : allowed === false
            ? sentence({ verb: 'create', resource: type.plural, group: type.group })
            : undefined
      }
    >
      <SelectField
        name="kind"
        label={t('Kind')}
        value={kind}
        // The field has the kinds below and no others.
        onChange={(value) => setChosen(value as MirrorSetKind)}
        options={offered.map((each) => ({ value: each, label: `${each} (${kindPurpose(each)})` }))}
        {...(offered.length > 1 && {
          help: t('One kind is for digests, the other for tags. To cover both, create one of each.'),
        })}
      />
      <TextField name="name" label={t('Name')} value={name} onChange={setName} required />
      <EntryFields kind={kind} entries={entries} onChange={setEntries} />
      <MirrorSetEffects kind={kind} name={name.trim()} rules={rulesOfForm(kind, entries)} />
    </ActionDialog>
  )
}

/** Kinds that a new set may have. The old one only where there is no other. */
function offeredKinds(missing: readonly MirrorSetKind[]): MirrorSetKind[] {
  const has = (kind: MirrorSetKind) => !missing.includes(kind)
  const kinds: MirrorSetKind[] = []
  if (has('ImageDigestMirrorSet')) kinds.push('ImageDigestMirrorSet')
  else if (has('ImageContentSourcePolicy')) kinds.push('ImageContentSourcePolicy')
  if (has('ImageTagMirrorSet')) kinds.push('ImageTagMirrorSet')
  return kinds
}
