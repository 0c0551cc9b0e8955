import { t } from '../../../lib/t.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type { Column } from '../../../ui/table.ts'
import type { ExportedRevision } from './previewProtocol.ts'
import { imageWhyText, itemWhyText } from './previewWords.ts'

type Text = Column<ExportedRevision>['text']

/** What an export of everything says of each revision, with the reasons in the words of its options. */
export function exportedColumns(options: PruneOptions): readonly Column<ExportedRevision>[] {
  const column = (key: string, title: () => string, text: NonNullable<Text>): Column<ExportedRevision> => ({
    key,
    title,
    render: () => null,
    text,
  })
  return [
    column(
      'project',
      () => t('Project'),
      ({ namespace }) => namespace,
    ),
    column(
      'stream',
      () => t('Image stream'),
      ({ stream }) => stream,
    ),
    column(
      'tag',
      () => t('Tag'),
      ({ tag }) => tag,
    ),
    column(
      'revision',
      () => t('Revision'),
      ({ revision }) => revision + 1,
    ),
    column(
      'image',
      () => t('Image'),
      ({ digest }) => digest,
    ),
    column(
      'created',
      () => t('Created'),
      ({ created }) => (created === undefined ? undefined : new Date(created).toISOString()),
    ),
    column(
      'size',
      () => t('Size'),
      ({ size }) => size,
    ),
    column(
      'run',
      () => t('In a run'),
      ({ goes }) => (goes ? t('Goes') : t('Stays')),
    ),
    column(
      'rule',
      () => t('Rule'),
      ({ why }) => why,
    ),
    column(
      'why',
      () => t('Why'),
      ({ why }) => itemWhyText(why, options),
    ),
    column(
      'workloads',
      () => t('Workloads'),
      ({ userCount }) => userCount,
    ),
    column(
      'imageWhy',
      () => t('Why its image goes or stays'),
      ({ imageWhy }) => imageWhy && imageWhyText(imageWhy, options),
    ),
    column(
      'frees',
      () => t('Frees'),
      ({ frees }) => frees,
    ),
    column(
      'sharedBlobs',
      () => t('Blobs shared with images that stay'),
      ({ sharedBlobs }) => sharedBlobs,
    ),
  ]
}
