import { useMemo, useState, type ReactNode } from 'react'
import { useCan } from '../../k8s/access.ts'
import type { K8sObject, ResourceType } from '../../k8s/types.ts'
import { exactJson } from '../../lib/exactJson.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../Alert.tsx'
import { ConflictAlert } from '../ConflictAlert.tsx'
import { openDialog } from '../openDialog.tsx'
import { showToast } from '../toasts.ts'
import { decidedBy } from '../useEditing.ts'
import { LeaveGuard } from './LeaveGuard.tsx'
import { SaveYamlDialog, type YamlSaving } from './SaveYamlDialog.tsx'
import { useYamlEdit, type ObjectPart } from './useYamlEdit.ts'
import { checkYaml, useYamlProblems, type YamlCheck } from './useYamlProblems.ts'
import type { ParsedYaml } from './yamlDocument.ts'
import { YamlEditor } from './YamlEditor.tsx'
import { causeProblems, identityProblems, ignoredChanges, overriddenText, type ObjectProblem } from './yamlObject.ts'
import { YamlToolbar } from './YamlToolbar.tsx'

export interface YamlTabProps<T extends K8sObject> {
  type: ResourceType<T>
  /** The object as the cluster has it. */
  object: T
  /** It was deleted; what was typed stays. */
  gone: boolean
  /** Top-level fields that a write ignores. Constant, as all that follows. */
  ignored: readonly string[]
  /** Ignored fields that the server wants back as they were. */
  sentBack?: readonly string[]
  /** Parts that can be left out of the text, besides managed fields and a long status. */
  parts?: readonly ObjectPart<T>[]
  /** What is wrong with the object beyond its schema. */
  objectProblems?(edited: object, origin: T): readonly ObjectProblem[]
  /** What saving brings with it. */
  consequences?(edited: object, origin: T): readonly string[]
  /** More about the consequences, where it has to be looked up first. */
  details?(edited: object, origin: T): ReactNode
  /** What a change by somebody else must touch to be a conflict. */
  relevant?(object: T): unknown
  /** Why it cannot be changed at all. */
  readOnly?: ReactNode
  /** The object without its secrets: they are not in the text, and stay unless others are typed. `seen`: what it was changed from. */
  masked?(object: T, seen?: T): T
  /** What has to be typed before this is saved. */
  typeToConfirm?(edited: object, origin: T): string | undefined
  /** How changes are saved, where not by putting the whole object. */
  saving?: YamlSaving<T>
}

const none: readonly never[] = []

/** The YAML of an object: read, edited in place, compared and saved. Nothing typed is lost. */
export function YamlTab<T extends K8sObject>(props: YamlTabProps<T>) {
  const { type, gone, ignored, sentBack = none, relevant = decidedBy, objectProblems, consequences, masked } = props
  const object = useMemo(() => masked?.(props.object) ?? props.object, [masked, props.object])
  const { namespace, name } = object.metadata
  const parts = useMemo(() => [...commonParts<T>(), ...(props.parts ?? [])], [props.parts])
  const { allowed } = useCan('update', type, { namespace, name })
  const edit = useYamlEdit(object, parts, relevant)
  const { text, before, origin, dirty } = edit
  const [attempted, setAttempted] = useState(false)

  const check = useMemo<YamlCheck>(
    () => ({
      ignored,
      objectProblems: (edited) => [
        ...identityProblems(edited, { ...origin, ...typeMeta(type) }),
        ...(isObject(edited) ? (objectProblems?.(edited, origin) ?? []) : []),
      ],
      textProblems: (parsed) => ignoredChanges(parsed, before, ignored),
    }),
    [type, ignored, origin, before, objectProblems],
  )
  const { schema, parsed } = useYamlProblems(type, text, check)
  const { causes } = edit
  const problems = useMemo(() => {
    const all = [...parsed.problems, ...causeProblems(parsed, causes)]
    return all.length > 0 ? all.toSorted((a, b) => a.from - b.from) : none
  }, [parsed, causes])
  const shown = dirty ? problems : none
  const errors = shown.filter(({ severity }) => severity === 'error')

  const changesIn = (now: ParsedYaml) => ({ origin, edited: now.value, ignored })
  const save = () => {
    // What was typed in the last moment has not been looked at yet.
    const now = checkYaml(text, schema, check)
    const wrong = now.problems.some(({ severity }) => severity === 'error')
    setAttempted(wrong)
    if (wrong || !isObject(now.value)) return
    openDialog(
      <SaveYamlDialog
        type={type}
        edit={changesIn(now)}
        sentBack={sentBack}
        relevant={relevant}
        consequences={consequences?.(now.value, origin) ?? []}
        details={props.details?.(now.value, origin)}
        comments={/^\s*#|\s#\s/m.test(text) && !/^\s*#|\s#\s/m.test(before)}
        masked={masked}
        saving={props.saving}
        typeToConfirm={props.typeToConfirm?.(now.value, origin)}
        onSaved={edit.discard}
        onRebase={(latest, keepEdits) => {
          if (keepEdits) edit.rebase(changesIn(now), masked?.(latest) ?? latest)
          else edit.discard()
        }}
        onRefused={edit.setCauses}
      />,
    )
  }
  const applyMine = () => {
    const now = checkYaml(text, schema, check)
    if (now.value === undefined) return setAttempted(true)
    const overridden = edit.rebase(changesIn(now), object)
    const title = t('Your changes are on the latest version now')
    showToast({
      status: 'info',
      title,
      ...(overridden.length > 0 && { description: overriddenText(overridden) }),
    })
  }
  const writes = allowed !== false && props.readOnly === undefined
  return (
    <>
      {props.readOnly !== undefined && (
        <Alert inline status="info" title={t('This can only be read')}>
          {props.readOnly}
        </Alert>
      )}
      {allowed === false && props.readOnly === undefined && (
        <Alert inline status="info" title={t('You may read this but not change it')}>
          {t('To change it you need the right to update {{resource}} in {{project}}.', {
            resource: type.plural,
            project: namespace ?? t('the cluster'),
          })}
        </Alert>
      )}
      {edit.changed && !gone && (
        <ConflictAlert
          before={relevant(origin)}
          latest={relevant(object)}
          busy={false}
          onUseLatest={edit.discard}
          onApplyMine={applyMine}
        />
      )}
      {attempted && errors.length > 0 && (
        <Alert inline live status="danger" title={t('Could not save')}>
          {t('{{count}} problems in the text have to be solved first. They are listed below it.', {
            count: errors.length,
          })}
        </Alert>
      )}
      <YamlToolbar
        name={name}
        text={text}
        dirty={dirty}
        writes={writes}
        gone={gone}
        onSave={save}
        onDiscard={edit.discard}
        choices={parts.flatMap((part) =>
          part.isIn(object) ? [{ key: part.key, label: part.label, shown: edit.isShown(part) }] : [],
        )}
        onChoose={edit.show}
      />
      <YamlEditor
        label={t('YAML of {{name}}', { name })}
        value={text}
        onChange={writes ? edit.type : undefined}
        problems={shown}
        schema={schema}
      />
      <LeaveGuard active={dirty} />
    </>
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function typeMeta({ group, version, kind }: ResourceType) {
  return { apiVersion: group ? `${group}/${version}` : version, kind }
}

/** A status longer than this, as JSON, is not shown until asked for. */
const longStatus = 100_000

function commonParts<T extends K8sObject>(): ObjectPart<T>[] {
  return [
    {
      key: 'managedFields',
      label: t('Managed fields'),
      isIn: ({ metadata }) => metadata.managedFields !== undefined,
      without: (object) => ({ ...object, metadata: { ...object.metadata, managedFields: undefined } }),
      hidden: () => true,
    },
    {
      key: 'status',
      label: t('Status'),
      isIn: (object) => 'status' in object && object.status !== undefined,
      without: (object) => ({ ...object, status: undefined }),
      hidden: (object) => 'status' in object && isLong(object.status),
    },
  ]
}

const lengths = new WeakMap<object, boolean>()

function isLong(value: unknown): boolean {
  if (!isObject(value)) return false
  let long = lengths.get(value)
  if (long === undefined) lengths.set(value, (long = exactJson(value).length > longStatus))
  return long
}
