import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { reimportCommands } from '../../../k8s/resources/tagCommands.ts'
import { createLimiter } from '../../../lib/concurrency.ts'
import { t } from '../../../lib/t.ts'
import { BulkDialog } from '../../../ui/BulkDialog.tsx'
import { Rollouts } from '../consumers/Rollouts.tsx'
import { notImportable } from './notImportable.ts'
import { reimportTag } from './reimportTag.ts'
import './tagDialogs.css'

interface TagsOfStream {
  namespace: string
  stream: string
  tags: readonly string[]
  onDone(): void
}

const fewTags = 20

/** Imports several tags again, with a result for each. */
export function ReimportTagsDialog({ namespace, stream: name, tags, onDone }: TagsOfStream) {
  const client = useQueryClient()
  const { data: stream } = useSuspenseQuery(objectOf(ImageStream, { namespace, name }))
  // Each import changes the stream: the next one starts from what the one before left.
  const [inTurn] = useState(() => createLimiter(1))
  const [known] = useState(() => tags.map((tag) => ({ tag, why: notImportable(stream, tag) })))
  const imported = known.filter(({ why }) => why === undefined).map(({ tag }) => tag)
  const left = known.filter(({ why }) => why !== undefined)
  return (
    <BulkDialog
      title={t('Re-import {{count}} tags of {{name}}', { count: imported.length, name })}
      confirm={t('Re-import')}
      entries={imported.map((tag) => ({ key: tag, name: tag }))}
      command={reimportCommands(stream, imported)}
      perform={({ key }) => inTurn(() => reimportTag(client, { namespace, stream: name, tag: key }))}
      done={t('Re-imported {{count}} tags of {{name}}', { count: imported.length, name })}
      onDone={onDone}
      {...(imported.length === 0 && { blocked: t('None of these tags is imported from another registry.') })}
    >
      <div className="rc-consequences">
        <p>
          {t(
            'Each tag is imported from its source, with the policies it has. Tags whose source has another image move.',
          )}
        </p>
        {left.length > 0 && (
          <>
            <p>{t('{{count}} of the selected tags cannot be imported:', { count: left.length })}</p>
            <ul>
              {left.slice(0, fewTags).map(({ tag, why }) => (
                <li key={tag}>
                  <strong>{tag}</strong> <span className="rc-subtle">{why}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {imported.slice(0, fewTags).map((tag) => (
          <Rollouts key={tag} stream={stream} tag={tag} />
        ))}
      </div>
    </BulkDialog>
  )
}
