import { useLocation, useSearchParams } from 'react-router'
import { useProjects } from '../../k8s/projects.ts'
import type { CatalogItem, CatalogVersion, Unavailable } from '../../k8s/resources/catalogItem.ts'
import type { ImageStream } from '../../k8s/resources/imageStream.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../../ui/Alert.tsx'
import { DescriptionList, type Term } from '../../ui/DescriptionList.tsx'
import { NativeSelect } from '../../ui/NativeSelect.tsx'
import { ServerMessage } from '../../ui/ServerMessage.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { CatalogIcon } from './CatalogIcon.tsx'
import { OutLink } from './embedded.tsx'
import { ForeignLink } from './ForeignLink.tsx'
import { ImageFacts } from './ImageFacts.tsx'
import { ItemCommands } from './ItemCommands.tsx'
import { Origin } from './Origin.tsx'
import { PullNotes } from './PullNotes.tsx'
import { isOfCluster } from './useCatalog.ts'

interface ItemDetailsProps {
  stream: ImageStream
  item: CatalogItem
  project: string | undefined
}

/** What an image is, its versions, and the commands to use it. */
export function ItemDetails({ stream, item, project }: ItemDetailsProps) {
  const [params, setParams] = useSearchParams()
  const { state } = useLocation()
  const { names } = useProjects()
  const wanted = params.get('version')
  const usable = item.versions.find(({ unavailable }) => !unavailable)
  const named = ({ tag, aliases, twin }: CatalogVersion) => [tag, ...aliases, twin].includes(wanted ?? '')
  const version = item.versions.find(named) ?? usable ?? item.versions[0]
  const projects = names.filter((name) => name === project || !isOfCluster(name))
  const into = [params.get('into'), project, item.namespace, ...(projects.length === 1 ? projects : [])].find(
    (name) => name && projects.includes(name),
  )
  if (!version) return null
  const facts = terms(item, version)
  const set = (key: string, value: string) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        next.set(key, value)
        return next
      },
      // The way back still leads to the gallery.
      { replace: true, state },
    )
  return (
    <div className="rc-catalog__details-body">
      <ItemHead item={item} version={version} foreign={item.namespace !== into} />
      {wanted !== null && !item.versions.some(named) && (
        <Alert status="info" inline title={t('No version {{version}}', { version: wanted })}>
          {t('It is not in the catalog, or no longer. The newest version is shown.')}
        </Alert>
      )}
      <label className="rc-catalog__choice">
        <span>{t('Version')}</span>
        <NativeSelect
          label={t('Version')}
          value={version.tag}
          onChange={(tag) => set('version', tag)}
          options={item.versions.map((option) => ({ value: option.tag, label: optionText(option) }))}
        />
      </label>
      <VersionState version={version} />
      <Description item={item} version={version} />
      {facts.length > 0 && <DescriptionList label={t('About {{name}}', { name: item.displayName })} terms={facts} />}
      {!version.unavailable && (
        <>
          <ItemCommands stream={stream} item={item} version={version} into={into || undefined}>
            {projects.length > 0 && (
              <label className="rc-catalog__choice">
                <span>{t('Use it in')}</span>
                <NativeSelect
                  label={t('Use it in')}
                  value={into ?? ''}
                  onChange={(name) => set('into', name)}
                  options={[
                    ...(into ? [] : [{ value: '', label: t('the current project of oc') }]),
                    ...projects.map((name) => ({ value: name, label: name })),
                  ]}
                />
              </label>
            )}
            <PullNotes namespace={item.namespace} stream={item.name} into={into || undefined} />
          </ItemCommands>
          <ImageFacts namespace={item.namespace} stream={item.name} digest={version.digest} />
        </>
      )}
      <p className="rc-catalog__pages">
        <OutLink to={paths.imageStream(item.namespace, item.name)}>{t('Open image stream')}</OutLink>
        <OutLink to={paths.imageStreamTag(item.namespace, item.name, version.tag)}>
          {t('Open tag {{tag}}', { tag: version.tag })}
        </OutLink>
      </p>
    </div>
  )
}

interface ItemHeadProps {
  item: CatalogItem
  version: CatalogVersion
  foreign: boolean
}

function ItemHead({ item, version, foreign }: ItemHeadProps) {
  return (
    <div className="rc-catalog__details-origin">
      <CatalogIcon iconClass={version.iconClass ?? item.iconClass} words={version.words} builder={version.builder} />
      <div>
        <Origin provider={item.provider} name={`${item.namespace}/${item.name}`} />
        <p className="rc-catalog__labels">
          {version.builder && <StatusLabel status="none">{t('Builder')}</StatusLabel>}
          {foreign && <StatusLabel status="none">{t('From {{project}}', { project: item.namespace })}</StatusLabel>}
          {version.deprecated && <StatusLabel status="warning">{t('Deprecated')}</StatusLabel>}
        </p>
      </div>
    </div>
  )
}

function optionText({ version, tag, unavailable }: CatalogVersion): string {
  const name = version === tag ? tag : t('{{version}} (tag {{tag}})', { version, tag })
  return unavailable ? t('{{name}}: not available', { name }) : name
}

function VersionState({ version: { tag, unavailable, outdated, reference } }: { version: CatalogVersion }) {
  if (unavailable)
    return (
      <Alert status="warning" inline title={t('{{tag}} is not available', { tag })}>
        <Why state={unavailable} />
      </Alert>
    )
  if (outdated?.why === 'failed')
    return (
      <Alert status="warning" inline title={t('The last import failed')}>
        <p>{t('The older image can still be used.')}</p>
        <Why state={outdated} />
      </Alert>
    )
  if (!reference) return null
  return (
    <p>{t('The tag only points to {{source}}: the cluster knows nothing about that image.', { source: reference })}</p>
  )
}

function Why({ state }: { state: Unavailable }) {
  switch (state.why) {
    case 'failed':
      return <ServerMessage message={[state.reason, state.message].filter(Boolean).join(': ')} />
    case 'importing':
      return t('The cluster imports it in the background.')
    case 'empty':
      return t('Nothing was pushed to this tag and it follows nothing that has an image.')
  }
}

function Description({ item, version }: { item: CatalogItem; version: CatalogVersion }) {
  const short = version.description ?? item.description
  const long = version.longDescription ?? item.longDescription
  if (!short && !long) return null
  return (
    <div className="rc-catalog__text">
      {short && <p>{short}</p>}
      {long && long !== short && <p>{long}</p>}
    </div>
  )
}

function terms(item: CatalogItem, version: CatalogVersion): Term[] {
  const { sample, aliases } = version
  const documentation = version.documentationUrl ?? item.documentationUrl
  const support = version.supportUrl ?? item.supportUrl
  const list: (Term | false | undefined)[] = [
    aliases.length > 0 && {
      name: t('Other names'),
      value: aliases.map((alias) => <p key={alias}>{t('{{alias}} follows {{tag}}', { alias, tag: version.tag })}</p>),
    },
    version.words.length > 0 && {
      name: t('Tags'),
      value: <span className="rc-break">{version.words.join(', ')}</span>,
    },
    version.supports.length > 0 && {
      name: t('Supports'),
      value: <span className="rc-break">{version.supports.join(', ')}</span>,
    },
    documentation !== undefined && { name: t('Documentation'), value: <ForeignLink address={documentation} /> },
    support !== undefined && { name: t('Support'), value: <ForeignLink address={support} /> },
    sample && { name: t('Sample repository'), value: <ForeignLink address={sample.repository} /> },
    sample?.contextDir !== undefined && {
      name: t('Folder of the sample'),
      value: <code className="rc-break">{sample.contextDir}</code>,
    },
    sample?.ref !== undefined && {
      name: t('Branch of the sample'),
      value: <code className="rc-break">{sample.ref}</code>,
    },
  ]
  return list.filter((term) => term !== undefined && term !== false)
}
