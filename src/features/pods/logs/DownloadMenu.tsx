import DownloadIcon from '@patternfly/react-icons/dist/esm/icons/download-icon'
import { useEffect, useRef, useState } from 'react'
import { asApiError } from '../../../k8s/ApiError.ts'
import type { LogClient } from '../../../logs/logClient.ts'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { t } from '../../../lib/t.ts'
import { copyText } from '../../../ui/clipboard.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import { announce, showToast } from '../../../ui/toasts.ts'
import { logFileName, logText, saveLog } from './saveLog.ts'

/** More would stall the page, and whatever it is pasted into. */
const mostCopied = 10 * 1024 * 1024

interface DownloadMenuProps {
  client: LogClient
  view: LogViewState
  pod: string | undefined
  /** Whether lines are in sight that some filter has chosen. */
  hasShown: boolean
}

/** Takes lines along: as a file, or to the clipboard. */
export function DownloadMenu({ client, view, pod, hasShown }: DownloadMenuProps) {
  const [timestamps, setTimestamps] = useState(false)
  const abort = useRef(new AbortController())
  // A file in the making ends with the page.
  useEffect(() => {
    const mine = new AbortController()
    abort.current = mine
    return () => mine.abort()
  }, [])
  const save = async (all: boolean) => {
    const { signal } = abort.current
    const done = showToast({ status: 'info', title: t('Collecting the lines') })
    try {
      await saveLog(client, logFileName(pod, new Date()), { all, timestamps, signal })
    } catch (error) {
      if (!signal.aborted)
        showToast({
          status: 'danger',
          title: t('The lines could not be saved'),
          description: asApiError(error).message,
        })
    } finally {
      done()
    }
  }
  const copy = async () => {
    const { signal } = abort.current
    try {
      const text = await logText(client, mostCopied, { all: false, timestamps, signal })
      if (text === undefined)
        showToast({
          status: 'warning',
          title: t('Too much to copy'),
          description: t('More than {{size}} are shown. Download them.', { size: formatBytes(mostCopied) }),
        })
      else if (await copyText(text)) announce(t('Copied'))
      else showToast({ status: 'danger', title: t('The browser did not allow copying') })
    } catch (error) {
      if (!signal.aborted)
        showToast({
          status: 'danger',
          title: t('The lines could not be copied'),
          description: asApiError(error).message,
        })
    }
  }
  const nothing = t('There are no lines.')
  const shown = view.shown > 0 ? undefined : nothing
  return (
    <MenuButton
      label={t('Download')}
      icon={<DownloadIcon />}
      variant="plain"
      entries={() => [
        ...(hasShown
          ? [
              {
                key: 'shown',
                label: t('Download lines shown'),
                description: t('{{count}} lines', { count: view.shown }),
                disabledReason: shown,
                onSelect: () => void save(false),
              },
            ]
          : []),
        {
          key: 'all',
          label: t('Download everything read'),
          description: t('{{lines}} lines, {{size}}', { lines: view.total, size: formatBytes(view.bytes) }),
          disabledReason: view.total > 0 ? undefined : nothing,
          onSelect: () => void save(true),
        },
        ...(hasShown
          ? [{ key: 'copy', label: t('Copy lines shown'), disabledReason: shown, onSelect: () => void copy() }]
          : []),
        { key: 'divider', divider: true },
        {
          key: 'timestamps',
          label: t('With timestamps'),
          checked: timestamps,
          description: t('When the kubelet took each line'),
          onSelect: () => setTimestamps(!timestamps),
        },
      ]}
    />
  )
}
