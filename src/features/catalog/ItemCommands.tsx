import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CatalogItem, CatalogVersion } from '../../k8s/resources/catalogItem.ts'
import { currentOf, repositoriesOf, tagOf, tagPullSpec, type ImageStream } from '../../k8s/resources/imageStream.ts'
import { userQuery } from '../../k8s/whoami.ts'
import { isInternalHost } from '../../k8s/resources/imageStreamTag.ts'
import { paths } from '../../lib/paths.ts'
import { imageCommands } from '../../lib/registryCommands.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { commandLine } from '../../lib/shell.ts'
import { t } from '../../lib/t.ts'
import { Button } from '../../ui/Button.tsx'
import { CommandLine } from '../../ui/CommandLine.tsx'
import { openCommands } from '../../ui/commands/openCommands.tsx'
import {
  deploymentCommand,
  isGitAddress,
  newAppCommand,
  newAppOfImageCommand,
  streamReference,
  type Use,
} from './catalogCommands.ts'
import { OutLink, useEmbedded } from './embedded.tsx'

interface ItemCommandsProps {
  stream: ImageStream
  item: CatalogItem
  version: CatalogVersion
  into: string | undefined
  /** What the commands depend on, above them. */
  children?: ReactNode
}

/** What to type to use a version, with its names in the cluster and outside. */
export function ItemCommands({ stream, item, version, into, children }: ItemCommandsProps) {
  const { data: user } = useQuery(userQuery())
  const embedded = useEmbedded()
  const { namespace, name } = item
  const { tag, sample } = version
  const use: Use = { namespace, stream: name, version, into }
  const { external, internal: named } = repositoriesOf(stream)
  // Without a registry in the cluster a stream names the repository that it imports from.
  const internal = named === stream.spec?.dockerImageRepository ? undefined : named
  const found = tagOf(stream, tag)
  // Without a registry in the cluster the image is still where it was imported from.
  const elsewhere = version.reference ?? (found && currentOf(found)?.dockerImageReference)
  const inside = internal && !version.reference ? tagPullSpec(internal, tag) : elsewhere
  // The cluster's registry has nothing for a reference, and what was pushed to one that is gone is nowhere.
  const atSource = version.reference ?? (internal || !elsewhere || isInternalHost(elsewhere) ? undefined : elsewhere)
  const host = external?.split('/')[0]
  const pull =
    atSource !== undefined
      ? commandLine('podman', 'pull', atSource)
      : host !== undefined &&
        imageCommands(
          { tool: 'podman', place: 'outside', host, user: user?.name },
          { repository: `${namespace}/${name}`, tag, own: '', newTag: tag },
        ).pull
  const withSample = sample && isGitAddress(sample.repository)
  return (
    <>
      <section className="rc-catalog__commands" aria-label={t('Use it')}>
        <h3>{t('Use it')}</h3>
        {children}
        {version.builder ? (
          <Entry
            title={withSample ? t('Build and deploy the sample') : t('Build and deploy your source')}
            note={
              withSample
                ? t('Replace the address with that of your own repository.')
                : t('Replace the address with that of your repository.')
            }
          >
            <CommandLine command={newAppCommand(use)} what={t('oc new-app command')} />
          </Entry>
        ) : (
          <Entry title={t('Deploy it, with a Service for the ports it exposes')}>
            <CommandLine command={newAppOfImageCommand(use)} what={t('oc new-app command')} />
          </Entry>
        )}
        {!version.builder && inside && (
          <Entry title={t('Deploy it as a Deployment')}>
            <CommandLine command={deploymentCommand(use, inside)} what={t('oc create deployment command')} />
          </Entry>
        )}
        {pull ? (
          <Entry title={t('Pull it to a computer')}>
            <CommandLine command={pull} what={t('podman pull command')} />
          </Entry>
        ) : (
          <Entry title={t('Pull it to a computer')}>
            <p>
              {internal
                ? t('The registry cannot be reached from outside: it has no route.')
                : t('The cluster reports no registry: it was removed, or its Service does not exist yet.')}
              {sentenceGap()}
              <OutLink to={paths.access()}>{t('What to do without one')}</OutLink>
            </p>
          </Entry>
        )}
        {!embedded && (
          <p>
            <Button variant="link" isInline onClick={() => openCommands({ namespace, stream: name, tag })}>
              {t('All commands: log in, pull and push')}
            </Button>
          </p>
        )}
      </section>
      <section className="rc-catalog__commands" aria-label={t('Names')}>
        <h3>{t('Names')}</h3>
        <Entry title={t('Image stream tag')} note={t('In builds, triggers and oc.')}>
          <CommandLine command={streamReference(use)} what={t('image stream tag')} />
        </Entry>
        {inside && (
          <Entry title={internal && !version.reference ? t('Pull spec in the cluster') : t('Pull spec at its source')}>
            <CommandLine command={inside} what={t('internal pull spec')} />
          </Entry>
        )}
        {external && !version.reference && (
          <Entry title={t('Pull spec from outside')}>
            <CommandLine command={tagPullSpec(external, tag)} what={t('external pull spec')} />
          </Entry>
        )}
      </section>
    </>
  )
}

function Entry({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <div className="rc-catalog__entry">
      <h4>{title}</h4>
      {children}
      {note && <p className="rc-subtle">{note}</p>}
    </div>
  )
}
