import { useImperativeHandle, useMemo, type Ref } from 'react'
import type { Cause } from '../../../k8s/ApiError.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { streamNameProblem } from '../../../lib/imageNames.ts'
import { entryProblems } from '../../../lib/keyValues.ts'
import { t } from '../../../lib/t.ts'
import { checkYaml, useYamlProblems, type YamlCheck } from '../../../ui/yaml/useYamlProblems.ts'
import { toYaml } from '../../../ui/yaml/yamlDocument.ts'
import { YamlEditor } from '../../../ui/yaml/YamlEditor.tsx'
import { causeProblems, type ObjectProblem } from '../../../ui/yaml/yamlObject.ts'
import { imageStreamProblems } from './imageStreamProblems.ts'

/** What the text says, read when somebody wants to know. */
export interface ReadYaml {
  /** Undefined while the text cannot be read as an image stream at all. */
  stream: ImageStream | undefined
  /** How many problems have to be solved before it can be created. */
  errors: number
}

interface NewStreamYamlProps {
  /** What the form describes: the text to begin with. */
  stream: ImageStream
  /** What was typed; undefined until something was. */
  text: string | undefined
  onChange(text: string): void
  causes: readonly Cause[]
  /** Whether somebody wanted to create it as it is. */
  attempted: boolean
  handle: Ref<{ read(): ReadYaml }>
}

const check: YamlCheck = { objectProblems: (object) => problemsOf(object) }

/** A new image stream as YAML. */
export function NewStreamYaml({ stream, text, onChange, causes, attempted, handle }: NewStreamYamlProps) {
  const written = useMemo(() => toYaml(stream), [stream])
  const value = text ?? written
  const { schema, parsed } = useYamlProblems(ImageStream, value, check)
  useImperativeHandle(handle, () => ({
    read: () => {
      // What was typed in the last moment has not been looked at yet.
      const now = checkYaml(value, schema, check)
      const isError = ({ severity }: { severity: string }) => severity === 'error'
      const readable = isStream(now.value) && !checkYaml(value, schema).problems.some(isError)
      return {
        // Its shape is what the schema says.
        stream: readable ? (now.value as ImageStream) : undefined,
        errors: now.problems.filter(isError).length,
      }
    },
  }))
  const problems = useMemo(() => [...parsed.problems, ...causeProblems(parsed, causes)], [parsed, causes])
  return (
    <YamlEditor
      label={t('YAML of the new image stream')}
      value={value}
      onChange={onChange}
      // An empty form is not full of mistakes yet.
      problems={text === undefined && !attempted ? none : problems}
      schema={schema}
    />
  )
}

const none: readonly never[] = []

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isStream(value: unknown): boolean {
  return isFields(value) && isFields(value['metadata']) && typeof value['metadata']['name'] === 'string'
}

/** What is wrong with a new image stream beyond its schema. */
function problemsOf(object: unknown): ObjectProblem[] {
  const problems: ObjectProblem[] = []
  const add = (path: ObjectProblem['path'], message: string | undefined) => {
    if (message !== undefined) problems.push({ path, severity: 'error', message })
  }
  if (!isFields(object)) {
    add([], t('This is no image stream.'))
    return problems
  }
  const { apiVersion, kind, metadata } = object
  add(
    ['apiVersion'],
    apiVersion === 'image.openshift.io/v1' ? undefined : t('The API version is image.openshift.io/v1.'),
  )
  add(['kind'], kind === ImageStream.kind ? undefined : t('The kind is ImageStream.'))
  const fields = isFields(metadata) ? metadata : {}
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  add(['metadata', 'namespace'], text('namespace') === '' ? t('Choose a project.') : undefined)
  add(['metadata', 'name'], streamNameProblem(text('namespace'), text('name')))
  for (const kindOf of ['labels', 'annotations'] as const) {
    const entries = Object.entries(isFields(fields[kindOf]) ? fields[kindOf] : {})
    const texts = entries.map(([key, value]) => [key, typeof value === 'string' ? value : ''] as const)
    for (const [place, message] of Object.entries(entryProblems(kindOf, texts, kindOf))) {
      const [, index] = place.split('.')
      const key = index === undefined ? undefined : texts[Number(index)]?.[0]
      add(['metadata', kindOf, ...(key === undefined ? [] : [key])], message)
    }
  }
  return [...problems, ...imageStreamProblems(object)]
}
