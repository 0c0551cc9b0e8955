import { useProjects } from '../../../k8s/projects.ts'
import { t } from '../../../lib/t.ts'
import { SelectField, TextField } from '../../../ui/fields.tsx'

interface StreamFieldsProps {
  project: string
  stream: string
  /** The streams of the project, as far as they may be listed. */
  names: readonly string[]
  onProject(project: string): void
  onStream(stream: string): void
  /** What problems of the stream are named by. */
  streamField: string
  help?: string
}

/** A project, and one of its image streams by name. */
export function StreamFields({ project, stream, names, onProject, onStream, streamField, help }: StreamFieldsProps) {
  const projects = useProjects()
  const choices = [...new Set([project, ...projects.names, 'openshift'])].filter(Boolean)
  return (
    <>
      <SelectField
        name="project"
        label={t('Project')}
        value={project}
        onChange={onProject}
        options={choices.toSorted((a, b) => a.localeCompare(b, 'en')).map((name) => ({ value: name, label: name }))}
      />
      <TextField
        name={streamField}
        label={t('Image stream')}
        value={stream}
        onChange={onStream}
        suggestions={names}
        required
        {...(help !== undefined && { help })}
      />
    </>
  )
}
