import { t } from '../../../lib/t.ts'
import { imageWhys, itemWhys } from '../../../k8s/resources/pruneWhys.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type { Column } from '../../../ui/table.ts'
import type { ExportedRevision } from './previewProtocol.ts'
import { imageWhyText, itemWhyText } from './previewWords.ts'

type Text = Column<ExportedRevision>['text']

/** What an export of everything says of each revision, with the reasons in the words of its options. */
export function exportedColumns(options: PruneOptions): readonly Column<ExportedRevision>[] {
  // There are few reasons and hundreds of thousands of revisions.
  const itemTexts = new Map(itemWhys.map((why) => [why, itemWhyText(why, options)]))
  const imageTexts = new Map(imageWhys.map((why) => [why, imageWhyText(why, options)]))
  const [going, staying] = [t('Goes'), t('Stays')]
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
      ({ goes }) => (goes ? going : staying),
    ),
    column(
      'rule',
      () => t('Rule'),
      ({ why }) => why,
    ),
    column(
      'why',
      () => t('Why'),
      ({ why }) => itemTexts.get(why),
    ),
    column(
      'workloads',
      () => t('Workloads'),
      ({ userCount }) => userCount,
    ),
    column(
      'imageWhy',
      () => t('Why its image goes or stays'),
      ({ imageWhy }) => imageWhy && imageTexts.get(imageWhy),
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
