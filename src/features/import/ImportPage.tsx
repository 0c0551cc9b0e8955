import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Cause } from '../../k8s/ApiError.ts'
import { ImageStreamImport } from '../../k8s/resources/imageStreamImport.ts'
import { registryOf } from '../../k8s/resources/pullSecret.ts'
import { repositoryOf } from '../../lib/imageReference.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../../ui/Alert.tsx'
import type { Problems } from '../../ui/fields.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { openCreatePullSecret } from '../../ui/pull-secrets/openCreatePullSecret.tsx'
import { CheckResult } from './CheckResult.tsx'
import { formFrom, isAbout, sourceProblems, type ImportForm } from './importForm.ts'
import { KnownSourceList } from './KnownSourceList.tsx'
import { SourceForm } from './SourceForm.tsx'
import { TargetSection } from './TargetSection.tsx'
import { useCheck } from './useCheck.ts'
import { useDenied } from '../../ui/useDenied.tsx'
import './import.css'

/** Imports images of other registries: where from, a look at what is there, where to, and what came of it. */
export function ImportPage() {
  const [params] = useSearchParams()
  const [form, setForm] = useState<ImportForm>(() => formFrom(params))
  const { state, good, run } = useCheck()
  const denied = useDenied('create', ImageStreamImport, form.project)
  const change = (changes: Partial<ImportForm>) => setForm((before) => ({ ...before, ...changes }))
  const outdated = 'request' in state && !isAbout(state.request, form)
  const isGood = state.kind === 'ready' && state.check === good?.check && !outdated

  const again = () => {
    if (Object.values(sourceProblems(form)).every((problem) => problem === undefined)) run(form)
  }
  /** Changes the form and looks at the source with it at once. */
  const checkWith = (changes: Partial<ImportForm>) => {
    change(changes)
    run({ ...form, ...changes })
  }
  const createSecret = () =>
    openCreatePullSecret({
      namespace: form.project,
      registry: registryOf(form.pullSpec) ?? '',
      onCreated: () => run(form),
    })
  return (
    <Page
      title={t('Import an image')}
      description={t('Makes images of other registries known in a project, as tags of an image stream.')}
      actions={
        <LinkButton to={paths.sourceRegistries({ project: params.get('project') ?? undefined })}>
          {t('Source registries')}
        </LinkButton>
      }
    >
      <div className="rc-import">
        <Panel title={t('Source')}>
          {denied !== undefined && (
            <Alert inline status="info" title={t('You cannot do this')}>
              {denied}
            </Alert>
          )}
          <SourceForm
            form={form}
            onChange={change}
            blocked={denied}
            busy={state.kind === 'busy'}
            primary={!isGood}
            refused={state.kind === 'failed' && !outdated ? sourceRefusals(state.error.causes) : none}
            onCheck={() => run(form)}
          />
        </Panel>
        {state.kind === 'idle' && form.pullSpec === '' ? (
          <Panel title={t('Known sources')}>
            <KnownSourceList />
          </Panel>
        ) : (
          <Panel title={t('Check')}>
            <CheckResult
              state={state}
              outdated={outdated}
              onInsecure={() => checkWith({ insecure: true })}
              onPullSecret={createSecret}
              onTags={
                form.scope === 'image'
                  ? () => checkWith({ scope: 'repository', pullSpec: repositoryOf(form.pullSpec), chosen: undefined })
                  : undefined
              }
              onRetry={again}
            />
          </Panel>
        )}
        {good && good.request.scope === form.scope && (
          <Panel title={t('Import into')}>
            <TargetSection form={form} check={good.check} outdated={!isGood} blocked={denied} onChange={change} />
          </Panel>
        )}
      </div>
    </Page>
  )
}

const none: Problems = {}

/** What the server has against the source, at its field. */
function sourceRefusals(causes: readonly Cause[]): Problems {
  const cause = causes.find(({ field }) => field.endsWith('from.name'))
  return cause ? { pullSpec: cause.message } : none
}
