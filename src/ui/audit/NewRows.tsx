import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'

/** Rows that wait until nobody looks so closely that they must not move. */
export function NewRows({ count, onShow }: { count: number; onShow(): void }) {
  return (
    <span role="status">
      {count > 0 && (
        <Button size="sm" variant="tertiary" onClick={onShow}>
          {t('Show {{number}} new', { number: count })}
        </Button>
      )}
    </span>
  )
}
