import { useNavigate } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { MenuButton } from '../../ui/MenuButton.tsx'
import type { MenuEntry } from '../../ui/MenuPopup.tsx'

/** What can be done about the registry, on every tab of its page. */
export function RegistryActions() {
  const navigate = useNavigate()
  const entries = (): MenuEntry[] => [
    { key: 'storage', label: t('Change storage'), onSelect: () => void navigate(paths.registry('storage')) },
  ]
  return (
    <MenuButton label={t('Actions for the registry')} entries={entries}>
      {t('Actions')}
    </MenuButton>
  )
}
