import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useProjects } from '../../../k8s/projects.ts'
import { isProjectName, serviceAccountOf } from '../../../k8s/resources/roleBinding.ts'
import { streamNamesQuery } from '../../../k8s/streamNames.ts'
import { t } from '../../../lib/t.ts'
import { isAccessVerb, scopeOf, verbHelp, verbOptions } from '../../../ui/access/accessVerbs.ts'
import type { AccessQuestion } from '../../../ui/access/checkPath.ts'
import { Button } from '../../../ui/Button.tsx'
import { ProblemsContext, SelectField, TextField } from '../../../ui/fields.tsx'
import { focusProblem } from '../../../ui/formFocus.ts'
import { cleanQuestion, questionProblems } from './checkForm.ts'

/** Who, what and where. What is typed is asked when it is checked. */
export function CheckForm({ asked, onCheck }: { asked: AccessQuestion; onCheck(question: AccessQuestion): void }) {
  const [form, setForm] = useState(asked)
  const [attempted, setAttempted] = useState(false)
  // Links and the project picker ask, too: then the form follows.
  const key = JSON.stringify(asked)
  const [followed, setFollowed] = useState(key)
  if (key !== followed) {
    setFollowed(key)
    setForm(asked)
    setAttempted(false)
  }
  const change = (changes: Partial<AccessQuestion>) => setForm((before) => ({ ...before, ...changes }))
  const problems = questionProblems(form)
  const submit = (fields: HTMLFormElement) => {
    flushSync(() => setAttempted(true))
    if (Object.keys(problems).length > 0) focusProblem(fields)
    else onCheck(cleanQuestion(form))
  }
  const scope = scopeOf(form.verb)
  return (
    <ProblemsContext value={attempted ? problems : {}}>
      <Form
        aria-label={t('Check')}
        noValidate
        className="rc-access__form"
        onSubmit={(event) => {
          event.preventDefault()
          submit(event.currentTarget)
        }}
      >
        <div className="rc-access__row rc-m-place">
          <SelectField
            name="verb"
            label={t('Verb')}
            value={form.verb}
            onChange={(verb) => isAccessVerb(verb) && change({ verb })}
            options={verbOptions()}
            help={verbHelp(form.verb)}
          />
          {scope !== 'cluster' && <ProjectField project={form.project} onChange={(project) => change({ project })} />}
          {scope === 'stream' && <StreamField form={form} onChange={(stream) => change({ stream })} />}
        </div>
        <div className="rc-access__row rc-m-who">
          <TextField
            name="user"
            label={t('User')}
            value={form.user}
            onChange={(user) => change({ user })}
            placeholder={form.groups.length > 0 ? t('anybody in the groups') : t('myself')}
            help={<UserHelp user={form.user.trim()} />}
          />
          <TextField
            name="groups"
            label={t('Groups')}
            value={form.groups.join('\n')}
            onChange={(text) => change({ groups: text.split('\n') })}
            multiline
            help={t('One per line, besides those that the cluster knows.')}
          />
          <Button type="submit" variant="primary">
            {t('Check')}
          </Button>
        </div>
      </Form>
    </ProblemsContext>
  )
}

function UserHelp({ user }: { user: string }) {
  const account = serviceAccountOf(user)
  if (account) {
    return t('The service account {{name}} of the project {{namespace}}.', {
      name: account.name,
      namespace: account.namespace,
    })
  }
  return t('As {{command}} prints it, or {{example}}.', {
    command: 'oc whoami',
    example: 'system:serviceaccount:PROJECT:NAME',
  })
}

function ProjectField({ project, onChange }: { project: string; onChange(project: string): void }) {
  const { names, state } = useProjects()
  const typed = project.trim()
  const isUnseen = state === 'ready' && typed !== '' && !names.includes(typed)
  return (
    <TextField
      name="project"
      label={t('Project')}
      value={project}
      onChange={onChange}
      placeholder={t('all projects')}
      suggestions={names}
      help={
        state !== 'loading' && names.length === 0
          ? t('You can see no projects. Type the name of one.')
          : isUnseen
            ? t('You can see no such project. Check it anyway.')
            : t('Empty: all projects, by cluster-wide roles.')
      }
    />
  )
}

function StreamField({
  form: { project, stream },
  onChange,
}: {
  form: AccessQuestion
  onChange(stream: string): void
}) {
  const namespace = project.trim()
  const { data: streams } = useQuery({ ...streamNamesQuery(namespace), enabled: isProjectName(namespace) })
  return (
    <TextField
      name="stream"
      label={t('Image stream')}
      value={stream}
      onChange={onChange}
      placeholder={t('all image streams')}
      {...(streams && { suggestions: streams })}
      help={
        streams && stream !== '' && !streams.includes(stream.trim())
          ? t('{{project}} has no such stream. Check it anyway.', { project: namespace })
          : t('Roles can be limited to single image streams.')
      }
    />
  )
}
