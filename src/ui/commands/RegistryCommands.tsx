import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { objectOf } from '../../k8s/queries.ts'
import { compareNewest, ImageStream, tagsOf } from '../../k8s/resources/imageStream.ts'
import { streamNamesQuery } from '../../k8s/streamNames.ts'
import { useRegistryHosts } from '../../k8s/useRegistryHosts.ts'
import { toolsAt, type RegistryPlace, type RegistryTool } from '../../lib/registryCommands.ts'
import { t } from '../../lib/t.ts'
import { CheckboxField, SelectField, TextField } from '../fields.tsx'
import { Problem } from '../Failed.tsx'
import { SkeletonLines } from '../Skeleton.tsx'
import { changeChoice, type CommandChoice } from './commandChoice.ts'
import { CommandSteps } from './CommandSteps.tsx'
import { NoRoute } from './NoRoute.tsx'
import './commands.css'

export interface RegistryCommandsProps {
  choice: CommandChoice
  onChange(choice: CommandChoice): void
  /** The image stream is given: it cannot be chosen here. */
  fixed?: boolean
}

/** The commands to log in to the registry, to pull and to push, for what was chosen. */
export function RegistryCommands({ choice, onChange, fixed = false }: RegistryCommandsProps) {
  const hosts = useRegistryHosts(choice.project || undefined)
  const found = useFound(choice)
  const change = (part: Partial<CommandChoice>) => onChange(changeChoice(choice, part))
  const { account, insecure, own, newTag } = choice
  const [more, setMore] = useState(account !== '' || insecure || own !== '' || newTag !== '')
  const host = choice.place === 'outside' ? hosts.external[0] : hosts.internal
  return (
    <div className="rc-commands">
      <div className="rc-commands__form" role="group" aria-label={t('What the commands are for')}>
        <div className="rc-commands__fields">
          <WayFields choice={choice} onChange={change} />
          {!fixed && <StreamField choice={choice} onChange={change} streams={found.streams} />}
          <TextField
            name="tag"
            label={t('Tag')}
            value={choice.tag}
            onChange={(name) => change({ tag: name.trim() })}
            suggestions={found.tags}
            placeholder={found.tag}
          />
        </div>
        <ExpandableSection
          toggleText={t('More choices')}
          isExpanded={more}
          onToggle={(_, expanded) => setMore(expanded)}
        >
          {more && (
            <div className="rc-commands__fields">
              <MoreFields choice={choice} onChange={change} newTag={`${choice.tag || found.tag}-new`} />
            </div>
          )}
        </ExpandableSection>
      </div>
      {hosts.pending ? (
        <SkeletonLines lines={8} />
      ) : host === undefined && hosts.error ? (
        <Problem error={hosts.error} onRetry={hosts.retry} />
      ) : host === undefined ? (
        <NoRoute place={choice.place} unknown={hosts.unknown} inside={hosts.internal !== undefined} />
      ) : (
        <CommandSteps choice={{ ...choice, tag: choice.tag || found.tag }} host={host} />
      )}
    </div>
  )
}

interface FieldsProps {
  choice: CommandChoice
  onChange(change: Partial<CommandChoice>): void
}

function WayFields({ choice: { tool, place }, onChange }: FieldsProps) {
  return (
    <>
      <SelectField
        name="tool"
        label={t('Program')}
        value={tool}
        // The field has the options below and no others.
        onChange={(chosen) => onChange({ tool: chosen as RegistryTool })}
        options={toolsAt(place).map((each) => ({ value: each, label: each }))}
      />
      <SelectField
        name="from"
        label={t('Where you are')}
        value={place}
        // As above.
        onChange={(chosen) => onChange({ place: chosen as RegistryPlace })}
        options={[
          { value: 'outside', label: t('Outside the cluster') },
          { value: 'node', label: t('On a node') },
          { value: 'pod', label: t('In a pod') },
        ]}
      />
    </>
  )
}

/** What there is of what was chosen: the project's streams, the stream's tags, newest first, and the tag that is meant without one. */
function useFound({ project, stream }: CommandChoice) {
  const { data: streams } = useQuery({ ...streamNamesQuery(project), enabled: project !== '' })
  const isThere = streams?.includes(stream) === true
  const { data } = useQuery({ ...objectOf(ImageStream, { namespace: project, name: stream }), enabled: isThere })
  const tags = data ? tagsOf(data).toSorted(compareNewest) : []
  return { streams, tags: tags.map(({ name }) => name), tag: tags[0]?.name ?? 'latest' }
}

function StreamField({ choice, onChange, streams }: FieldsProps & { streams: readonly string[] | undefined }) {
  const { project, stream } = choice
  const isNew = streams !== undefined && stream !== '' && !streams.includes(stream)
  const help =
    project === ''
      ? t('Choose a project above to get suggestions.')
      : isNew
        ? t('No stream has this name yet: a push creates it.')
        : undefined
  return (
    <TextField
      name="stream"
      label={t('Image stream')}
      value={stream}
      onChange={(name) => onChange({ stream: name.trim() })}
      suggestions={streams ?? []}
      help={help}
    />
  )
}

function MoreFields({ choice, onChange, newTag }: FieldsProps & { newTag: string }) {
  const { tool, place, account, insecure, own } = choice
  return (
    <>
      <TextField
        name="own"
        label={t('Image to push')}
        value={own}
        onChange={(text) => onChange({ own: text.trim() })}
        placeholder={t('The one that was pulled')}
        help={t('As {{tool}} names it: {{example}}.', { tool, example: ownExample(tool) })}
      />
      <TextField
        name="newTag"
        label={t('Tag to push')}
        value={choice.newTag}
        onChange={(text) => onChange({ newTag: text.trim() })}
        placeholder={newTag}
      />
      {place !== 'pod' && (
        <TextField
          name="account"
          label={t('Service account')}
          value={account}
          onChange={(name) => onChange({ account: name.trim() })}
          placeholder={t('Myself')}
          help={t('For pipelines: it logs in instead of you.')}
        />
      )}
      {tool !== 'docker' && (
        <CheckboxField
          name="insecure"
          label={t('Do not check the certificate')}
          checked={insecure}
          onChange={(checked) => onChange({ insecure: checked })}
          help={t('For routes whose certificate your computer does not trust. Anybody in between can read your token.')}
        />
      )}
    </>
  )
}

function ownExample(tool: RegistryTool): string {
  switch (tool) {
    case 'podman':
      return 'localhost/web:dev'
    case 'docker':
      return 'web:dev'
    case 'skopeo':
      return 'oci:DIRECTORY:dev'
    case 'oc':
      return 'file://web:dev'
  }
}
