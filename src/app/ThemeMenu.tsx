import AdjustIcon from '@patternfly/react-icons/dist/esm/icons/adjust-icon'
import { useSyncExternalStore } from 'react'
import { t } from '../lib/t.ts'
import { MenuButton } from '../ui/MenuButton.tsx'
import { chosenTheme, chooseTheme, subscribeToTheme, themes, type Theme } from './theme.ts'

/** The choice of theme. */
export function ThemeMenu() {
  const chosen = useSyncExternalStore(subscribeToTheme, chosenTheme)
  return (
    <MenuButton
      label={t('Theme')}
      icon={<AdjustIcon />}
      entries={() =>
        themes.map((theme) => ({
          key: theme,
          label: themeName(theme),
          checked: theme === chosen,
          onSelect: () => chooseTheme(theme),
        }))
      }
    />
  )
}

function themeName(theme: Theme): string {
  if (theme === 'system') return t('System')
  if (theme === 'light') return t('Light')
  return theme === 'dark' ? t('Dark') : t('High contrast')
}
