import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'

/** Rows that wait until nobody looks so closely that they must not move. */
export function NewRows({ waiting, onShow }: { waiting: number; onShow(): void }) {
  return (
    <span role="status">
      {waiting > 0 && (
        <Button size="sm" variant="tertiary" onClick={onShow}>
          {t('Show {{waiting}} new', { waiting })}
        </Button>
      )}
    </span>
  )
}
