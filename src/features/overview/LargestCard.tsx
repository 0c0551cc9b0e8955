import { Link } from 'react-router'
import { useStorageUse } from '../../k8s/useStorageUse.ts'
import { paths } from '../../lib/paths.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { Problem } from '../../ui/Failed.tsx'
import { ReadingProgress } from '../../ui/ReadingProgress.tsx'
import { CardLinks } from './CardLinks.tsx'

const shown = 5

/** What takes most, counted from all images: they are read in the background, once they are wanted. */
export function LargestCard({ wanted }: { wanted: boolean }) {
  // A watch of all images for a few numbers is worth none of the scarce streams.
  const { state, progress, projects, streams, error, partial, stop, resume } = useStorageUse({ wanted, live: false })
  if (state === 'failed') {
    if (error?.code === 403)
      return (
        <p>
          {t(
            'Sizes are of images, and you may not list those of the whole cluster. A page of an image stream tells what it takes.',
          )}
          {sentenceGap()}
          <Link to={paths.imageStreams()}>{t('See image streams')}</Link>
        </p>
      )
    return <Problem error={error} onRetry={resume} />
  }
  if (state !== 'done')
    return (
      <ReadingProgress
        state={state === 'stopped' ? 'stopped' : 'running'}
        done={progress.done}
        total={progress.total}
        label={t('Reading images')}
        stop={stop}
        resume={resume}
      />
    )
  if (streams.length === 0) return <p>{t('There are no image streams yet.')}</p>
  return (
    <>
      <div className="rc-overview__pair">
        <Shares
          label={t('Largest projects')}
          head={t('Project')}
          rows={largest(projects).map(({ namespace, bytes }) => ({
            name: namespace,
            to: paths.imageStreams({ project: namespace }),
            bytes,
          }))}
        />
        <Shares
          label={t('Largest image streams')}
          head={t('Image stream')}
          rows={largest(streams).map(({ namespace, name, bytes }) => ({
            name: `${namespace}/${name}`,
            to: paths.imageStream(namespace, name),
            bytes,
          }))}
        />
      </div>
      {partial && <p className="rc-subtle">{t('Of image streams that you may list.')}</p>}
      <CardLinks>
        <Link to={paths.registry('storage')}>{t('See all of them')}</Link>
      </CardLinks>
    </>
  )
}

interface SharesProps {
  label: string
  head: string
  rows: readonly { name: string; to: string; bytes: number }[]
}

function Shares({ label, head, rows }: SharesProps) {
  return (
    <table className="rc-overview__table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="rc-m-end">
            {t('Size')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, to, bytes }) => (
          <tr key={name}>
            <th scope="row">
              <Link to={to} className="rc-break">
                {name}
              </Link>
            </th>
            <td className="rc-m-end">
              <Bytes value={bytes} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The few largest, by one pass. */
function largest<T extends { bytes: number }>(shares: readonly T[]): T[] {
  const found: T[] = []
  for (const share of shares) {
    if (found.length === shown && share.bytes <= (found.at(-1)?.bytes ?? 0)) continue
    const place = found.findIndex(({ bytes }) => bytes < share.bytes)
    found.splice(place < 0 ? found.length : place, 0, share)
    if (found.length > shown) found.pop()
  }
  return found
}
