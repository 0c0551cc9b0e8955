import { useCallback, useMemo, useState } from 'react'
import { isSame } from '../../lib/differences.ts'
import type { Cause } from '../../k8s/ApiError.ts'
import type { K8sObject } from '../../k8s/types.ts'
import { toYaml } from './yamlDocument.ts'
import { changesOn, objectOn, type YamlEdit } from './yamlObject.ts'

/** A part of an object that can be left out of its text. */
export interface ObjectPart<T extends K8sObject> {
  key: string
  /** What the choice is called: "Managed fields". */
  label: string
  isIn(object: T): boolean
  without(object: T): T
  /** Whether it is left out until asked for. */
  hidden(object: T): boolean
}

/** What somebody typed, and the object that they saw when they began. */
interface Draft<T> {
  origin: T
  /** The text of the origin as it was shown. */
  before: string
  text: string
}

/** The text of an object: it follows the cluster until somebody types in it, and is theirs from then on. */
export function useYamlEdit<T extends K8sObject>(
  object: T,
  parts: readonly ObjectPart<T>[],
  relevant: (object: T) => unknown,
) {
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({})
  const [draft, setDraft] = useState<Draft<T>>()
  const [causes, setCauses] = useState<readonly Cause[]>([])

  const isShown = (part: ObjectPart<T>) => choices[part.key] ?? !part.hidden(object)
  const hidden = parts.filter((part) => part.isIn(object) && !isShown(part))
  const hiddenKeys = hidden.map(({ key }) => key).join(' ')
  const textOf = useCallback(
    (of: T) => {
      const keys = hiddenKeys.split(' ')
      const left = parts.filter(({ key }) => keys.includes(key))
      return toYaml(left.reduce((rest, part) => part.without(rest), of))
    },
    [parts, hiddenKeys],
  )
  const current = useMemo(() => textOf(object), [textOf, object])

  const type = useCallback(
    (text: string) => {
      setCauses([])
      setDraft((known) => {
        const { origin, before } = known ?? { origin: object, before: current }
        return text === before ? undefined : { origin, before, text }
      })
    },
    [object, current],
  )
  const discard = useCallback(() => {
    setCauses([])
    setDraft(undefined)
  }, [])

  return {
    text: draft?.text ?? current,
    before: draft?.before ?? current,
    origin: draft?.origin ?? object,
    dirty: draft !== undefined,
    /** Somebody changed the object in a way that concerns the person, since they began. */
    changed: draft !== undefined && !isSame(relevant(draft.origin), relevant(object)),
    causes,
    setCauses,
    type,
    discard,
    isShown,
    show: (key: string, shown: boolean) => setChoices((known) => ({ ...known, [key]: shown })),
    /** Goes on from a newer object, with the changes made so far. Answers with the fields that both changed. */
    rebase: (edit: YamlEdit<T>, latest: T): string[] => {
      const before = textOf(latest)
      const typeMeta = { apiVersion: latest.apiVersion, kind: latest.kind }
      // Ignored fields are shown as the newer object has them.
      const text = textOf({ ...typeMeta, ...objectOn(edit, latest, edit.ignored) })
      setCauses([])
      setDraft(text === before ? undefined : { origin: latest, before, text })
      return changesOn(edit, latest).overridden
    },
  }
}
