import { useEffect, useRef, useState } from 'react'
import { asApiError, isAbort } from '../../../k8s/ApiError.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { download } from '../../../ui/download.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { exportFile, type ExportFormat } from './exportFile.ts'
import { useShownPreview } from './shownPreview.ts'

const types: Record<ExportFormat, string> = { csv: 'text/csv;charset=utf-8', json: 'application/json' }

/** Every revision of every tag with its reason, as one file. */
export function ExportEverything() {
  const { preview, reading, plan } = useShownPreview()
  const [done, setDone] = useState<number>()
  const running = useRef<AbortController>(undefined)
  // What runs outside React ends with the view.
  useEffect(() => () => running.current?.abort(), [])

  const start = async (format: ExportFormat) => {
    const controller = new AbortController()
    running.current = controller
    const file = exportFile(format, plan.options, reading.at)
    let count = 0
    setDone(0)
    try {
      await preview.exportRevisions((rows) => {
        file.add(rows)
        setDone((count += rows.length))
      }, controller.signal)
      download(`prune-preview.${format}`, types[format], file.parts())
    } catch (error) {
      if (!controller.signal.aborted && !isAbort(error))
        showToast({ status: 'danger', title: t('The export failed'), description: asApiError(error).message })
    } finally {
      setDone(undefined)
    }
  }
  if (done !== undefined) {
    return (
      <span className="rc-progress">
        <span>
          {t('Exporting: {{done}} of {{total}} revisions', {
            done: formatNumber(done),
            total: formatNumber(reading.revisions),
          })}
        </span>
        <progress max={reading.revisions} value={done} aria-label={t('Exporting')} />
        <Button variant="link" isInline onClick={() => running.current?.abort()}>
          {t('Cancel')}
        </Button>
      </span>
    )
  }
  return (
    <MenuButton
      label={t('Export everything')}
      variant="plain"
      entries={() => [
        { key: 'csv', label: t('Every revision with its reason, as CSV'), onSelect: () => void start('csv') },
        { key: 'json', label: t('Every revision with its reason, as JSON'), onSelect: () => void start('json') },
      ]}
    >
      {t('Export everything')}
    </MenuButton>
  )
}
