import { useState } from 'react'
import { formatBytes } from '../../../lib/bytes.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { leastBytes, sizeFor } from './sizing.ts'

const mib = 2 ** 20
const gib = 2 ** 30

type Amounts = Record<'images' | 'versions' | 'average' | 'shared' | 'newPerMonth' | 'months', string>

const usual: Amounts = { images: '20', versions: '10', average: '500', shared: '60', newPerMonth: '2', months: '24' }

/** Reckons how much storage a registry needs. `onUse`: takes the result over, as a quantity ("120Gi"). */
export function SizingHelper({ onUse }: { onUse?: (size: string) => void }) {
  const [amounts, setAmounts] = useState(usual)
  const set = (change: Partial<Amounts>) => setAmounts((before) => ({ ...before, ...change }))
  const numbers = Object.values(amounts).map((text) => Number(text.trim() || '0'))
  const isWrong = numbers.some((number) => !(number >= 0)) || Number(amounts.shared) > 100
  const sizing = isWrong
    ? undefined
    : sizeFor({
        images: Number(amounts.images),
        versions: Number(amounts.versions),
        averageBytes: Number(amounts.average) * mib,
        shared: Number(amounts.shared) / 100,
        newPerMonth: Number(amounts.newPerMonth),
        months: Number(amounts.months),
      })
  const field = (name: keyof Amounts, label: string, help: string) => (
    <TextField name={name} label={label} value={amounts[name]} onChange={(text) => set({ [name]: text })} help={help} />
  )
  return (
    <div className="rc-setup__sizing" role="group" aria-label={t('Sizing')}>
      <div className="rc-setup__amounts">
        {field('images', t('Images'), t('Applications and base images of your own.'))}
        {field('versions', t('Versions kept'), t('Of each image; pruning deletes older ones.'))}
        {field('average', t('Average size in MiB'), t('Compressed, as it is pushed.'))}
        {field(
          'shared',
          t('Shared layers in percent'),
          t('What a version has in common with the one before: stored once.'),
        )}
        {field('newPerMonth', t('New images per month'), t('How fast the number of images grows.'))}
        {field('months', t('Months to plan for'), t('Until storage is looked at again.'))}
      </div>
      <div role="status" aria-label={t('Recommended size')} className="rc-setup__size">
        {sizing ? (
          <>
            <p>
              <strong>{formatBytes(sizing.recommended)}</strong>{' '}
              {sizing.recommended === leastBytes && sizing.later * 1.3 < leastBytes
                ? t('is enough: it is the least that is recommended.')
                : t('is a good size.')}
            </p>
            <p className="rc-subtle">
              {t(
                '{{now}} at the beginning, {{later}} at the end, and 30 % room for uploads and for what waits to be pruned.',
                {
                  now: formatBytes(sizing.now),
                  later: formatBytes(sizing.later),
                },
              )}
            </p>
          </>
        ) : (
          <p>{t('Numbers from 0 on are needed, and a share of at most 100.')}</p>
        )}
      </div>
      {onUse && sizing && (
        <Button onClick={() => onUse(`${String(Math.ceil(sizing.recommended / gib))}Gi`)}>
          {t('Use this size for a new claim')}
        </Button>
      )}
      <ul className="rc-setup__advice">
        <li>{t('Less than 100 GiB fills up within weeks on most clusters.')}</li>
        <li>
          {t(
            'Storage that cannot be shared (ReadWriteOnce, disks) allows one pod only: every update and every move of it is an outage.',
          )}
        </li>
        <li>
          {t('NFS is not supported for the registry: its file locking and consistency damage images under load.')}
        </li>
        <li>{t('Object storage needs no size: it grows by itself, and so do its costs.')}</li>
      </ul>
    </div>
  )
}
