import { useSyncExternalStore } from 'react'
import { relativeTime } from '../../../lib/relativeTime.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { locale, t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { subscribeToClock } from '../../../ui/clock.ts'
import { ReadingProgress } from '../../../ui/ReadingProgress.tsx'
import { useShownPreview } from './shownPreview.ts'

/** When what is on screen was read: it does not follow the cluster by itself. */
export function ReadLine() {
  const { reading, preview } = useShownPreview()
  const { at } = reading
  const iso = new Date(at).toISOString()
  const ago = useSyncExternalStore(subscribeToClock, () => relativeTime(iso, Date.now()))
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: 'medium' }).format(at)
  const done = preview.kinds.filter(({ state }) => state !== 'waiting' && state !== 'reading').length
  return (
    <p className="rc-preview__read rc-subtle">
      <span>
        {t('Read at {{time}} by the clock of the server, {{ago}}. Changes since then are not in it.', {
          time,
          ago: ago ?? '',
        })}
      </span>
      {sentenceGap()}
      {preview.state === 'reading' ? (
        <ReadingProgress
          state="running"
          done={done}
          total={preview.kinds.length || undefined}
          label={t('Reading again')}
          stop={preview.stop}
          resume={preview.readAgain}
        />
      ) : (
        <Button variant="link" isInline onClick={preview.readAgain}>
          {t('Read again')}
        </Button>
      )}
    </p>
  )
}
