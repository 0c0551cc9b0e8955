import '@patternfly/patternfly/components/Table/table.css'
import { Link, useSearchParams } from 'react-router'
import { shortDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import type { PlatformPair } from '../../../k8s/resources/imageComparison.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { imagePath } from './imagePath.ts'
import type { ImageOfStream } from './imageSummary.ts'
import '../../../ui/table.css'

interface ComparedPlatformsProps {
  pairs: readonly PlatformPair[]
  /** The one that is compared below. */
  chosen: PlatformPair | undefined
  names: { a: string; b: string }
  from: { a: ImageOfStream; b: ImageOfStream }
}

/** Which platforms are in both images, and which in one. Those in both can be chosen. */
export function ComparedPlatforms({ pairs, chosen, names, from }: ComparedPlatformsProps) {
  const [params] = useSearchParams()
  const to = (platform: string) => {
    const next = new URLSearchParams(params)
    next.set('platform', platform)
    return { search: `?${next.toString()}` }
  }
  const digest = (value: string | undefined, of: ImageOfStream) =>
    value === undefined ? (
      <Absent text={t('not in it')} />
    ) : (
      <Link to={imagePath(value, of)} title={value}>
        <code>{shortDigest(value)}</code>
      </Link>
    )
  return (
    <Panel title={t('Platforms')}>
      <table className="pf-v6-c-table pf-m-compact rc-table__table" aria-label={t('Platforms')}>
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {[t('Platform'), names.a, names.b].map((title, index) => (
              <th key={`${title} ${String(index)}`} scope="col" className="pf-v6-c-table__th">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {pairs.map(({ platform, a, b }) => {
            const isChosen = platform === chosen?.platform
            return (
              <tr className="pf-v6-c-table__tr" key={platform}>
                <th scope="row" className="pf-v6-c-table__th rc-table__name" data-label={t('Platform')}>
                  {a !== undefined && b !== undefined ? (
                    <Link
                      to={to(platform)}
                      aria-current={isChosen ? 'true' : undefined}
                      className={isChosen ? 'rc-streams__chosen' : undefined}
                    >
                      {platform}
                    </Link>
                  ) : (
                    platform || t('not known')
                  )}
                </th>
                <td className="pf-v6-c-table__td" data-label={names.a}>
                  {digest(a, from.a)}
                </td>
                <td className="pf-v6-c-table__td" data-label={names.b}>
                  {digest(b, from.b)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
