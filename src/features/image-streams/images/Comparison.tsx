import '@patternfly/patternfly/components/Table/table.css'
import { useState } from 'react'
import { formatBytes } from '../../../lib/bytes.ts'
import { t } from '../../../lib/t.ts'
import { sumOf, type Image, type ImageLayer } from '../../../k8s/resources/image.ts'
import { compareImages, differs, type Difference, type Setting } from '../../../k8s/resources/imageComparison.ts'
import { Button } from '../../../ui/Button.tsx'
import { Absent, Bytes } from '../../../ui/Bytes.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import '../../../ui/table.css'

interface ComparisonProps {
  a: Image
  b: Image
  names: { a: string; b: string }
  /** Without the sentence that says whether they are the same. */
  quiet: boolean
}

/** Two images of one platform each: layers first, which make the size, then what containers start with. */
export function Comparison({ a, b, names, quiet }: ComparisonProps) {
  const found = compareImages(a, b)
  const { layers } = found
  const counted = [...found.settings, ...found.environment, ...found.labels, ...found.ports, ...found.volumes]
  const differences = counted.filter(differs).length
  const config: Row[] = [
    ...found.settings.map((row) => ({ ...row, group: '', name: settingText(row.name) })),
    ...found.ports.map((row) => present(row, t('Port'))),
    ...found.volumes.map((row) => present(row, t('Volume'))),
    ...found.environment.map((row) => ({ ...row, group: t('Environment') })),
    ...found.labels.map((row) => ({ ...row, group: t('Label') })),
  ]
  return (
    <>
      {!quiet && <p className="rc-compare__verdict">{verdictText(found.verdict, differences, layers)}</p>}
      <Panel title={t('Layers')}>
        <div className="rc-compare__layers">
          <LayerList title={t('In both')} layers={layers.shared} />
          <LayerList title={t('Only in {{name}}', { name: names.a })} layers={layers.onlyA} />
          <LayerList title={t('Only in {{name}}', { name: names.b })} layers={layers.onlyB} />
        </div>
      </Panel>
      <Panel title={t('Configuration')}>
        {!a.dockerImageMetadata || !b.dockerImageMetadata ? (
          <p>
            {t('The cluster kept no configuration of {{name}}.', { name: a.dockerImageMetadata ? names.b : names.a })}
          </p>
        ) : (
          <ConfigTable rows={config} names={names} />
        )}
      </Panel>
    </>
  )
}

interface Row extends Difference {
  group: string
}

/** A name that is there or not, without a value. */
function present({ name, a, b }: Difference, group: string): Row {
  return { name, group, ...(a !== undefined && { a: t('yes') }), ...(b !== undefined && { b: t('yes') }) }
}

function verdictText(
  verdict: 'same' | 'alike' | 'different',
  differences: number,
  { shared, onlyA, onlyB }: { shared: ImageLayer[]; onlyA: ImageLayer[]; onlyB: ImageLayer[] },
): string {
  if (verdict === 'same') return t('Both are the same image.')
  if (verdict === 'alike') return t('Two digests with the same layers and the same configuration.')
  const config =
    differences === 0 ? t('The configuration is the same.') : t('{{count}} settings differ.', { count: differences })
  const sizes =
    onlyA.length + onlyB.length === 0
      ? t('All layers are in both: {{size}}.', { size: formatBytes(sumOf(shared)) })
      : t('{{shared}} of layers are in both, {{a}} only in the first, {{b}} only in the second.', {
          shared: formatBytes(sumOf(shared)),
          a: formatBytes(sumOf(onlyA)),
          b: formatBytes(sumOf(onlyB)),
        })
  return `${sizes} ${config}`
}

function LayerList({ title, layers }: { title: string; layers: readonly ImageLayer[] }) {
  return (
    <section aria-label={title} className="rc-compare__list">
      <h3 className="rc-compare__heading">{title}</h3>
      <p className="rc-subtle">
        {layers.length === 0
          ? t('no layers')
          : t('{{count}} layers, {{size}}', { count: layers.length, size: formatBytes(sumOf(layers)) })}
      </p>
      <ul className="rc-compare__entries">
        {layers.map(({ name, size }) => (
          <li key={name}>
            <Digest value={name} />
            <Bytes value={size} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ConfigTable({ rows, names }: { rows: readonly Row[]; names: { a: string; b: string } }) {
  const [all, setAll] = useState(false)
  const differing = rows.filter(differs)
  const shown = all ? rows : differing
  const same = rows.length - differing.length
  return (
    <>
      {differing.length === 0 && <p>{t('Everything containers start with is the same.')}</p>}
      {shown.length > 0 && (
        <table
          className="pf-v6-c-table pf-m-compact rc-table__table rc-compare__config"
          aria-label={t('Configuration')}
        >
          <thead className="pf-v6-c-table__thead">
            <tr className="pf-v6-c-table__tr">
              {[t('Name'), names.a, names.b].map((title, index) => (
                <th key={`${title} ${String(index)}`} scope="col" className="pf-v6-c-table__th">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="pf-v6-c-table__tbody">
            {shown.map((row) => (
              <ConfigRow key={`${row.group} ${row.name}`} row={row} names={names} />
            ))}
          </tbody>
        </table>
      )}
      {same > 0 && (
        <Button variant="link" isInline onClick={() => setAll(!all)}>
          {all ? t('Show only differences') : t('Show {{count}} that are the same', { count: same })}
        </Button>
      )}
    </>
  )
}

function ConfigRow({ row, names }: { row: Row; names: { a: string; b: string } }) {
  const { group, name, a, b } = row
  const change = !differs(row) ? 'same' : a === undefined ? 'added' : b === undefined ? 'removed' : 'changed'
  return (
    <tr className={`pf-v6-c-table__tr rc-compare__row rc-m-${change}`}>
      <th scope="row" className="pf-v6-c-table__th rc-table__name" data-label={t('Name')}>
        <bdi>{name}</bdi> <span className="rc-subtle rc-compare__group">{group}</span>
      </th>
      <td className="pf-v6-c-table__td" data-label={names.a}>
        <Value value={a} />
      </td>
      <td className="pf-v6-c-table__td" data-label={names.b}>
        <Value value={b} />
      </td>
    </tr>
  )
}

function Value({ value }: { value: string | undefined }) {
  if (value === undefined) return <Absent text={t('not set')} />
  if (value === '') return <span className="rc-subtle">{t('empty')}</span>
  return (
    <code className="rc-compare__value">
      <bdi>{value}</bdi>
    </code>
  )
}

function settingText(setting: Setting): string {
  switch (setting) {
    case 'architecture':
      return t('Architecture')
    case 'entrypoint':
      return t('Entrypoint')
    case 'command':
      return t('Command')
    case 'workingDirectory':
      return t('Working directory')
    case 'user':
      return t('User')
    case 'stopSignal':
      return t('Stop signal')
    case 'onBuild':
      return t('On build')
    default:
      return t('Author')
  }
}
