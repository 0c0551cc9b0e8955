import { differences } from '../lib/differences.ts'
import { t } from '../lib/t.ts'
import { Alert } from './Alert.tsx'
import { Button } from './Button.tsx'

export interface ConflictAlertProps {
  /** The object as the person knew it, and as it is now. */
  before: unknown
  latest: unknown
  /** The object is as the person wants it already. */
  asWanted?: boolean
  busy: boolean
  onUseLatest(): void
  onApplyMine(): void
}

const shown = 12

/** Somebody else was faster: what they changed, and the two ways on. */
export function ConflictAlert({
  before,
  latest,
  asWanted = false,
  busy,
  onUseLatest,
  onApplyMine,
}: ConflictAlertProps) {
  const changes = differences(before, latest)
  return (
    <Alert
      inline
      live
      status="warning"
      title={t('Changed by someone else')}
      actions={
        <>
          <Button variant="link" isInline isDisabled={busy} onClick={onUseLatest}>
            {t('Use latest')}
          </Button>
          <Button variant="link" isInline isDisabled={busy} onClick={onApplyMine}>
            {t('Apply mine to latest')}
          </Button>
        </>
      }
    >
      {asWanted && <p>{t('It is as you want it already: there is nothing left to do.')}</p>}
      {changes.length === 0 ? (
        <p>{t('Nothing that this form shows is different.')}</p>
      ) : (
        <ul className="rc-conflict" aria-label={t('Fields that differ')}>
          {changes.slice(0, shown).map(({ path, before: was, after }) => (
            <li key={path}>
              <code>{path}</code>
              {': '}
              <Value text={was} />
              {' → '}
              <Value text={after} />
            </li>
          ))}
          {changes.length > shown && <li>{t('and {{count}} more', { count: changes.length - shown })}</li>}
        </ul>
      )}
    </Alert>
  )
}

const longest = 200

function Value({ text }: { text: string | undefined }) {
  if (text === undefined) return <em>{t('none')}</em>
  return <code>{text.length > longest ? `${text.slice(0, longest)}…` : text}</code>
}
