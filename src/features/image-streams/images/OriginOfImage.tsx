import { t } from '../../../lib/t.ts'
import type { Image } from '../../../k8s/resources/image.ts'
import { imageOriginOf, webAddress } from '../../../k8s/resources/imageOrigin.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'

/** What built an image and from which source, as its labels and environment say. */
export function OriginOfImage({ image }: { image: Image }) {
  const terms = originTerms(image)
  return (
    <Panel title={t('Built from')}>
      {terms.length > 0 ? (
        <DescriptionList label={t('Built from')} terms={terms} />
      ) : (
        <p>{t('Its labels name neither a build nor a source.')}</p>
      )}
      <p className="rc-streams__note">
        {t('The API keeps no history of the Dockerfile: the commands of the layers are known to the registry alone.')}
      </p>
    </Panel>
  )
}

function originTerms(image: Image): Term[] {
  const origin = imageOriginOf(image)
  const { build } = origin
  const text = (name: string, value: string | undefined): Term | undefined =>
    value === undefined ? undefined : { name, value: <bdi className="rc-streams__long">{value}</bdi> }
  const code = (name: string, value: string | undefined): Term | undefined =>
    value === undefined ? undefined : { name, value: <code className="rc-streams__long">{value}</code> }
  const terms: (Term | undefined)[] = [
    build && {
      name: t('Build'),
      value:
        build.namespace === undefined ? (
          <code>{build.name}</code>
        ) : (
          <>
            <code>{build.name}</code> {t('in the project {{namespace}}', { namespace: build.namespace })}
          </>
        ),
    },
    code(t('Builder image'), origin.builder),
    origin.source === undefined ? undefined : { name: t('Source'), value: <SourceLink source={origin.source} /> },
    code(t('Context directory'), origin.contextDirectory),
    code(t('Branch or tag'), origin.reference),
    code(t('Commit'), origin.revision),
    text(t('Commit message'), origin.commitMessage),
    text(t('Commit author'), origin.commitAuthor),
    text(t('Commit date'), origin.commitDate),
    text(t('Version'), origin.version),
  ]
  return terms.filter((term) => term !== undefined)
}

function SourceLink({ source }: { source: string }) {
  const address = webAddress(source)
  if (address === undefined) return <code className="rc-streams__long">{source}</code>
  return (
    <a className="rc-streams__long" href={address} target="_blank" rel="noopener noreferrer">
      {source}
    </a>
  )
}
