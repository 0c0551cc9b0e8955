import { quote } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { configOf, environmentOf, manifestsOf, platformsOf, type Image } from '../../../k8s/resources/image.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { DescriptionList, KeyValues, type Term } from '../../../ui/DescriptionList.tsx'
import { platformsText } from '../tags/tagWords.ts'

/** What containers of an image start with. `list`: the manifest list that it is shown as a platform of. */
export function ImageConfig({ image, list }: { image: Image; list?: Image | undefined }) {
  const title = list
    ? t('Configuration for {{platform}}', { platform: platformsText(platformsOf(image)) })
    : t('Configuration')
  if (manifestsOf(image).length === 0 && !image.dockerImageMetadata) {
    return (
      <Panel title={title}>
        <p>{t('The cluster kept no configuration of this image: it only knows its digest.')}</p>
      </Panel>
    )
  }
  return (
    <Panel title={title}>
      <DescriptionList label={title} terms={configTerms(image)} />
    </Panel>
  )
}

function configTerms(image: Image): Term[] {
  const config = configOf(image)
  const terms: (Term | undefined)[] = [
    { name: t('Entrypoint'), value: <Words words={config.Entrypoint} /> },
    { name: t('Command'), value: <Words words={config.Cmd} /> },
    { name: t('Working directory'), value: <Words words={config.WorkingDir ? [config.WorkingDir] : undefined} /> },
    {
      name: t('User'),
      value: config.User ? <code>{config.User}</code> : t('none: root, unless the cluster assigns another'),
    },
    { name: t('Ports'), value: <Words words={Object.keys(config.ExposedPorts ?? {})} /> },
    { name: t('Volumes'), value: <Words words={Object.keys(config.Volumes ?? {})} /> },
    config.StopSignal ? { name: t('Stop signal'), value: <code>{config.StopSignal}</code> } : undefined,
    config.OnBuild?.length ? { name: t('On build'), value: <Lines lines={config.OnBuild} /> } : undefined,
    {
      name: t('Environment'),
      value: (
        <KeyValues entries={environmentOf(image).map(({ name, value }) => [name, value] as const)} absent={t('none')} />
      ),
    },
    { name: t('Labels'), value: <KeyValues entries={Object.entries(config.Labels ?? {})} absent={t('none')} /> },
  ]
  return terms.filter((term) => term !== undefined)
}

/** Words as a shell would need them, so that where one ends is seen. */
export function Words({ words }: { words: readonly string[] | null | undefined }) {
  if (!words || words.length === 0) return <span className="rc-subtle">{t('none')}</span>
  return <code className="rc-streams__long">{words.map(quote).join(' ')}</code>
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="rc-entries">
      {lines.map((line, index) => (
        <li key={`${line} ${String(index)}`}>
          <code>{line}</code>
        </li>
      ))}
    </ul>
  )
}
