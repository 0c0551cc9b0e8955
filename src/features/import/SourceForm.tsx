import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { repositoryOf } from '../../lib/imageReference.ts'
import { t } from '../../lib/t.ts'
import { useProjects } from '../../k8s/projects.ts'
import { objectOf } from '../../k8s/queries.ts'
import { ImageStream } from '../../k8s/resources/imageStream.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckboxField, ProblemsContext, RadioField, SelectField, TextField, type Problems } from '../../ui/fields.tsx'
import { focusProblem } from '../../ui/formFocus.ts'
import { sourceProblems, type ImportForm, type Scope } from './importForm.ts'
import { knownSourceOf, knownSources, withRegistry } from './knownSources.ts'

export interface SourceFormProps {
  form: ImportForm
  onChange(change: Partial<ImportForm>): void
  /** Why nothing can be looked at. */
  blocked: ReactNode
  busy: boolean
  /** Whether looking is what there is to do next. */
  primary: boolean
  /** What the server has against the fields. */
  refused: Problems
  onCheck(): void
}

const other = 'other'

/** Where the images come from, and whose pull secrets are used. */
export function SourceForm({ form, onChange, blocked, busy, primary, refused, onCheck }: SourceFormProps) {
  const [attempted, setAttempted] = useState(false)
  const problems = sourceProblems(form)
  const wrong = Object.values(problems).some((problem) => problem !== undefined)
  const known = knownSourceOf(form.pullSpec)
  const sources = knownSources()
  const submit = (fields: HTMLFormElement) => {
    flushSync(() => setAttempted(true))
    if (wrong) focusProblem(fields)
    if (!wrong && !busy && blocked === undefined) onCheck()
  }
  return (
    <ProblemsContext value={attempted ? { ...refused, ...present(problems) } : refused}>
      <Form
        aria-label={t('Source')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit(event.currentTarget)
        }}
      >
        <div className="rc-import__row">
          <SelectField
            name="registry"
            label={t('Source registry')}
            value={known?.host ?? other}
            options={[
              ...sources.map(({ host, title }) => ({ value: host, label: `${title} (${host})` })),
              { value: other, label: t('Another registry') },
            ]}
            onChange={(host) =>
              onChange({ pullSpec: withRegistry(form.pullSpec, host === other ? undefined : host), chosen: undefined })
            }
            help={
              known?.needs ??
              t(
                'Any registry that the cluster can reach. Private ones need a pull secret; without TLS turn on Insecure.',
              )
            }
          />
          <ProjectField form={form} onChange={onChange} />
        </div>
        <TextField
          name="pullSpec"
          label={t('Pull spec')}
          value={form.pullSpec}
          onChange={(pullSpec) => onChange({ pullSpec, chosen: undefined })}
          placeholder={known?.example ?? t('registry.example/path/image:tag')}
          required
          help={<PullSpecHelp form={form} onChange={onChange} />}
        />
        <div className="rc-import__row">
          <RadioField
            name="scope"
            label={t('What to import')}
            value={form.scope}
            // The values are those of the options.
            onChange={(scope) => onChange({ scope: scope as Scope, chosen: undefined })}
            options={[
              {
                value: 'image',
                label: t('One image'),
                help: t('The tag or digest of the pull spec; latest without one.'),
              },
              {
                value: 'repository',
                label: t('Tags of the repository'),
                help: t('All of them, as many as the cluster takes at once, or those you choose.'),
              },
            ]}
          />
          <CheckboxField
            name="insecure"
            label={t('Insecure')}
            checked={form.insecure}
            onChange={(insecure) => onChange({ insecure })}
            help={t('Import over plain HTTP, and without checking the certificate of the registry.')}
          />
        </div>
        <div>
          <Button
            type="submit"
            variant={primary ? 'primary' : 'secondary'}
            isDisabled={blocked !== undefined}
            isLoading={busy}
            isAriaDisabled={busy}
          >
            {primary ? t('Check') : t('Check again')}
          </Button>
        </div>
      </Form>
    </ProblemsContext>
  )
}

/** Where the chosen stream imports from already, to start with. */
function PullSpecHelp({ form, onChange }: Pick<SourceFormProps, 'form' | 'onChange'>) {
  const sources = useSources(form)
  const known = knownSourceOf(form.pullSpec)
  if (known?.host === 'docker.io')
    return t('For example {{example}}. Without a host it is taken from Docker Hub.', { example: known.example })
  if (known) return t('For example {{example}}.', { example: known.example })
  if (form.pullSpec !== '' || sources.length === 0) return t('Registry host, path and tag.')
  return (
    <>
      {t('{{name}} imports from', { name: form.name })}{' '}
      {sources.map((source) => (
        <Button
          key={source}
          variant="link"
          isInline
          aria-label={t('Use {{source}}', { source })}
          onClick={() => onChange({ pullSpec: source, scope: 'repository' })}
        >
          {source}
        </Button>
      ))}
    </>
  )
}

/** The repositories that the tags of a stream come from; none without a stream. */
function useSources({ project: namespace, name = '', pullSpec }: ImportForm): string[] {
  const enabled = namespace !== '' && name !== '' && pullSpec === ''
  const { data: stream } = useQuery({ ...objectOf(ImageStream, { namespace, name }), enabled })
  const tags = stream?.spec?.tags ?? []
  const sources = tags.flatMap(({ from }) =>
    from?.kind === 'DockerImage' && from.name ? [repositoryOf(from.name)] : [],
  )
  return [...new Set(sources)].slice(0, 3)
}

/** Only the problems there are, so that they hide none of the server's. */
function present(problems: Problems): Problems {
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined))
}

function ProjectField({ form, onChange }: Pick<SourceFormProps, 'form' | 'onChange'>) {
  const { names, state } = useProjects()
  const shared = {
    name: 'project',
    label: t('Project'),
    value: form.project,
    onChange: (project: string) => onChange({ project }),
    help: t('Its pull secrets are used, and the image stream goes there.'),
    required: true,
  }
  // Somebody who cannot list projects may still know the name of theirs.
  if (state === 'failed') return <TextField {...shared} />
  const known = form.project === '' || names.includes(form.project) ? names : [form.project, ...names]
  const choose = { value: '', label: state === 'loading' ? t('Loading') : t('Choose a project') }
  return <SelectField {...shared} options={[choose, ...known.map((name) => ({ value: name, label: name }))]} />
}
